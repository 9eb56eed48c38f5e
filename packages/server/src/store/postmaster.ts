import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { isAlive } from './folder-lock.ts'
import { StoreProblem } from './problem.ts'

interface PidFile {
  pid: number
  ready: boolean
}

/** `postmaster.pid`: the process's id on the first line, its state on the eighth. */
export function pidFile(data: string): PidFile | undefined {
  try {
    const lines = readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n')
    return { pid: Number(lines[0]), ready: lines[7]?.trim() === 'ready' }
  } catch {
    return undefined
  }
}

/** Shuts down the database that a Telltale left running when it was killed. The folder's lock is held by us. */
export async function stopOrphan(data: string, say: (line: string) => void): Promise<void> {
  const pid = pidFile(data)?.pid
  if (!pid || !isAlive(pid)) return
  if (!commandOf(pid).includes(data)) {
    // The number now belongs to another process, and Postgres would take that for itself. It takes its parent's
    // for a stale one, and still looks whether anybody holds the old database's memory.
    const file = join(data, 'postmaster.pid')
    writeFileSync(file, readFileSync(file, 'utf8').replace(/^\d+/, String(process.pid)))
    return
  }
  say('Shutting down the database that an earlier Telltale left running…')
  signal(pid, 'SIGINT')
  for (let waited = 0; isAlive(pid); waited += 20) {
    if (waited === 30_000) signal(pid, 'SIGQUIT')
    if (waited === 60_000)
      throw new StoreProblem(
        `A database (process ${pid}) is still running on ${data} and does not stop: end it, then start again.`,
      )
    await sleep(20)
  }
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}

function commandOf(pid: number): string {
  try {
    return process.platform === 'linux'
      ? readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
      : execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' })
  } catch {
    return ''
  }
}
