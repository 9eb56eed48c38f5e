// What `npm start` runs: builds the console and the browser sensor where they are missing or older than their sources,
// then starts Telltale.
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { hand } from './hand.mjs'
import { advice, node24, root } from './node24.mjs'

const node = node24()
if (!node) {
  process.stderr.write(`${advice}\n`)
  process.exit(1)
}
build('sensor', 'telltale.js', 'browser sensor', [])
build('console', 'index.html', 'console', ['core', 'sensor'])
// A larger young generation: batches live for one pass of the loop.
hand(node, ['--max-semi-space-size=32', join(root, 'packages/server/src/main.ts'), ...process.argv.slice(2)])

/** `name`: the package below packages/, `file`: what its build leaves in dist/, `uses`: packages that are built in. */
function build(name, file, called, uses) {
  const folder = join(root, 'packages', name)
  const built = join(folder, 'dist', file)
  const sources = [name, ...uses].map((source) => join(root, 'packages', source))
  if (existsSync(built) && sources.every((source) => newest(source) <= statSync(built).mtimeMs)) return
  process.stderr.write(`Building the ${called} …\n`)
  const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js')
  const { status, stdout, stderr } = spawnSync(node, [vite, 'build', folder, '--logLevel', 'warn'], {
    cwd: root,
    env: { ...process.env, NODE_ENV: 'production' }, // a test run's setting would build the slow React
    encoding: 'utf8',
  })
  if (status === 0) return
  process.stderr.write(stdout + stderr)
  process.stderr.write(
    existsSync(built)
      ? `The ${called} could not be built; the one built before is used. The API is not affected.\n`
      : `The ${called} could not be built, so it is missing: see above, and run "npm run build".\n`,
  )
}

/** When the newest source below a folder changed. */
function newest(folder) {
  let latest = 0
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (['dist', 'node_modules', 'mock'].includes(entry.name) || /\.test\.tsx?$/.test(entry.name)) continue
    const path = join(folder, entry.name)
    latest = Math.max(latest, entry.isDirectory() ? newest(path) : statSync(path).mtimeMs)
  }
  return latest
}
