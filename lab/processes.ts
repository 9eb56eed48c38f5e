/** The programs of one session: started in their own process group, and all ended with the session. */
import { type ChildProcess, spawn } from 'node:child_process'
import type { Readable } from 'node:stream'

export interface Start {
  /** Network namespace to run in. */
  in?: string
  env?: Record<string, string>
  nice?: number
  /** Keep a pipe to its standard input open: our own programs end when it closes. */
  stdin?: boolean
}

export class Children {
  readonly #all: ChildProcess[] = []
  /** The last lines each program said, for a failure's message. */
  readonly said = new Map<ChildProcess, string[]>()

  start(command: string, args: readonly string[], how: Start = {}): ChildProcess {
    let line = [command, ...args]
    // Above whatever else the machine does: a program that waits for the processor looks like a longer path.
    line = ['nice', '-n', String(how.nice ?? -5), ...line]
    if (how.in) line = ['ip', 'netns', 'exec', how.in, ...line]
    const child = spawn(line[0]!, line.slice(1), {
      env: { ...process.env, ...how.env },
      stdio: [how.stdin ? 'pipe' : 'ignore', 'pipe', 'pipe'],
      detached: true,
    })
    const said: string[] = []
    this.said.set(child, said)
    const keep = (chunk: Buffer) => {
      said.push(...chunk.toString('utf8').split('\n').filter(Boolean))
      said.splice(0, Math.max(0, said.length - 12))
    }
    child.stderr!.on('data', keep)
    child.on('error', (cause) => said.push(`${command}: ${cause.message}`))
    child.on('exit', (code, signal) => said.push(`${command} ended (${signal ?? code})`))
    this.#all.push(child)
    return child
  }

  /** Ends every program and what it started: politely, then after half a second for good. */
  async end(): Promise<void> {
    const left = this.#all.filter((c) => c.pid !== undefined && group(c, 0))
    for (const child of left.reverse()) group(child, 'SIGTERM')
    for (let i = 0; i < 25 && left.some((c) => group(c, 0)); i++) await pause(20)
    this.endNow()
  }

  /** For the last moment of a process, where nothing can be awaited. */
  endNow(): void {
    for (const child of this.#all) group(child, 'SIGKILL')
    this.#all.length = 0
  }
}

function group(child: ChildProcess, signal: NodeJS.Signals | 0): boolean {
  try {
    process.kill(-child.pid!, signal)
    return true
  } catch {
    return false
  }
}

export function pause(ms: number): Promise<void> {
  return new Promise((done) => setTimeout(done, ms))
}

/** The first line on standard output that begins with `start`. */
export function firstLine(child: ChildProcess, start: string, within: number): Promise<string> {
  return lineWhere([child.stdout!], child, `${start}…`, within, (line) => line.startsWith(start))
}

/** The first line, on either output, that has `words` in it: how other people's programs say that they are up. */
export function saying(child: ChildProcess, words: string, within: number): Promise<string> {
  return lineWhere([child.stdout!, child.stderr!], child, `…${words}…`, within, (line) =>
    line.includes(words),
  )
}

function lineWhere(
  streams: readonly Readable[],
  child: ChildProcess,
  wanted: string,
  within: number,
  fits: (line: string) => boolean,
): Promise<string> {
  return new Promise((done, fail) => {
    const timer = setTimeout(() => over(new Error(`no line "${wanted}" within ${within} ms`)), within)
    const hearing = streams.map((stream) => {
      let rest = ''
      const onData = (chunk: Buffer) => {
        rest += chunk.toString('utf8')
        for (let end = rest.indexOf('\n'); end >= 0; end = rest.indexOf('\n')) {
          const line = rest.slice(0, end)
          rest = rest.slice(end + 1)
          if (fits(line)) return over(undefined, line)
        }
      }
      stream.on('data', onData)
      return () => stream.off('data', onData)
    })
    const onExit = () => over(new Error(`ended before it said "${wanted}"`))
    child.on('exit', onExit)
    function over(cause?: Error, line?: string): void {
      clearTimeout(timer)
      for (const stop of hearing) stop()
      child.off('exit', onExit)
      if (cause) fail(cause)
      else done(line!)
    }
  })
}

/** Repeats `probe` until it gives something, or fails with `what` was awaited. */
export async function until<T>(
  what: string,
  within: number,
  probe: () => T | undefined | Promise<T | undefined>,
): Promise<T> {
  for (const end = performance.now() + within; ; ) {
    const got = await probe()
    if (got !== undefined) return got
    if (performance.now() > end) throw new Error(`${what}: not within ${within} ms`)
    await pause(20)
  }
}
