import { ashbyApplication } from '../connectors/ashby.ts'
import { parseDate } from '../connectors/dates.ts'
import { record, words } from '../connectors/members.ts'
import { progressRow, stageOf } from '../connectors/progress.ts'
import { versioned } from '../connectors/versions.ts'
import { bodyId, header, signedWith, type Webhook } from './webhook.ts'

/**
 * Ashby's webhooks: https://developers.ashbyhq.com/docs/authenticating-webhooks. The whole body is signed. One thing that
 * happens is told under several names with one `webhookActionId` (a change of stage is an update, too), so that a
 * delivery is known by both. Of the candidate they bring the name and the first contacts.
 */
const ashby: Webhook = {
  id: 'ashby',
  title: 'Ashby',
  setUp:
    'Admin > Integrations > Webhooks: applicationSubmit, applicationUpdate, candidateStageChange, candidateHire; the secret token is the one set here.',
  verify(headers, raw, secret) {
    const signature = header(headers, 'ashby-signature')?.trim()
    if (!signature) return 'carries no signature (header Ashby-Signature): set the secret token in Ashby'
    const [algorithm, digest] = signature.split('=', 2)
    if (algorithm !== 'sha256') return 'is signed in another way than sha256'
    return (
      signedWith(secret, raw, digest) || 'has a signature that does not match its body and the secret token'
    )
  },
  deliveryId(_headers, body) {
    const { action, webhookActionId } = record(body)
    const id = words(webhookActionId)
    return id ? `ashby-${words(action) ?? ''}-${id}` : `ashby-${bodyId(body)}`
  },
  rows(body) {
    const { action, data } = record(body)
    const application = record(record(data).application)
    if (!told.has(words(action) ?? '') || !words(application.id)) return []
    const changedAt = parseDate(words(application.updatedAt) ?? '')
    const whole = ashbyApplication(record(application.candidate), application, 1)
    // what an export said of the candidate is more than later events repeat, and must stay the newest
    const rows =
      action === 'applicationSubmit'
        ? whole.map((row) => (row.problem ? row : { ...row, value: versioned(row.value) }))
        : whole.filter((row) => !row.problem && (row.value as { kind: string }).kind === 'progress')
    const stage = record(application.currentInterviewStage)
    const name = words(stage.title)
    // who was archived or hired is said so already
    if (action !== 'candidateStageChange' || application.status !== 'Active' || changedAt === undefined)
      return rows
    const requisition =
      words(record(application.job).customRequisitionId) ?? words(record(application.job).id)
    const about = `application:ashby-${words(application.id)!.replace(/\s+/g, '-')}`
    return [
      ...rows,
      progressRow(1, about, {
        stage: stageOf(words(stage.type, stage.title)) ?? 'advanced',
        at: changedAt,
        ...(name && { reason: name }),
        ...(requisition && { requisition }),
      }),
    ]
  },
}

export default ashby

const told = new Set(['applicationSubmit', 'applicationUpdate', 'candidateStageChange', 'candidateHire'])
