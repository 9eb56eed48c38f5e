import { oneAuthenticator } from './authenticator.ts'
import { defineKind } from './kind.ts'
import { placeSchema } from './normalise.ts'
import { flag, number, object, optional, text } from './schema.ts'

/** Somebody signed in, as the identity provider logged it. */
export default defineKind({
  title: 'A sign-in: from which address, with which authenticator, with what outcome.',
  from: ['sign-ins'],
  privacy: 'IP addresses and authenticators are personal; authenticators are matched by keyed hash.',
  identifying: ['ip', 'authenticator'],
  schema: object({
    ip: optional(text(100)),
    asn: optional(number(0, 4_294_967_295)),
    org: optional(text(300)),
    country: optional(text(100)),
    place: optional(placeSchema),
    userAgent: optional(text(2000)),
    authenticator: optional(text(500)),
    factor: optional(text(200)),
    outcome: optional(text(200)),
    proxy: optional(flag()),
    system: optional(text(200)),
  }),
  attributes(data) {
    const value = oneAuthenticator(data.authenticator, data.factor)
    return value ? [{ type: 'authenticator', value, shown: `authenticator …${value.slice(-4)}` }] : []
  },
})
