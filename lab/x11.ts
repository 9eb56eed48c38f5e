/**
 * As much of the X11 protocol as the range plays with: drawing on the root window, reading input as an application
 * (core events) and as a sensor (XInput2 raw events), and pressing keys as a hand would (XTEST). Byte layouts: X11
 * protocol specification, appendix B; XTEST and XI2 protocol documents (x.org). Little endian, Unix socket, no
 * authority (the range starts its servers with access control off, inside its own namespaces).
 */
import { connect, type Socket } from 'node:net'

/** An event as it came: `type` is its code (35: XI2), `at` when it was received on `performance.now()`. */
export interface XEvent {
  type: number
  at: number
  bytes: Buffer
}

export class Display {
  readonly socket: Socket
  root = 0
  width = 0
  height = 0
  minKey = 8
  maxKey = 255
  onEvent: (event: XEvent) => void = () => {}
  onError: (code: number, request: number) => void = () => {}
  #base = 0
  #ids = 0
  #sequence = 0
  #rest: Buffer = Buffer.alloc(0)
  readonly #replies = new Map<number, (reply: Buffer) => void>()

  private constructor(socket: Socket) {
    this.socket = socket
  }

  /** Connects to display `:number`. Rejects where there is no server or it refuses. */
  static async open(number: number): Promise<Display> {
    const socket = connect(`/tmp/.X11-unix/X${number}`)
    const display = new Display(socket)
    const setup = await new Promise<Buffer>((done, fail) => {
      let rest: Buffer = Buffer.alloc(0)
      const onData = (chunk: Buffer) => {
        rest = Buffer.concat([rest, chunk])
        if (rest.length < 8 || rest.length < 8 + 4 * rest.readUInt16LE(6)) return
        socket.off('data', onData)
        if (rest[0] === 1) done(rest)
        else fail(new Error(`display :${number} refuses: ${rest.toString('latin1', 8, 8 + rest[1]!)}`))
      }
      socket.on('data', onData)
      socket.once('error', fail)
      socket.write(Buffer.from([0x6c, 0, 11, 0, 0, 0, 0, 0, 0, 0, 0, 0]))
    })
    display.#base = setup.readUInt32LE(12)
    display.minKey = setup[34]!
    display.maxKey = setup[35]!
    const vendor = setup.readUInt16LE(24)
    const screen = 40 + ((vendor + 3) & ~3) + 8 * setup[29]!
    display.root = setup.readUInt32LE(screen)
    display.width = setup.readUInt16LE(screen + 20)
    display.height = setup.readUInt16LE(screen + 22)
    socket.on('data', (chunk) => display.#take(chunk))
    return display
  }

  id(): number {
    return this.#base + ++this.#ids
  }

  /** Sends a request: opcode, its data byte and the rest, padded to four bytes. */
  send(opcode: number, data: number, body: Buffer): void {
    this.#sequence = (this.#sequence + 1) & 0xffff
    const length = (body.length + 7) >> 2
    const request = Buffer.alloc(length * 4)
    request[0] = opcode
    request[1] = data
    request.writeUInt16LE(length, 2)
    body.copy(request, 4)
    this.socket.write(request)
  }

  ask(opcode: number, data: number, body: Buffer): Promise<Buffer> {
    this.send(opcode, data, body)
    return new Promise((done) => this.#replies.set(this.#sequence, done))
  }

  /** Comes back when the server has done everything asked before (GetInputFocus, which has no effect). */
  async settled(): Promise<void> {
    await this.ask(43, 0, Buffer.alloc(0))
  }

  async extension(name: string): Promise<{ major: number; firstEvent: number }> {
    const body = Buffer.alloc(4 + name.length)
    body.writeUInt16LE(name.length, 0)
    body.write(name, 4, 'latin1')
    const reply = await this.ask(98, 0, body)
    if (reply[8] !== 1) throw new Error(`the X server has no ${name} extension`)
    return { major: reply[9]!, firstEvent: reply[10]! }
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
    this.socket.destroy()
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
      if (code === 1) {
        const sequence = bytes.readUInt16LE(2)
        this.#replies.get(sequence)?.(bytes)
        this.#replies.delete(sequence)
      } else if (code === 0) this.onError(bytes[1]!, bytes[10]!)
      else this.onEvent({ type: code, at, bytes })
    }
    this.#rest = Buffer.from(all.subarray(from))
  }
}

/** A brush on the root window. Colours are 0xRRGGBB (24-bit TrueColor, which all servers of the range have). */
export class Brush {
  readonly display: Display
  readonly gc: number
  readonly target: number
  constructor(display: Display, target = display.root) {
    this.display = display
    this.target = target
    this.gc = display.id()
    const body = Buffer.alloc(12)
    body.writeUInt32LE(this.gc, 0)
    body.writeUInt32LE(target, 4)
    display.send(55, 0, body)
  }
  fill(colour: number, x: number, y: number, width: number, height: number): void {
    const paint = Buffer.alloc(12)
    paint.writeUInt32LE(this.gc, 0)
    paint.writeUInt32LE(4, 4) // GCForeground
    paint.writeUInt32LE(colour, 8)
    this.display.send(56, 0, paint)
    const body = Buffer.alloc(16)
    body.writeUInt32LE(this.target, 0)
    body.writeUInt32LE(this.gc, 4)
    body.writeInt16LE(x, 8)
    body.writeInt16LE(y, 10)
    body.writeUInt16LE(width, 12)
    body.writeUInt16LE(height, 14)
    this.display.send(70, 0, body)
  }
}

/** Asks for core events of a window: KeyPress 1, KeyRelease 2, ButtonPress 4, ButtonRelease 8, PointerMotion 64. */
export function select(display: Display, window: number, mask: number): void {
  const body = Buffer.alloc(12)
  body.writeUInt32LE(window, 0)
  body.writeUInt32LE(0x800, 4) // CWEventMask
  body.writeUInt32LE(mask, 8)
  display.send(2, 0, body)
}

/** A window at that place, above the others. `override`: no window manager touches it, as with menus. */
export function openWindow(
  display: Display,
  at: { x: number; y: number; width: number; height: number },
  colour: number,
): number {
  const id = display.id()
  const body = Buffer.alloc(40)
  body.writeUInt32LE(id, 0)
  body.writeUInt32LE(display.root, 4)
  body.writeInt16LE(at.x, 8)
  body.writeInt16LE(at.y, 10)
  body.writeUInt16LE(at.width, 12)
  body.writeUInt16LE(at.height, 14)
  body.writeUInt16LE(1, 18) // InputOutput
  body.writeUInt32LE(0x2 | 0x200, 24) // CWBackPixel, CWOverrideRedirect
  body.writeUInt32LE(colour, 28)
  body.writeUInt32LE(1, 32)
  display.send(1, 0, body)
  display.send(8, 0, word(id)) // MapWindow
  return id
}

export function closeWindow(display: Display, id: number): void {
  display.send(4, 0, word(id))
}

/** Hands: presses, releases and moves as XTEST lets a program do. */
export async function hands(
  display: Display,
): Promise<(type: number, detail: number, x?: number, y?: number) => void> {
  const { major } = await display.extension('XTEST')
  return (type, detail, x = 0, y = 0) => {
    const body = Buffer.alloc(32)
    body[0] = type // 2 key press, 3 key release, 4 button press, 5 button release, 6 motion
    body[1] = detail
    body.writeInt16LE(x, 20)
    body.writeInt16LE(y, 22)
    display.send(major, 2, body)
  }
}

/** Raw input events of all devices, as an endpoint sensor reads them: {@link raw} takes one apart. */
export async function selectRaw(display: Display): Promise<void> {
  const { major } = await display.extension('XInputExtension')
  await display.ask(major, 47, Buffer.from([2, 0, 2, 0])) // XIQueryVersion 2.2: raw events also under a grab
  const body = Buffer.alloc(16)
  body.writeUInt32LE(display.root, 0)
  body.writeUInt16LE(1, 4)
  body.writeUInt16LE(0, 8) // all devices
  body.writeUInt16LE(1, 10)
  body.writeUInt32LE((1 << 13) | (1 << 14) | (1 << 15) | (1 << 16) | (1 << 17), 12)
  display.send(major, 46, body)
}

export interface RawInput {
  kind: 'press' | 'release' | 'down' | 'up' | 'move'
  device: number
  source: number
  detail: number
  repeat: boolean
  /** Values of the axes that changed, by axis (0 x, 1 y), as the device gave them. */
  axes: [axis: number, value: number][]
}

const rawKinds = ['press', 'release', 'down', 'up', 'move'] as const

export function raw({ type, bytes }: XEvent): RawInput | undefined {
  if (type !== 35) return undefined
  const kind = rawKinds[bytes.readUInt16LE(8) - 13]
  if (!kind) return undefined
  const words = bytes.readUInt16LE(22)
  const axes: [number, number][] = []
  const values = 32 + 4 * words
  for (let bit = 0; bit < 32 * words; bit++)
    if (bytes[32 + (bit >> 3)]! & (1 << (bit & 7))) {
      const at = values + 8 * axes.length
      axes.push([bit, bytes.readInt32LE(at) + bytes.readUInt32LE(at + 4) / 2 ** 32])
    }
  return {
    kind,
    device: bytes.readUInt16LE(10),
    source: bytes.readUInt16LE(20),
    detail: bytes.readUInt32LE(16),
    repeat: (bytes.readUInt32LE(24) & 0x10000) !== 0,
    axes,
  }
}

function word(value: number): Buffer {
  const body = Buffer.alloc(4)
  body.writeUInt32LE(value, 0)
  return body
}
