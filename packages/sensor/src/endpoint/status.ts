import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { writePrivate } from './identity.ts'

/** What a running sensor last said of itself: numbers and names of devices. */
export interface Status {
  pid: number
  startedAt: number
  at: number
  device: string
  url: string
  policy: 'on' | 'off' | 'not heard yet'
  capture?: { name: string; devices: { name: string; does: string; bus: string; injected: boolean }[] }
  /** Why nothing is recorded though the policy is on. */
  waiting?: string
  recorded: { keys: number; moves: number; reactions: Record<string, number> }
  /** Input or stimuli that were not used, by reason. */
  unused: Record<string, number>
  sentRows: number
  sentAt?: number
  spool: { batches: number; bytes: number; dropped: number }
  echo: boolean
  problem?: string
}

export function writeStatus(home: string, status: Status): void {
  writePrivate(join(home, 'status.json'), `${JSON.stringify(status)}\n`)
}

/** Undefined where no sensor has run. `running` says whether that process still does. */
export function readStatus(home: string): (Status & { running: boolean }) | undefined {
  try {
    const status = JSON.parse(readFileSync(join(home, 'status.json'), 'utf8')) as Status
    return { ...status, running: isSensor(status.pid) }
  } catch {
    return undefined
  }
}

/** Whether a process with this number runs, and is a sensor: numbers come round. */
export function isSensor(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return /telltale-sensor|sensor\/src\/cli/.test(readFileSync(`/proc/${pid}/cmdline`, 'latin1'))
  } catch {
    return false
  }
}
