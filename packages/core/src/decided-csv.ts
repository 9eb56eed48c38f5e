import { civil, daysTo } from './observations/calendar.ts'
import type { Millis } from './observations/kind.ts'
import { day } from './plan.ts'
import type { DecidedTrendsView, MiddleHalf } from './views-of-trends.ts'

const header = [
  'what',
  'name',
  'from',
  'confirmed',
  'cleared',
  'open',
  'estimate',
  'low',
  'high',
  'n',
  'unit',
]
type Line = Partial<Record<(typeof header)[number], string | number>>

/**
 * The trends as one table of comma-separated values (RFC 4180): a row for each week, quarter, detector, stage, scheme and
 * total. Shares are 0 to 1; low and high are a 95 % interval, or of times the middle half, in days.
 */
export function decidedCsv(view: DecidedTrendsView): string {
  const { falseAccusations: wrong, cameOut, pay } = view
  const lines: Line[] = [
    {
      what: 'time',
      name: 'all',
      from: iso(view.from),
      confirmed: view.confirmed,
      cleared: view.cleared,
      open: view.open,
    },
    ...Object.entries(cameOut).map(([name, n]) => ({ what: 'applicants', name, estimate: n, unit: 'count' })),
    ...Object.entries(view.cameOutChanges).flatMap(([name, changes]) => [
      {
        what: 'change on the time before',
        name,
        estimate: changes.onBefore.change,
        low: changes.onBefore.low,
        high: changes.onBefore.high,
        unit: 'count',
      },
      {
        what: 'change on the year before',
        name,
        estimate: changes.onYear.change,
        low: changes.onYear.low,
        high: changes.onYear.high,
        unit: 'count',
      },
    ]),
    ...(['onBefore', 'onYear'] as const).flatMap((against) =>
      (['confirmed', 'cleared'] as const).map((what) => {
        const { change, low, high } = view[against][what]
        return {
          what: against === 'onBefore' ? 'change on the time before' : 'change on the year before',
          name: what,
          estimate: change,
          low,
          high,
          unit: 'count',
        }
      }),
    ),
    ...view.weeks.map((w) => ({
      what: 'week',
      from: iso(w.from),
      confirmed: w.confirmed,
      cleared: w.cleared,
      open: w.open,
    })),
    ...view.quarters.map((q) => ({
      ...{ what: 'quarter', name: q.period, from: iso(q.from), confirmed: q.confirmed, cleared: q.cleared },
      ...(q.decide && days(q.decide)),
    })),
    ...view.detectors.map((d) => ({
      ...{ what: 'precision', name: d.detector, confirmed: d.confirmed, cleared: d.decided - d.confirmed },
      ...{ estimate: d.confirmed / d.decided, low: d.low, high: d.high, n: d.decided, unit: 'share' },
    })),
    ...view.stages.map((s) => ({ what: 'stage', ...s })),
    ...view.schemes.map((s) => ({ what: 'scheme', ...s })),
    {
      ...{ what: 'false accusations', name: 'confirmed, later overturned', estimate: wrong.overturned },
      ...{ high: wrong.high, n: wrong.confirmed, unit: 'count; high is a share' },
    },
    ...Object.entries(view.times).map(([name, half]) => ({ what: 'time to', name, ...days(half) })),
    ...pay.sums.map((s) => ({
      what: 'pay at stake',
      name: s.currency,
      low: s.low,
      high: s.high,
      n: s.people,
      unit: s.currency,
    })),
  ]
  return [header.join(','), ...lines.map((line) => header.map((name) => cell(line[name])).join(','))]
    .map((line) => `${line}\r\n`)
    .join('')
}

function days({ median, low, high, n }: MiddleHalf): Line {
  return { estimate: round(median / day), low: round(low / day), high: round(high / day), n, unit: 'days' }
}

function round(value: number): number {
  return Math.round(value * 100) / 100
}

/** Day of the epoch as a date, without a clock. */
function iso(at: Millis): string {
  const days = Math.floor(at / day)
  const { year, month } = civil(days)
  const ofMonth = days - daysTo(year, month) + 1
  return `${year}-${String(month).padStart(2, '0')}-${String(ofMonth).padStart(2, '0')}`
}

function cell(value: string | number | undefined): string {
  if (value === undefined) return ''
  if (typeof value === 'number') return String(Math.round(value * 1e6) / 1e6)
  return /[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value
}
