import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { innocentsPage } from './innocents/page.ts'
import { kinds } from './innocents/population.ts'
import { type Result, run } from './innocents/run.ts'
import { checkDays, type Outcome } from './innocents/shard.ts'
import { machine } from './machine.ts'

/**
 * `npm run innocents`: how often people who are who and where they say are listed, and how often a case opens,
 * through the real engine with all built-in detectors; and what two simulated analysts would make of those who are
 * listed. Targets at full size (3,000 workers, 365 days): at most 2 cases, 0 adverse decisions. Results are written at
 * full size only.
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

const worked = workedUp(result)
console.table(worked)

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
    byDetectorSchemeAndKind: byDetectorSchemeAndKind(result),
    worked,
  }
  writeFileSync(new URL('innocents.json', folder), `${JSON.stringify(summary, undefined, 2)}\n`)
  const page = new URL('innocents.md', folder)
  const before = existsSync(page) ? readFileSync(page, 'utf8') : ''
  const line = `| ${values.date} | ${options.workers} × ${options.days} | ${result.observations} | ${cases.length} | ${listed.length} | ${atOnce.toFixed(1)} | ${lastDay.length} | ${seconds} | ${machine()} |`
  const runs = [...before.split('\n').filter((l) => /^\| \d{4}-/.test(l)), line]
  writeFileSync(page, innocentsPage({ ...summary, runs }))
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
      adverse: count(of, (o) => o.worked?.adverse === true),
      heaviest: of.reduce((most, o) => Math.max(most, o.heaviest), 0),
    }
  })
}

/** Whom each detector ever accused of each scheme (half a decade or more), listed or not; and of those who were listed. */
function byDetector({ outcomes }: Result) {
  return keys(outcomes).map(({ key, detector, scheme }) => {
    const own = outcomes.filter((o) => o.accused[key] !== undefined)
    return {
      ...{ detector, scheme, accused: own.length },
      share: `${((100 * own.length) / outcomes.length).toFixed(2)} %`,
      listed: count(own, (o) => o.listed > 0 && o.detectors.includes(detector)),
      cases: count(own, (o) => o.opened),
      most: own.reduce((most, o) => Math.max(most, o.accused[key]!), 0),
    }
  })
}

function byDetectorSchemeAndKind({ outcomes }: Result) {
  return keys(outcomes).flatMap(({ key, detector, scheme }) =>
    kinds.flatMap(([kind]) => {
      const of = outcomes.filter((o) => o.kind === kind)
      const accused = count(of, (o) => o.accused[key] !== undefined)
      return accused > 0 ? [{ detector, scheme, kind, people: of.length, accused }] : []
    }),
  )
}

function keys(outcomes: readonly Outcome[]) {
  const found = new Set(outcomes.flatMap((o) => Object.keys(o.accused)))
  return [...found].sort().map((key) => {
    const [detector, scheme] = key.split(' ') as [string, string]
    return { key, detector, scheme }
  })
}

/** Everybody who was listed, taken through two simulated seats: see innocents/workflow.ts. */
function workedUp({ outcomes }: Result) {
  const own = outcomes.filter((o) => o.worked)
  const sum = (of: (o: Outcome) => number) => Math.round(own.reduce((n, o) => n + of(o), 0) * 1e4) / 1e4
  return {
    listed: own.length,
    withoutTwoChecks: count(own, (o) => o.worked!.checks.length < 2),
    firstSeatAgainst: count(own, (o) => o.worked!.first),
    adverse: count(own, (o) => o.worked!.adverse),
    expectedCareful: sum((o) => o.worked!.careful),
    expectedCredulous: sum((o) => o.worked!.credulous),
    ofCases: count(own, (o) => o.opened && o.worked!.adverse),
  }
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
