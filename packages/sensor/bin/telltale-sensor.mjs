#!/usr/bin/env node
// Plain JavaScript, so that an old Node can say what it lacks. Node runs TypeScript by itself from 22.18 on.
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const [major, minor] = process.versions.node.split('.').map(Number)
const source = fileURLToPath(new URL('../src/cli.ts', import.meta.url))
const installed = fileURLToPath(new URL('../../../node_modules/.bin/node', import.meta.url))

if (major >= 24 || (major === 22 && minor >= 18)) await import('../src/cli.ts')
else if (existsSync(installed)) {
  const { spawn } = await import('node:child_process')
  const child = spawn(installed, [source, ...process.argv.slice(2)], { stdio: 'inherit' })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  child.on('exit', (code) => process.exit(code ?? 1))
} else {
  process.stderr.write(
    `telltale-sensor needs Node 22.18 or later; this is ${process.versions.node}. Install it from your package manager, and run the same command again.\n`,
  )
  process.exitCode = 1
}
