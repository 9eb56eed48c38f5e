import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'

/** How far a signature's time may lie from the receiver's clock. */
export const replayWindow = 5 * 60_000
const prefix = 'whsec_'

/**
 * Headers that sign a webhook, by the Standard Webhooks scheme: HMAC-SHA-256 over id, time in seconds and body, joined
 * with dots, under the key that the secret holds in base 64. https://www.standardwebhooks.com
 */
export function signed(id: string, body: string, secret: string, now: number): Record<string, string> {
  const seconds = Math.floor(now / 1000)
  return {
    'webhook-id': id,
    'webhook-timestamp': String(seconds),
    'webhook-signature': `v1,${mac(`${id}.${seconds}.${body}`, secret)}`,
  }
}

/** What a receiver does: true, or what is wrong in words. Kept here so that the documents and tests have it. */
export function verifySignature(
  headers: Readonly<Record<string, string | string[] | undefined>>,
  body: string,
  secret: string,
  now: number,
): true | string {
  const one = (name: string) => String(headers[name] ?? '')
  const [id, seconds] = [one('webhook-id'), one('webhook-timestamp')]
  if (!/^\d+$/.test(seconds) || Math.abs(Number(seconds) * 1000 - now) > replayWindow)
    return 'is older or newer than five minutes'
  const wanted = Buffer.from(`v1,${mac(`${id}.${seconds}.${body}`, secret)}`)
  const good = one('webhook-signature')
    .split(' ')
    .some((given) => {
      const bytes = Buffer.from(given)
      return bytes.length === wanted.length && timingSafeEqual(bytes, wanted)
    })
  return good || 'is not signed with this secret'
}

/** A fresh secret of 256 bits. */
export function newSecret(): string {
  return `${prefix}${randomBytes(32).toString('base64')}`
}

/** Whether a text is a secret that both sides can use: the prefix and 24 to 64 bytes. */
export function isSecret(text: string): boolean {
  if (!text.startsWith(prefix)) return false
  const { length } = Buffer.from(text.slice(prefix.length), 'base64')
  return length >= 24 && length <= 64
}

function mac(text: string, secret: string): string {
  const key = Buffer.from(secret.slice(prefix.length), 'base64')
  return createHmac('sha256', key).update(text).digest('base64')
}
