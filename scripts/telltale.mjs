#!/usr/bin/env node
// `npx telltale …` may start under whatever Node the machine has: the command line itself runs on Node 24.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { hand } from './hand.mjs'
import { advice, commandFlags, node24, root } from './node24.mjs'

const node = node24()
if (!existsSync(join(root, 'node_modules', '.package-lock.json'))) {
  process.stderr.write('Telltale is not installed yet: run "npm ci" first.\n')
  process.exit(1)
} else if (!node) {
  process.stderr.write(`${advice}\n`)
  process.exit(1)
} else hand(node, [...commandFlags, join(root, 'packages/server/src/cli.ts'), ...process.argv.slice(2)])
