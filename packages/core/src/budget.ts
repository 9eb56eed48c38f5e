import type { Millis, SubjectRef } from './observations/kind.ts'
import { day } from './plan.ts'

/** Somebody who came into the queue, or whose case opened, on a day. */
export interface Arrival {
  subject: SubjectRef
  at: Millis
  /** log10, of the likeliest scheme. */
  weight: number
}

/**
 * Those who stand below the line: of each day (UTC) the lightest beyond `perDay`. A ceiling and no quota: a day with
 * fewer stays shorter, since only what reaches a tier arrives at all. The same for the same arrivals in any order.
 */
export function belowTheLine(arrivals: Iterable<Arrival>, perDay: number): Set<SubjectRef> {
  const days = new Map<number, Arrival[]>()
  for (const arrival of arrivals) {
    const on = Math.floor(arrival.at / day)
    const known = days.get(on)
    if (known) known.push(arrival)
    else days.set(on, [arrival])
  }
  const below = new Set<SubjectRef>()
  for (const of of days.values()) {
    of.sort((a, b) => b.weight - a.weight || (a.subject < b.subject ? -1 : 1))
    for (const { subject } of of.slice(perDay)) below.add(subject)
  }
  return below
}

/** What another ceiling would have let through. */
export interface BudgetEffect {
  days: number
  perDay: number | null
  /** How many came in, in all. */
  arrivals: number
  above: number
  below: number
  /** Beyond what the ceiling in force let through; negative where it would be lower. */
  added: number
  /** Of those added (or left out), by what people decided. */
  confirmed: number
  cleared: number
  undecided: number
}

/** The effect of `perDay` beside the ceiling in force, `null` being none. */
export function budgetEffect(
  arrivals: readonly Arrival[],
  decided: ReadonlyMap<SubjectRef, string>,
  now: number | null,
  perDay: number | null,
  days: number,
): BudgetEffect {
  const below = (n: number | null) => (n === null ? new Set<SubjectRef>() : belowTheLine(arrivals, n))
  const [today, then] = [below(now), below(perDay)]
  const subjects = new Set(arrivals.map((a) => a.subject))
  const moved = [...subjects].filter((s) => today.has(s) !== then.has(s))
  const as = (outcome: string) => moved.filter((s) => decided.get(s) === outcome).length
  const [confirmed, cleared] = [as('confirmed'), as('cleared')]
  return {
    ...{ days, perDay, arrivals: subjects.size },
    ...{ above: subjects.size - then.size, below: then.size },
    added: today.size - then.size,
    ...{ confirmed, cleared, undecided: moved.length - confirmed - cleared },
  }
}
