import { type Millis, periodOf, type ScreenedPeriod, type TrendsView } from '@telltale/core'
import { count, monthName, percent, plain } from '../format.ts'

/** The columns of the trends, in the order of what happens to an application. */
export const measures = [
  { key: 'screened', name: 'Screened', fill: 'var(--neutral-fill)' },
  { key: 'verified', name: 'Verified', fill: 'var(--neutral-fill)' },
  { key: 'held', name: 'Held', fill: 'var(--neutral-fill)' },
  { key: 'confirmed', name: 'Confirmed', fill: 'var(--accuse-fill)' },
  { key: 'cleared', name: 'Cleared', fill: 'var(--clear-fill)' },
] as const
export type Measure = (typeof measures)[number]['key']

export function total(periods: readonly ScreenedPeriod[], key: Measure): number {
  return periods.reduce((sum, p) => sum + p[key], 0)
}

/** A change as a signed share: "+25 %", "−8 %", "no change"; undefined where there is nothing to compare with. */
export function growthWords(growth: number | undefined): string | undefined {
  if (growth === undefined || !Number.isFinite(growth)) return undefined
  const points = Math.round(growth * 100)
  if (points === 0) return 'no change'
  return `${points > 0 ? '+' : '−'}${count(Math.abs(points))}\u00a0%`
}

/** `2026-W47` as "W47", `2026-Q4` as "Q4 2026". */
export function periodName(period: string): string {
  const [year, part = ''] = period.split('-')
  return part.startsWith('Q') ? `${part} ${year}` : part
}

const day = 86_400_000

/** Whether a period is not over yet: what it counts is not to be compared with a whole one. */
export function running({ from }: Pick<ScreenedPeriod, 'from'>, by: TrendsView['by'], now: Millis): boolean {
  const first = new Date(from)
  const end = by === 'week' ? from + 7 * day : Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 3, 1)
  return now < end
}

/** So many bars are legible beside one another: a year of weeks. */
const mostShown = 53

/**
 * The newest periods without gaps, for an axis of time: one in which nobody applied counts nothing. At most 53, oldest
 * first; `left` is how many older ones are left out.
 */
export function axis(
  periods: readonly ScreenedPeriod[],
  by: TrendsView['by'],
): { shown: ScreenedPeriod[]; left: number } {
  const shown: ScreenedPeriod[] = []
  const known = new Map(periods.map((p) => [p.period, p]))
  const first = periods[0]
  let at = periods.at(-1)?.from
  while (first && at !== undefined && at >= first.from && shown.length < mostShown) {
    const one = periodOf(at / day, by)
    shown.unshift(
      known.get(one.period) ?? { ...one, screened: 0, verified: 0, held: 0, confirmed: 0, cleared: 0 },
    )
    at = periodOf(one.from / day - 1, by).from
  }
  const oldest = shown[0]?.from ?? 0
  return { shown, left: periods.filter((p) => p.from < oldest).length }
}

/** Under which bars a word stands: months under weeks, every quarter under its own. */
export function axisLabels(periods: readonly ScreenedPeriod[], by: TrendsView['by']): (string | undefined)[] {
  return periods.map((p, i) => {
    if (by === 'quarter') return periodName(p.period)
    const month = monthName(p.from)
    const before = periods[i - 1]
    return before && monthName(before.from) === month ? undefined : month
  })
}

/** The least round number at or above the largest value, at least 1: the top of a scale of counts. */
export function topOf(values: readonly number[]): number {
  const most = Math.max(1, ...values)
  const step = 10 ** Math.floor(Math.log10(most))
  return [1, 1.5, 2, 3, 4, 5, 6, 8, 10].map((m) => m * step).find((top) => top >= most && top % 1 === 0)!
}

export type AfterVerify = NonNullable<TrendsView['afterVerify']>

/** What the ratio of selection rates with its interval says, and what it does not: 0.80 is the four-fifths rule. */
export function ratioSentence({ ratio, low, high, verify }: AfterVerify): string {
  const r = ratio.toFixed(2)
  if (high < 0.8)
    return `Below 0.80, and so is its whole interval: whoever was asked to verify is moved on less often. Read the rejections "for other reasons" of those ${count(verify[1])} applicants.`
  if (ratio < 0.8)
    return `${r} is below 0.80, and the interval reaches ${high.toFixed(2)}: too few applicants to say, and a reason to look.`
  if (low < 0.8)
    return `${r} is not below 0.80, but ${count(verify[1])} applicants are few: the interval reaches ${low.toFixed(2)}, so this is not proof of balance.`
  return `The whole interval lies at or above 0.80.`
}

export function shareWords([advanced, of]: readonly [number, number]): string {
  return of > 0
    ? `${count(advanced)} of ${count(of)} moved on, ${percent(advanced / of)}`
    : 'nobody decided yet'
}

const header = [
  'period',
  'from',
  ...measures.map((m) => m.key),
  'rejectedOfProceed',
  'rejectedOfVerify',
  'growthScreened',
  'growthHeld',
]

/** The trends as a table of comma-separated values (RFC 4180), a header and one row a period; shares are 0 to 1. */
export function trendsCsv(periods: readonly ScreenedPeriod[]): string {
  const rows = periods.map((p) => [
    p.period,
    new Date(p.from).toISOString().slice(0, 10),
    ...measures.map((m) => p[m.key]),
    p.rejectedOfProceed ?? '',
    p.rejectedOfVerify ?? '',
    p.growthScreened ?? '',
    p.growthHeld ?? '',
  ])
  return [header, ...rows].map((row) => `${row.join(',')}\r\n`).join('')
}

/** Bytes as people read them: 812 B, 48 kB, 2.1 MB. */
export function bytesWords(bytes: number): string {
  if (bytes < 1000) return `${count(bytes)}\u00a0B`
  if (bytes < 1_000_000) return `${plain(bytes / 1000)}\u00a0kB`
  return `${plain(bytes / 1_000_000)}\u00a0MB`
}
