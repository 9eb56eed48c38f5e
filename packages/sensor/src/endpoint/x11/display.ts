/**
 * As much of the X11 protocol as the sensor speaks: connecting, asking, and taking events as they come. Byte layouts:
 * X Window System Protocol, appendix B (x.org). Little endian, over the Unix socket of a server on this machine: a
 * server elsewhere has another clock and other hands.
 */
import { connect, type Socket } from 'node:net'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { authorityFor } from './authority.ts'

/**
 * An event as it came: `type` is its code (35: XI2), `at` when it was received on `performance.now()`. `bytes` are good
 * only until `onEvent` returns.
 */
export interface XEvent {
  type: number
  at: number
  bytes: Buffer
}

/** An error that the server answered a request with: its code, and the request's major opcode. */
export class XError extends Error {
  readonly code: number
  readonly request: number
  constructor(code: number, request: number) {
    super(`the X server answered request ${request} with error ${code}`)
    this.code = code
    this.request = request
  }
}

/** The number in `:0`, `:0.0`, `unix:1` or `unix/:1`; undefined for a server on another machine, or no display. */
export function displayNumber(name: string | undefined): number | undefined {
  const found = /^(?:unix\/?)?:(\d{1,5})(?:\.\d+)?$/.exec(name ?? '')
  return found ? Number(found[1]) : undefined
}

interface Waiting {
  done(reply: Buffer): void
  fail(cause: Error): void
}

export class Display {
  readonly socket: Socket
  root = 0
  width = 0
  height = 0
  minKey = 8
  maxKey = 255
  onEvent: (event: XEvent) => void = () => {}
  /** Errors of requests that nobody waits for, such as one about a window that has gone meanwhile. */
  onError: (code: number, request: number) => void = () => {}
  /** The server has gone, or let us go. Not called after {@link close}. */
  onGone: (why: string) => void = () => {}
  #base = 0
  #ids = 0
  #sequence = 0
  #over = false
  #rest: Buffer = Buffer.alloc(0)
  readonly #replies = new Map<number, Waiting>()
  readonly #extensions = new Map<string, Promise<{ major: number; firstEvent: number }>>()

  private constructor(socket: Socket) {
    this.socket = socket
  }

