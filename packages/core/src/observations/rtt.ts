import { defineKind } from './kind.ts'
import { number, numbers, object, oneOf, optional, text } from './schema.ts'

/** Round trips of one connection, in milliseconds: the TCP layer's, and an application echo's over the same connection. */
export default defineKind({
  title: 'A connection was timed at the transport and at the application layer.',
  from: ['collector', 'browser-sensor'],
  privacy:
    'IP addresses are personal. Raw times are dropped once the window has closed; minima and counts stay.',
  timing: true,
  schema: object({
    collector: optional(
      object({ name: text(200), lat: optional(number(-90, 90)), lon: optional(number(-180, 180)) }),
    ),
    ip: optional(text(100)),
    asn: optional(number(0, 4_294_967_295)),
    org: optional(text(300)),
    transport: optional(numbers(10_000)),
    application: optional(numbers(10_000)),
    /** What other devices on the same network needed to the same collector lately, smallest round trip of each; TCP, milliseconds. */
    peers: optional(object({ network: text(100), n: number(0, 1e9), p95: number(0, 60_000) })),
    via: optional(oneOf('header', 'ss', 'getsockopt', 'capture')),
  }),
})
