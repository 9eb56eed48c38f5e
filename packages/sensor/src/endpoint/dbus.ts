/**
 * As much of D-Bus as it takes to hear a signal: SASL EXTERNAL, Hello, AddMatch, and messages as they come (D-Bus
 * Specification 0.43, "Message Format" and "Authentication Protocol").
 */
import { connect } from 'node:net'

/** A signal: who says what, and the bytes of its body, little endian, unread. */
export interface Signal {
  interface: string
  member: string
  signature: string
  body: Buffer
}

const signal = 4
/** Header fields by code; the rest are skipped. */
const fields = { 2: 'interface', 3: 'member', 8: 'signature' } as const
/** The longest message the specification allows is 128 MiB; signals that concern us have a few hundred bytes. */
const longest = 1 << 20

/** Path of the socket in an address such as `unix:path=/run/user/1000/bus,guid=…`; a leading @ where it is abstract. */
export function busSocket(address: string | undefined): string | undefined {
  for (const one of (address ?? '').split(';')) {
    const found = /^unix:(?:.*,)?(path|abstract)=([^,]+)/.exec(one)
    if (!found) continue
    const name = decodeURIComponent(found[2]!)
    return found[1] === 'abstract' ? `\0${name}` : name
  }
  return undefined
}

/** Listens for signals that fit `rules`. Gives what ends it; `gone` is told once when the bus ends or refuses. */
export function listenToBus(
  socketPath: string,
  rules: readonly string[],
  onSignal: (signal: Signal) => void,
  gone: () => void,
): () => void {
  const socket = connect(socketPath)
  let rest: Buffer = Buffer.alloc(0)
  let [let_in, over] = [false, false]
  const end = () => {
    if (over) return
    over = true
    socket.destroy()
    gone()
  }
  socket.on('connect', () => {
    const who = Buffer.from(String(process.getuid?.() ?? 0)).toString('hex')
    socket.write(`\0AUTH EXTERNAL ${who}\r\n`)
  })
  socket.on('error', end)
  socket.on('close', end)
  socket.on('data', (chunk: Buffer) => {
    rest = Buffer.concat([rest, chunk])
    if (!let_in) {
      const line = rest.indexOf('\r\n')
      if (line < 0) return
      if (!rest.toString('latin1', 0, line).startsWith('OK')) return end()
      rest = rest.subarray(line + 2)
      let_in = true
      socket.write('BEGIN\r\n')
      socket.write(call(1, 'Hello'))
      rules.forEach((rule, i) => {
        socket.write(call(2 + i, 'AddMatch', rule))
      })
    }
    while (rest.length >= 16) {
      const little = rest[0] === 0x6c
      const word = (at: number) => (little ? rest.readUInt32LE(at) : rest.readUInt32BE(at))
      const header = 16 + ((word(12) + 7) & ~7)
      const length = header + word(4)
      if (length > longest) return end()
      if (rest.length < length) return
      // A bus that speaks the other byte order is on another machine.
      const message = little && rest[1] === signal ? read(rest.subarray(0, length), header) : undefined
      rest = Buffer.from(rest.subarray(length))
      if (message) onSignal(message)
    }
  })
  return () => {
    over = true
    socket.destroy()
  }
}

/** The header's array of (code, variant): all that may stand in it are strings, signatures and words. */
function read(message: Buffer, bodyAt: number): Signal | undefined {
  const found: Signal = { interface: '', member: '', signature: '', body: message.subarray(bodyAt) }
  const end = 16 + message.readUInt32LE(12)
  for (let at = 16; at + 4 <= end; ) {
    at = (at + 7) & ~7
    const code = message[at]! as keyof typeof fields
    const type = String.fromCharCode(message[at + 2]!)
    at += 4
    if (type === 'g') {
      const length = message[at]!
      if (fields[code]) found[fields[code]] = message.toString('utf8', at + 1, at + 1 + length)
      at += length + 2
    } else if (type === 's' || type === 'o') {
      at = (at + 3) & ~3
      const length = message.readUInt32LE(at)
      if (fields[code]) found[fields[code]] = message.toString('utf8', at + 4, at + 4 + length)
      at += length + 5
    } else if (type === 'u') at = ((at + 3) & ~3) + 4
    else return undefined
  }
  return found
}

/** A call of the bus itself, with one string or nothing. */
function call(serial: number, member: string, argument?: string): Buffer {
  const parts: [code: number, type: string, value: string][] = [
    [1, 'o', '/org/freedesktop/DBus'],
    [2, 's', 'org.freedesktop.DBus'],
    [3, 's', member],
    [6, 's', 'org.freedesktop.DBus'],
  ]
  if (argument !== undefined) parts.push([8, 'g', 's'])
  const header = Buffer.concat(
    parts.map(([code, type, value]) => {
      const text = Buffer.from(value)
      const size = type === 'g' ? Buffer.from([text.length]) : words(text.length)
      const field = Buffer.concat([
        Buffer.from([code, 1, type.charCodeAt(0), 0]),
        size,
        text,
        Buffer.from([0]),
      ])
      return Buffer.concat([field, Buffer.alloc(-field.length & 7)])
    }),
  )
  const text = argument === undefined ? Buffer.alloc(0) : Buffer.from(argument)
  const body = argument === undefined ? text : Buffer.concat([words(text.length), text, Buffer.from([0])])
  // The array's length leaves out the padding behind its last field.
  const last = parts.at(-1)!
  const lastLength = 4 + (last[1] === 'g' ? 1 : 4) + Buffer.byteLength(last[2]) + 1
  const length = header.length - (-lastLength & 7)
  return Buffer.concat([
    Buffer.from([0x6c, 1, 0, 1]),
    words(body.length),
    words(serial),
    words(length),
    header,
    body,
  ])
}

function words(value: number): Buffer {
  const four = Buffer.alloc(4)
  four.writeUInt32LE(value, 0)
  return four
}
