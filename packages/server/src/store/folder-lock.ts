import { execFileSync } from 'node:child_process'
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { diskProblem, StoreProblem } from './problem.ts'

interface Holder {
  pid: number
  /** When that process started, as the system writes it: a pid alone is given out again. */
  started: string
}

/** True while the process exists, whoever owns it. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** When a process started, in a form that only serves to compare; empty when there is no such process. */
export function startOf(pid: number): string {
  try {
    if (process.platform !== 'linux')
      return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim()
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
    // Field 22, counted after the command's name, which may itself contain spaces and brackets. proc(5).
    return `${boot}/${stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]}`
  } catch {
    return ''
  }
}

/**
 * Locks a folder against a second Telltale; the lock of a process that no longer exists is taken over. Gives
 * the function that unlocks. Throws a `StoreProblem` that names the folder and the process that holds it.
 */
export function lockFolder(folder: string): () => void {
  const lock = join(folder, 'lock')
  const own = join(folder, `lock.${process.pid}`)
  const mine = JSON.stringify({ pid: process.pid, started: startOf(process.pid) } satisfies Holder)
  try {
    writeFileSync(own, mine)
    for (;;) {
      try {
        linkSync(own, lock) // all or nothing, unlike creating the file and then writing it
        break
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
      }
      const found = read(lock)
      if (found === undefined) continue
      const holder = parse(found)
      if (holder && isAlive(holder.pid) && startOf(holder.pid) === holder.started)
        throw new StoreProblem(
          `Another Telltale (process ${holder.pid}) is using ${folder}: stop it first, or name another folder with TELLTALE_HOME.`,
        )
      takeAway(lock, found)
    }
  } catch (error) {
    throw diskProblem(error, folder)
  } finally {
    rmSync(own, { force: true })
  }
  return () => {
    if (read(lock) === mine) rmSync(lock, { force: true })
  }
}

/** Removes a stale lock unless somebody else has replaced it since it was read: then theirs is put back. */
function takeAway(lock: string, stale: string): void {
  const aside = `${lock}.stale.${process.pid}`
  try {
    renameSync(lock, aside)
    if (read(aside) !== stale) linkSync(aside, lock)
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code
    if (code !== 'ENOENT' && code !== 'EEXIST') throw error
  } finally {
    rmSync(aside, { force: true })
  }
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}

function parse(text: string): Holder | undefined {
  try {
    return JSON.parse(text) as Holder
  } catch {
    return undefined
  }
}
