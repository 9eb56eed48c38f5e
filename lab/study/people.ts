/** How people really differ, beside what the loop assumes of them. */
import { people as assumed } from '../../packages/core/src/signals/loop.ts'
import { type Channel, channels } from '../../packages/core/src/signals/reactions.ts'
import type { Trial } from './key.ts'

type Over = (
  list: readonly Trial[],
  figure: (list: readonly Trial[]) => number,
) => [number, number] | undefined

export interface Spread {
  what: string
  /** Standard deviation in milliseconds, with what a session's own chance adds: an upper estimate. */
  measured: number
  clustered: [number, number] | undefined
  /** What `signals/loop.ts` assumes, as a standard deviation; absent where it keeps the figure to itself. */
  model?: number
  people: number
}

/**
 * Spread of people's shifts over plain desk sessions, and the mean of each channel against its committed location.
 * Two channels move together by the person's common shift: their covariance is its variance.
 */
export function spread(trials: readonly Trial[], over: Over): { sd: Spread[]; location: Spread[] } {
  const names = Object.keys(channels) as Channel[]
  const desk = trials.filter(
    (t) => t.place === 'desk' && t.hard === '' && names.every((n) => t.shifts[n] !== undefined),
  )
  const people = new Set(desk.map((t) => t.volunteer)).size
  const twice = new Set(desk.filter((t) => !t.baseline).map((t) => t.volunteer)).size
  const figure = (
    what: string,
    n: number,
    of: (list: readonly Trial[]) => number,
    model?: number,
  ): Spread => ({
    what,
    measured: of(desk),
    clustered: over(desk, of),
    model,
    people: n,
  })
  const root = (variance: number) => Math.sqrt(Math.max(0, variance))
  return {
    sd: [
      figure(
        'people, in everything',
        people,
        (l) => root(common(means(l, names), names)),
        assumed.scale * Math.sqrt(assumed.freedom / (assumed.freedom - 2)),
      ),
      figure('people, by channel', people, (l) => root(separate(means(l, names), names)), assumed.channel),
      figure('one person’s days, in everything', twice, (l) => root(common(changes(l, names), names) / 2)),
      figure('one person’s days, by channel', twice, (l) => root(separate(changes(l, names), names) / 2)),
    ],
    location: names.map((name) =>
      figure(`${name}, against ${channels[name].location} ms`, people, (l) =>
        mean(means(l, names).map((s) => s[name]!)),
      ),
    ),
  }
}

type Shifts = Partial<Record<Channel, number>>

/** Each person's mean shift over their sessions. */
function means(list: readonly Trial[], names: readonly Channel[]): Shifts[] {
  return byPerson(list).map((mine) => of(names, (n) => mean(mine.map((t) => t.shifts[n]!))))
}

/** From the baseline to the other plain day at the desk. */
function changes(list: readonly Trial[], names: readonly Channel[]): Shifts[] {
  return byPerson(list).flatMap((mine) => {
    const first = mine.find((t) => t.baseline)
    const second = mine.find((t) => !t.baseline)
    return first && second ? [of(names, (n) => second.shifts[n]! - first.shifts[n]!)] : []
  })
}

function byPerson(list: readonly Trial[]): Trial[][] {
  const people = new Map<string, Trial[]>()
  for (const t of list) people.set(t.volunteer, [...(people.get(t.volunteer) ?? []), t])
  return [...people.values()]
}

function of(names: readonly Channel[], make: (name: Channel) => number): Shifts {
  return Object.fromEntries(names.map((n) => [n, make(n)])) as Shifts
}

/** Mean covariance of pairs of channels. */
function common(list: readonly Shifts[], names: readonly Channel[]): number {
  const pairs = names.flatMap((a, i) => names.slice(i + 1).map((b): [Channel, Channel] => [a, b]))
  return mean(pairs.map(([a, b]) => covariance(list, a, b)))
}

/** What is left of a channel's variance once the common part is taken off. */
function separate(list: readonly Shifts[], names: readonly Channel[]): number {
  return mean(names.map((n) => covariance(list, n, n))) - Math.max(0, common(list, names))
}

function covariance(list: readonly Shifts[], a: Channel, b: Channel): number {
  const [x, y] = [mean(list.map((s) => s[a]!)), mean(list.map((s) => s[b]!))]
  return list.reduce((total, s) => total + (s[a]! - x) * (s[b]! - y), 0) / (list.length - 1)
}

function mean(list: readonly number[]): number {
  return list.reduce((a, b) => a + b, 0) / list.length
}
