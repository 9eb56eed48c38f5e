import type { Row } from '../connectors/connector.ts'
import { parseDate } from '../connectors/dates.ts'
import { greenhouseApplication } from '../connectors/greenhouse.ts'
import { list, type Members, record, words } from '../connectors/members.ts'
import { type Moved, progressRow, stageOf } from '../connectors/progress.ts'
import { versioned } from '../connectors/versions.ts'
import { bodyId, header, signedWith, type Webhook } from './webhook.ts'

/**
 * Greenhouse Recruiting's webhooks: https://developers.greenhouse.io/webhooks.html. The whole body is signed. Events
 * about candidates without an application (`update_candidate`) name none, so that nothing follows from them: what changed
 * comes with the application's next event or export.
 */
const greenhouse: Webhook = {
  id: 'greenhouse',
  title: 'Greenhouse',
  setUp:
    'Configure > Dev Center > Web Hooks: application created and updated, candidate stage change, rejected, unrejected, hired, offer created; the secret key is the one set here.',
  verify(headers, raw, secret) {
    const [algorithm, signature] = header(headers, 'signature')?.trim().split(/\s+/) ?? []
    if (!signature) return 'carries no signature (header Signature): set the secret key in Greenhouse'
    if (algorithm !== 'sha256') return 'is signed in another way than sha256'
    return (
      signedWith(secret, raw, signature) || 'has a signature that does not match its body and the secret key'
    )
  },
  deliveryId(headers, body) {
    return `greenhouse-${header(headers, 'greenhouse-event-id')?.trim() || bodyId(body)}`
  },
  rows(body) {
    const { action, payload } = record(body)
    const told = record(payload)
    if (action === 'offer_created' || action === 'offer_updated') return offer(told)
    const application = record(told.application)
    const id = words(application.id)
    if (!id || application.prospect === true) return []
    const changedAt = parseDate(words(application.last_activity_at) ?? '')
    const candidate = record(application.candidate ?? told.candidate)
    const about = `application:greenhouse-${id.replace(/\s+/g, '-')}`
    const move = moves.get(action)
    if (!move && action !== 'new_candidate_application' && action !== 'application_updated') return []
    const moved = move?.(application, changedAt)
    const job = record(list(application.jobs)?.[0] ?? application.job)
    const requisition = words(job.requisition_id ?? job.id)
    // an event of a hire may leave out when the person applied
    const stated = application.applied_at
      ? greenhouseApplication(candidate, application, 1, 'payload.application')
      : []
    return [
      ...stated.map((row) => (row.problem ? row : { ...row, value: versioned(row.value, changedAt) })),
      ...(moved ? [progressRow(1, about, { ...moved, ...(requisition && { requisition }) })] : []),
      ...(stated.length === 0 && !moved ? [undated(id)] : []),
    ]
  },
}

export default greenhouse

type Move = (application: Members, changedAt: number | undefined) => Moved | undefined

/** How an event's application moved; undefined where the event does not say when. Rejections bring their own time. */
const moves = new Map<unknown, Move>(
  Object.entries<Move>({
    candidate_stage_change({ current_stage }, at) {
      const name = words(record(current_stage).name)
      return at === undefined
        ? undefined
        : { stage: stageOf(name) ?? 'advanced', at, ...(name && { reason: name }) }
    },
    hire_candidate: hired,
    candidate_hired: hired,
    reject_candidate: () => undefined,
    unreject_candidate: (_, at) =>
      at === undefined ? undefined : { stage: 'advanced', at, reason: 'the rejection was taken back' },
    unhire_candidate: (_, at) =>
      at === undefined ? undefined : { stage: 'advanced', at, reason: 'the hire was taken back' },
  }),
)

function hired(application: Members, changedAt: number | undefined): Moved | undefined {
  const at = parseDate(words(record(application.offer).resolved_at) ?? '') ?? changedAt
  return at === undefined ? undefined : { stage: 'hired', at }
}

function offer(told: Members): Row[] {
  const id = words(told.application_id)
  const at = parseDate(words(told.sent_on ?? told.sent_at) ?? '')
  if (!id || at === undefined) return []
  return [progressRow(1, `application:greenhouse-${id}`, { stage: 'offer', at })]
}

function undated(id: string): Row {
  return {
    row: 1,
    problem: { field: 'payload.application', reason: 'states no time that it could be placed at' },
    text: `application ${id}`,
  }
}
