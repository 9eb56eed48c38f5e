import type { Millis, OutputEventName, OutputTarget, OutputTlp } from '@telltale/core'
import { z } from 'zod'
import { isSecret } from '../signature.ts'
import { isOutOfReach } from './reach.ts'

/** What is kept under the setting `outputs`. Secrets are sealed: see `seal.ts`. */
export interface OutputSettings {
  /** The console's address as links name it; empty means the server's own. */
  address: string
  targets: OutputTarget[]
  /** Sealed, by target: a signing secret, or an address that is itself a key. */
  secrets: Record<string, string>
  stix: {
    tlp: OutputTlp
    signed?: { by: string; at: Millis; because: string }
    /** Of the first signature: what describes the company keeps the same time in every bundle. */
    since?: Millis
    /** Sealed: the key that contacts are compared under. */
    key?: string
  }
}

export const noOutputs: OutputSettings = { address: '', targets: [], secrets: {}, stix: { tlp: 'amber' } }

const eventNames = [
  'listed',
  'evidence',
  'case-opened',
  'case-moved',
  'case-decided',
  'case-overturned',
  'case-closed',
  'case-reopened',
] as const satisfies readonly OutputEventName[]

/** What people in a channel are to act on; systems that keep everything are told everything. */
const forPeople: (typeof eventNames)[number][] = ['listed', 'case-opened', 'case-decided', 'case-overturned']

const any = {
  id: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'takes lower-case letters, digits and dashes, at most 40')
    .describe('Permanent: messages that wait belong to it'),
  name: z.string().min(1).max(100),
  on: z.boolean().default(true),
  sealed: z.boolean().default(false).describe('Whether sealed cases go there: only where their readers read'),
  simulated: z.boolean().default(false).describe('Whether the demo company goes there'),
}
const tells = z.array(z.enum(eventNames)).min(1)
const everything = tells.default([...eventNames])

const noSuch = 'is link-local, of a cloud’s metadata service, or of no host: nothing is sent there'

/** Where nothing but this machine listens, or where a certificate says who does. */
const address = z
  .string()
  .max(2000)
  .refine(
    (text) => safeUrl(text),
    'has to begin with https:// (http:// only for this machine), without user or password',
  )
  .refine((text) => !URL.canParse(text) || !isOutOfReach(new URL(text).hostname), noSuch)

/** One target as it is set. `secret` is left out to keep the one that is there. */
export const targetBody = z.discriminatedUnion('is', [
  z.strictObject({
    ...any,
    is: z.literal('webhook'),
    url: address,
    format: z.enum(['telltale', 'ocsf', 'ecs']).default('telltale'),
    tells: everything,
    secret: z
      .string()
      .max(200)
      .refine(
        isSecret,
        'is no signing secret: "whsec_" and 24 to 64 bytes in base 64; leave it out and one is made',
      )
      .optional(),
  }),
  z.strictObject({
    ...any,
    is: z.enum(['slack', 'teams']),
    detail: z.boolean().default(false),
    tells: tells.default(forPeople),
    secret: address.optional().describe('The webhook’s address: who knows it can write into the channel'),
  }),
  z.strictObject({
    ...any,
    is: z.literal('syslog'),
    host: z
      .string()
      .min(1)
      .max(255)
      .regex(/^[\w.:-]+$/, 'is no host name or address')
      .refine((host) => !isOutOfReach(host), noSuch),
    port: z.int().min(1).max(65_535),
    over: z.enum(['tcp', 'tls']).default('tls'),
    format: z.enum(['cef', 'ocsf', 'ecs']).default('cef'),
    ca: z
      .string()
      .max(100_000)
      .regex(/-----BEGIN CERTIFICATE-----/, 'is no certificate in PEM')
      .optional(),
    tells: everything,
  }),
])

export const outputsBody = z.strictObject({
  address: z.union([z.literal(''), z.url({ protocol: /^https?$/ })]).default(''),
  targets: z.array(targetBody).max(50),
  stix: z
    .strictObject({
      tlp: z.enum(['green', 'amber', 'red']).default('amber'),
      key: z.string().min(32).max(500).optional().describe('Agreed with the receivers; never shown again'),
    })
    .optional(),
})
export type OutputsBody = z.infer<typeof outputsBody>

function safeUrl(text: string): boolean {
  try {
    const { protocol, hostname, username, password } = new URL(text)
    if (username || password) return false
    return (
      protocol === 'https:' || (protocol === 'http:' && /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname))
    )
  } catch {
    return false
  }
}
