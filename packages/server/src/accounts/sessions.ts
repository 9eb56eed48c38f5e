import type { Account, Millis } from '@telltale/core'
import type { Session, SignInWay } from '../store/accounts.ts'
import type { Book } from './book.ts'
import { digestOf, freshSecret } from './secret.ts'

/** A session ends twelve hours after signing in, and after an hour in which nothing was asked (NIST SP 800-63B-4, 2.2.3). */
export const sessionLife: Millis = 12 * 3_600_000
export const idleLife: Millis = 3_600_000
/** How far what is stored of a session's last use may lag behind. */
const seenEvery: Millis = 5 * 60_000

export interface Sessions {
  /** A new session and what its cookie holds. The account is not asked whether it is active. */
  begin(account: string, way: SignInWay, browser?: string): string
  /** The session and its account, where both are good; counts as a use of it. */
  find(secret: string | undefined): { session: Session; account: Account } | undefined
  end(secret: string): Session | undefined
  /** Ends one of an account's sessions by id. */
  endOf(account: string, id: string): boolean
  /** Ends all of an account's sessions but the one given by id; says how many. */
  endAll(account: string, except?: string): number
  of(account: string): Session[]
}

export function sessions(
  book: Book,
  accountOf: (id: string) => Account | undefined,
  now: () => Millis,
): Sessions {
  const good = (s: Session) => s.startedAt + sessionLife > now() && s.seenAt + idleLife > now()
  const sweep = () => {
    for (const session of book.of('session').values()) if (!good(session)) book.forget('session', session.id)
  }
  const of = (account: string) =>
    [...book.of('session').values()].filter((s) => s.account === account && good(s))
  return {
    begin(account, way, browser) {
      sweep()
      const secret = freshSecret()
      const at = now()
      book.put('session', {
        id: digestOf(secret),
        ...{ account, way, startedAt: at, seenAt: at },
        ...(browser && { browser }),
      })
      return secret
    },
    find(secret) {
      const session = secret === undefined ? undefined : book.of('session').get(digestOf(secret))
      if (!session || !good(session)) return undefined
      const account = accountOf(session.account)
      if (account?.state !== 'active') return undefined
      if (now() - session.seenAt >= seenEvery) book.put('session', { ...session, seenAt: now() })
      return { session, account }
    },
    end(secret) {
      const session = book.of('session').get(digestOf(secret))
      if (session) book.forget('session', session.id)
      return session
    },
    endOf(account, id) {
      const found = book.of('session').get(id)?.account === account
      if (found) book.forget('session', id)
      return found
    },
    endAll(account, except) {
      const ended = of(account).filter((s) => s.id !== except)
      for (const { id } of ended) book.forget('session', id)
      return ended.length
    },
    of,
  }
}

/** A browser as its owner would tell it from another: its name and system, never its version. */
export function browserOf(agent: string | undefined): string | undefined {
  if (!agent) return undefined
  const name = /Edg\//.exec(agent)
    ? 'Edge'
    : (/Firefox|Chrome|Safari/.exec(agent)?.[0] ?? agent.split(/[/ ]/)[0]?.slice(0, 30))
  const on = /Windows|Android|iPhone|iPad|Mac OS|CrOS|Linux/.exec(agent)?.[0]
  return on ? `${name} on ${on.replace('Mac OS', 'macOS').replace('CrOS', 'ChromeOS')}` : name
}
