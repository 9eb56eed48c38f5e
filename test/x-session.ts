import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, rmSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { Display, hands } from '../lab/x11.ts'

/** Whether a program is installed, as a shell would find it. */
export function installed(name: string): boolean {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => existsSync(join(folder, name)))
}

const keyCodes = { a: 38, Return: 36, space: 65, Shift: 50 }

/** A real X server of one's own, a window manager where told, and hands by XTEST. */
export async function xSession(number: number, options: { manager?: string; auth?: string } = {}) {
  const started: ChildProcess[] = []
  const run = (command: string, args: readonly string[], env: Record<string, string> = {}) => {
    const child = spawn(command, args, {
      env: {
        ...process.env,
        DISPLAY: `:${number}`,
        ...(options.auth && { XAUTHORITY: options.auth }),
        ...env,
      },
      stdio: 'ignore',
    })
    child.on('error', () => {})
    started.push(child)
    return child
  }
  const end = async (child: ChildProcess) => {
    if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return
    const gone = new Promise((done) => child.once('exit', done))
    child.kill()
    await Promise.race([gone, wait(3000)])
    child.kill('SIGKILL')
  }
  rmSync(`/tmp/.X${number}-lock`, { force: true })
  const access = options.auth ? ['-auth', options.auth] : ['-ac']
  const server = run('Xvfb', [
    `:${number}`,
    '-screen',
    '0',
    '1024x768x24',
    '-noreset',
    '-nolisten',
    'tcp',
    ...access,
  ])
  const open = async () => {
    for (let tries = 0; ; tries++)
      try {
        return await Display.open(number, options.auth)
      } catch (cause) {
        if (tries > 300 || server.exitCode !== null) throw cause
        await wait(30)
      }
  }
  const display = await open()
  const fake = await hands(display)
  if (options.manager) run(options.manager, [])
  return {
    number,
    server,
    run,
    end,
    open,
    /** Presses a key by its code, and lets it go after `held` ms. */
    async key(code: number | keyof typeof keyCodes, held = 40): Promise<void> {
      const detail = typeof code === 'number' ? code : keyCodes[code]
      fake(2, detail)
      await display.settled()
      await wait(held)
      fake(3, detail)
      await display.settled()
    },
    async move(x: number, y: number): Promise<void> {
      fake(6, 0, x, y)
      await display.settled()
    },
    async click(button = 1): Promise<void> {
      fake(4, button)
      await display.settled()
      await wait(40)
      fake(5, button)
      await display.settled()
    },
    async stop(): Promise<void> {
      display.close()
      for (const child of started.reverse()) await end(child)
    },
  }
}

export type XSession = Awaited<ReturnType<typeof xSession>>
