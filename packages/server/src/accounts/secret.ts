import { createHash, randomBytes } from 'node:crypto'

/** 256 random bits, as links, cookies and tokens hold them. */
export function freshSecret(): string {
  return randomBytes(32).toString('base64url')
}

/** What is kept of a secret. Looked up by digest, no time tells how much of a guess was right. */
export function digestOf(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url')
}
