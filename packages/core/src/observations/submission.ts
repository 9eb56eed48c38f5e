import { defineKind, type RawAttribute } from './kind.ts'
import { agency, present } from './normalise.ts'
import { number, object, optional, text } from './schema.ts'

/** An agency sent somebody for a role: one row of its roster. */
export default defineKind({
  title: 'An agency submitted a candidate.',
  from: ['agencies'],
  privacy:
    'The agency, its own number of the candidate and its recruiter. The number is matched by keyed hash, to see whom an agency presents under it. Kept for the applicant retention period.',
  identifying: ['agencyCandidate', 'recruiter', 'supersedes'],
  schema: object({
    agency: text(500),
    /** The agency’s own number of the candidate: one number, one person. */
    agencyCandidate: optional(text(300)),
    requisition: optional(text(500)),
    submittedAt: optional(number()),
    recruiter: optional(text(300)),
    /** An earlier number under which the agency submitted the same person. */
    supersedes: optional(text(300)),
  }),
  attributes: (data) => present([data.agencyCandidate, data.supersedes].map((n) => numbered(data.agency, n))),
  notes(data) {
    const from = agency(data.agency)
    return from ? [{ name: 'agency', says: { agency: from } }] : []
  },
})

function numbered(from: string, number: string | undefined): RawAttribute | undefined {
  const [by, written] = [agency(from), (number ?? '').trim().toLowerCase()]
  // a form’s default is no number
  if (!by || !/[\p{L}\p{N}]/u.test(written) || /^(?:0+|n\/?a|none|tbd)$/.test(written)) return undefined
  return { type: 'submission', value: `${by}/${written}`, shown: 'a candidate number of an agency' }
}
