/** For tests: captures of an invented SSH session, in the forms that capturing programs write. */
/** One TCP segment of the invented session. */
export interface Part {
  at: number
  up: boolean
  seq: number
  ack: number
  length: number
  flags: number
}

export const start = 1_767_225_600_000

/** Twelve keys about 900 ms apart: acknowledged after 40 ms, echoed 109 ms later. */
export function typed(keys = 12): Part[] {
  const parts: Part[] = [
    { at: start, up: true, seq: 100, ack: 0, length: 0, flags: 0x02 },
    { at: start + 40, up: false, seq: 500, ack: 101, length: 0, flags: 0x12 },
    { at: start + 41, up: true, seq: 101, ack: 501, length: 21, flags: 0x18 },
    { at: start + 90, up: false, seq: 501, ack: 122, length: 21, flags: 0x18 },
  ]
  for (let i = 0; i < keys; i++) {
    const at = start + 2000 + i * 900.125
    const [seq, from] = [122 + i * 36, 522 + i * 44]
    parts.push({ at, up: true, seq, ack: from, length: 36, flags: 0x18 })
    parts.push({ at: at + 40, up: false, seq: from, ack: seq + 36, length: 0, flags: 0x10 })
    parts.push({ at: at + 149, up: false, seq: from, ack: seq + 36, length: 44, flags: 0x18 })
    parts.push({ at: at + 149.5, up: true, seq: seq + 36, ack: from + 44, length: 0, flags: 0x10 })
  }
  return parts
}

const secret = Buffer.from('these bytes must never be told')

function tcp({ up, seq, ack, flags, length }: Part): Buffer {
  const header = Buffer.alloc(32)
  header.writeUInt16BE(up ? 50814 : 22, 0)
  header.writeUInt16BE(up ? 22 : 50814, 2)
  header.writeUInt32BE(seq, 4)
  header.writeUInt32BE(ack, 8)
  header[12] = 8 << 4 // with twelve bytes of options
  header[13] = flags
  return Buffer.concat([header, Buffer.alloc(length, secret)])
}

export function ip4(part: Part, change: { total?: number; fragment?: number } = {}): Buffer {
  const body = tcp(part)
  const header = Buffer.alloc(20)
  header[0] = 0x45
  header.writeUInt16BE(change.total ?? 20 + body.length, 2)
  header.writeUInt16BE(change.fragment ?? 0x4000, 6)
  header[9] = 6
  const [client, server] = [
    [198, 51, 100, 7],
    [203, 0, 113, 5],
  ] as const
  header.set(part.up ? client : server, 12)
  header.set(part.up ? server : client, 16)
  return Buffer.concat([header, body])
}

function ip6(part: Part, extension = false): Buffer {
  const body = tcp(part)
  const between = extension ? Buffer.from([6, 0, 1, 4, 0, 0, 0, 0]) : Buffer.alloc(0)
  const header = Buffer.alloc(40)
  header[0] = 0x60
  header.writeUInt16BE(body.length + between.length, 4)
  header[6] = extension ? 60 : 6
  const address = (last: number) =>
    Buffer.from(`20010db80000000000000000000000${last.toString(16).padStart(2, '0')}`, 'hex')
  header.set(address(part.up ? 7 : 5), 8)
  header.set(address(part.up ? 5 : 7), 24)
  return Buffer.concat([header, between, body])
}

export const hex = (text: string) => Buffer.from(text.replaceAll(' ', ''), 'hex')
const macs = hex('020000000001 020000000002')
export const links: [string, number, (p: Part) => Buffer][] = [
  ['Ethernet', 1, (p) => Buffer.concat([macs, hex('0800'), ip4(p)])],
  ['Ethernet with a VLAN', 1, (p) => Buffer.concat([macs, hex('8100 0064 0800'), ip4(p)])],
  ['Ethernet with two VLANs', 1, (p) => Buffer.concat([macs, hex('88a8 0001 8100 0064 86dd'), ip6(p)])],
  ['Linux cooked', 113, (p) => Buffer.concat([Buffer.alloc(14), hex('0800'), ip4(p)])],
  ['Linux cooked v2', 276, (p) => Buffer.concat([hex('86dd'), Buffer.alloc(18), ip6(p)])],
  ['raw IPv4', 101, (p) => ip4(p)],
  ['raw IPv6 with an extension header', 101, (p) => ip6(p, true)],
  ['BSD loopback', 0, (p) => Buffer.concat([hex('02000000'), ip4(p)])],
  ['padding of short Ethernet frames', 1, (p) => Buffer.concat([macs, hex('0800'), ip4(p), Buffer.alloc(6)])],
]

interface Form {
  little?: boolean
  nano?: boolean
  snap?: number
}

export function pcap(
  parts: readonly Part[],
  link: number,
  frame: (p: Part) => Buffer,
  form: Form = {},
): Buffer {
  const { little = true, nano = false, snap = 262_144 } = form
  const u32 = (...values: number[]) => {
    const out = Buffer.alloc(4 * values.length)
    for (const [i, v] of values.entries())
      if (little) out.writeUInt32LE(v >>> 0, 4 * i)
      else out.writeUInt32BE(v >>> 0, 4 * i)
    return out
  }
  const version = Buffer.from(little ? [2, 0, 4, 0] : [0, 2, 0, 4])
  const out: Buffer[] = [u32(nano ? 0xa1b23c4d : 0xa1b2c3d4), version, u32(0, 0, snap, link)]
  for (const part of parts) {
    const bytes = frame(part)
    const kept = bytes.subarray(0, snap)
    const rest = Math.round((part.at % 1000) * (nano ? 1e6 : 1e3))
    out.push(u32(Math.floor(part.at / 1000), rest, kept.length, bytes.length), kept)
  }
  return Buffer.concat(out)
}

export function pcapng(
  parts: readonly Part[],
  link: number,
  frame: (p: Part) => Buffer,
  { little = true, nano = false }: Form = {},
): Buffer {
  const u = (n: number, bytes: 2 | 4) => {
    const out = Buffer.alloc(bytes)
    if (bytes === 2) little ? out.writeUInt16LE(n) : out.writeUInt16BE(n)
    else little ? out.writeUInt32LE(n >>> 0) : out.writeUInt32BE(n >>> 0)
    return out
  }
  const block = (type: number, ...body: Buffer[]) => {
    const whole = Buffer.concat(body)
    const padded = Buffer.concat([whole, Buffer.alloc((4 - (whole.length % 4)) % 4)])
    const length = u(padded.length + 12, 4)
    return Buffer.concat([u(type, 4), length, padded, length])
  }
  const section = block(0x0a0d0d0a, u(0x1a2b3c4d, 4), u(1, 2), u(0, 2), Buffer.alloc(8, 255))
  const resolution = Buffer.concat([u(9, 2), u(1, 2), Buffer.from([nano ? 9 : 6, 0, 0, 0]), u(0, 4)])
  const face = block(1, u(link, 2), u(0, 2), u(262_144, 4), resolution)
  const names = block(4, Buffer.alloc(8))
  return Buffer.concat([
    section,
    face,
    names,
    ...parts.map((part) => {
      const bytes = frame(part)
      const ticks = BigInt(Math.round(part.at * 1000)) * (nano ? 1000n : 1n)
      return block(
        6,
        u(0, 4),
        u(Number(ticks >> 32n), 4),
        u(Number(ticks & 0xffffffffn), 4),
        u(bytes.length, 4),
        u(bytes.length, 4),
        bytes,
      )
    }),
  ])
}
