import { archiving, millis } from '../connectors/lever.ts'
import { record, words } from '../connectors/members.ts'
import { type Moved, progressRow } from '../connectors/progress.ts'
import { bodyId, signedWith, type Webhook } from './webhook.ts'

/**
 * Lever's webhooks: https://hire.lever.co/developer/documentation#webhooks. Signed are a random token and the time, not
 * the body, so that the token is what a delivery is known by: whoever caught one can't send another body under it. Events
 * name opportunities, stages and reasons by id only: that somebody applied is said in quarantine with what to do, as the
 * person's particulars are in Lever's export.
 */
const hour = 3_600_000
/** Lever tries five times, waiting longer and longer; a missed weekend can be run again by hand. */
const oldest = 72 * hour
const ahead = hour

const lever: Webhook = {
  id: 'lever',
  title: 'Lever',
  setUp:
    'Settings > Integrations and API > Webhooks: application created, stage change, archive state change, hired; the signature token shown there is the secret here.',
  verify(_headers, raw, secret, now) {
    let body: unknown
    try {
      body = JSON.parse(Buffer.from(raw).toString('utf8'))
    } catch {
      return 'is not JSON: it was cut off, or comes from somebody else'
    }
    const { token, signature } = record(body)
    const triggered = record(body).triggeredAt
    const at = millis(triggered)
    if (typeof signature !== 'string' || typeof token !== 'string' || token === '' || at === undefined)
      return 'carries no signature: generate a signature token in Lever'
    if (!signedWith(secret, `${token}${triggered}`, signature))
      return 'has a signature that does not match its token, its time and the signature token'
    if (now - at > oldest) return `is older than ${oldest / hour} hours: it is refused as a replay`
    if (at - now > ahead) return 'lies in the future: it is refused'
    return true
  },
  deliveryId(_headers, body) {
    return `lever-${words(record(body).token) ?? bodyId(body)}`
  },
  rows(body) {
    const { event, triggeredAt, data } = record(body)
    const told = record(data)
    const at = millis(triggeredAt)
    const id = words(told.opportunityId)
    if (!id || at === undefined) return []
    const about = `application:lever-${id.replace(/\s+/g, '-')}`
    const moved = (m: Moved[]) => m.map((one) => progressRow(1, about, one))
    switch (event) {
      case 'applicationCreated':
        return [
          {
            row: 1,
            problem: {
              field: 'data',
              reason: `names somebody who applied by id only: import opportunity ${id.slice(0, 60)} from the Lever API to screen it`,
            },
            text: `opportunity ${id.slice(0, 60)}`,
          },
        ]
      case 'candidateStageChange':
        return moved([{ stage: 'advanced', at }])
      case 'candidateHired':
        return moved([{ stage: 'hired', at }])
      case 'candidateArchiveChange':
        return told.toArchived
          ? moved(archiving(told.toArchived))
          : moved([{ stage: 'advanced', at, reason: 'taken out of the archive' }])
      default:
        return []
    }
  },
}

export default lever
