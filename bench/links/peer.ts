import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Splink 5 on DuckDB in a virtual environment of its own, which is gone when the bench ends. */
export interface Peer {
  /** A folder for tables, removed with the environment. */
  folder: string
  /** Runs a script beside this file; the last line of its output, read as JSON. Its own messages are left out. */
  run(script: string, args: readonly string[]): Promise<unknown>
}

export const peerName = 'Splink 5.0.0 on DuckDB'

/** The peer, or why there is none in a sentence. */
export function splink(): Peer | { problem: string } {
  const folder = mkdtempSync(join(tmpdir(), 'telltale-splink-'))
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  const made = ['python3', 'python'].find(
    (python) => spawnSync(python, ['-m', 'venv', join(folder, 'v')], { stdio: 'ignore' }).status === 0,
  )
  if (!made)
    return { problem: `${peerName} was left out: no Python on the PATH makes a virtual environment.` }
  const pip = spawnSync(join(folder, 'v/bin/pip'), ['install', '--quiet', 'splink==5.0.0'], {
    encoding: 'utf8',
  })
  if (pip.status !== 0) {
    const says = `${pip.stderr ?? ''}`.trim().split('\n').at(-1) ?? ''
    return { problem: `${peerName} was left out: pip could not install it (${says}).` }
  }
  return {
    folder,
    async run(script, args) {
      const path = fileURLToPath(new URL(script, import.meta.url))
      const child = spawn(join(folder, 'v/bin/python'), ['-B', path, ...args], {
        stdio: ['ignore', 'pipe', 'pipe'],
      })
      let out = ''
      let errors = ''
      child.stdout.on('data', (chunk: Buffer) => {
        out += chunk
      })
      child.stderr.on('data', (chunk: Buffer) => {
        errors = (errors + chunk).slice(-2000)
      })
      const [status] = (await once(child, 'close')) as [number | null]
      if (status !== 0) throw new Error(`${script} ended with ${status}: ${errors}`)
      return out.trim() === '' ? undefined : JSON.parse(out.trim().split('\n').at(-1)!)
    },
  }
}

/** A partition that the peer wrote (record, cluster), by the number in the record's id. */
export function clustersIn(path: string, count: number): Uint32Array {
  const found = Uint32Array.from({ length: count }, (_, i) => count + i)
  const numbers = new Map<string, number>()
  for (const line of readFileSync(path, 'utf8').split('\n')) {
    const comma = line.indexOf(',')
    if (comma < 0) continue
    const cluster = line.slice(comma + 1).trim()
    const number = numbers.get(cluster) ?? numbers.size
    numbers.set(cluster, number)
    found[Number(line.slice(1, comma))] = number
  }
  return found
}
