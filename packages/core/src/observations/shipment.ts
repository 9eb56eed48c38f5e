import { defineKind, type RawAttribute } from './kind.ts'
import { address, name, placeSchema, present } from './normalise.ts'
import { number, object, optional, text } from './schema.ts'

/** What carriers write where nobody signed, or where a desk did that signs for a whole house. */
const nobody =
  /\b(?:door|porch|patio|garage|mailbox|mail ?room|reception(?:ist)?|front desk|desk|concierge|security|guard|lobby|dock|resident|occupant|recipient|customer|consignee|receiver|addressee|neighbou?r|office|leasing|manager|locker|signature|signed|waived|required|release|released|driver|electronic|unknown|none|n\/?a|self|family|housemate)\b/i

/** A device was sent somewhere. `verifiedAddress` is the one on the identity document. */
export default defineKind({
  title: 'A device was shipped: where to, and where it was delivered.',
  from: ['shipping'],
  privacy:
    'Addresses are matched by keyed hash, a signature only together with the address, and never stored in clear. Kept for the shipping retention period.',
  identifying: ['shipTo', 'verifiedAddress'],
  secrets: ['signedBy'],
  schema: object({
    device: optional(text(300)),
    shipTo: optional(text(2000)),
    verifiedAddress: optional(text(2000)),
    changedAt: optional(number()),
    offerAt: optional(number()),
    deliveredAt: optional(number()),
    deliveredPlace: optional(placeSchema),
    signedBy: optional(text(500)),
  }),
  attributes(data) {
    const to = data.shipTo ? address(data.shipTo) : undefined
    return present([to, to && signer(data.signedBy, to)])
  },
  notes({ device, offerAt, changedAt, deliveredAt }) {
    if (offerAt === undefined || changedAt === undefined) return []
    const redirected = changedAt > offerAt && changedAt <= (deliveredAt ?? changedAt)
    return [{ name: `sent ${device ?? ''}`, ...(redirected && { says: { redirected: true as const } }) }]
  },
})

/** Who signed, at this address. The name alone links nobody: two towns have two Lees. */
function signer(written: string | undefined, to: RawAttribute): RawAttribute | undefined {
  const value = written && !nobody.test(written) ? name(written) : undefined
  if (!value || value.length < 4 || /\d/.test(value)) return undefined
  const shown = value
    .split(' ')
    .map((part) => `${part.slice(0, 1).toUpperCase()}•••`)
    .join(' ')
  return { type: 'recipient', value: `${value}\n${to.value}`, shown: `the signature ${shown}` }
}
