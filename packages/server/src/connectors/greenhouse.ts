import type { Connector, Row } from './connector.ts'
import { parseDate } from './dates.ts'
import { wholeJson } from './lines.ts'

/**
 * Greenhouse candidates as the Harvest API gives them (GET /v1/candidates and /v1/candidates/{id}, and the webhooks'
 * candidate member): https://developers.greenhouse.io/harvest.html#the-candidate-object. One observation for each
 * application of a candidate; candidates and prospects who have not applied are skipped.
 */
const limit = 256 * 1024 * 1024

const greenhouse: Connector = {
  id: 'greenhouse',
  title: 'Greenhouse candidates',
  takes: 'JSON of the Harvest API: a list of candidates or one candidate, with their applications.',
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
    for (const [i, candidate] of candidates.entries()) {
      const rows = applications(record(candidate), i + 1)
      if (rows.length === 0) file.skip('Greenhouse candidate who has not applied')
      yield* rows
    }
  },
}

export default greenhouse

type Members = Record<string, unknown>

function applications(candidate: Members, row: number): Row[] {
  const person = {
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
      (url) => stated({ url, network: network(url) }),
    ),
  }
  return (list(candidate.applications) ?? []).flatMap((value, i): Row[] => {
    const a = record(value)
    if (a.prospect === true && !a.applied_at) return []
    const field = `applications[${i}]`
    const bad = (member: string, reason: string): Row[] => [
      {
        row,
        problem: { field: `${field}.${member}`, reason },
        text: `candidate ${words(candidate.id) ?? 'without id'}`,
      },
    ]
    const id = words(a.id)
    if (!id) return bad('id', 'is missing')
    const written = words(a.applied_at)
    const at = written ? parseDate(written) : undefined
    if (at === undefined)
      return bad(
        'applied_at',
        written ? `${JSON.stringify(written.slice(0, 40))} is not a date` : 'is missing',
      )
    const job = record(list(a.jobs)?.[0])
    const about = `application:greenhouse-${id.replace(/\s+/g, '-')}`
    const data = stated({
      ...person,
      place: words(record(a.location).address),
      requisition: words(job.requisition_id ?? job.id),
      jobTitle: words(job.name),
      source: words(record(a.source).public_name),
      appliedAt: at,
    })
    return [{ row, value: { id: about, kind: 'application', at, about: [about], data } }]
  })
}

function record(value: unknown): Members {
  return value !== null && typeof value === 'object' ? (value as Members) : {}
}

function list(value: unknown): unknown[] | undefined {
  return Array.isArray(value) ? value : undefined
}

/** Texts and numbers as one text; undefined when there are none. */
function words(...parts: unknown[]): string | undefined {
  const text = parts
    .filter((part) => typeof part === 'string' || typeof part === 'number')
    .join(' ')
    .trim()
  return text === '' ? undefined : text
}

/** Greenhouse wraps each contact as {value, type}; older exports give the bare text. */
function values(of: unknown): string[] {
  return (list(of) ?? []).flatMap((item) => words(typeof item === 'object' ? record(item).value : item) ?? [])
}

function network(url: string): string | undefined {
  return /^(?:https?:\/\/)?(?:www\.)?([a-z0-9-]+(?:\.[a-z0-9-]+)+)/i.exec(url)?.[1]?.toLowerCase()
}

function stated(data: Members): Members {
  return Object.fromEntries(
    Object.entries(data).filter(([, v]) => v !== undefined && !(Array.isArray(v) && v.length === 0)),
  )
}
