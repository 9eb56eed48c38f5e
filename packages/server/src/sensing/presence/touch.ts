import { hash } from 'node:crypto'
import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  SettingsService,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server'
import { decodeAttestationObject } from '@simplewebauthn/server/helpers'
import type { Data, Millis, SubjectRef } from '@telltale/core'
import type { Store } from '../../store/store.ts'

// Checking a chain up to a root would fetch revocation lists from addresses that stand in the certificate, and this
// server calls nobody. So "attested" says that a certificate signed, not that a maker's root vouches for it.
for (const identifier of ['apple', 'android-key', 'android-safetynet'] as const)
  SettingsService.setRootCertificates({ identifier, certificates: [] })

export type Authenticator = NonNullable<Data['reaction']['events'][number]['authenticator']>
type Transport = NonNullable<Authenticator['transports']>[number]

/** Long enough to walk from another room, short enough to wait for. */
export const patience: Millis = 60_000
/** The page may claim to have waited this much less than the server did: the way of the request and its answer. */
const allowance: Millis = 3000

/** A touch that has been asked for. */
export interface Pending {
  challenge: string
  issuedAt: Millis
  /** The authenticator that was asked for by name; absent where any new one may answer. */
  known?: Known
}

/** An authenticator that a person has touched in an earlier check. */
export interface Known {
  id: string
  publicKey: string
  counter: number
  transports: string[]
  facts: Authenticator
  registeredAt: Millis
}

/** Where the page stands: what the authenticator signs names it. */
export interface Site {
  origins: string[]
  host: string
}

/**
 * Undefined where an address is used instead of a name: no authenticator answers there (WebAuthn, section 5.1.2).
 * A proxy may end TLS without telling; plain HTTP is no secure context to a browser except on its own machine.
 */
export function siteOf(host: string | undefined): Site | undefined {
  try {
    const { hostname } = new URL(`http://${host}`)
    const named = /[a-z]/i.test(hostname) && !hostname.startsWith('[')
    return named ? { origins: [`https://${host}`, `http://${host}`], host: hostname } : undefined
  } catch {
    return undefined
  }
}

const nameOf = (subject: SubjectRef) => `presence-key:${hash('sha256', subject, 'base64url').slice(0, 22)}`

export async function knownOf(store: Store, subject: SubjectRef): Promise<Known | undefined> {
  return (await store.setting(nameOf(subject))) as Known | undefined
}

export function keepKnown(store: Store, subject: SubjectRef, known: Known): Promise<void> {
  return store.putSetting(nameOf(subject), known)
}

/** Options for `navigator.credentials`: the known authenticator by name, or else a new credential on any. */
export async function ask(
  site: Site,
  company: string,
  subject: SubjectRef,
  known: Known | undefined,
  issuedAt: Millis,
) {
  if (known) {
    const get = await generateAuthenticationOptions({
      rpID: site.host,
      allowCredentials: [{ id: known.id, transports: known.transports }],
      userVerification: 'discouraged',
      timeout: patience,
    })
    return { options: { get }, pending: { challenge: get.challenge, issuedAt, known } satisfies Pending }
  }
  const create = await generateRegistrationOptions({
    rpName: company,
    rpID: site.host,
    userName: 'presence check',
    userID: hash('sha256', subject, 'buffer').subarray(0, 16) as Uint8Array<ArrayBuffer>,
    attestationType: 'direct',
    // A touch is what is asked for. A PIN would measure something else, and a stored passkey is not needed.
    authenticatorSelection: { residentKey: 'discouraged', userVerification: 'discouraged' },
    timeout: patience,
  })
  return { options: { create }, pending: { challenge: create.challenge, issuedAt } satisfies Pending }
}

/** What came of it. `known` is the authenticator as it is to be kept. */
export interface Touched {
  facts: Authenticator
  known: Known
}

/** Verifies the authenticator's answer. Throws with the library's reason when it does not hold. */
export async function verifyTouch(
  response: unknown,
  pending: Pending,
  site: Site,
  userAgent: string,
  now: Millis,
): Promise<Touched> {
  const expected = {
    expectedChallenge: pending.challenge,
    expectedOrigin: site.origins,
    expectedRPID: site.host,
    requireUserVerification: false,
  }
  const attachment = attachmentOf(response)
  if (pending.known) {
    const { known } = pending
    const { verified, authenticationInfo: info } = await verifyAuthenticationResponse({
      ...expected,
      response: response as Parameters<typeof verifyAuthenticationResponse>[0]['response'],
      credential: {
        id: known.id,
        publicKey: new Uint8Array(Buffer.from(known.publicKey, 'base64')),
        counter: known.counter,
      },
    })
    if (!verified) throw new Error('the signature does not hold')
    const facts: Authenticator = {
      ...known.facts,
      ...(attachment && { attachment }),
      backupEligible: info.credentialDeviceType === 'multiDevice',
      userVerified: info.userVerified,
    }
    return { facts, known: { ...known, counter: info.newCounter } }
  }
  const given = response as Parameters<typeof verifyRegistrationResponse>[0]['response']
  const { verified, registrationInfo: info } = await verifyRegistrationResponse({
    ...expected,
    response: given,
  })
  if (!verified) throw new Error('the attestation does not hold')
  const { fmt, aaguid, credential } = info
  const statement = decodeAttestationObject(info.attestationObject).get('attStmt')
  const transports = (credential.transports ?? []) as string[]
  const facts: Authenticator = {
    ...(attachment && { attachment }),
    backupEligible: info.credentialDeviceType === 'multiDevice',
    attested: statement.get('x5c') !== undefined,
    format: fmt,
    aaguid,
    transports: transports.filter((t): t is Transport => transportNames.has(t)).slice(0, 10),
    userVerified: info.userVerified,
    ...(fromElsewhere(fmt, userAgent) && { redirected: true }),
  }
  return {
    facts,
    known: {
      id: credential.id,
      publicKey: Buffer.from(credential.publicKey).toString('base64'),
      counter: credential.counter,
      transports,
      facts,
      registeredAt: now,
    },
  }
}

const transportNames = new Set<string>(['usb', 'nfc', 'ble', 'internal', 'hybrid', 'smart-card', 'cable'])

function attachmentOf(response: unknown): 'platform' | 'cross-platform' | undefined {
  const value = (response as { authenticatorAttachment?: unknown } | null)?.authenticatorAttachment
  return value === 'platform' || value === 'cross-platform' ? value : undefined
}

/** A statement that only one system makes, from a browser on another: the answer came from another machine. */
function fromElsewhere(format: string, userAgent: string): boolean {
  if (format === 'tpm') return !/Windows|CrOS/.test(userAgent)
  if (format === 'apple') return !/Mac OS|iPhone|iPad/.test(userAgent)
  if (format.startsWith('android')) return !/Android|CrOS/.test(userAgent)
  return false
}

/**
 * How long the touch took, milliseconds. The page's clock is believed where it agrees with this server's: the
 * challenge did not exist before it was issued, so an answer is never older than that, and a page that claims to have
 * waited much less than the server did is not believed.
 */
export function tookOf(claimed: number, issuedAt: Millis, now: Millis): number {
  const elapsed = now - issuedAt
  return Math.round(Math.min(elapsed, Math.max(claimed, elapsed - allowance)))
}

/** Not answered for as long as was waited. Sooner, somebody closed the dialog: that is no miss. */
export function isMiss(issuedAt: Millis, now: Millis): boolean {
  return now - issuedAt >= patience - 1000
}
