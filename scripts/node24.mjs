// Plain JavaScript for Node 18 and later: these scripts run before there is a Node 24.
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = join(dirname(fileURLToPath(import.meta.url)), '..')

export const needed = 24

/** The path of a Node that runs TypeScript by itself: this one, or the one that came with npm ci. */
export function node24() {
  if (Number(process.versions.node.split('.')[0]) >= needed) return process.execPath
  for (const name of ['node', 'node.exe']) {
    const path = join(root, 'node_modules', '.bin', name)
    if (existsSync(path)) return path
  }
  return undefined
}

/** What to do where npm brings no Node 24: it does on Linux x64 only. */
export const advice = `Telltale needs Node ${needed} or later; this is ${process.versions.node}. On Linux x64 "npm ci" brings it along; here (${process.platform} ${process.arch}) install it from your package manager or with "npx n 24", and run the same command again.`

/** For the command line: a small young generation, because `scan` promises to keep within a memory setting. */
export const commandFlags = ['--max-semi-space-size=8']