  /**
   * Connects to display `:number` with the cookie that `authority` (default `$XAUTHORITY`, `~/.Xauthority`) has for
   * it. Rejects where there is no server or it refuses.
   */
  static async open(
    number: number,
    authority = process.env.XAUTHORITY || join(homedir(), '.Xauthority'),
  ): Promise<Display> {
    const { name, data } = authorityFor(number, authority)
    let display: Display | undefined
    let onSetup: (chunk: Buffer) => void = () => {}
    // Input comes in many small pieces: one buffer for all of them spares memory and most of a stream's work.
    const onread = {
      buffer: Buffer.allocUnsafe(16_384),
      callback(length: number, buffer: Uint8Array) {
        const chunk = Buffer.from(buffer.buffer, buffer.byteOffset, length)
        if (display) display.#take(chunk)
        else onSetup(chunk)
        return true
      },
    }
    const socket = connect({ path: `/tmp/.X11-unix/X${number}`, onread })
    const setup = await new Promise<Buffer>((done, fail) => {
      let rest: Buffer = Buffer.alloc(0)
      onSetup = (chunk) => {
        rest = Buffer.concat([rest, chunk])
        if (rest.length < 8 || rest.length < 8 + 4 * rest.readUInt16LE(6)) return
        if (rest[0] !== 1) return fail(refused(number, rest.toString('latin1', 8, 8 + rest[1]!)))
        display = new Display(socket)
        done(rest)
      }
      socket.once('error', fail)
      socket.once('close', () => fail(refused(number, 'it closed the connection')))
      const hello = Buffer.alloc(12 + padded(name.length) + padded(data.length))
      hello[0] = 0x6c
      hello.writeUInt16LE(11, 2)
      hello.writeUInt16LE(name.length, 6)
      hello.writeUInt16LE(data.length, 8)
      hello.write(name, 12, 'latin1')
      data.copy(hello, 12 + padded(name.length))
      socket.write(hello)
    }).catch((cause: Error) => {
      socket.destroy()
      throw cause
    })
    const opened = display!
    opened.#base = setup.readUInt32LE(12)
    opened.minKey = setup[34]!
    opened.maxKey = setup[35]!
    const vendor = setup.readUInt16LE(24)
    const screen = 40 + padded(vendor) + 8 * setup[29]!
    opened.root = setup.readUInt32LE(screen)
    opened.width = setup.readUInt16LE(screen + 20)
    opened.height = setup.readUInt16LE(screen + 22)
    socket.on('error', (cause) => opened.#gone(cause.message))
    socket.on('close', () => opened.#gone('it closed the connection'))
    return opened
  }

  id(): number {
    return this.#base + ++this.#ids
  }

  /** Sends a request: opcode, its data byte and the rest, padded to four bytes. After the end it does nothing. */
  send(opcode: number, data: number, body: Buffer): void {
    this.#sequence = (this.#sequence + 1) & 0xffff
    if (this.#over) return
    const length = (body.length + 7) >> 2
    const request = Buffer.alloc(length * 4)
    request[0] = opcode
    request[1] = data
    request.writeUInt16LE(length, 2)
    body.copy(request, 4)
    this.socket.write(request)
  }

  /** Sends a request and gives its reply. Rejects with {@link XError}, or when the server goes away. */
  ask(opcode: number, data: number, body: Buffer): Promise<Buffer> {
    this.send(opcode, data, body)
    return new Promise((done, fail) => {
      if (this.#over) fail(new Error('the X server has gone'))
      else this.#replies.set(this.#sequence, { done, fail })
    })
  }

  /** Comes back when the server has done everything asked before (GetInputFocus, which has no effect). */
  async settled(): Promise<void> {
    await this.ask(43, 0, Buffer.alloc(0))
  }

  /** Opcode and first event of an extension. Rejects where the server does not have it. */
  extension(name: string): Promise<{ major: number; firstEvent: number }> {
    const known = this.#extensions.get(name)
    if (known) return known
    const body = Buffer.alloc(4 + name.length)
    body.writeUInt16LE(name.length, 0)
    body.write(name, 4, 'latin1')
    const asked = this.ask(98, 0, body).then((reply) => {
      if (reply[8] !== 1) throw new Error(`the X server has no ${name} extension`)
      return { major: reply[9]!, firstEvent: reply[10]! }
    })
    this.#extensions.set(name, asked)
    return asked
  }

  /** First keysym of each key code. */
  async keysyms(): Promise<Map<number, number>> {
    const count = this.maxKey - this.minKey + 1
    const reply = await this.ask(101, 0, Buffer.from([this.minKey, count, 0, 0]))
    const per = reply[1]!
    return new Map(
      Array.from({ length: count }, (_, i) => [this.minKey + i, reply.readUInt32LE(32 + 4 * per * i)]),
    )
  }

  close(): void {
    this.#over = true
    this.#fail(new Error('the display was closed'))
    this.socket.destroy()
  }

  #gone(why: string): void {
    if (this.#over) return
    this.#over = true
    this.#fail(new Error(`the X server has gone: ${why}`))
    this.socket.destroy()
    this.onGone(why)
  }

  #fail(cause: Error): void {
    const waiting = [...this.#replies.values()]
    this.#replies.clear()
    for (const { fail } of waiting) fail(cause)
  }

  #take(chunk: Buffer): void {
    const at = performance.now()
    const all = this.#rest.length > 0 ? Buffer.concat([this.#rest, chunk]) : chunk
    let from = 0
    while (all.length - from >= 32) {
      const code = all[from]! & 0x7f
      const extra = code === 1 || code === 35 ? 4 * all.readUInt32LE(from + 4) : 0
      if (all.length - from < 32 + extra) break
      const bytes = all.subarray(from, from + 32 + extra)
      from += 32 + extra
      if (code > 1) this.onEvent({ type: code, at, bytes })
      else this.#answer(code, bytes)
    }
    this.#rest = from === all.length ? nothing : Buffer.from(all.subarray(from))
  }

  #answer(code: number, bytes: Buffer): void {
    const sequence = bytes.readUInt16LE(2)
    const waiting = this.#replies.get(sequence)
    this.#replies.delete(sequence)
    if (code === 1) waiting?.done(Buffer.from(bytes))
    else if (waiting) waiting.fail(new XError(bytes[1]!, bytes[10]!))
    else this.onError(bytes[1]!, bytes[10]!)
  }
}

const nothing: Buffer = Buffer.alloc(0)

function padded(length: number): number {
  return (length + 3) & ~3
}

function refused(number: number, why: string): Error {
  return new Error(
    `display :${number} refuses: ${why.trim()}. Run in the session of the person who works there, or name its cookie file in XAUTHORITY.`,
  )
}
