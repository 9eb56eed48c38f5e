import type { Connector, Row } from './connector.ts'
import { dateProblem, parseDate } from './dates.ts'
import { wholeJson } from './lines.ts'
import { distinct, list, type Members, record, stated, values, words } from './members.ts'
import { placeOf } from './places.ts'
import { profileOf } from './profiles.ts'
import { type Moved, progressRow, stageOf } from './progress.ts'

/**
 * Ashby's candidates and applications as its API gives them (candidate.list, candidate.info, application.list,
 * application.info): https://developers.ashbyhq.com/reference. One observation for each application. Candidates name
 * theirs only by id; where one document holds both (`{"candidates": […], "applications": […]}`), they are joined.
 */
const limit = 256 * 1024 * 1024

const ashby: Connector = {
  id: 'ashby',
  title: 'Ashby candidates and applications',
  takes:
    'JSON of the Ashby API: the results of candidate.list, candidate.info, application.list or application.info, or an object with both lists.',
  recognises({ head }) {
    if (!/^\s*[[{]/.test(head) || /^\s*\{.*(?<!\\)"kind"\s*:/.test(head)) return false
    const has = (member: string) => new RegExp(`(?<!\\\\)"${member}"\\s*:`).test(head)
    if (has('applicationIds') && has('primaryEmailAddress')) return 'certain'
    if (has('currentInterviewStage') && has('candidate') && has('job')) return 'certain'
    return has('candidate') && has('archiveReason') && has('job') ? 'certain' : false
  },
  async *read(file) {
    const whole = await wholeJson(file, limit)
    if ('problem' in whole) {
      yield whole
      return
    }
    const { candidates, applications } = parts(whole.value)
    const byId = new Map(candidates.map((c) => [words(c.id), c]))
    const joined = new Set(applications.map((a) => words(a.id)))
    let row = 0
    for (const application of applications) {
      const own = record(application.candidate)
      const rows = ashbyApplication({ ...own, ...byId.get(words(own.id)) }, application, ++row)
      if (rows.length === 0) file.skip('Ashby lead who has not applied')
      yield* rows
    }
    for (const candidate of candidates) {
      row++
      const ids = values(candidate.applicationIds)
      if (ids.length === 0) file.skip('Ashby candidate who has not applied')
      for (const id of ids)
        if (!joined.has(id))
          yield* ashbyApplication(candidate, { id, createdAt: candidate.createdAt }, row, candidate.updatedAt)
    }
  },
}

export default ashby

function parts(document: unknown): { candidates: Members[]; applications: Members[] } {
  const top = record(document)
  const results = top.results ?? document
  const loose = Array.isArray(results)
    ? results.map(record)
    : top.candidates || top.applications
      ? []
      : [record(results)]
  const isApplication = (m: Members) => m.candidate !== undefined || m.job !== undefined
  return {
    candidates: [...(list(top.candidates) ?? []).map(record), ...loose.filter((m) => !isApplication(m))],
    applications: [...(list(top.applications) ?? []).map(record), ...loose.filter(isApplication)],
  }
}

/**
 * What one application states, with its candidate as far as known; no rows for a lead. `seen` is when a candidate's
 * particulars were last changed, in which they are newer than what the application alone says of them.
 */
export function ashbyApplication(
  candidate: Members,
  application: Members,
  row: number,
  seen?: unknown,
): Row[] {
  const status = words(application.status)
  if (status === 'Lead') return []
  const id = words(application.id)
  const bad = (field: string, reason: string): Row[] => [
    { row, problem: { field, reason }, text: `candidate ${words(candidate.id) ?? 'without id'}` },
  ]
  if (!id) return bad('id', 'is missing')
  const written = words(application.createdAt)
  const at = written ? parseDate(written) : undefined
  if (at === undefined) return bad('createdAt', written ? dateProblem(written) : 'is missing')
  const about = `application:ashby-${id.replace(/\s+/g, '-')}`
  const job = record(application.job)
  const requisition = words(job.customRequisitionId) ?? words(job.id)
  const source = record(application.source ?? candidate.source)
  const kind = words(record(source.sourceType).title)
  const location = record(candidate.location)
  const data = stated({
    candidate: words(candidate.id),
    name: words(candidate.name),
    emails: distinct([
      words(record(candidate.primaryEmailAddress).value),
      ...values(candidate.emailAddresses),
    ]),
    phones: distinct([words(record(candidate.primaryPhoneNumber).value), ...values(candidate.phoneNumbers)]),
    place: placeOf(words(location.locationSummary) ?? words(candidate.location)),
    education: words(candidate.school) ? [{ institution: words(candidate.school) }] : [],
    work:
      words(candidate.company) || words(candidate.position)
        ? [stated({ name: words(candidate.company), position: words(candidate.position) })]
        : [],
    profiles: (list(candidate.socialLinks) ?? []).flatMap((value) => {
      const url = words(record(value).url) ?? words(value)
      if (!url) return []
      const { known: _, ...profile } = profileOf(url)
      return [profile]
    }),
    timeZone: words(candidate.timezone),
    requisition,
    jobTitle: words(job.title),
    source: words(source.title),
    agency: /agenc/i.test(kind ?? '') ? words(source.title) : undefined,
    referrer: /referral/i.test(`${kind} ${words(source.title)}`)
      ? creditedTo(application, candidate)
      : undefined,
    appliedAt: at,
  })
  return [
    {
      row,
      value: {
        id: about,
        kind: 'application',
        at: Math.max(at, parseDate(words(seen) ?? '') ?? at),
        about: [about],
        data,
      },
    },
    ...moves(application).map((moved) => progressRow(row, about, { ...moved, requisition })),
  ]
}

function creditedTo(application: Members, candidate: Members): string | undefined {
  const user = record(application.creditedToUser ?? candidate.creditedToUser)
  return words(user.firstName, user.lastName)
}

/** The history where it was asked for, without its first step, in which every application starts; and how it ended. */
function moves(application: Members): Moved[] {
  const entered = (value: unknown) => parseDate(words(record(value).enteredStageAt) ?? '')
  const steps = (list(application.applicationHistory) ?? [])
    .filter((step) => entered(step) !== undefined)
    .sort((a, b) => entered(a)! - entered(b)!)
    .slice(1)
    .flatMap((step): Moved[] => {
      const title = words(record(step).title)
      // the last step of who is archived says it once more
      if (title === 'Archived') return []
      return [{ stage: stageOf(title) ?? 'advanced', at: entered(step)!, ...(title && { reason: title }) }]
    })
  return [...steps, ...ended(application).filter((end) => !steps.some((s) => s.stage === end.stage))]
}

/** Rejected, withdrawn or hired. Where no time of its own stands, `updatedAt` does. */
function ended(application: Members): Moved[] {
  const status = words(application.status)
  const own = status === 'Archived' ? application.archivedAt : application.hiredAt
  const at = parseDate(words(own) ?? words(application.updatedAt) ?? '')
  if (at === undefined || (status !== 'Archived' && status !== 'Hired')) return []
  if (status === 'Hired') return [{ stage: 'hired', at }]
  const archived = record(application.archiveReason)
  const reason = words(archived.text)
  const withdrawn = stageOf(words(archived.reasonType, archived.text)) === 'withdrawn'
  return [{ stage: withdrawn ? 'withdrawn' : 'rejected', at, ...(reason && { reason }) }]
}
