import type { Connector, Row } from './connector.ts'
import { wholeJson } from './lines.ts'
import { distinct, list, type Members, record, stated, values, words } from './members.ts'
import { placeOf } from './places.ts'
import { profileOf } from './profiles.ts'
import { type Moved, progressRow, stageOf } from './progress.ts'

/**
 * Lever's opportunities as its API gives them (GET /v1/opportunities and /v1/opportunities/{id}, also expanded):
 * https://hire.lever.co/developer/documentation#opportunities. An opportunity is one person under one posting, so it is
 * one application; those that a recruiter made for somebody who has not applied are skipped. Where an export script put
 * the résumés beside (`resumes`, as GET /v1/opportunities/{id}/resumes gives them), their parsed schools and positions
 * are read.
 */
const limit = 256 * 1024 * 1024

const lever: Connector = {
  id: 'lever',
  title: 'Lever opportunities',
  takes:
    'JSON of the Lever API: a list of opportunities or one opportunity, with applications, parsed résumés, stages and archive reasons where they are expanded.',
  recognises({ head }) {
    if (!/^\s*[[{]/.test(head) || /^\s*\{.*(?<!\\)"kind"\s*:/.test(head)) return false
    const has = (member: string) => new RegExp(`(?<!\\\\)"${member}"\\s*:`).test(head)
    if (!has('contact') || !has('emails') || !has('createdAt')) return false
    return has('stageChanges') || has('archived') || has('lastAdvancedAt') || has('snoozedUntil')
      ? 'certain'
      : false
  },
  async *read(file) {
    const whole = await wholeJson(file, limit)
    if ('problem' in whole) {
      yield whole
      return
    }
    const data = record(whole.value).data ?? whole.value
    for (const [i, value] of (Array.isArray(data) ? data : [data]).entries()) {
      const rows = leverOpportunity(record(value), i + 1)
      if (rows.length === 0) file.skip('Lever opportunity of somebody who has not applied')
      yield* rows
    }
  },
}

export default lever

/** What one opportunity states: the application and how it moved; no rows when nobody applied. */
export function leverOpportunity(opportunity: Members, row: number): Row[] {
  const id = words(opportunity.id)
  const application = record(list(opportunity.applications)?.[0])
  const sourced = words(opportunity.origin) === 'sourced' && !list(opportunity.applications)?.length
  if (id && sourced) return []
  const bad = (field: string, reason: string): Row[] => [
    { row, problem: { field, reason }, text: `opportunity ${id ?? 'without id'}` },
  ]
  if (!id) return bad('id', 'is missing')
  const at = millis(application.createdAt) ?? millis(opportunity.createdAt)
  if (at === undefined) return bad('createdAt', 'is not a time in milliseconds since 1970')
  const about = `application:lever-${id.replace(/\s+/g, '-')}`
  const contact = record(opportunity.contact)
  const posting = record(application.posting)
  const requisition = words(posting.reqCode, posting.id) ?? words(application.posting)
  const origin = words(opportunity.origin)
  const sources = values(opportunity.sources)
  const parsed = parsedResume(opportunity)
  const location = [opportunity.location, contact.location].map((l) => words(l) ?? words(record(l).name))
  const data = stated({
    candidate: words(contact.id) ?? words(opportunity.contact),
    name: words(opportunity.name),
    emails: distinct([...values(opportunity.emails), ...values(contact.emails), words(application.email)]),
    phones: distinct([
      ...values(opportunity.phones),
      ...values(contact.phones),
      words(record(application.phone).value) ?? words(application.phone),
    ]),
    place: placeOf(location.find((l) => l !== undefined)),
    headline: words(opportunity.headline),
    education: parsed.education,
    work: parsed.work,
    profiles: distinct([...values(opportunity.links), ...values(application.links)]).map((url) => {
      const { known: _, ...profile } = profileOf(url)
      return profile
    }),
    resumeText: parsed.text,
    requisition,
    jobTitle: words(posting.text),
    source: sources[0],
    agency: origin === 'agency' ? sources[0] : undefined,
    referrer: origin === 'referred' ? words(record(application.user).name) : undefined,
    appliedAt: at,
  })
  return [
    { row, value: { id: about, kind: 'application', at, about: [about], data } },
    ...moves(opportunity).map((moved) => progressRow(row, about, { ...moved, requisition })),
  ]
}

/**
 * The changes of stage after the first, which is where an opportunity starts, and the archiving. Stages and reasons are
 * ids unless they were expanded; an id tells that something moved, and no more.
 */
function moves(opportunity: Members): Moved[] {
  const current = record(opportunity.stage)
  const names = new Map([[words(current.id), words(current.text)]])
  const changes = (list(opportunity.stageChanges) ?? []).slice(1).flatMap((value): Moved[] => {
    const change = record(value)
    const at = millis(change.updatedAt)
    const name = names.get(words(change.toStageId)) ?? words(record(change.toStage).text)
    const by = words(record(change.user).name) ?? words(change.userId)
    if (at === undefined) return []
    return [{ stage: stageOf(name) ?? 'advanced', at, ...(name && { reason: name }), ...(by && { by }) }]
  })
  return [...changes, ...archiving(opportunity.archived)]
}

/** Lever archives who is hired, too, under a reason of that type. */
export function archiving(value: unknown): Moved[] {
  const archived = record(value)
  const at = millis(archived.archivedAt)
  if (at === undefined) return []
  const expanded = record(archived.reason)
  const reason = words(expanded.text) ?? words(archived.reason)
  const told = expanded.type === 'hired' ? 'hired' : stageOf(words(expanded.text))
  const stage = told === 'hired' || told === 'withdrawn' ? told : 'rejected'
  return [{ stage, at, ...(reason && { reason }) }]
}

function parsedResume(opportunity: Members): { education: Members[]; work: Members[]; text?: string } {
  const resumes = [opportunity.resume, ...(list(opportunity.resumes) ?? [])].map(record)
  const newest = resumes
    .filter((r) => r.parsedData)
    .sort((a, b) => (millis(b.createdAt) ?? 0) - (millis(a.createdAt) ?? 0))[0]
  const parsed = record(newest?.parsedData)
  const education = (list(parsed.schools) ?? []).map((value) => {
    const s = record(value)
    return stated({
      institution: words(s.org),
      area: words(s.field),
      studyType: words(s.degree),
      startDate: month(s.start),
      endDate: month(s.end),
    })
  })
  const work = (list(parsed.positions) ?? []).map((value) => {
    const p = record(value)
    return stated({
      name: words(p.org),
      position: words(p.title),
      startDate: month(p.start),
      endDate: month(p.end),
      summary: words(p.summary),
    })
  })
  const text = words(parsed.text)
  return { education, work, ...(text && { text }) }
}

/** Lever states months as {month, year}, either of them possibly null. */
function month(value: unknown): string | undefined {
  const { year, month } = record(value)
  if (!words(year)) return words(value)
  return words(month) ? `${words(year)}-${words(month)!.padStart(2, '0')}` : words(year)
}

export function millis(value: unknown): number | undefined {
  const at = typeof value === 'string' ? Number(value) : value
  return typeof at === 'number' && Number.isFinite(at) && at > 0 ? at : undefined
}
