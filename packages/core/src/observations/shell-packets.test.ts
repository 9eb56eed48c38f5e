import { describe, expect, it } from 'vitest'
import { type Segment, shellPackets } from './shell-packets.ts'

const client = '198.51.100.7:50100'
const server = '203.0.113.5:22'

interface Typed {
  /** Round trip to the host, and how much later the shell behind it answers. */
  rtt?: number
  behind?: number
  gaps?: readonly number[]
  keys?: number
  size?: number
  /** The host waits with its acknowledgement until it has something to send, this long at most. */
  delayed?: number
  first?: number
}

/** What a gateway beside the client sees of somebody who types. */
function session(given: Typed = {}): Segment[] {
  const { rtt = 40, behind = 0, gaps = [900], keys = 10, size = 36, delayed = 0, first = 1_000_000 } = given
  const out: Segment[] = []
  let at = 1000
  for (let i = 0; i < keys; i++) {
    at += gaps[i % gaps.length]!
    const seq = (first + i * size) >>> 0
    const end = (seq + size) >>> 0
    out.push({ at, from: client, to: server, seq, ack: 1 + i * 44, length: size })
    const heard = at + rtt
    const echoAt = at + rtt + behind
    if (behind > delayed)
      out.push({ at: heard + delayed, from: server, to: client, seq: 1 + i * 44, ack: end, length: 0 })
    out.push({ at: echoAt, from: server, to: client, seq: 1 + i * 44, ack: end, length: 44 })
    out.push({ at: echoAt + 0.02, from: client, to: server, seq: end, ack: 45 + i * 44, length: 0 })
  }
  return out.sort((a, b) => a.at - b.at)
}

function read(segments: readonly Segment[], ports?: number[]) {
  const packets = shellPackets(ports)
  for (const s of segments) packets.add(s)
  return { found: packets.keystrokes(), counts: packets.counts() }
}

