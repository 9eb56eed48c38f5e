import { execFileSync } from 'node:child_process'
import { loadavg } from 'node:os'
import { fileURLToPath } from 'node:url'
import {
  detectors,
  emptyDirectory,
  type Kind,
  type Loaded,
  needed,
  type Observation,
  plan,
  type SubjectRef,
  step,
  type Window,
} from '@telltale/core'
import { median } from '../machine.ts'
import { delivery, scan, size } from './kept.ts'
import type { HandsBench, Section, Target } from './section.ts'
import { type Amount, days, keysInBatch, observations, typing, withPointer } from './typing.ts'

const runs = Number(process.env.BENCH_RUNS ?? 5)
type Work = (rows: Observation[], text: string[]) => unknown

/** What is timed, by name. Input is made, and for all but `parse` parsed, before the clock starts. */
const works: Record<string, { title: string; work: Work; days?: number }> = {
  tests: {
    title: 'the tests alone: every accumulator row by row, every detector once a device-day',
    work: testsAlone,
  },
  scan: { title: 'engine as `scan` runs it: 100 rows a time, each day judged once', work: scan },
  stream: {
    title: 'engine as the server runs it, three days: judged again after every 100 rows',
    work: stream,
    days: 3,
  },
  gaps: {
    title: 'beside it: a bare loop over the same lists that sorts gaps and dwells into bins',
    work: gaps,
  },
  parse: {
    title: 'beside it: JSON.parse of the same rows',
    work: (_, text) => text.reduce((n, line) => n + (JSON.parse(line) as Observation).at, 0),
  },
}

/** The detectors that read any of the kinds in these rows, with their accumulators; nothing of the engine. */
function testsAlone(rows: Observation[]): unknown {
  const kinds = new Set<string>(rows.map((r) => r.kind))
  const slots = plan(detectors).slots.filter((s) => [...s.kinds].some((k) => kinds.has(k)))
  let said = 0
  let at = 0
  const through = new Map<string, unknown>()
  while (at < rows.length) {
    const { about, at: from } = rows[at]!
    const subject = about[0]!
    const day = Math.floor(from / 86_400_000)
    const states = new Map<unknown, unknown>()
    for (; at < rows.length; at++) {
      const row = rows[at]!
      if (row.about[0] !== subject || Math.floor(row.at / 86_400_000) !== day) break
      const one = [row]
      for (const { accumulators } of slots)
        for (const a of accumulators)
          if (a.reads.includes(row.kind)) states.set(a, a.add(states.get(a) ?? a.empty, one))
    }
    const past = new Map(slots.flatMap((s) => s.profiles.map((p) => [p, through.get(`${subject} ${p.id}`)])))
    const window = {
      subject,
      from: day * 86_400_000,
      to: (day + 1) * 86_400_000,
      claims: undefined,
      holders: [] as SubjectRef[],
      get: (a: { empty: unknown }) => states.get(a) ?? a.empty,
      past: (a: never) => past.get(a) ?? (a as { empty: unknown }).empty,
      facts: () => {
        throw new Error('no test of the hands looks anything up')
      },
    } as unknown as Window<Kind>
    for (const { detectors: own, profiles } of slots) {
      for (const d of own)
        if (d.reads.some((k) => kinds.has(k))) said += d.detect(window).is === 'abstain' ? 0 : 1
      for (const p of profiles) {
        const key = `${subject} ${p.id}`
        through.set(key, p.merge(through.get(key) ?? p.empty, states.get(p) ?? p.empty))
      }
    }
  }
  return said
}

/**
 * The store gives a step the windows it reads and takes them back; here each device's windows of other days are put
 * aside, so that a step sees today's and the day before, as it does in the server.
 */
function stream(rows: Observation[]): unknown {
  const thePlan = plan(detectors)
  const directory = emptyDirectory()
  const stored: Loaded = { windows: new Map(), watermarks: new Map() }
  const inOrder = [...rows].sort((a, b) => a.at - b.at)
  let said = 0
  for (let i = 0; i < inOrder.length; i += delivery) {
    const batch = inOrder.slice(i, i + delivery)
    const need = needed(thePlan, directory, batch)
    const oldest = Math.min(...need.from.values()) - 86_400_000
    for (const [key, window] of stored.windows) if (window.from < oldest) stored.windows.delete(key)
    said += step(thePlan, directory, stored, batch, need).evidence.length
  }
  return said
}

