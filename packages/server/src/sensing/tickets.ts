import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import type { Millis, SubjectRef } from '@telltale/core'

/** What a browser sensor may send for: stated by the company's own backend, never by the page. */
export interface Ticket {
  /** Random: names the session in the ids of its rows. */
  nonce: string
  about: SubjectRef[]
  /** Origins whose pages may use it; any when empty. */
  origins: string[]
  expiresAt: Millis
  /** Nothing that it measures is stored. */
  try?: true
  /** Id of the presence check that it belongs to. */
  check?: string
}

export interface Tickets {
  issue(ticket: Omit<Ticket, 'nonce'>): string
  /** Undefined when it is forged, damaged or has expired. */
  read(ticket: unknown): Ticket | undefined
}

/** Signed with a key derived from the home's secret: good after a restart, worthless elsewhere (RFC 2104). */
export function tickets(secret: string, now: () => Millis): Tickets {
  const key = createHmac('sha256', secret).update('sensor tickets').digest()
  const sign = (body: string) => createHmac('sha256', key).update(body).digest('base64url')
  return {
    issue(ticket) {
      const nonce = randomBytes(12).toString('base64url')
      const body = Buffer.from(JSON.stringify({ ...ticket, nonce })).toString('base64url')
      return `${body}.${sign(body)}`
    },
    read(ticket) {
      if (typeof ticket !== 'string' || ticket.length > 4000) return undefined
      const [body = '', given = '', ...more] = ticket.split('.')
      const wanted = Buffer.from(sign(body))
      const signature = Buffer.from(given)
      if (more.length > 0 || signature.length !== wanted.length || !timingSafeEqual(signature, wanted))
        return undefined
      const read = JSON.parse(Buffer.from(body, 'base64url').toString('utf8')) as Ticket
      return read.expiresAt > now() ? read : undefined
    },
  }
}
