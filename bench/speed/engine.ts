/**
 * Parse → engine → evidence in memory, beside JSON.parse alone on the same bytes: alternating fresh processes,
 * medians of CPU time. Target: keystroke batches of 200 at most 4 times the parse.
 */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import {
  accept,
  close,
  collect,
  detectors,
  digest,
  emptyDirectory,
  type Kind,
  type Loaded,
  learn,
  lessons,
  type Observation,
  plan,
  stepLinks,
} from '@telltale/core'
import { machine, median } from '../machine.ts'
import { rows } from '../rows.ts'

const sizes: [Kind, number][] = [
  ['keys', 20_000],
  ['reaction', 40_000],
  ['rtt', 100_000],
  ['inventory', 60_000],
  ['signin', 150_000],
  ['application', 60_000],
]
const runs = Number(process.env.BENCH_RUNS ?? 5)

function child(mode: string, file: string): void {
  const text = readFileSync(file, 'latin1')
  const before = process.cpuUsage()
  let made = 0
  const lines = text.split('\n')
  lines.pop()
  if (mode === 'parse') {
    for (const line of lines) made += JSON.parse(line).at > 0 ? 1 : 0
  } else {
    const compiled = plan(detectors)
    const directory = emptyDirectory()
    const loaded: Loaded = { windows: new Map(), watermarks: new Map() }
    let held: Observation[] = []
    for (let i = 0; i < lines.length; i++) {
      const receipt = { source: 'bench', id: `${i}`, receivedAt: Date.UTC(2026, 6, 1) }
      const accepted = accept(JSON.parse(lines[i]!), receipt, (type, value) => digest(`${type}\0${value}`))
      if (!accepted.observation) throw new Error(JSON.stringify(accepted.problems))
      for (const lesson of lessons(accepted.observation)) learn(directory, lesson)
      held.push(accepted.observation)
      if (held.length === 100) {
        collect(compiled, loaded, held)
        held = []
      }
    }
    collect(compiled, loaded, held)
    const out = close(compiled, directory, loaded)
    made = out.evidence.length + stepLinks(compiled, new Map(), out.shares).evidence.length
  }
  const { user, system } = process.cpuUsage(before)
  process.stdout.write(JSON.stringify({ cpu: (user + system) / 1e6, made, lines: lines.length }))
}

export async function run(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'telltale-bench-'))
  const me = fileURLToPath(import.meta.url)
  const table = [
    '| kind | rows | bytes a row | JSON.parse, CPU s | engine, CPU s | engine ÷ parse | rows per second and core | CPU µs a row |',
    '|---|---|---|---|---|---|---|---|',
  ]
  try {
    for (const [kind, count] of sizes) {
      const file = join(folder, kind)
      writeFileSync(file, `${[...rows(kind, count)].join('\n')}\n`)
      const bytes = readFileSync(file).length
      const cpu: Record<string, number[]> = { parse: [], engine: [] }
      for (let i = 0; i <= runs; i++)
        for (const mode of i % 2 === 0 ? ['parse', 'engine'] : ['engine', 'parse']) {
          const out = JSON.parse(
            execFileSync(process.execPath, [me, '--child', mode, file], { encoding: 'utf8' }),
          ) as {
            cpu: number
          }
          if (i > 0) cpu[mode]!.push(out.cpu) // the first pair warms the disk's cache
        }
      const [p, e] = [median(cpu.parse!), median(cpu.engine!)]
      table.push(
        `| ${kind} | ${count} | ${Math.round(bytes / count)} | ${p.toFixed(2)} | ${e.toFixed(2)} | ${(e / p).toFixed(2)} | ${Math.round(count / e).toLocaleString('en-US')} | ${((e / count) * 1e6).toFixed(1)} |`,
      )
      process.stdout.write(`${table.at(-1)}\n`)
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
  return `# Engine beside the parser\n\nParse, check, accumulate, judge, link: everything in memory, against JSON.parse of the same bytes. CPU time (user and system) in alternating fresh processes, medians of ${runs}. Rows are simulated, 500 devices over 30 days. Target: keys at most 4 times the parse.\n\n${machine()}\n\n${table.join('\n')}\n`
}

if (process.argv[2] === '--child') child(process.argv[3]!, process.argv[4]!)
