// Runs before `npm start` and `npm test`: installs what package-lock.json names, where that has not been done
// since the lock changed, and checks that a Node is there which can run the rest. Runs on Node 18 and later.
import { spawnSync } from 'node:child_process'
import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { advice, node24, root } from './node24.mjs'

const lock = join(root, 'package-lock.json')
const installed = join(root, 'node_modules', '.package-lock.json')

if (!existsSync(installed) || statSync(installed).mtimeMs < statSync(lock).mtimeMs) install()
if (!node24()) fail(advice)

function install() {
  process.stderr.write('Installing what Telltale is built from (npm ci), once …\n')
  const npm = process.env.npm_execpath
  const [command, first] = npm?.endsWith('.js') ? [process.execPath, [npm]] : ['npm', []]
  const args = [...first, 'ci', '--no-audit', '--no-fund', '--loglevel=error']
  const started = Date.now()
  const { status, error } = spawnSync(command, args, {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
    shell: command === 'npm' && process.platform === 'win32',
    // npm runs this script with its own settings in the environment; they would count as ours.
    env: Object.fromEntries(
      Object.entries(process.env).filter(([name]) => !/^npm_(?:lifecycle|package|command)/.test(name)),
    ),
  })
  if (error || status !== 0)
    fail(
      `The installation did not succeed${error ? ` (${error.message})` : ''}: see npm's words above; check the network and the free space in ${root}, and run the same command again.`,
    )
  process.stderr.write(`Installed in ${Math.round((Date.now() - started) / 1000)} s.\n`)
}

function fail(sentence) {
  process.stderr.write(`${sentence}\n`)
  process.exit(1)
}
