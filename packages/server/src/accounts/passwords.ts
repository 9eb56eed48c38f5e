import { hash, verify } from '@node-rs/argon2'
import type { Book } from './book.ts'
import { normal } from './password-rules.ts'

/** OWASP's first choice for argon2id, which is 2 in the library's own numbering: 19 MiB, two passes, one lane. */
const cost = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const
/** Each takes 19 MiB while it is worked out: strangers must not make it take gigabytes. */
const atOnce = 4
const waitingAtMost = 100

export interface Passwords {
  has(account: string): boolean
  set(account: string, password: string, at: number): Promise<void>
  forget(account: string): void
  /** Takes as long where there is no such account, or none with a password. */
  holds(account: string | undefined, password: string): Promise<boolean>
}

/** Thrown where too many are being checked at the same time. */
export class Busy extends Error {}

export function passwords(book: Book): Passwords {
  const idOf = (account: string) => `password:${account}`
  const inTurn = turnstile()
  let nobodys: Promise<string> | undefined
  return {
    has: (account) => book.of('credential').has(idOf(account)),
    async set(account, password, at) {
      const made = await inTurn(() => hash(normal(password), cost))
      book.put('credential', { id: idOf(account), account, createdAt: at, is: 'password', hash: made })
    },
    forget: (account) => book.forget('credential', idOf(account)),
    async holds(account, password) {
      const found = account === undefined ? undefined : book.of('credential').get(idOf(account))
      const known = found?.is === 'password' ? found.hash : undefined
      nobodys ??= hash('nobody has this password', cost)
      const against = known ?? (await nobodys)
      const fits = await inTurn(() => verify(against, normal(password)))
      return fits && known !== undefined
    },
  }
}

function turnstile(): <T>(work: () => Promise<T>) => Promise<T> {
  let under = 0
  const waiting: (() => void)[] = []
  return async (work) => {
    if (under >= atOnce) {
      if (waiting.length >= waitingAtMost) throw new Busy('too many passwords are being checked')
      await new Promise<void>((resolve) => waiting.push(resolve))
    } else under++
    try {
      return await work()
    } finally {
      const next = waiting.shift()
      if (next) next()
      else under--
    }
  }
}
