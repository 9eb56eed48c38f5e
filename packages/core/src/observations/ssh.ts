import { defineKind } from './kind.ts'
import { number, numbers, object, oneOf, optional, text } from './schema.ts'

/**
 * Isolated keystrokes of one interactive SSH session as a gateway saw them pass: the client's packet, the next hop's
 * TCP acknowledgement of it, and the echo that came back. Parallel lists, milliseconds on the gateway's clock.
 */
export default defineKind({
  title: 'Keystrokes of an SSH session were timed at a gateway.',
  from: ['gateway'],
  privacy:
    'Times of packets only, never their content. IP addresses are personal. Raw times are dropped once the window has closed.',
  timing: true,
  schema: object({
    client: optional(text(100)),
    server: optional(text(100)),
    /** Which end of the session the device is that this is about, where the gateway knows. */
    role: optional(oneOf('client', 'server')),
    sent: numbers(20_000),
    /** Equal to `echo` where the acknowledgement rode on the echo. */
    ack: numbers(20_000),
    echo: numbers(20_000),
    /** Smallest round trip of any packet of the flow, milliseconds. */
    minimum: optional(number(0, 60_000)),
  }),
})
