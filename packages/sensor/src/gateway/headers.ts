import type { Segment } from '@telltale/core/observations/shell-packets'
import type { Frame } from './capture.ts'

/** What a frame is, where it is no whole TCP header: other traffic, a piece of a packet, or a link that is not read. */
export type Other = 'other' | 'fragment' | 'short' | 'link'

const tcp = 6
const ethernet = { ipv4: 0x0800, ipv6: 0x86dd, tags: [0x8100, 0x88a8, 0x9100] }

/** Reads link, IP and TCP headers of one frame, and nothing behind them. */
export function segmentOf({ at, link, bytes, length }: Frame): Segment | Other {
  const start = network(link, bytes)
  if (typeof start === 'string') return start
  const ip = bytes.subarray(start)
  const version = (ip[0] ?? 0) >> 4
  const inner = version === 4 ? ipv4(ip, length - start) : version === 6 ? ipv6(ip) : 'other'
  if (typeof inner === 'string') return inner
  const { from, to, offset, size } = inner
  const header = ip.subarray(offset)
  if (header.length < 20) return 'short'
  const payload = size - (header[12]! >> 4) * 4
  if (payload < 0) return 'short'
  const flags = header[13]!
  return {
    at,
    from: `${from}:${header.readUInt16BE(0)}`,
    to: `${to}:${header.readUInt16BE(2)}`,
    seq: header.readUInt32BE(4),
    ...((flags & 0x10) !== 0 && { ack: header.readUInt32BE(8) }),
    length: payload,
    syn: (flags & 0x02) !== 0,
  }
}

/** Where the IP header begins. */
function network(link: number, bytes: Buffer): number | Other {
  switch (link) {
    case 1:
      return behindTags(bytes, 12)
    case 113: // Linux cooked capture
      return behindTags(bytes, 14)
    case 276: // Linux cooked capture, version 2: the protocol stands first
      return bytes.length < 20 ? 'short' : isIp(bytes.readUInt16BE(0)) ? 20 : 'other'
    case 0: // BSD loopback: an address family of four bytes
    case 108:
      return 4
    case 12: // raw IP, as BSDs number it
    case 14:
    case 101: // raw IP
    case 228: // raw IPv4
    case 229: // raw IPv6
      return 0
    default:
      return 'link'
  }
}

function behindTags(bytes: Buffer, at: number): number | Other {
  let offset = at
  for (let tags = 0; tags < 4; tags++) {
    if (bytes.length < offset + 2) return 'short'
    const type = bytes.readUInt16BE(offset)
    if (isIp(type)) return offset + 2
    if (!ethernet.tags.includes(type)) return 'other'
    offset += 4
  }
  return 'other'
}

function isIp(type: number): boolean {
  return type === ethernet.ipv4 || type === ethernet.ipv6
}

interface Inner {
  from: string
  to: string
  /** Where TCP begins within the IP packet, and how long it is, header included. */
  offset: number
  size: number
}

function ipv4(ip: Buffer, onWire: number): Inner | Other {
  if (ip.length < 20) return 'short'
  const offset = (ip[0]! & 15) * 4
  if (offset < 20) return 'other'
  if (ip[9] !== tcp) return 'other'
  // More fragments follow, or this is a later one: its length is not the segment's.
  if ((ip.readUInt16BE(6) & 0x3fff) !== 0) return 'fragment'
  // A card that cuts large segments itself is handed them with a length of zero.
  const total = ip.readUInt16BE(2) || onWire
  const address = (at: number) => `${ip[at]}.${ip[at + 1]}.${ip[at + 2]}.${ip[at + 3]}`
  return { from: address(12), to: address(16), offset, size: total - offset }
}

/** Extension headers that may stand before TCP (RFC 8200): hop by hop, routing, destination options; authentication. */
const extensions = new Set([0, 43, 60])

function ipv6(ip: Buffer): Inner | Other {
  if (ip.length < 40) return 'short'
  let offset = 40
  let next = ip[6]!
  for (let n = 0; n < 8 && next !== tcp; n++) {
    if (ip.length < offset + 8) return 'short'
    if (next === 44) {
      if ((ip.readUInt16BE(offset + 2) & 0xfff9) !== 0) return 'fragment'
      next = ip[offset]!
      offset += 8
    } else if (next === 51) {
      next = ip[offset]!
      offset += (ip[offset + 1]! + 2) * 4
    } else if (extensions.has(next)) {
      next = ip[offset]!
      offset += (ip[offset + 1]! + 1) * 8
    } else return 'other'
  }
  if (next !== tcp) return 'other'
  return { from: written(ip, 8), to: written(ip, 24), offset, size: ip.readUInt16BE(4) + 40 - offset }
}

/** As RFC 5952 writes addresses: lower case, no leading zeros, the first longest run of zeros left out. */
function written(ip: Buffer, at: number): string {
  const words = Array.from({ length: 8 }, (_, i) => ip.readUInt16BE(at + 2 * i).toString(16))
  let best = { from: -1, length: 1 }
  for (let from = 0; from < 8; from++) {
    let length = 0
    while (words[from + length] === '0') length++
    if (length > best.length) best = { from, length }
  }
  if (best.from < 0) return words.join(':')
  return `${words.slice(0, best.from).join(':')}::${words.slice(best.from + best.length).join(':')}`
}
