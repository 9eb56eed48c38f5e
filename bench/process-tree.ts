import { readdirSync, readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'

/** The server's process and everything below it; the database is its child. */
function tree(root: number): { pid: number; database: boolean }[] {
  const parents = new Map<number, number>()
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue
    const stat = read(`/proc/${name}/stat`)
    if (stat) parents.set(Number(name), Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]))
  }
  const below = (pid: number): boolean => pid === root || (parents.has(pid) && below(parents.get(pid)!))
  return [...parents.keys()].filter(below).map((pid) => ({ pid, database: pid !== root }))
}

export async function peakMemory(root: number, signal: AbortSignal) {
  const peak = { server: 0, database: 0, together: 0 }
  while (!signal.aborted) {
    const now = { server: 0, database: 0 }
    for (const { pid, database } of tree(root)) {
      const kb = Number(/^Pss:\s+(\d+)/m.exec(read(`/proc/${pid}/smaps_rollup`))?.[1] ?? 0)
      now[database ? 'database' : 'server'] += kb / 1024
    }
    peak.server = Math.max(peak.server, Math.round(now.server))
    peak.database = Math.max(peak.database, Math.round(now.database))
    peak.together = Math.max(peak.together, Math.round(now.server + now.database))
    await sleep(1000, undefined, { signal }).catch(() => {})
  }
  return peak
}

/** User and system time of the tree, from clock ticks of 10 ms. proc(5), fields 14 and 15. */
export function cpuSeconds(root: number): number {
  let ticks = 0
  for (const { pid } of tree(root)) {
    const stat = read(`/proc/${pid}/stat`)
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    ticks += Number(fields[11] ?? 0) + Number(fields[12] ?? 0)
  }
  return ticks / 100
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return '' // the process ended meanwhile
  }
}
