import { mkdirSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'

const packages = fileURLToPath(new URL('../packages', import.meta.url))
/** What each leaves in dist/, and which packages are built into it. */
const parts = {
  sensor: { file: 'telltale.js', from: ['sensor'] },
  console: { file: 'index.html', from: ['console', 'core', 'sensor'] },
} as const
const patience = 120_000

/**
 * Sees to it that sensor and console are built from what lies there now. Test files run side by side and share the
 * folder: one builds while the others wait, and nobody empties it while another's browser is loading from it.
 */
export async function built(...names: (keyof typeof parts)[]): Promise<void> {
  const lock = join(tmpdir(), `telltale-build-${Buffer.from(packages).toString('base64url').slice(-40)}`)
  for (const name of names) {
    await taken(lock)
    try {
      const { file, from } = parts[name]
      const newest = Math.max(...from.map((part) => newestIn(join(packages, part))))
      if (time(join(packages, name, 'dist', file)) < newest)
        await build({ root: join(packages, name), logLevel: 'silent', mode: 'production' })
    } finally {
      rmSync(lock, { recursive: true, force: true })
    }
  }
}

/** A folder can be made once. One that a killed run has left is taken over after two minutes. */
async function taken(lock: string): Promise<void> {
  for (;;) {
    try {
      mkdirSync(lock)
      return
    } catch {
      if (Date.now() - time(lock) > patience) rmSync(lock, { recursive: true, force: true })
      else await sleep(50)
    }
  }
}

function newestIn(folder: string): number {
  const times = readdirSync(folder, { withFileTypes: true }).map((entry) => {
    if (['dist', 'node_modules'].includes(entry.name) || /\.test\.tsx?$/.test(entry.name)) return 0
    const path = join(folder, entry.name)
    return entry.isDirectory() ? newestIn(path) : time(path)
  })
  return Math.max(0, ...times)
}

function time(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0
}
