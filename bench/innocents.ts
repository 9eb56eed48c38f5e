import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { kinds } from './innocents/population.ts'
import { type Result, run } from './innocents/run.ts'
import { checkDays, type Outcome } from './innocents/shard.ts'
import { machine } from './machine.ts'

/**
 * `npm run innocents`: how often people who are who and where they say are listed, and how often a case opens,
 * through the real engine with all built-in detectors. Target at full size (3,000 workers, 365 days): at most
 * 2 cases. Results are written at full size only.
 */
const { values } = parseArgs({
  options: {
    workers: { type: 'string', default: '3000' },
    days: { type: 'string', default: '365' },
    seed: { type: 'string', default: '1' },
    threads: { type: 'string', default: '2' },
    date: { type: 'string', default: new Date().toISOString().slice(0, 10) },
  },
})
const options = {
  workers: whole('workers', values.workers),
  days: whole('days', values.days),
  seed: whole('seed', values.seed),
  threads: whole('threads', values.threads),
}
process.stdout.write(
  `${options.workers} innocent workers over ${options.days} days, seed ${options.seed} …\n`,
)
const began = performance.now()
const result = await run(options)
const seconds = Math.round((performance.now() - began) / 100) / 10
const table = byKind(result)
const accusing = byDetector(result)
const cases = result.outcomes.filter((o) => o.opened)
const listed = result.outcomes.filter((o) => o.listed > 0)
const lastDay = result.outcomes.filter((o) => o.listedLast)
const checks = result.outcomes.reduce((sum, o) => sum + o.checks, 0)
const atOnce = result.outcomes.reduce((sum, o) => sum + o.listed, 0) / (checks / options.workers)

console.table(table)
console.table(accusing)
for (const o of cases)
  process.stdout.write(
    `case: ${o.person} (${o.kind}), ${o.scheme} ${o.heaviest} by ${o.detectors.join(', ')}\n`,
  )
process.stdout.write(
  `${result.observations} observations, ${result.shared} attributes shared, ${result.faults.length} faults, ${seconds} s on ${machine()}\n`,
)
process.stdout.write(
  `cases opened: ${cases.length} (target at full size: at most 2); listed at some time: ${listed.length}; on the last day: ${lastDay.length}; on an average day: ${atOnce.toFixed(1)}\n`,
)

if (options.workers >= 3000 && options.days >= 365) write()

function write(): void {
  const folder = new URL('results/', import.meta.url)
  mkdirSync(folder, { recursive: true })
  const summary = {
    date: values.date,
    machine: machine(),
    ...options,
    observations: result.observations,
    shared: result.shared,
    faults: result.faults.length,
    seconds,
    cases: cases.length,
    listed: listed.length,
    listedOnLastDay: lastDay.length,
    listedOnAverageDay: Math.round(atOnce * 10) / 10,
    checkDays: checkDays(options.days).length,
    byKind: table,
    byDetector: accusing,
  }
  writeFileSync(new URL('innocents.json', folder), `${JSON.stringify(summary, undefined, 2)}\n`)
  const page = new URL('innocents.md', folder)
  const head = [
    '# Innocent workers',
    '',
    'People who are who and where they say, simulated (`bench/innocents/population.ts` says how people differ; all of it is assumed), judged by the real engine with all built-in detectors. The queue is looked at on each of the first 14 days and weekly after. Target: at most 2 cases. By kind and by detector: `innocents.json`.',
    '',
    '| date | workers × days | observations | cases opened | listed at some time | on an average day | on the last day | seconds | machine |',
    '|---|---|---|---|---|---|---|---|---|',
    '',
  ].join('\n')
  const before = existsSync(page) ? readFileSync(page, 'utf8') : head
  const line = `| ${values.date} | ${options.workers} × ${options.days} | ${result.observations} | ${cases.length} | ${listed.length} | ${atOnce.toFixed(1)} | ${lastDay.length} | ${seconds} | ${machine()} |\n`
  writeFileSync(page, before + line)
}

function byKind({ outcomes }: Result) {
  return kinds.map(([kind]) => {
    const of = outcomes.filter((o) => o.kind === kind)
    return {
      kind,
      people: of.length,
      listed: count(of, (o) => o.listed > 0),
      lastDay: count(of, (o) => o.listedLast),
      cases: count(of, (o) => o.opened),
      heaviest: of.reduce((most, o) => Math.max(most, o.heaviest), 0),
    }
  })
}

/** Of the people who were listed: how many each detector spoke against when their score was heaviest. */
function byDetector({ outcomes }: Result) {
  const accused = outcomes.filter((o) => o.listed > 0)
  return [...new Set(accused.flatMap((o) => o.detectors))]
    .sort()
    .map((detector) => ({ detector, listed: count(accused, (o) => o.detectors.includes(detector)) }))
}

function count(outcomes: readonly Outcome[], is: (o: Outcome) => boolean): number {
  return outcomes.filter(is).length
}

function whole(name: string, text: string): number {
  const value = Number(text)
  if (!Number.isInteger(value) || value < 0 || (value === 0 && name !== 'threads')) {
    process.stderr.write(
      `--${name} is ${JSON.stringify(text)}: give a whole number, for example --${name} 40\n`,
    )
    process.exit(2)
  }
  return value
}
