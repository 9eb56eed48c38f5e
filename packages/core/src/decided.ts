import { countChange, middleHalf } from './exact.ts'
import { exactInterval } from './interval.ts'
import type { Millis, SubjectRef } from './observations/kind.ts'
import { day } from './plan.ts'
import { periodOf } from './trends.ts'
import { type Scheme, type Stage, schemes } from './types.ts'
import type { Decided, DecidedQuarter, DecidedTrends, OpenCase } from './views-of-trends.ts'

export interface DecidedFilter {
  stage?: Stage | undefined
  scheme?: Scheme | undefined
  detector?: string | undefined
}

/** A decision that counts, with whether it was taken back later. */
export interface Counted extends Decided {
  outcome: 'confirmed' | 'cleared'
  overturned: boolean
  /** It takes back a decision that was confirmed. */
  onAppeal: boolean
}

const year = 365 * day
const stages: readonly Stage[] = ['application', 'onboarding', 'work']
/** Where nobody knows when the contract would have ended, pay would have gone on for so long. Assumed. */
const unknownEnd = { low: year / 4, high: year }
const quartersShown = 8

/**
 * Decisions that count: what people were unsure of is no decision; of several equal ones about one subject the first
 * counts; whoever was cleared and never stood out (a random sample, a hunt) was no case.
 */
export function counted(decided: readonly Decided[]): Counted[] {
  const bySubject = new Map<SubjectRef, Decided[]>()
  for (const one of decided) {
    const own = bySubject.get(one.subject)
    if (own) own.push(one)
    else bySubject.set(one.subject, [one])
  }
  const out: Counted[] = []
  for (const own of bySubject.values()) {
    own.sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1))
    let last: Counted | undefined
    for (const one of own) {
      if (one.outcome === 'unsure' || one.outcome === last?.outcome) continue
      const onAppeal = last?.outcome === 'confirmed'
      if (one.outcome === 'cleared' && !onAppeal && one.case === undefined && one.fired.length === 0) continue
      if (last) last.overturned = last.outcome === 'confirmed'
      last = { ...one, outcome: one.outcome, overturned: false, onAppeal }
      out.push(last)
    }
  }
  return out.sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1))
}

export function fits(
  one: Pick<Decided, 'stage' | 'scheme' | 'fired'>,
  { stage, scheme, detector }: DecidedFilter,
): boolean {
  return (
    (!stage || one.stage === stage) &&
    (!scheme || one.scheme === scheme) &&
    (!detector || one.fired.includes(detector))
  )
}

/** Everything that is counted of decisions made from `from` to before `to`. */
export function decidedTrends(
  all: readonly Counted[],
  open: readonly OpenCase[],
  { from, to, now }: { from: Millis; to: Millis; now: Millis },
): DecidedTrends {
  const within = (low: Millis, high: Millis) => all.filter((d) => d.at >= low && d.at < high)
  const own = within(from, to)
  const ago = within(from - year, to - year)
  const [mine, before, earlier] = [tally(own), tally(within(from - (to - from), from)), tally(ago)]
  const against = (other: Tally) => ({
    confirmed: countChange(other.confirmed, mine.confirmed),
    cleared: countChange(other.cleared, mine.cleared),
  })
  const confirmed = own.filter((d) => d.outcome === 'confirmed')
  const overturned = confirmed.filter((d) => d.overturned).length
  return {
    from,
    to,
    ...mine,
    clearedOnAppeal: own.filter((d) => d.onAppeal).length,
    open: open.length,
    onBefore: against(before),
    onYear: against(earlier),
    weeks: weeks(own, open, from, to),
    quarters: quarters(all, now),
    detectors: precision(own),
    stages: split(own, stages, (d) => d.stage),
    schemes: split(own, schemes, (d) => d.scheme),
    falseAccusations: {
      overturned,
      confirmed: confirmed.length,
      high: exactInterval(overturned, confirmed.length).high,
    },
    times: {
      ...times(own),
      ...named('decideYearBefore', middleHalf(ago.flatMap((d) => span(d.firstSign, d.at)))),
    },
    pay: payAtStake(confirmed.filter((d) => !d.overturned)),
  }
}

type Tally = Record<'confirmed' | 'cleared', number>

function tally(of: readonly Counted[]): Tally {
  const confirmed = of.filter((d) => d.outcome === 'confirmed').length
  return { confirmed, cleared: of.length - confirmed }
}

function weeks(
  own: readonly Counted[],
  open: readonly OpenCase[],
  from: Millis,
  to: Millis,
): DecidedTrends['weeks'] {
  const out = new Map<Millis, DecidedTrends['weeks'][number]>()
  const weekOf = (at: Millis) => periodOf(Math.floor(at / day), 'week').from
  for (let at = weekOf(from); at < to; at += 7 * day)
    out.set(at, { from: at, confirmed: 0, cleared: 0, open: 0 })
  for (const d of own) out.get(weekOf(d.at))![d.outcome]++
  for (const c of open) {
    const week = out.get(weekOf(c.openedAt))
    if (week) week.open++
  }
  return [...out.values()]
}

