import { randomBytes } from 'node:crypto'
import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server'
import type { Account, Millis } from '@telltale/core'
import { type Site, siteOf } from '../sensing/presence/touch.ts'
import type { Credential } from '../store/accounts.ts'
import type { Book } from './book.ts'

export type Passkey = Extract<Credential, { is: 'passkey' }>
type Registration = Parameters<typeof verifyRegistrationResponse>[0]['response']
type Authentication = Parameters<typeof verifyAuthenticationResponse>[0]['response']

/** A dialog of the browser may stand open for so long. */
const patience: Millis = 5 * 60_000
const keptAtMost = 2000

/** A passkey that can't be used or made; a sentence for the person. */
export class PasskeyProblem extends Error {}

export interface Passkeys {
  of(account: string): Passkey[]
  /** Options for `navigator.credentials.create`, and what to send back with its answer. */
  offer(account: Account, company: string, host: string | undefined): Promise<Ceremony>
  add(
    ceremony: string,
    account: string,
    response: unknown,
    name: string,
    host: string | undefined,
  ): Promise<Passkey>
  remove(account: string, id: string): boolean
  /** Options for `navigator.credentials.get`: the browser offers what it has, so that no account is named. */
  ask(host: string | undefined): Promise<Ceremony>
  /** The account whose passkey signed. */
  verify(ceremony: string, response: unknown, host: string | undefined): Promise<string>
}

export interface Ceremony {
  ceremony: string
  options: unknown
}

export function passkeys(book: Book, now: () => Millis): Passkeys {
  const pending = new Map<string, { challenge: string; account?: string; until: Millis }>()
  const remember = (challenge: string, account?: string) => {
    for (const [key, { until }] of pending) if (until <= now()) pending.delete(key)
    if (pending.size >= keptAtMost) pending.delete(pending.keys().next().value as string)
    const ceremony = randomBytes(16).toString('base64url')
    pending.set(ceremony, { challenge, until: now() + patience, ...(account !== undefined && { account }) })
    return ceremony
  }
  const take = (ceremony: string, account?: string) => {
    const found = pending.get(ceremony)
    pending.delete(ceremony)
    if (!found || found.until <= now() || found.account !== account)
      throw new PasskeyProblem('This dialog was open for too long, or was used before: start again.')
    return found.challenge
  }
  const of = (account: string) =>
    [...book.of('credential').values()].filter(
      (c): c is Passkey => c.is === 'passkey' && c.account === account,
    )
  return {
    of,
    async offer(account, company, host) {
      const site = needed(host)
      const options = await generateRegistrationOptions({
        rpName: `Telltale · ${company}`,
        rpID: site.host,
        userName: account.id,
        userDisplayName: account.name,
        attestationType: 'none',
        excludeCredentials: of(account.id).map((p) => ({ id: p.credential })),
        authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
        timeout: patience,
      })
      return { ceremony: remember(options.challenge, account.id), options }
    },
    async add(ceremony, account, response, name, host) {
      const site = needed(host)
      const expectedChallenge = take(ceremony, account)
      const { verified, registrationInfo: info } = await verifyRegistrationResponse({
        response: response as Registration,
        expectedChallenge,
        expectedOrigin: site.origins,
        expectedRPID: site.host,
        requireUserVerification: true,
      }).catch(refused)
      if (!verified) throw new PasskeyProblem('The passkey was not made: its signature does not hold.')
      const { credential } = info
      const id = `passkey:${credential.id}`
      if (book.of('credential').has(id))
        throw new PasskeyProblem('This passkey is known already: sign in with it.')
      const made: Passkey = {
        ...{ id, account, createdAt: now(), is: 'passkey', name, host: site.host },
        credential: credential.id,
        publicKey: Buffer.from(credential.publicKey).toString('base64'),
        counter: credential.counter,
        transports: (credential.transports ?? []) as string[],
      }
      book.put('credential', made)
      return made
    },
    remove(account, id) {
      const found = of(account).some((p) => p.id === id)
      if (found) book.forget('credential', id)
      return found
    },
    async ask(host) {
      const { host: rpID } = needed(host)
      const options = await generateAuthenticationOptions({
        rpID,
        userVerification: 'required',
        timeout: patience,
      })
      return { ceremony: remember(options.challenge), options }
    },
    async verify(ceremony, response, host) {
      const site = needed(host)
      const expectedChallenge = take(ceremony)
      const given = response as Authentication
      const known = book.of('credential').get(`passkey:${String((given as { id?: unknown } | null)?.id)}`)
      if (known?.is !== 'passkey')
        throw new PasskeyProblem('Nobody here has this passkey: it may have been removed.')
      const { verified, authenticationInfo: info } = await verifyAuthenticationResponse({
        ...{ response: given, expectedChallenge },
        ...{ expectedOrigin: site.origins, expectedRPID: site.host, requireUserVerification: true },
        credential: {
          id: known.credential,
          publicKey: new Uint8Array(Buffer.from(known.publicKey, 'base64')),
          counter: known.counter,
        },
      }).catch(refused)
      if (!verified) throw new PasskeyProblem('The passkey’s signature does not hold.')
      book.put('credential', { ...known, counter: info.newCounter, usedAt: now() })
      return known.account
    },
  }
}

function needed(host: string | undefined): Site {
  const site = siteOf(host)
  if (!site)
    throw new PasskeyProblem(
      'Passkeys belong to a name, and this page was opened by an address: open it as http://localhost with the port, or under the name that your proxy has.',
    )
  return site
}

function refused(error: Error): never {
  throw new PasskeyProblem(`The passkey was not taken: ${error.message.replace(/\.?$/, '.')}`)
}
