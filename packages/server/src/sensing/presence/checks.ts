import { hash, randomBytes } from 'node:crypto'
import type { Millis, SubjectRef } from '@telltale/core'
import type { Store } from '../../store/store.ts'
import type { Networks } from './binding.ts'

/** Why somebody is asked. Shown to them in words. */
export const reasons = ['interview', 'first-day', 're-verification'] as const
export type Reason = (typeof reasons)[number]

/** What is kept of one presence check. What it measured is not in here: that is observations about the subject. */
export interface Check {
  /** Digest of the link's secret: finds the check, and can't be turned into the link. */
  id: string
  subject: SubjectRef
  device?: SubjectRef
  reason: Reason
  /** Who asks, as the person is told. */
  from: string
  /** How it was ordered: by a session of the console, or by the token. */
  by: 'console' | 'token'
  sentAt: Millis
  expiresAt: Millis
  /** `sent` and `opened` end by the clock as well: see `stateOf`. */
  is: 'sent' | 'opened' | 'declined' | 'done' | 'revoked'
  openedAt?: Millis
  endedAt?: Millis
  /** Where it was opened, and the key that its browser made for it (P-256, SPKI DER in base64). */
  bound?: { networks: Networks; key: string; userAgent: string; mobile: boolean }
  /** Declined with the wish for a check that is not about timing. Weighs nothing, like declining itself. */
  instead?: boolean
  /** Rows that became observations, and touches that were asked for. */
  took?: { rows: number; setAside: number; touched: number; missed: number }
  /** What was refused, newest last: another browser, another network, a second opening. */
  refusals: { at: Millis; why: string }[]
}

export type State = Check['is'] | 'expired'

const prefix = 'presence-check:'
/** Finds the checks of one subject without reading everybody's. */
const ofSubject = (subject: SubjectRef) => `presence-of:${hash('sha256', subject, 'base64url').slice(0, 22)}:`
/** From agreeing to the end. Two minutes are asked for; nobody is to be hurried. */
export const openFor: Millis = 45 * 60_000
const refusalsKept = 20

/** The link's secret is in the link and nowhere else; here only its digest is known. */
export function idOf(secret: string): string {
  return hash('sha256', secret, 'base64url').slice(0, 22)
}

export function newSecret(): string {
  return randomBytes(24).toString('base64url')
}

export function stateOf(check: Check, now: Millis): State {
  if (check.is === 'sent' && check.expiresAt <= now) return 'expired'
  if (check.is === 'opened' && check.openedAt! + openFor <= now) return 'expired'
  return check.is
}

/** Ended without a result: of where it was opened nothing stays but the key, so that a later call gets its reason. */
export function ended(check: Check, is: 'declined' | 'revoked', at: Millis): Check {
  const { bound, ...rest } = check
  return {
    ...rest,
    is,
    endedAt: at,
    ...(bound && { bound: { networks: {}, key: bound.key, userAgent: '', mobile: bound.mobile } }),
  }
}

export interface Checks {
  find(id: string): Promise<Check | undefined>
  /** Newest first. */
  list(subject?: SubjectRef): Promise<Check[]>
  add(check: Check): Promise<void>
  /**
   * One change of a check at a time. `work` gets the check as it stands and gives what is to be kept, and what to
   * answer; undefined where there is no such check. What it throws keeps nothing.
   */
  change<T>(id: string, work: (check: Check) => Promise<[Check, T]>): Promise<T | undefined>
  /** Keeps why something was refused, for the one who sent the check. */
  refuse(id: string, at: Millis, why: string): Promise<void>
}

/** Checks live among the settings of the store: small, few, and good after a restart. */
export function checks(store: Store): Checks {
  const turns = new Map<string, Promise<unknown>>()
  function inTurn<T>(id: string, work: () => Promise<T>): Promise<T> {
    const mine = (turns.get(id) ?? Promise.resolve()).then(work, work)
    turns.set(id, mine)
    const done = () => {
      if (turns.get(id) === mine) turns.delete(id)
    }
    mine.then(done, done)
    return mine
  }
  const find = async (id: string) => (await store.setting(`${prefix}${id}`)) as Check | undefined
  const put = (check: Check) => store.putSetting(`${prefix}${check.id}`, check)
  const change: Checks['change'] = (id, work) =>
    inTurn(id, async () => {
      const before = await find(id)
      if (!before) return undefined
      const [after, answer] = await work(before)
      if (after !== before) await put(after)
      return answer
    })
  return {
    find,
    change,
    async add(check) {
      await put(check)
      await store.putSetting(`${ofSubject(check.subject)}${check.id}`, check.sentAt)
    },
    async list(subject) {
      const found = subject
        ? await Promise.all(
            [...(await store.settings(ofSubject(subject))).keys()].map((key) =>
              find(key.slice(ofSubject(subject).length)),
            ),
          )
        : ([...(await store.settings(prefix)).values()] as Check[])
      return found.filter((c) => c !== undefined).sort((a, b) => b.sentAt - a.sentAt)
    },
    async refuse(id, at, why) {
      await change(id, async (check) => [
        { ...check, refusals: [...check.refusals, { at, why }].slice(-refusalsKept) },
        undefined,
      ])
    },
  }
}
