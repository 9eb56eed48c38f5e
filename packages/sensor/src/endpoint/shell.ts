import { execFileSync } from 'node:child_process'
import { chmodSync, closeSync, constants, mkdirSync, openSync, rmSync } from 'node:fs'
import { Socket } from 'node:net'
import { dirname, join } from 'node:path'

/** Where the shell's hook writes; undefined where the session has no folder of its own for such things. */
export function promptPipe(runtime = process.env.XDG_RUNTIME_DIR): string | undefined {
  return runtime ? join(runtime, 'telltale-sensor', 'prompt') : undefined
}

/** A time that is further from its receipt than this is not believed. Milliseconds. */
const believed = 2000

/**
 * The time that a line of the hook tells, in milliseconds since the epoch; the time of receipt where the shell has no
 * fine clock (bash before 5). `$EPOCHREALTIME` is written with the locale's decimal sign.
 */
export function promptTime(line: string, receivedAt: number): number {
  if (!/^\d{9,11}[.,]\d{1,9}$/.test(line)) return receivedAt
  const at = Number(line.replace(',', '.')) * 1000
  return Math.abs(receivedAt - at) > believed ? receivedAt : Math.min(at, receivedAt)
}

/** Makes the pipe and listens; `onPrompt` gets times since the epoch. Gives what ends it. Throws where it can't. */
export function listenToShells(pipe: string, onPrompt: (epoch: number) => void): () => void {
  mkdirSync(dirname(pipe), { recursive: true, mode: 0o700 })
  chmodSync(dirname(pipe), 0o700)
  rmSync(pipe, { force: true })
  execFileSync('mkfifo', ['-m', '600', pipe])
  // Open for both directions, so that it never ends when a shell closes it.
  const fd = openSync(pipe, constants.O_RDWR | constants.O_NONBLOCK)
  const socket = new Socket({ fd, readable: true, writable: false })
  let rest = ''
  socket.on('data', (chunk: Buffer) => {
    const now = Date.now()
    const lines = (rest + chunk.toString('latin1')).split('\n')
    rest = lines.pop()!.slice(0, 64)
    // Many at once waited: only the last can be a prompt that somebody sees.
    if (lines.length > 0) onPrompt(promptTime(lines.at(-1)!, now))
  })
  socket.on('error', () => {})
  return () => {
    socket.destroy()
    rmSync(pipe, { force: true })
    try {
      closeSync(fd)
    } catch {
      // the socket has closed it
    }
  }
}
