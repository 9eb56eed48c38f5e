import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

const main = fileURLToPath(new URL('../packages/server/src/main.ts', import.meta.url))

export interface ServerProcess {
  url: string
  pid(): number
  /** The bearer token, once it runs. */
  token(): string
  /** Resolves once it answers that it is ready; rejects when it ends before. */
  start(): Promise<void>
  /** SIGKILL to the server's process group and, if told, to the database, which is a group of its own. */
  kill(database: boolean): Promise<void>
  /** SIGTERM, and waits; rejects unless it ends with status 0. */
  stop(): Promise<void>
}

/** The real server, empty, on a home and a free port of its own. Not started yet. */
export async function serverOn(home: string): Promise<ServerProcess> {
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  let child: ChildProcess | undefined
  const gone = () => child === undefined || child.exitCode !== null || child.signalCode !== null
  const exited = async () => {
    if (!gone()) await once(child!, 'exit')
  }
  /** Timing is off until a policy covers it; whoever runs a server here times nobody. */
  const timed = async () => {
    const kinds = ['keys', 'pointer', 'reaction', 'rtt', 'ssh', 'transit']
    const reply = await fetch(`${url}/v1/privacy/policies`, {
      method: 'PUT',
      headers: {
        'content-type': 'application/json',
        authorization: `Bearer ${readFileSync(join(home, 'token'), 'utf8').trim()}`,
      },
      body: JSON.stringify({ entity: '*', place: '*', kinds, because: 'tests', acknowledgedBy: 'nobody' }),
    })
    if (!reply.ok) throw new Error(`the timing policy was refused: ${await reply.text()}`)
  }
  return {
    url,
    pid: () => child!.pid!,
    token: () => readFileSync(join(home, 'token'), 'utf8').trim(),
    async start() {
      let said = ''
      child = spawn(process.execPath, [main, '--empty'], {
        env: {
          ...process.env,
          TELLTALE_HOME: home,
          TELLTALE_PORT: String(port),
          DATABASE_URL: '',
          TELLTALE_TOKEN: '',
        },
        stdio: ['ignore', 'ignore', 'pipe'],
        detached: true,
      })
      child.stderr!.on('data', (chunk) => {
        said += chunk
      })
      while (!gone()) {
        const ready = await fetch(`${url}/readyz`).then(
          (r) => r.ok,
          () => false,
        )
        if (ready) return timed()
        await sleep(30)
      }
      throw new Error(`the server ended (${child.exitCode ?? child.signalCode}) before it was ready: ${said}`)
    },
    async kill(database: boolean) {
      if (!gone()) signal(-child!.pid!, 'SIGKILL')
      await exited()
      if (database) signal(databaseOf(home), 'SIGKILL')
    },
    async stop() {
      signal(child!.pid!, 'SIGTERM')
      await exited()
      if (child!.exitCode !== 0)
        throw new Error(`the server ended with status ${child!.exitCode} when told to stop`)
    },
  }
}

function databaseOf(home: string): number {
  try {
    return Number.parseInt(readFileSync(join(home, 'postgres', 'postmaster.pid'), 'utf8'), 10)
  } catch {
    return 0
  }
}

function signal(pid: number, name: NodeJS.Signals): void {
  if (pid === 0) return
  try {
    process.kill(pid, name)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const { port } = probe.address() as { port: number }
  probe.close()
  await once(probe, 'close')
  return port
}