/** The newest quarters without gaps, oldest first, from the first that anything was decided in. */
function quarters(all: readonly Counted[], now: Millis): DecidedQuarter[] {
  const own = new Map<string, Counted[]>()
  for (const d of all) {
    const { period } = periodOf(Math.floor(d.at / day), 'quarter')
    own.set(period, [...(own.get(period) ?? []), d])
  }
  const first = all[0]
  if (!first) return []
  const names: { period: string; from: Millis }[] = []
  let at = Math.floor(now / day)
  while (names.length < quartersShown + 4) {
    const one = periodOf(at, 'quarter')
    names.unshift(one)
    at = one.from / day - 1
  }
  const running = names.at(-1)!.period
  const began = periodOf(Math.floor(first.at / day), 'quarter').from
  return names.flatMap(({ period, from }, i) => {
    if (i < 4 || from < began) return []
    const decisions = own.get(period) ?? []
    const mine = tally(decisions)
    const against = (back: number) => {
      const other = names[i - back]!
      if (period === running || other.from < began) return undefined
      const was = tally(own.get(other.period) ?? [])
      return {
        confirmed: countChange(was.confirmed, mine.confirmed),
        cleared: countChange(was.cleared, mine.cleared),
      }
    }
    return [
      {
        period,
        from,
        ...mine,
        running: period === running,
        ...named('onQuarter', against(1)),
        ...named('onYear', against(4)),
        ...named('decide', middleHalf(decisions.flatMap((d) => span(d.firstSign, d.at)))),
      },
    ]
  })
}

/** Of the decisions in which a detector fired; one that was taken back counts as what it was taken back to. */
function precision(own: readonly Counted[]): DecidedTrends['detectors'] {
  const counts = new Map<string, { confirmed: number; decided: number }>()
  for (const d of own)
    if (!d.overturned)
      for (const detector of d.fired) {
        const count = counts.get(detector) ?? { confirmed: 0, decided: 0 }
        count.decided++
        if (d.outcome === 'confirmed') count.confirmed++
        counts.set(detector, count)
      }
  return [...counts]
    .map(([detector, c]) => ({ detector, ...c, ...exactInterval(c.confirmed, c.decided) }))
    .sort(
      (a, b) =>
        b.confirmed / b.decided - a.confirmed / a.decided ||
        b.decided - a.decided ||
        (a.detector < b.detector ? -1 : 1),
    )
}

function split<T extends string>(
  own: readonly Counted[],
  names: readonly T[],
  of: (d: Counted) => T | undefined,
): ({ name: T } & Tally)[] {
  return names.map((name) => ({ name, ...tally(own.filter((d) => of(d) === name)) }))
}

function times(own: readonly Counted[]): DecidedTrends['times'] {
  return {
    ...named(
      'detect',
      middleHalf(
        own.flatMap((d) =>
          d.openedAt === undefined || d.openedAt > d.at ? [] : span(d.firstSign, d.openedAt),
        ),
      ),
    ),
    ...named('decide', middleHalf(own.flatMap((d) => span(d.firstSign, d.at)))),
    ...named('deciding', middleHalf(own.flatMap((d) => span(d.openedAt, d.at)))),
  }
}

/** Nothing where a decision was made before the first sign came in: an old decision, loaded with the evidence. */
function span(from: Millis | undefined, to: Millis): number[] {
  return from === undefined || to < from ? [] : [to - from]
}

function payAtStake(confirmed: readonly Counted[]): DecidedTrends['pay'] {
  const sums = new Map<string, DecidedTrends['pay']['sums'][number]>()
  let unknown = 0
  for (const { pay, at } of confirmed) {
    if (!pay) {
      unknown++
      continue
    }
    const { currency, yearly, end } = pay
    const sum = sums.get(currency) ?? { currency, low: 0, high: 0, people: 0, toContractEnd: 0 }
    sum.people++
    if (end !== undefined) sum.toContractEnd++
    const left = Math.max(0, (end ?? 0) - at)
    sum.low += (yearly * (end === undefined ? unknownEnd.low : left)) / year
    sum.high += (yearly * (end === undefined ? unknownEnd.high : left)) / year
    sums.set(currency, sum)
  }
  return {
    sums: [...sums.values()].sort((a, b) => b.high - a.high || (a.currency < b.currency ? -1 : 1)),
    unknown,
    says: 'Gross pay on the claim card from the decision to the contract’s end. Where no end is known, three to twelve more months are assumed. Confirmed and not overturned only; what was paid before the decision is not in it.',
  }
}

function named<K extends string, V>(name: K, value: V | undefined): { [N in K]?: V } {
  return (value === undefined ? {} : { [name]: value }) as { [N in K]?: V }
}
