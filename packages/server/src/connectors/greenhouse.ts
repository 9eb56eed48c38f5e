import type { Connector, Row } from './connector.ts'
import { dateProblem, parseDate } from './dates.ts'
import { wholeJson } from './lines.ts'
import { list, type Members, record, stated, values, words } from './members.ts'
import { placeOf } from './places.ts'
import { profileOf } from './profiles.ts'
import { progressRow, stageOf } from './progress.ts'

/**
 * Greenhouse candidates as the Harvest API gives them (GET /v1/candidates and /v1/candidates/{id}, and the webhooks'
 * candidate member): https://developers.greenhouse.io/harvest.html#the-candidate-object. One observation for each
 * application of a candidate, and one for its rejection, the only step that such an export dates; candidates and
 * prospects who have not applied are skipped. Attachments are named there by links that expire: they are not fetched.
 */
const limit = 256 * 1024 * 1024

const greenhouse: Connector = {
  id: 'greenhouse',
  title: 'Greenhouse candidates',
  takes:
    'JSON of the Harvest API: a list of candidates or one candidate, with their applications and rejections.',
  recognises({ head }) {
    if (!/^\s*[[{]/.test(head) || /^\s*\{.*(?<!\\)"kind"\s*:/.test(head)) return false
    const has = (member: string) => new RegExp(`(?<!\\\\)"${member}"\\s*:`).test(head)
    if (!has('first_name') || !has('last_name')) return false
    if (has('applications') || has('application_ids')) return 'certain'
    return has('email_addresses') && has('phone_numbers') ? 'certain' : false
  },
  async *read(file) {
    const whole = await wholeJson(file, limit)
    if ('problem' in whole) {
      yield whole
      return
    }
    const document = whole.value
    const candidates = Array.isArray(document) ? document : (list(record(document).candidates) ?? [document])
    for (const [i, value] of candidates.entries()) {
      const candidate = record(value)
      const rows = (list(candidate.applications) ?? []).flatMap((application, k) =>
        greenhouseApplication(candidate, record(application), i + 1, `applications[${k}]`),
      )
      if (rows.length === 0) file.skip('Greenhouse candidate who has not applied')
      yield* rows
    }
  },
}

export default greenhouse

/**
 * What one application of a candidate states; no rows for a prospect. `field` is where the application stands, for
 * messages.
 */
export function greenhouseApplication(
  candidate: Members,
  application: Members,
  row: number,
  field: string,
): Row[] {
  if (application.prospect === true && !application.applied_at) return []
  const bad = (member: string, reason: string): Row[] => [
    {
      row,
      problem: { field: `${field}.${member}`, reason },
      text: `candidate ${words(candidate.id) ?? 'without id'}`,
    },
  ]
  const id = words(application.id)
  if (!id) return bad('id', 'is missing')
  const written = words(application.applied_at)
  const at = written ? parseDate(written) : undefined
  if (at === undefined) return bad('applied_at', written ? dateProblem(written) : 'is missing')
  const job = record(list(application.jobs)?.[0] ?? application.job)
  const source = words(record(application.source).public_name, record(application.source).name)
  const about = `application:greenhouse-${id.replace(/\s+/g, '-')}`
  const requisition = words(job.requisition_id ?? job.id)
  const data = stated({
    ...personOf(candidate),
    place: placeOf(words(record(application.location).address)),
    requisition,
    jobTitle: words(job.name),
    source,
    referrer: /referral/i.test(source ?? '') ? words(record(application.credited_to).name) : undefined,
    answers: (list(application.answers) ?? []).flatMap((value) => {
      const { question, answer } = record(value)
      return words(answer) ? [stated({ question: words(question), answer: words(answer) })] : []
    }),
    appliedAt: at,
  })
  const rejectedAt = parseDate(words(application.rejected_at) ?? '')
  return [
    { row, value: { id: about, kind: 'application', at, about: [about], data } },
    ...(rejectedAt === undefined
      ? []
      : [progressRow(row, about, { ...rejection(application), at: rejectedAt, requisition })]),
  ]
}

/** Greenhouse's own types of reasons are "We rejected them", "They rejected us" and "None specified". */
function rejection(application: Members): { stage: 'rejected' | 'withdrawn'; reason?: string } {
  const reason = record(application.rejection_reason)
  const name = words(reason.name)
  const told = stageOf(words(record(reason.type).name, reason.name))
  return { stage: told === 'withdrawn' ? 'withdrawn' : 'rejected', ...(name && { reason: name }) }
}

function personOf(candidate: Members): Members {
  return {
    candidate: words(candidate.id),
    name: words(candidate.first_name, candidate.last_name),
    emails: values(candidate.email_addresses ?? candidate.emails),
    phones: values(candidate.phone_numbers),
    address: values(candidate.addresses)[0],
    education: (list(candidate.educations) ?? []).map((value) => {
      const e = record(value)
      return stated({
        institution: words(e.school_name ?? e.school),
        area: words(e.discipline),
        studyType: words(e.degree),
        startDate: words(e.start_date),
        endDate: words(e.end_date),
      })
    }),
    work: (list(candidate.employments) ?? []).map((value) => {
      const e = record(value)
      return stated({
        name: words(e.company_name ?? e.company),
        position: words(e.title),
        startDate: words(e.start_date),
        endDate: words(e.end_date),
      })
    }),
    profiles: [...values(candidate.social_media_addresses), ...values(candidate.website_addresses)].map(
      (url) => {
        const { known: _, ...profile } = profileOf(url)
        return profile
      },
    ),
    recruiter: words(record(candidate.recruiter).name),
    coordinator: words(record(candidate.coordinator).name),
  }
}
