import { defineKind } from './kind.ts'
import { address, placeSchema, present } from './normalise.ts'
import { number, object, optional, text } from './schema.ts'

/** A device was sent somewhere. `verifiedAddress` is the one on the identity document. */
export default defineKind({
  title: 'A device was shipped: where to, and where it was delivered.',
  privacy: 'Addresses are matched by keyed hash. Kept for the shipping retention period.',
  schema: object({
    device: optional(text(300)),
    shipTo: optional(text(2000)),
    verifiedAddress: optional(text(2000)),
    changedAt: optional(number()),
    offerAt: optional(number()),
    deliveredAt: optional(number()),
    deliveredPlace: optional(placeSchema),
  }),
  attributes: (data) => present([data.shipTo ? address(data.shipTo) : undefined]),
})
