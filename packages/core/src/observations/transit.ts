import { defineKind } from './kind.ts'
import { list, number, object, optional, text } from './schema.ts'

/** Clock exchanges (device clock t1, t4; server clock t2, t3) and the times at which events were made and received. */
export default defineKind({
  title: 'Input events were timed from the device to the collector.',
  from: ['collector', 'endpoint-sensor'],
  privacy: 'Times only. Raw times are dropped once the window has closed.',
  timing: true,
  schema: object({
    collector: optional(
      object({ name: text(200), lat: optional(number(-90, 90)), lon: optional(number(-180, 180)) }),
    ),
    exchanges: optional(list(object({ t1: number(), t2: number(), t3: number(), t4: number() }), 1000)),
    events: optional(list(object({ eventAt: number(), receivedAt: number() }), 10_000)),
  }),
})
