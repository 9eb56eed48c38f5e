import { hash, randomBytes } from 'node:crypto'
import { request as plain } from 'node:http'
import { request as secure } from 'node:https'
import type { Duplex } from 'node:stream'

/**
 * A WebSocket client (RFC 6455) for short texts: Node's own is made for everything, and loading it takes 7 MB. Pings
 * are answered as they come, before anything else is done. No extensions; a message over 64 kB ends the connection.
 */
export interface Socket {
  open(): boolean
  send(text: string): void
  /** Says goodbye and ends; `onClose` is not called. */
  close(): void
}

interface Told {
  onOpen(): void
  onMessage(text: string): void
  /** With the other side's code, or 1006 where there was none: refused, broken off, never reached. */
  onClose(code: number): void
}

const magic = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11'
const [text, binary, goodbye, ping, pong] = [1, 2, 8, 9, 10]
const most = 65_536
const broken = 1006
/** The collector pings every ten seconds: a connection that is this silent is dead. */
const silence = 45_000
const patience = 20_000

/** Connects to a ws: or wss: address. Never throws; what goes wrong is a close. */
export function webSocket(url: string, told: Told): Socket {
  let socket: Duplex | undefined
  let over = false
  let quiet: NodeJS.Timeout | undefined
  const end = (code: number) => {
    if (over) return
    over = true
    clearTimeout(quiet)
    asked.destroy()
    socket?.destroy()
    told.onClose(code)
  }
  const heard = () => {
    if (quiet) quiet.refresh()
    else {
      quiet = setTimeout(() => end(broken), silence)
      quiet.unref()
    }
  }
  const key = randomBytes(16).toString('base64')
  const asked = (url.startsWith('wss:') ? secure : plain)(url.replace(/^ws/, 'http'), {
    headers: {
      ...{ connection: 'Upgrade', upgrade: 'websocket' },
      ...{ 'sec-websocket-key': key, 'sec-websocket-version': '13' },
    },
    timeout: patience,
  })
  asked.on('error', () => end(broken))
  asked.on('timeout', () => end(broken))
  asked.on('response', () => end(broken)) // an answer that is not an upgrade
  asked.on('upgrade', (reply, stream, head) => {
    const accept = hash('sha1', key + magic, 'base64')
    if (over || reply.headers['sec-websocket-accept'] !== accept) {
      stream.destroy()
      return end(broken)
    }
    socket = stream
    asked.setTimeout(0)
    heard()
    const read = frames((opcode, payload) => {
      heard()
      if (over) return
      if (opcode === ping) write(pong, payload)
      else if (opcode === text) told.onMessage(payload.toString('utf8'))
      else if (opcode === goodbye) {
        write(goodbye, payload.subarray(0, 2))
        end(payload.length >= 2 ? payload.readUInt16BE(0) : 1005)
      }
    }, end)
    stream.on('error', () => end(broken))
    stream.on('close', () => end(broken))
    stream.on('data', read)
    told.onOpen()
    if (head.length > 0) read(head)
  })
  asked.end()

  /** A client masks what it sends (section 5.3). */
  const write = (opcode: number, payload: Buffer) => {
    if (!socket?.writable) return
    const mask = randomBytes(4)
    const small = payload.length < 126
    const frame = Buffer.alloc((small ? 6 : 8) + payload.length)
    frame[0] = 0x80 | opcode
    frame[1] = 0x80 | (small ? payload.length : 126)
    if (!small) frame.writeUInt16BE(payload.length, 2)
    const at = frame.length - payload.length
    mask.copy(frame, at - 4)
    for (let i = 0; i < payload.length; i++) frame[at + i] = payload[i]! ^ mask[i & 3]!
    socket.write(frame)
  }

  return {
    open: () => socket !== undefined && !over,
    send(message) {
      const payload = Buffer.from(message)
      if (!over && payload.length < most) write(text, payload)
    },
    close() {
      if (over) return
      over = true
      clearTimeout(quiet)
      if (!socket) return void asked.destroy()
      write(goodbye, Buffer.from([0x03, 0xe8]))
      socket.end()
    },
  }
}

/** Takes a stream of frames apart and puts fragments together; calls `end` with a code where it breaks the protocol. */
function frames(onFrame: (opcode: number, payload: Buffer) => void, end: (code: number) => void) {
  let rest: Buffer = Buffer.alloc(0)
  let parts: Buffer[] = []
  let kind = 0
  return (chunk: Buffer) => {
    rest = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk
    while (rest.length >= 2) {
      const opcode = rest[0]! & 15
      const last = (rest[0]! & 0x80) !== 0
      const short = rest[1]! & 127
      const head = short === 126 ? 4 : 2
      if (short === 127 || (rest[1]! & 0x80) !== 0) return end(short === 127 ? 1009 : 1002)
      if (rest.length < head) return
      const length = short === 126 ? rest.readUInt16BE(2) : short
      if (rest.length < head + length) return
      const payload = Buffer.from(rest.subarray(head, head + length))
      rest = Buffer.from(rest.subarray(head + length))
      if (opcode >= goodbye) {
        onFrame(opcode, payload)
        continue
      }
      if (opcode === text || opcode === binary) kind = opcode
      parts.push(payload)
      if (parts.length > 64) return end(1009)
      if (!last) continue
      const whole = parts.length === 1 ? payload : Buffer.concat(parts)
      parts = []
      onFrame(kind, whole)
    }
  }
}
