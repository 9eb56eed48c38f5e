/** Rates with their intervals. A volunteer's sessions stand or fall together: people are drawn again, not sessions. */
import { wilson } from '../../bench/evaluate/set.ts'
import { seeded } from '../../bench/machine.ts'
import type { Trial } from './key.ts'
import type { Way } from './predict.ts'

export type Interval = [low: number, high: number] | undefined

export interface Rate {
  hits: number
  /** Sessions that were judged; abstentions are not among them. */
  of: number
  abstained: number
  people: number
  /** Over sessions, as if each were another person's: too narrow where a person has several. */
  wilson: [number, number]
  /** Over people: volunteers drawn again with replacement. Of no width where all agree; read Wilson's then. */
  clustered: Interval
}

const redraws = 1000

/** Whether the detector spoke; undefined where it abstained. */
export function spoke(way: Way): (t: Trial) => boolean | undefined {
  return (t) => (t.judged![way].is === 'abstain' ? undefined : t.judged![way].is === 'evidence')
}

/** Hits among the trials where `hit` is told; undefined counts as an abstention. */
export function rate(list: readonly Trial[], hit: (t: Trial) => boolean | undefined): Rate {
  const judged = list.filter((t) => hit(t) !== undefined)
  const hits = (some: readonly Trial[]) => some.filter((t) => hit(t)).length
  return {
    hits: hits(judged),
    of: judged.length,
    abstained: list.length - judged.length,
    people: new Set(judged.map((t) => t.volunteer)).size,
    wilson: wilson(hits(judged), judged.length),
    clustered: overPeople(judged, (some) => hits(some) / some.length),
  }
}

/**
 * 95 % of what `figure` is when the volunteers are drawn again with replacement; undefined below 3 volunteers. `apart`:
 * it compares sessions of one person, so that somebody drawn twice must be two people.
 */
export function overPeople(
  list: readonly Trial[],
  figure: (list: readonly Trial[]) => number,
  apart = false,
): Interval {
  const byPerson = new Map<string, Trial[]>()
  for (const t of list) byPerson.set(t.volunteer, [...(byPerson.get(t.volunteer) ?? []), t])
  const people = [...byPerson.keys()].sort().map((who) => byPerson.get(who)!)
  if (people.length < 3) return undefined
  const random = seeded(22)
  const values: number[] = []
  for (let i = 0; i < redraws; i++) {
    const drawn = people.flatMap((_, copy) => {
      const mine = people[Math.floor(random() * people.length)]!
      return apart ? mine.map((t) => ({ ...t, volunteer: `${t.volunteer} ${copy}` })) : mine
    })
    const value = figure(drawn)
    if (Number.isFinite(value)) values.push(value)
  }
  if (values.length < redraws / 2) return undefined
  values.sort((a, b) => a - b)
  return [values[Math.floor(0.025 * values.length)]!, values[Math.ceil(0.975 * values.length) - 1]!]
}