describe('keystrokes from headers', () => {
  it('gives sent, acknowledged and echoed per key, the ends without ports, and the smallest round trip', () => {
    const { found } = read(session({ behind: 109 }))
    expect(found).toHaveLength(1)
    expect(found[0]).toMatchObject({ client: '198.51.100.7', server: '203.0.113.5', minimum: 40 })
    expect(found[0]!.sent).toHaveLength(10)
    expect(found[0]!.ack.map((a, i) => a - found[0]!.sent[i]!)).toEqual(Array(10).fill(40))
    expect(found[0]!.echo.map((e, i) => e - found[0]!.ack[i]!)).toEqual(Array(10).fill(109))
  })

  it('an acknowledgement that rides on the echo has the echo’s time', () => {
    const { found } = read(session({ behind: 25, delayed: 40 }))
    expect(found[0]!.ack).toEqual(found[0]!.echo)
  })

  it('sequence numbers may wrap', () => {
    const { found } = read(session({ behind: 109, first: 2 ** 32 - 100 }))
    expect(found[0]!.sent).toHaveLength(10)
  })

  it('leaves out keys that follow one another quickly: their echoes can’t be told apart', () => {
    // Six at a time, 120 ms apart, and a pause: only the first of each six stands alone.
    const { found } = read(session({ behind: 109, gaps: [900, 120, 120, 120, 120, 120], keys: 24 }))
    expect(found[0]?.sent.length ?? 0).toBeLessThanOrEqual(4)
  })

  it('where echoes come after the next key, the distance is never overstated', () => {
    const { found } = read(session({ behind: 700, gaps: [500] }))
    for (const [i, echo] of (found[0]?.echo ?? []).entries())
      expect(echo - found[0]!.ack[i]!).toBeLessThanOrEqual(700)
  })

  it('says when a client hides its rhythm: packets every 20 ms, none alone', () => {
    const { found, counts } = read(session({ behind: 109, gaps: [20], keys: 200 }))
    expect(found).toEqual([])
    expect(counts).toEqual({ flows: 1, crowded: 1 })
  })

  it('a copied file is nobody typing', () => {
    expect(read(session({ size: 1448, keys: 200 })).found).toEqual([])
    const upload = session({ size: 1448, keys: 40 })
    const last = upload.at(-1)!
    const keys = session({ keys: 6, first: last.seq }).map((s) => ({ ...s, at: s.at + last.at }))
    expect(read([...upload, ...keys]).found).toEqual([])
  })

  it('a password that is not echoed gives no keys', () => {
    const silent = session().filter((s) => s.from === client || s.length === 0)
    expect(read(silent).found).toEqual([])
  })

  it('of a packet that was sent twice neither its round trip nor its echo is believed', () => {
    const all = session({ behind: 60, keys: 6 })
    const again = all.filter((s) => s.from === client && s.length > 0).map((s) => ({ ...s, at: s.at + 38 }))
    const { found } = read([...all, ...again].sort((a, b) => a.at - b.at))
    expect(found).toEqual([])
  })

  it('an interface that was captured twice changes nothing', () => {
    const all = session({ behind: 60 })
    const doubled = all.flatMap((s) => [s, { ...s, at: s.at + 0.05 }])
    expect(read(doubled).found).toEqual(read(all).found)
  })

  it('takes neither the version’s line nor a password for a key', () => {
    const typed = session({ behind: 0, keys: 8 })
    const before: Segment[] = [
      { at: 0, from: client, to: server, seq: 999_899, length: 0, syn: true },
      { at: 40, from: server, to: client, seq: 0, ack: 999_900, length: 0, syn: true },
      { at: 40.1, from: client, to: server, seq: 999_900, ack: 1, length: 40 },
      { at: 80.1, from: server, to: client, seq: 0, ack: 999_940, length: 0 },
      { at: 380, from: server, to: client, seq: 0, ack: 999_940, length: 41 },
      { at: 900, from: client, to: server, seq: 999_940, ack: 1, length: 60 },
      { at: 940, from: server, to: client, seq: 0, ack: 1_000_000, length: 0 },
      { at: 1400, from: server, to: client, seq: 0, ack: 1_000_000, length: 44 },
    ]
    const { found } = read([...before, ...typed.map((s) => ({ ...s, at: s.at + 1000 }))])
    expect(found[0]!.echo.map((e, i) => e - found[0]!.ack[i]!)).toEqual(Array(8).fill(0))
  })

  it('takes the handshake’s round trip, and a port that is used again begins anew', () => {
    const handshake = (at: number): Segment[] => [
      { at, from: client, to: server, seq: 7, length: 0, syn: true },
      { at: at + 31, from: server, to: client, seq: 9, ack: 8, length: 0, syn: true },
    ]
    const first = session({ behind: 60 })
    const later = session({ behind: 60, first: 5 }).map((s) => ({ ...s, at: s.at + 1e6 }))
    const { found } = read([...handshake(0), ...first, ...handshake(1e6 - 10), ...later])
    expect(found.map((f) => [f.sent.length, f.minimum])).toEqual([
      [9, 31],
      [9, 31],
    ])
  })

  it('a clock that is set back while a key is under way spoils that key and no other', () => {
    const all = session({ behind: 60 }).map((s, i) => (i < 18 ? s : { ...s, at: s.at - 40 }))
    const { found } = read(all)
    for (const [i, sent] of found[0]!.sent.entries()) {
      expect(found[0]!.ack[i]).toBeGreaterThanOrEqual(sent)
      expect(found[0]!.echo[i]).toBeGreaterThanOrEqual(found[0]!.ack[i]!)
    }
  })

  it('reads other ports when told, and does not guess when both ends are servers', () => {
    const moved = session().map((s) => ({
      ...s,
      from: s.from.replace(':22', ':2222'),
      to: s.to.replace(':22', ':2222'),
    }))
    expect(read(moved).counts.flows).toBe(0)
    expect(read(moved, [22, 2222]).found).toHaveLength(1)
    const both = session().map((s) => ({
      ...s,
      from: s.from.replace('50100', '22'),
      to: s.to.replace('50100', '22'),
    }))
    expect(read(both).counts.flows).toBe(0)
  })

  it('more than an observation holds comes in pieces', () => {
    const { found } = read(session({ keys: 20_003, gaps: [500] }))
    expect(found.map((f) => f.sent.length)).toEqual([20_000, 3])
  })
})
