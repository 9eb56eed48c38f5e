import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { honestPeople } from './honest-people.ts'

const warm = 300
const measured = 2000

/** Milliseconds from sending one application to its whole answer, one at a time, against a server of its own. */
export async function requests(): Promise<{ p50: number; p99: number; longest: number; n: number }> {
  const home = mkdtempSync(join(tmpdir(), 'telltale-bench-'))
  const port = await freePort()
  const main = fileURLToPath(new URL('../../packages/server/src/main.ts', import.meta.url))
  const child = spawn(process.execPath, [main, '--empty'], {
    env: { ...process.env, TELLTALE_HOME: home, TELLTALE_PORT: String(port), TELLTALE_LOG: 'error' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  try {
    for await (const text of child.stdout.setEncoding('utf8'))
      if (String(text).includes('Sign in within')) break
    const authorization = `Bearer ${readFileSync(join(home, 'token'), 'utf8').trim()}`
    const times: number[] = []
    for (const { row } of honestPeople(warm + measured, 9)) {
      const body = JSON.stringify({ id: row.id, ...row.data })
      const sent = performance.now()
      const reply = await fetch(`http://127.0.0.1:${port}/v1/applications`, {
        method: 'POST',
        headers: { authorization, 'content-type': 'application/json' },
        body,
      })
      const answer = await reply.text()
      if (reply.status !== 200) throw new Error(answer)
      times.push(performance.now() - sent)
    }
    const sorted = times.slice(warm).sort((a, b) => a - b)
    const at = (q: number) => sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))]!
    return { p50: at(0.5), p99: at(0.99), longest: sorted.at(-1)!, n: measured }
  } finally {
    child.kill('SIGINT')
    await new Promise((resolve) => child.once('exit', resolve))
    rmSync(home, { recursive: true, force: true })
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number }
      server.close(() => resolve(port))
    })
  })
}
