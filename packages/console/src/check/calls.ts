import { call } from '../api.ts'
import { dropKey, keepKey, keptKey, newKey, proof } from './browser-key.ts'

export type Reason = 'interview' | 'first-day' | 're-verification'

/** What a link is about, before anybody has agreed to anything. */
export interface Asked {
  company: string
  reason: Reason
  from: string
  device?: string
  expiresAt: number
  state: string
  /** Why nothing more can be done with it. */
  says?: string
}

export interface Opened {
  check: string
  ticket: string
  until: number
  known: boolean
}

export interface Taken {
  rows: number
  setAside: number
  touched: number
  missed: number
}

/** What the server made of an authenticator's answer. */
export interface Touched {
  outcome: 'touched' | 'missed' | 'cancelled'
  /** Milliseconds. */
  took?: number
}

export interface TouchOptions {
  create?: PublicKeyCredentialCreationOptionsJSON
  get?: PublicKeyCredentialRequestOptionsJSON
  /** Milliseconds. */
  patience: number
}

const send = <T>(path: string, body: unknown) =>
  call<T>(path, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  })

export const look = (link: string) => send<Asked>('/v1/presence/look', { link })
export const decline = (link: string, instead: boolean) => send('/v1/presence/decline', { link, instead })

/** This tab remembers that it opened the link, so that loading the page again goes on and a second tab does not. */
const here = (link: string) => `telltale-check:${link}`

/** The person has agreed: opens the check, or goes on with the one that this tab opened. */
export async function open(link: string): Promise<{ opened: Opened; key: CryptoKeyPair }> {
  const before = sessionStorage.getItem(here(link))
  const key = before ? await keptKey(before) : undefined
  if (before && key)
    return { opened: await proven<Opened>(key, '/v1/presence/resume', { check: before }), key }
  const { pair, publicKey } = await newKey()
  const opened = await send<Opened>('/v1/presence/open', { link, agreed: true, key: publicKey })
  await keepKey(opened.check, pair)
  sessionStorage.setItem(here(link), opened.check)
  return { opened, key: pair }
}

export const openedHere = (link: string): boolean => sessionStorage.getItem(here(link)) !== null

/** A call that only this browser can make. Throws ApiError with the server's sentence. */
export async function proven<T>(key: CryptoKeyPair, path: string, body: object): Promise<T> {
  const text = JSON.stringify(body)
  return call<T>(path, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'Telltale-Proof': await proof(key, path, text) },
    body: text,
  })
}

export async function forget(link: string, check: string): Promise<void> {
  sessionStorage.removeItem(here(link))
  await dropKey(check).catch(() => {})
}
