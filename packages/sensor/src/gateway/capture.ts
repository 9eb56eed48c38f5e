/** One frame of a capture: when, what the first bytes are a header of, its beginning, and its length on the wire. */
export interface Frame {
  /** Milliseconds since the epoch, as fine as the capture has it. */
  at: number
  /** LINKTYPE_ number (tcpdump.org/linktypes.html). */
  link: number
  bytes: Buffer
  length: number
}

/** Why the rest of a capture can't be read, in one sentence without its name. What came before was given. */
export class Damaged extends Error {}

/** Largest frame that any capturing program writes (MAXIMUM_SNAPLEN of libpcap). */
const largest = 262_144
const largestBlock = 16 * 1024 * 1024

/**
 * Frames of a libpcap file (microseconds or nanoseconds, either byte order) or a pcapng file (any sections, interfaces
 * and resolutions), as they come: a pipe from `tcpdump -w -` works. Throws {@link Damaged} where it can't go on.
 * Formats: draft-ietf-opsawg-pcap, draft-ietf-opsawg-pcapng.
 */
export async function* frames(bytes: AsyncIterable<Buffer>): AsyncGenerator<Frame> {
  const input = reader(bytes)
  const magic = await input.take(4)
  if (!magic) throw new Damaged('is empty, or shorter than any capture')
  if (magic.readUInt32BE() === sectionHeader) yield* pcapng(input)
  else {
    const kind = classic(magic)
    if (!kind) throw new Damaged(notOne(magic))
    yield* pcap(input, kind)
  }
}

function notOne(magic: Buffer): string {
  const text = magic.every((byte) => (byte >= 32 && byte < 127) || byte === 9 || byte === 10 || byte === 13)
  return text
    ? 'is text, not a capture: telltale scan reads what tcpdump prints, this reads what tcpdump -w writes'
    : `is no pcap or pcapng file: it begins with ${magic.toString('hex')}`
}

interface Classic {
  little: boolean
  /** Units of the second field in a millisecond. */
  perMs: number
}

function classic(magic: Buffer): Classic | undefined {
  for (const little of [true, false]) {
    const value = little ? magic.readUInt32LE() : magic.readUInt32BE()
    if (value === 0xa1b2c3d4) return { little, perMs: 1e3 }
    if (value === 0xa1b23c4d) return { little, perMs: 1e6 }
  }
  return undefined
}

async function* pcap(input: Reader, { little, perMs }: Classic): AsyncGenerator<Frame> {
  const header = await input.take(20)
  if (!header) throw new Damaged('ends within its own header')
  const u32 = (from: Buffer, at: number) => (little ? from.readUInt32LE(at) : from.readUInt32BE(at))
  // The upper bits tell about checksums behind each frame.
  const link = u32(header, 16) & 0xffff
  for (let n = 1; ; n++) {
    const record = await input.take(16)
    if (!record) {
      if (input.left() > 0) throw new Damaged(`is cut off within packet ${n}; what came before was used`)
      return
    }
    const captured = u32(record, 8)
    if (captured > largest)
      throw new Damaged(
        `states a packet of ${captured} bytes as number ${n}: damaged there, what came before was used`,
      )
    const body = await input.take(captured)
    if (!body) throw new Damaged(`is cut off within packet ${n}; what came before was used`)
    yield { at: u32(record, 0) * 1000 + u32(record, 4) / perMs, link, bytes: body, length: u32(record, 12) }
  }
}

const sectionHeader = 0x0a0d0d0a
const block = { section: sectionHeader, face: 1, oldPacket: 2, simple: 3, packet: 6 }

interface Face {
  link: number
  snap: number
  /** Ticks in a millisecond, and what is added, milliseconds. */
  perMs: number
  offset: number
}

