import type { Kind, Problem } from '@telltale/core'
import type { RawRow } from '../../ingest/delivery.ts'
import { unfit } from '../closed.ts'
import { kindsOfChecks } from '../sensors.ts'
import { type Check, openFor } from './checks.ts'

const taken: ReadonlySet<Kind> = new Set(kindsOfChecks)
/** A page may be this much ahead of this server: the request that opened the check was under way. */
const ahead = 5000

/** Whom and what a check's rows are about. A phone in the hand says nothing of the laptop that was meant. */
export function aboutOf({ subject, device, bound }: Check) {
  return device && !bound?.mobile ? [device, subject] : [subject]
}

export function sourceOf({ id }: Check): string {
  return `presence-check:${id}`
}

/**
 * The page's rows as observations of this check: held to the closed schema, none from a time that has not passed,
 * none that claims a touch, which only this server can see. They happened when this server saw them.
 */
export function rowsOf(check: Check, rows: readonly unknown[], now: number): RawRow[] {
  const elapsed = Math.min(openFor, now - check.openedAt!)
  return rows.map((row, i) => {
    const problem = unfit(row, taken) ?? implausible(row as Given, elapsed)
    if (problem) return { row: i + 1, problem }
    const { at } = row as Given
    const seen = typeof at === 'number' ? Math.min(now, Math.max(check.openedAt!, at)) : now
    return { row: i + 1, value: { ...(row as object), at: seen, about: aboutOf(check) } }
  })
}

interface Given {
  kind: Kind
  at?: unknown
  data: { events?: { stimulus?: unknown; shownAt?: unknown; respondedAt?: unknown }[] } & Record<
    string,
    unknown
  >
}

function implausible({ kind, data }: Given, elapsed: number): Problem | undefined {
  const times: unknown[] = []
  if (kind === 'reaction') {
    const events = Array.isArray(data.events) ? data.events : []
    if (events.some((e) => e?.stimulus === 'touch'))
      return { field: 'data.events', reason: 'a touch is told by this server, not by the page' }
    for (const e of events) times.push(e?.shownAt, e?.respondedAt)
  } else
    for (const name of ['press', 'release', 't', 'down', 'up'])
      if (Array.isArray(data[name])) times.push(...(data[name] as unknown[]))
  let [first, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (const t of times)
    if (typeof t === 'number') {
      first = Math.min(first, t)
      last = Math.max(last, t)
    }
  return last - first > elapsed + ahead
    ? { field: 'data', reason: 'spans more time than has passed since the check was opened' }
    : undefined
}
