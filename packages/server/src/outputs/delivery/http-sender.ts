import { Refused, type Sender, TryLater } from './sender.ts'

const patience = 10_000
/** Answers by which a receiver says that it will never take this message. */
const never = new Set([400, 413, 414, 415, 422])

/** Posts a body. Rejects with `Refused` or `TryLater`, whose message says what was answered, never the address. */
export async function post(url: string, body: string, headers: Record<string, string>): Promise<void> {
  let response: Response
  try {
    response = await fetch(url, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json; charset=utf-8', 'user-agent': 'Telltale', ...headers },
      redirect: 'manual', // another address has not been agreed to
      signal: AbortSignal.timeout(patience),
    })
  } catch (error) {
    throw new TryLater(reasonOf(error as Error))
  }
  await response.body?.cancel().catch(() => {})
  if (response.ok) return
  const because = `was answered with ${response.status}${response.statusText && ` ${response.statusText}`}`
  if (never.has(response.status)) throw new Refused(because)
  throw new TryLater(because, waitOf(response.headers.get('retry-after')))
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
  if (error.name === 'TimeoutError') return `did not answer within ${patience / 1000} s`
  const cause = (error.cause ?? error) as NodeJS.ErrnoException
  return reasons[cause.code ?? ''] ?? cause.code ?? cause.message ?? error.message
}

/** `Retry-After` in seconds or as a date. */
function waitOf(header: string | null): number | undefined {
  if (!header) return undefined
  const seconds = Number(header)
  const ms = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(header) - Date.now()
  return ms > 0 ? Math.min(ms, 3_600_000) : undefined
}