async function* pcapng(input: Reader): AsyncGenerator<Frame> {
  let little = true
  let faces: Face[] = []
  const u16 = (b: Buffer, at: number) => (little ? b.readUInt16LE(at) : b.readUInt16BE(at))
  const u32 = (b: Buffer, at: number) => (little ? b.readUInt32LE(at) : b.readUInt32BE(at))
  // The first four bytes were taken to tell the formats apart.
  let type: number | undefined = sectionHeader
  for (let n = 1; ; n++) {
    if (type === undefined) {
      const start = await input.take(4)
      if (!start) {
        if (input.left() > 0) throw new Damaged(`is cut off within block ${n}; what came before was used`)
        return
      }
      type = u32(start, 0)
    }
    const cut = () => new Damaged(`is cut off within block ${n}; what came before was used`)
    const size = await input.take(4)
    if (!size) throw cut()
    if (type === block.section) {
      const order = await input.take(4)
      if (!order) throw cut()
      if (order.readUInt32LE() === 0x1a2b3c4d) little = true
      else if (order.readUInt32BE() === 0x1a2b3c4d) little = false
      else throw new Damaged(`has a section without a byte order as block ${n}; what came before was used`)
      faces = []
    }
    const length = u32(size, 0)
    if (length < 12 || length % 4 !== 0 || length > largestBlock)
      throw new Damaged(
        `states a block of ${length} bytes as number ${n}: damaged there, what came before was used`,
      )
    const body = await input.take(length - (type === block.section ? 12 : 8))
    if (!body) throw cut()
    const end = body.length - 4
    if (type === block.face && end >= 8) faces.push(faceOf(body.subarray(0, end), u16, u32))
    else if ((type === block.packet || type === block.oldPacket) && end >= 20) {
      const face = faces[type === block.packet ? u32(body, 0) : u16(body, 0)]
      const captured = u32(body, 12)
      if (face && captured <= end - 20)
        yield {
          at: (u32(body, 4) * 2 ** 32 + u32(body, 8)) / face.perMs + face.offset,
          link: face.link,
          bytes: body.subarray(20, 20 + captured),
          length: u32(body, 16),
        }
    }
    // Simple packets have no time; other blocks hold names, counts and comments.
    type = undefined
  }
}

function faceOf(
  body: Buffer,
  u16: (b: Buffer, at: number) => number,
  u32: (b: Buffer, at: number) => number,
): Face {
  const face: Face = { link: u16(body, 0), snap: u32(body, 4), perMs: 1e3, offset: 0 }
  for (let at = 8; at + 4 <= body.length; ) {
    const code = u16(body, at)
    const length = u16(body, at + 2)
    const value = body.subarray(at + 4, at + 4 + length)
    if (code === 0 || value.length < length) break
    if (code === 9 && length === 1) {
      const resolution = value[0]!
      face.perMs = (resolution & 0x80 ? 2 ** (resolution & 0x7f) : 10 ** resolution) / 1000
    }
    // Seconds, 64 bit and signed; a capture does not reach beyond 32 bits of them.
    if (code === 14 && length === 8)
      face.offset = 1000 * (little(u16) ? value.readInt32LE(0) : value.readInt32BE(4))
    at += 4 + Math.ceil(length / 4) * 4
  }
  return face
}

function little(u16: (b: Buffer, at: number) => number): boolean {
  return u16(Buffer.from([1, 0]), 0) === 1
}

interface Reader {
  /** The next `n` bytes; undefined when fewer are left. */
  take(n: number): Promise<Buffer | undefined>
  /** Bytes that are left, after `take` gave undefined. */
  left(): number
}

function reader(source: AsyncIterable<Buffer>): Reader {
  const chunks = source[Symbol.asyncIterator]()
  let held: Buffer = Buffer.alloc(0)
  return {
    async take(n) {
      if (held.length < n) {
        const parts = [held]
        let size = held.length
        while (size < n) {
          const { value, done } = await chunks.next()
          if (done) break
          parts.push(value)
          size += value.length
        }
        held = Buffer.concat(parts)
        if (size < n) return undefined
      }
      const out = held.subarray(0, n)
      held = held.subarray(n)
      return out
    },
    left: () => held.length,
  }
}
