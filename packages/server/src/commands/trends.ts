import { type DecidedTrendsView, decidedCsv, type MiddleHalf, schemes } from '@telltale/core'
import { Command, Option } from 'commander'
import { ask } from '../client.ts'
import { readConfig } from '../config.ts'
import { count, isoDay } from '../outputs/sentences.ts'

interface Given {
  from?: string
  to?: string
  stage?: string
  scheme?: string
  detector?: string
  json?: boolean
  csv?: boolean
}

export default new Command('trends')
  .description(
    'Say what was confirmed and cleared over time, how precise detectors were, and how long it took',
  )
  .option('--from <date>', 'from this day on (UTC), such as 2026-07-01; half a year ago unless given')
  .option('--to <date>', 'to before this day (UTC); now unless given')
  .addOption(
    new Option('--stage <stage>', 'only of this stage').choices(['application', 'onboarding', 'work']),
  )
  .addOption(new Option('--scheme <scheme>', 'only of this scheme').choices([...schemes]))
  .option('--detector <id>', 'only those in which it fired')
  .option('--json', 'print it as one JSON object')
  .option('--csv', 'print it as one table of comma-separated values')
  .addHelpText(
    'after',
    `
Needs a running Telltale.

Example:
  telltale trends --from 2026-07-01
  telltale trends --csv > trends.csv`,
  )
  .action(async ({ json, csv, from, to, ...narrowing }: Given) => {
    try {
      const query = new URLSearchParams(narrowing as Record<string, string>)
      if (from !== undefined) query.set('from', String(dayOf('--from', from)))
      if (to !== undefined) query.set('to', String(dayOf('--to', to)))
      const path = `/v1/trends/decisions?${query}`
      const found = await ask<DecidedTrendsView>(readConfig(process.env), 'GET', path)
      process.stdout.write(
        json ? `${JSON.stringify(found)}\n` : csv ? decidedCsv(found) : trendsReport(found),
      )
    } catch (error) {
      process.stderr.write(`telltale trends: ${(error as Error).message}\n`)
      process.exitCode = 1
    }
  })

export function trendsReport(t: DecidedTrendsView): string {
  const percent = (p: number) => `${(100 * p).toFixed(p < 0.1 ? 1 : 0)} %`
  const changed = ({ change, low, high }: { change: number; low: number; high: number }) =>
    `${signed(change)} (${signed(Math.round(low))} to ${signed(Math.round(high))})`
  const { falseAccusations: wrong, cameOut, pay } = t
  const paragraphs = [
    [
      `${isoDay(t.from)} to ${isoDay(t.to)}${t.simulated ? ' (holds simulated decisions)' : ''}`,
      `  ${count(t.confirmed, 'case')} confirmed: ${changed(t.onBefore.confirmed)} on the time before, ${changed(t.onYear.confirmed)} on the year before`,
      `  ${count(t.cleared, 'case')} cleared, ${t.clearedOnAppeal} of them after having been confirmed; ${t.open} open`,
      wrong.confirmed > 0
        ? `  False accusations: ${wrong.overturned} of ${wrong.confirmed} confirmed were overturned; at most ${percent(wrong.high)} (95 %)`
        : '  Nothing was confirmed: of false accusations nothing can be said',
      ...(['screened', 'verified', 'held'] as const).map(
        (name) =>
          `  ${cameOut[name].toLocaleString('en-US')} ${name}: ${changed(t.cameOutChanges[name].onBefore)} on the time before, ${changed(t.cameOutChanges[name].onYear)} on the year before`,
      ),
    ],
    [
      'Time (median, middle half)',
      ...half('first sign to case', t.times.detect),
      ...half('first sign to decision', t.times.decide),
      ...half('case to decision', t.times.deciding),
    ],
    [
      'Precision: confirmed, of those decided in which it fired (95 %, exact)',
      ...t.detectors.map(
        (d) =>
          `  ${`${d.confirmed} of ${d.decided}`.padEnd(10)} ${d.detector}: ${percent(d.confirmed / d.decided)}, ${percent(d.low)} to ${percent(d.high)}`,
      ),
    ],
    [
      'Pay at stake, stopped',
      ...pay.sums.map(
        (s) =>
          `  ${s.currency} ${Math.round(s.low).toLocaleString('en-US')} to ${Math.round(s.high).toLocaleString('en-US')}, ${count(s.people, 'worker')}`,
      ),
      ...(pay.sums.length > 0 ? [`  ${pay.says}`] : []),
    ],
  ]
  return `${paragraphs
    .filter((lines) => lines.length > 1)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`
}

function half(name: string, found: MiddleHalf | undefined): string[] {
  if (!found) return []
  const days = (ms: number) => (ms / 86_400_000).toFixed(1)
  return [
    `  ${name}: ${days(found.median)} days, ${days(found.low)} to ${days(found.high)} (${count(found.n, 'decision')})`,
  ]
}

function signed(n: number): string {
  return n > 0 ? `+${n}` : n < 0 ? `−${-n}` : '0'
}

function dayOf(option: string, text: string): number {
  const at = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN
  if (Number.isNaN(at))
    throw new Error(`${option} is ${JSON.stringify(text)}: expected a day such as 2026-07-01`)
  return at
}
