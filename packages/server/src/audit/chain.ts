import { hash, randomBytes } from 'node:crypto'
import type { Millis, SubjectRef } from '@telltale/core'
import type { AuditDid, AuditEvent } from './audit.ts'

/** An event with the time it happened. */
export type Dated = AuditEvent & { at: Millis }

/** One link: everything that the hash covers, and the hash. `about` and `details` are digests with a salt kept apart. */
export interface Link {
  seq: number
  at: Millis
  by: string
  did: AuditDid
  about: string | null
  details: string | null
  hash: string
}

/** The last link so far: what the next one continues. */
export type Head = Pick<Link, 'seq' | 'hash'>

/** Before the first entry. */
export const origin: Head = { seq: 0, hash: '0'.repeat(64) }

/** The subject behind a link's `about`, or the text behind its `details`, with its salt. Forgotten when erased. */
export interface Opened {
  text: string
  salt: string
}

/** 128 random bits: without them nobody can try which subject or text a digest is of. */
export function salt(): string {
  return randomBytes(16).toString('base64url')
}

/** SHA-256 over salt and text, as hex. */
export function seal({ text, salt }: Opened): string {
  return hash('sha256', `${salt}\0${text}`)
}

/**
 * SHA-256 over the hash before and every field, as hex. The fields go in as one JSON list, so that no two different
 * entries read the same.
 */
export function linkHash(before: string, { seq, at, by, did, about, details }: Omit<Link, 'hash'>): string {
  return hash('sha256', `telltale-audit/1\n${before}\n${JSON.stringify([seq, at, by, did, about, details])}`)
}

/** An event made into a link, with what its digests are of. */
export interface Forged {
  link: Link
  subject?: Opened & { text: SubjectRef }
  details?: Opened
}

/** Continues the chain. `tokenOf` gives what a subject is opened by, the same for each of its entries. */
export function forge(
  head: Head,
  events: readonly Dated[],
  tokenOf: (subject: SubjectRef) => Opened & { text: SubjectRef },
): Forged[] {
  let before = head
  return events.map((event) => {
    const subject = event.about === undefined ? undefined : tokenOf(event.about)
    const details =
      event.details === undefined ? undefined : { text: JSON.stringify(event.details), salt: salt() }
    const { at, by, did } = event
    const open = {
      ...{ seq: before.seq + 1, at, by, did },
      ...{ about: subject ? seal(subject) : null, details: details ? seal(details) : null },
    }
    const link: Link = { ...open, hash: linkHash(before.hash, open) }
    before = link
    return { link, ...(subject && { subject }), ...(details && { details }) }
  })
}
