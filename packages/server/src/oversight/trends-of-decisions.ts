import {
  type CameOutCounts,
  type Counted,
  countChange,
  counted,
  type DecidedFilter,
  type DecidedTrendsView,
  day,
  decidedTrends,
  fits,
  isSimulated,
  type Millis,
  type OpenCase,
  periodOf,
  pseudonym,
  type ScreenedDay,
  type TrendCase,
  type TrendCasesView,
} from '@telltale/core'
import type { Reader } from '../api/reader.ts'
import type { Store } from '../store/store.ts'

export interface Asked extends DecidedFilter {
  from: Millis
  to: Millis
}

/** Quarters of three years: those that are shown, and the year before them that they are compared with. */
const history = 3 * 366 * day
const year = 365 * day
const halfYear = 26 * 7 * day

/** From the Monday half a year ago to now, where nothing else is asked for. */
export function usualTime(now: Millis): { from: Millis; to: Millis } {
  return { from: periodOf(Math.floor((now - halfYear) / day), 'week').from, to: now }
}

/** What was decided and is open, without planted cases and without what is sealed for the reader. */
async function known(store: Store, reader: Reader, asked: Asked, now: Millis) {
  const [decided, open, canaries] = await Promise.all([
    store.decidedSince(Math.min(asked.from, now) - history),
    store.openCases(asked.from, asked.to),
    store.canaries(),
  ])
  const planted = new Set<string>(canaries.map((c) => c.subject))
  const shown = ({ subject }: { subject: Counted['subject'] }) =>
    !planted.has(subject) && reader.sees(subject)
  const narrowed = asked.detector !== undefined || asked.stage !== undefined
  return {
    decided: counted(decided.filter(shown)).filter((d) => fits(d, asked)),
    // What fired in a case, and at which stage, is stated once it is decided.
    open: narrowed ? [] : open.filter((c) => shown(c) && (!asked.scheme || c.scheme === asked.scheme)),
  }
}

export async function trendsOfDecisions(
  store: Store,
  reader: Reader,
  asked: Asked,
  now: Millis,
): Promise<DecidedTrendsView> {
  const [{ decided, open }, days] = await Promise.all([
    known(store, reader, asked, now),
    store.screenedDays(),
  ])
  const cameOut = (from: Millis, to: Millis) =>
    countsOf(days.filter((d) => d.day * day >= from && d.day * day < to))
  const length = asked.to - asked.from
  const own = cameOut(asked.from, asked.to)
  const before = cameOut(asked.from - length, asked.from)
  const earlier = cameOut(asked.from - year, asked.to - year)
  const changes = (of: keyof CameOutCounts) => ({
    onBefore: countChange(before[of], own[of]),
    onYear: countChange(earlier[of], own[of]),
  })
  const opened = decided.filter(
    (d) => d.openedAt !== undefined && d.openedAt >= asked.from && d.openedAt < asked.to,
  )
  const { from, to, ...filter } = asked
  return {
    ...decidedTrends(decided, open, { from, to, now }),
    cameOut: { ...own, cases: new Set([...open, ...opened].map((c) => c.case)).size },
    cameOutChanges: { screened: changes('screened'), verified: changes('verified'), held: changes('held') },
    filter: Object.fromEntries(Object.entries(filter).filter(([, v]) => v !== undefined)),
    simulated: decided.some((d) => isSimulated(d.subject)),
  }
}

function countsOf(days: readonly ScreenedDay[]): CameOutCounts {
  const of = (reached?: string) =>
    days.reduce((n, d) => (!reached || d.reached === reached ? n + d.screened : n), 0)
  return { screened: of(), verified: of('verify'), held: of('hold') }
}

export type Which = TrendCase['outcome'] | 'overturned' | 'decided'

/** The cases behind a number, newest first. */
export async function trendCases(
  store: Store,
  reader: Reader,
  asked: Asked & { outcome: Which; limit: number },
  now: Millis,
): Promise<TrendCasesView> {
  const { decided, open } = await known(store, reader, asked, now)
  const { outcome, from, to, limit } = asked
  const cases =
    outcome === 'open'
      ? open.map(ofOpen)
      : decided
          .filter((d) => d.at >= from && d.at < to)
          .filter((d) =>
            outcome === 'overturned' ? d.overturned : outcome === 'decided' ? true : d.outcome === outcome,
          )
          .sort((a, b) => b.at - a.at)
          .map(ofDecided)
  return { cases: cases.slice(0, limit), total: cases.length }
}

function ofOpen({ subject, case: id, openedAt }: OpenCase): TrendCase {
  return {
    subject,
    pseudonym: pseudonym(subject),
    case: id,
    outcome: 'open',
    at: openedAt,
    openedAt,
    fired: [],
  }
}

function ofDecided(d: Counted): TrendCase {
  const { subject, outcome, at, openedAt, firstSign, overturned, fired } = d
  return {
    ...{ subject, pseudonym: pseudonym(subject), outcome, at, fired },
    ...(d.case && { case: d.case }),
    ...(openedAt !== undefined && { openedAt }),
    ...(firstSign !== undefined && { firstSign }),
    ...(overturned && { overturned }),
  }
}