function gaps(rows: Observation[]): unknown {
  const counts = new Int32Array(200)
  for (const { kind, data } of rows)
    if (kind === 'keys') {
      const { press, release } = data as { press: number[]; release: number[] }
      for (let i = 1; i < press.length; i++) {
        counts[Math.min(99, Math.max(0, Math.floor((press[i]! - press[i - 1]!) / 10)))]!++
        counts[100 + Math.min(99, Math.max(0, Math.floor((release[i]! - press[i]!) / 10)))]!++
      }
    } else if (kind === 'pointer') {
      const { t } = data as { t: number[] }
      for (let i = 1; i < t.length; i++)
        counts[Math.min(99, Math.max(0, Math.floor((t[i]! - t[i - 1]!) / 10)))]!++
    }
  return counts
}

/** One run in a process of its own: CPU seconds of all threads, garbage collection among them. */
function child(name: string, amount: Amount): void {
  const { work, days: long } = works[name]!
  const text = typing(amount, typing.devices, long)
  const rows = observations(text)
  const start = process.hrtime.bigint()
  const before = process.cpuUsage()
  work(rows, text)
  const { user, system } = process.cpuUsage(before)
  process.stdout.write(
    JSON.stringify({ cpu: (user + system) / 1e6, wall: Number(process.hrtime.bigint() - start) / 1e9 }),
  )
}

const bench: HandsBench = {
  title: 'Speed and size of the tests of hands',
  async run() {
    const me = fileURLToPath(import.meta.url)
    const keys = (typing.batches * keysInBatch) / 1e6
    const sections: Section[] = []
    for (const amount of ['keys', 'pointer'] as const) {
      const took: Record<string, number[]> = {}
      const wall: Record<string, number[]> = {}
      const names = Object.keys(works)
      for (let i = 0; i < runs; i++)
        for (const name of i % 2 === 0 ? names : [...names].reverse()) {
          const out = execFileSync(
            process.execPath,
            ['--max-old-space-size=4096', me, '--child', name, amount],
            {
              encoding: 'utf8',
            },
          )
          const { cpu, wall: w } = JSON.parse(out) as { cpu: number; wall: number }
          took[name] = [...(took[name] ?? []), cpu]
          wall[name] = [...(wall[name] ?? []), w]
        }
      const rate = (s: number, long = days) => `${((keys * long) / days / s).toFixed(2)} M`
      const target: Target = {
        what: 'keystrokes per second and core through every test in core',
        aim: '≥ 1,000,000',
        measured: `${rate(median(took.tests!))} (${rate(Math.max(...took.tests!))} to ${rate(Math.min(...took.tests!))})`,
        met: keys / median(took.tests!) >= 1,
        n: `${keys} M keystrokes of ${typing.devices} devices over ${days} days, ${runs} runs`,
      }
      sections.push({
        title:
          amount === 'keys'
            ? `Keystrokes: batches of ${keysInBatch}, one reaction each`
            : `The same with ${withPointer} moves of the pointer to a batch`,
        targets: amount === 'keys' ? [target] : [],
        notes:
          amount === 'keys'
            ? [
                'Rows are simulated, parsed before the clock starts, as JSON.parse leaves them. CPU time of all threads of a fresh process, start-up of the compiler and garbage collection included; the order of what is compared alternates between runs.',
                `Detectors that read these rows: ${readers(new Set(['keys', 'reaction'])).join(', ')}.`,
                'Where a server judges a device again after every batch, most of the time goes into weighing its reactions against its own earlier days, about a millisecond a time; the rate of keystrokes has little to do with it.',
                `Load of the machine at the end of the runs (1, 5, 15 minutes): ${loadavg()
                  .map((l) => l.toFixed(1))
                  .join(', ')}.`,
              ]
            : [
                'No aim of its own. A rate counts keystrokes; the moves are extra work.',
                `Detectors that read these rows: ${readers(new Set(['keys', 'pointer', 'reaction'])).join(', ')}.`,
              ],
        tables: [
          {
            title: `Medians of ${runs} runs, smallest and largest`,
            columns: ['what', 'CPU s', 'from', 'to', 'keystrokes per CPU second', 'clock s'],
            rows: names.map((name) => [
              works[name]!.title,
              ...[median(took[name]!), Math.min(...took[name]!), Math.max(...took[name]!)].map((s) =>
                s.toFixed(2),
              ),
              rate(median(took[name]!), works[name]!.days),
              median(wall[name]!).toFixed(2),
            ]),
          },
        ],
      })
    }
    sections.push(size())
    return sections
  },
}
export default bench

function readers(kinds: Set<string>): string[] {
  return detectors
    .filter((d) => !('links' in d) && d.status !== 'retired' && d.reads.some((k) => kinds.has(k)))
    .map((d) => d.id)
}

if (process.argv[2] === '--child') child(process.argv[3]!, process.argv[4] as Amount)
