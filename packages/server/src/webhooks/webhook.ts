import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import type { Row } from '../connectors/connector.ts'

/** Headers as Node gives them: names in lower case. */
export type Headers = Readonly<Record<string, string | readonly string[] | undefined>>

/** One applicant system's way of telling what happens. One file each; pure: no clock, no network, no store. */
export interface Webhook {
  /** Equals the file's name; permanent, part of the address that the system posts to. */
  id: string
  title: string
  /** Where the system's own settings have what the two sides must agree on; shown where a secret is set up. */
  setUp: string
  /**
   * Whether the raw body was signed with the secret, and recently where that is signed, too; else why it is refused, in
   * one clause that says nothing that would help to forge. `now` in milliseconds since the epoch.
   */
  verify(headers: Headers, raw: Uint8Array, secret: string, now: number): true | string
  /** The same for every attempt to deliver one event, and for no other event: what a delivery is deduplicated by. */
  deliveryId(headers: Headers, body: unknown): string
  /**
   * What the event says, with ids made from what is said, so that whatever is delivered twice adds nothing. An event
   * about nothing that we keep (a ping, a job, a deletion) gives no rows.
   */
  rows(body: unknown): Row[]
}

/** One header's value; the first of several. */
export function header(headers: Headers, name: string): string | undefined {
  const value = headers[name]
  return typeof value === 'string' ? value : value?.[0]
}

/** Compares a hexadecimal HMAC-SHA-256 in constant time. An empty secret matches nothing. */
export function signedWith(secret: string, content: Uint8Array | string, given: string | undefined): boolean {
  if (secret === '' || given === undefined || !/^[0-9a-f]{64}$/i.test(given)) return false
  const expected = createHmac('sha256', secret).update(content).digest()
  return timingSafeEqual(expected, Buffer.from(given, 'hex'))
}

/** A delivery's id for events that bring none of their own. */
export function bodyId(body: unknown): string {
  return createHash('sha256')
    .update(JSON.stringify(body) ?? '')
    .digest('hex')
    .slice(0, 32)
}
