import { request as plainRequest } from 'node:http'
import { request as tlsRequest } from 'node:https'
import { isOutOfReach, OutOfReach, reachable } from './reach.ts'
import { Refused, type Sender, TryLater } from './sender.ts'

const patience = 10_000
/** Answers by which a receiver says that it will never take this message. */
const never = new Set([400, 413, 414, 415, 422])

/**
 * Posts a body over a connection of its own. Rejects with `Refused` or `TryLater`, whose message says what was answered,
 * never the address. Redirects are not followed: another address has not been agreed to.
 */
export async function post(url: string, body: string, headers: Record<string, string>): Promise<void> {
  const { status, phrase, retryAfter } = await ask(new URL(url), body, headers).catch((error: Error) => {
    if (error instanceof OutOfReach) throw new Refused(error.message)
    throw new TryLater(reasonOf(error))
  })
  if (status >= 200 && status < 300) return
  const because = `was answered with ${status}${phrase && ` ${phrase}`}`
  if (never.has(status)) throw new Refused(because)
  throw new TryLater(because, waitOf(retryAfter))
}

interface Answered {
  status: number
  phrase: string
  retryAfter: string | undefined
}

async function ask(url: URL, body: string, headers: Record<string, string>): Promise<Answered> {
  if (isOutOfReach(url.hostname)) throw new OutOfReach()
  return new Promise((resolve, reject) => {
    const request = url.protocol === 'http:' ? plainRequest : tlsRequest
    const sent = request(url, {
      ...{ method: 'POST', agent: false, lookup: reachable, signal: AbortSignal.timeout(patience) },
      headers: { 'content-type': 'application/json; charset=utf-8', 'user-agent': 'Telltale', ...headers },
    })
    sent.on('error', reject)
    sent.on('response', (response) => {
      const { statusCode: status = 0, statusMessage: phrase = '' } = response
      resolve({ status, phrase, retryAfter: response.headers['retry-after'] })
      response.destroy() // nothing of what it says is read
    })
    sent.end(body)
  })
}

/** Nothing is kept open between messages. */
export function httpSender(make: Parameters<typeof messageOf>[0]): Sender {
  return { send: (event, now) => messageOf(make, event, now), stop: async () => {} }
}

async function messageOf(
  make: (event: Parameters<Sender['send']>[0], now: number) => [string, string, Record<string, string>],
  event: Parameters<Sender['send']>[0],
  now: number,
): Promise<void> {
  await post(...make(event, now))
}

const reasons: Record<string, string> = {
  ECONNREFUSED: 'nothing listens there',
  ECONNRESET: 'the connection was cut',
  ENOTFOUND: 'that host is not known',
  CERT_HAS_EXPIRED: 'its certificate has expired',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is signed by itself: name its authority',
  SELF_SIGNED_CERT_IN_CHAIN: 'its certificate comes from an authority that is not known: name it',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'its certificate comes from an authority that is not known: name it',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another host',
}

/** What went wrong, in words. */
export function reasonOf(error: Error): string {
  if (error.name === 'TimeoutError' || error.name === 'AbortError')
    return `did not answer within ${patience / 1000} s`
  const cause = (error.cause ?? error) as NodeJS.ErrnoException
  return reasons[cause.code ?? ''] ?? cause.code ?? cause.message ?? error.message
}

/** `Retry-After` in seconds or as a date. */
function waitOf(header: string | undefined): number | undefined {
  if (!header) return undefined
  const seconds = Number(header)
  const ms = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(header) - Date.now()
  return ms > 0 ? Math.min(ms, 3_600_000) : undefined
}
