import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { installed } from '../../../../test/x-session.ts'
import { listenToShells, promptPipe, promptTime } from './shell.ts'
import { hooks } from './shell-hook.ts'

describe('a prompt’s time', () => {
  const now = 1_767_225_600_500
  it('is what the shell says, with any decimal sign', () => {
    expect(promptTime('1767225600.250000', now)).toBe(1_767_225_600_250)
    expect(promptTime('1767225600,250000', now)).toBe(1_767_225_600_250)
  })
  it('is the time of receipt where it says nothing usable, or a time that can’t be', () => {
    for (const line of ['', 'rm -rf x', '1767225500.000000', '1767225601.9', '9'.repeat(300), '-1.0'])
      expect(promptTime(line, now)).toBe(now)
  })
})

/** At least so many prompts, and then none for a while. */
async function settled(prompts: number[], least = 1): Promise<void> {
  for (let tries = 0, last = -1; prompts.length < least || prompts.length !== last; tries++) {
    if (tries > 40) throw new Error(`${prompts.length} prompts within 16 s`)
    last = prompts.length
    await wait(400)
  }
}

describe.each(['bash', 'zsh'] as const)('the hook of %s', (shell) => {
  let runtime = ''
  let stop = () => {}
  beforeEach(() => {
    runtime = mkdtempSync(join(tmpdir(), 'telltale-shell-'))
  })
  afterEach(() => {
    stop()
    rmSync(runtime, { recursive: true, force: true })
  })
  const start = () => {
    const child = spawn(shell, shell === 'bash' ? ['--norc', '-i'] : ['-f', '-i'], {
      env: { PATH: process.env.PATH, HOME: runtime, XDG_RUNTIME_DIR: runtime },
      stdio: ['pipe', 'ignore', 'ignore'],
    })
    child.stdin!.write(hooks[shell])
    return child
  }

  it.skipIf(!installed(shell))('tells when its prompt returns, and nothing of what was run', async () => {
    const prompts: number[] = []
    stop = listenToShells(promptPipe(runtime)!, (at) => prompts.push(at))
    expect(statSync(promptPipe(runtime)!).mode & 0o777).toBe(0o600)
    const child = start()
    // The hook's own lines give prompts too: the shell is ready when no more come.
    await settled(prompts)
    const before = prompts.length
    child.stdin!.write('false\n')
    await settled(prompts, before + 1)
    expect(prompts.length).toBe(before + 1)
    expect(Math.abs(prompts.at(-1)! - Date.now())).toBeLessThan(5000)
    child.stdin!.end('exit\n')
    await new Promise((done) => child.once('exit', done))
    stop()
    expect(existsSync(promptPipe(runtime)!)).toBe(false)
  })

  it.skipIf(!installed(shell))(
    'does not hold a shell up where no sensor listens, or one has died',
    async () => {
      listenToShells(promptPipe(runtime)!, () => {})()
      spawnSync('mkfifo', [promptPipe(runtime)!])
      const child = start()
      child.stdin!.end('exit 7\n')
      expect(await new Promise((done) => child.once('exit', done))).toBe(7)
    },
  )

  it.skipIf(!installed(shell))('keeps the status of the last command', () => {
    const out = spawnSync(shell, ['-c', `${hooks[shell]}\n(exit 3); __telltale_prompt; echo $?`], {
      encoding: 'utf8',
    })
    if (shell === 'bash') expect(out.stdout.trim()).toBe('3')
  })
})
