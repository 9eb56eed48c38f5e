/**
 * `telltale scan` of 1 GB of NDJSON: peak resident memory and time. Target: within 1 GB of memory.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createWriteStream, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Kind } from '@telltale/core'
import { commandFlags } from '../../scripts/node24.mjs'
import { machine } from '../machine.ts'
import { rows } from '../rows.ts'

/** About 1 GB: half keystroke batches, the rest small rows that all reach detectors. */
const mix: [Kind, number][] = [
  ['keys', 85_000],
  ['rtt', 900_000],
  ['reaction', 60_000],
  ['inventory', 150_000],
]

async function write(folder: string): Promise<number> {
  let bytes = 0
  for (const [kind, count] of mix) {
    const file = join(folder, `${kind}.ndjson`)
    const out = createWriteStream(file)
    let held: string[] = []
    for (const row of rows(kind, count)) {
      held.push(row)
      if (held.length < 2000) continue
      if (!out.write(`${held.join('\n')}\n`)) await once(out, 'drain')
      held = []
    }
    out.end(held.length > 0 ? `${held.join('\n')}\n` : '')
    await once(out, 'close')
    bytes += statSync(file).size
  }
  return bytes
}

async function measured(
  args: string[],
): Promise<{ seconds: number; peak: number; status: number | null; summary: string }> {
  const cli = fileURLToPath(new URL('../../packages/server/src/cli.ts', import.meta.url))
  const started = performance.now()
  const child = spawn(process.execPath, [...commandFlags, cli, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let peak = 0
  let tail = ''
  child.stdout.on('data', (chunk: Buffer) => {
    tail = (tail + chunk).slice(-2000)
  })
  const timer = setInterval(() => {
    try {
      const status = readFileSync(`/proc/${child.pid}/status`, 'utf8')
      peak = Math.max(peak, Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) * 1024)
    } catch {
      // the process has ended
    }
  }, 50)
  const [status] = (await once(child, 'close')) as [number | null]
  clearInterval(timer)
  return {
    seconds: (performance.now() - started) / 1000,
    peak,
    status,
    summary: tail.trim().split('\n').at(-1) ?? '',
  }
}

export async function run(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'telltale-bench-'))
  const table = [
    '| --memory | GB | rows | seconds | MB a second | peak memory, MB |',
    '|---|---|---|---|---|---|',
  ]
  try {
    const bytes = await write(folder)
    const count = mix.reduce((n, [, c]) => n + c, 0)
    for (const memory of ['192', '64']) {
      const { seconds, peak, status, summary } = await measured([
        'scan',
        folder,
        '--json',
        '--memory',
        memory,
      ])
      if (status !== 0) throw new Error(`scan ended with ${status}: ${summary}`)
      table.push(
        `| ${memory} MB | ${(bytes / 1e9).toFixed(2)} | ${count.toLocaleString('en-US')} | ${seconds.toFixed(1)} | ${(bytes / 1e6 / seconds).toFixed(0)} | ${(peak / 1e6).toFixed(0)} |`,
      )
      process.stdout.write(`${table.at(-1)}\n${summary}\n`)
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
  return `# scan of 1 GB\n\nNDJSON of keystroke batches, round trips, reactions and inventories (simulated, 500 devices over 30 days), one run each, peak resident memory as the kernel counts it. Target: within 1 GB.\n\n${machine()}\n\n${table.join('\n')}\n`
}
