import { civil, daysTo } from './observations/calendar.ts'
import type { Millis } from './observations/kind.ts'
import { day } from './plan.ts'
import type { Outcome } from './screening.ts'
import type { ScreenedPeriod, TrendsView } from './views-of-applicants.ts'

/** Applications made on one day (days since the epoch, UTC), by the gravest outcome that they had. */
export interface ScreenedDay {
  day: number
  reached: Outcome
  screened: number
  confirmed: number
  cleared: number
  rejected: number
  advanced: number
}

/** Totals by ISO week or quarter with their growth, and how rejections after `verify` compare with `proceed`. */
export function trends(days: readonly ScreenedDay[], by: 'week' | 'quarter', overdue: number): TrendsView {
  const periods = new Map<string, ScreenedDay[]>()
  for (const one of days) {
    const { period } = periodOf(one.day, by)
    periods.set(period, [...(periods.get(period) ?? []), one])
  }
  const out: ScreenedPeriod[] = []
  for (const [period, own] of [...periods].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const previous = out.at(-1)
    const next = total(period, periodOf(own[0]!.day, by).from, own)
    // Growth is against the period just before, never against the last one that had any.
    if (previous && periodOf(next.from / day - 1, by).period === previous.period) {
      const screened = growth(previous.screened, next.screened)
      const held = growth(previous.held, next.held)
      if (screened !== undefined) next.growthScreened = screened
      if (held !== undefined) next.growthHeld = held
    }
    out.push(next)
  }
  const afterVerify = comparison(days)
  return { by, periods: out, ...(afterVerify && { afterVerify }), overdue }
}

function total(period: string, from: Millis, days: readonly ScreenedDay[]): ScreenedPeriod {
  const sum = (of: (d: ScreenedDay) => number) => days.reduce((n, d) => n + of(d), 0)
  const rate = (reached: Outcome) => {
    const rejected = sum((d) => (d.reached === reached ? d.rejected : 0))
    const moved = rejected + sum((d) => (d.reached === reached ? d.advanced : 0))
    return moved > 0 ? rejected / moved : undefined
  }
  const [rejectedOfProceed, rejectedOfVerify] = [rate('proceed'), rate('verify')]
  return {
    period,
    from,
    screened: sum((d) => d.screened),
    verified: sum((d) => (d.reached === 'verify' ? d.screened : 0)),
    held: sum((d) => (d.reached === 'hold' ? d.screened : 0)),
    confirmed: sum((d) => d.confirmed),
    cleared: sum((d) => d.cleared),
    ...(rejectedOfProceed !== undefined && { rejectedOfProceed }),
    ...(rejectedOfVerify !== undefined && { rejectedOfVerify }),
  }
}

function growth(before: number, now: number): number | undefined {
  return before > 0 ? now / before - 1 : undefined
}

/**
 * Ratio of selection rates, `verify` over `proceed`, with its 95 % interval on the log scale (Katz et al. 1978, half a
 * case added to each cell so that none is empty). 29 CFR 1607.4(D) looks at ratios below 0.80.
 */
function comparison(days: readonly ScreenedDay[]): TrendsView['afterVerify'] {
  const cells = (reached: Outcome): [advanced: number, of: number] => {
    const own = days.filter((d) => d.reached === reached)
    const advanced = own.reduce((n, d) => n + d.advanced, 0)
    return [advanced, advanced + own.reduce((n, d) => n + d.rejected, 0)]
  }
  const [verify, proceed] = [cells('verify'), cells('proceed')]
  if (verify[1] === 0 || proceed[1] === 0) return undefined
  const [a, n, b, m] = [verify[0] + 0.5, verify[1] + 1, proceed[0] + 0.5, proceed[1] + 1]
  const spread = 1.959964 * Math.sqrt(1 / a - 1 / n + 1 / b - 1 / m)
  const ratio = a / n / (b / m)
  return { ratio, low: ratio * Math.exp(-spread), high: ratio * Math.exp(spread), verify, proceed }
}

/** The ISO 8601 week or the calendar quarter that a day lies in, with its first instant. */
export function periodOf(on: number, by: 'week' | 'quarter'): { period: string; from: Millis } {
  if (by === 'week') {
    // 1970-01-01 was a Thursday: weeks begin three days before it. A week belongs to the year of its Thursday.
    const monday = Math.floor((on + 3) / 7) * 7 - 3
    const { year } = civil(monday + 3)
    const ordinal = monday + 3 - daysTo(year, 1) + 1
    const week = Math.floor((ordinal - 1) / 7) + 1
    return { period: `${year}-W${String(week).padStart(2, '0')}`, from: monday * day }
  }
  const { year, month } = civil(on)
  const quarter = Math.floor((month - 1) / 3)
  return { period: `${year}-Q${quarter + 1}`, from: daysTo(year, 3 * quarter + 1) * day }
}
