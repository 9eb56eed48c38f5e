import { randomBytes } from 'node:crypto'
import { day, type Millis } from '@telltale/core'
import type { ApiToken, Scope } from '../store/accounts.ts'
import type { Book } from './book.ts'
import { digestOf, freshSecret } from './secret.ts'

/** So that a token that was published by mistake is found by those who search for such. */
const prefix = 'telltale_'
export const longestLife = 400 * day
const usedEvery: Millis = 60_000

export interface NewToken {
  name: string
  scopes: readonly Scope[]
  days: number
  by: string
}

export interface Tokens {
  /** The token itself is in the answer and nowhere else. Undefined where a token of the name is still good. */
  add(wanted: NewToken): { token: string; is: ApiToken } | undefined
  /** The token that was sent, where it is good; counts as a use of it. */
  find(token: string): ApiToken | undefined
  /** Every token that ever was, the newest first. */
  all(): ApiToken[]
  /** By id or by name; undefined where no good token is called that. */
  revoke(which: string): ApiToken | undefined
}

export function tokens(book: Book, now: () => Millis): Tokens {
  const good = (t: ApiToken) => t.expiresAt > now() && t.revokedAt === undefined
  const all = () => [...book.of('token').values()].sort((a, b) => b.createdAt - a.createdAt)
  /** The digest leads to the token: there are few, but each request brings one. */
  const byDigest = new Map<string, string>()
  let indexed = -1
  const idOf = (digest: string) => {
    const every = book.of('token')
    if (indexed !== every.size) {
      byDigest.clear()
      for (const t of every.values()) byDigest.set(t.digest, t.id)
      indexed = every.size
    }
    return byDigest.get(digest)
  }
  return {
    add({ name, scopes, days, by }) {
      if (all().some((t) => t.name === name && good(t))) return undefined
      const token = `${prefix}${freshSecret()}`
      const at = now()
      const is: ApiToken = {
        ...{ id: randomBytes(8).toString('hex'), name, digest: digestOf(token), scopes: [...scopes] },
        ...{ createdAt: at, createdBy: by, expiresAt: at + Math.min(days * day, longestLife) },
      }
      book.put('token', is)
      return { token, is }
    },
    find(token) {
      if (!token.startsWith(prefix)) return undefined
      const found = book.of('token').get(idOf(digestOf(token)) ?? '')
      if (!found || !good(found)) return undefined
      if (now() - (found.usedAt ?? 0) >= usedEvery) book.put('token', { ...found, usedAt: now() })
      return found
    },
    all,
    revoke(which) {
      const found = all().find((t) => (t.id === which || t.name === which) && good(t))
      if (found) book.put('token', { ...found, revokedAt: now() })
      return found
    },
  }
}
