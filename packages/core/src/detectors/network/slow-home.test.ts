import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { accept, digest, drain, plan } from '../../index.ts'
import { slow } from '../../signals/distance.ts'
import { exits } from '../../signals/exits.ts'
import slowHome from './slow-home.ts'

const at = 1_767_225_600_000
const dallas = { name: 'Dallas', lat: 32.78, lon: -96.8 }
const seattle = { lat: 47.61, lon: -122.33 }

interface Line {
  /** Smallest TCP round trip; echoes take `echo` longer, `null` when there were none. */
  ms: number
  echo?: number | null
  n?: number
  ip?: string
  org?: string
  collector?: object | null
  peers?: { network: string; n: number; p95: number }
}

function judge(place: object | undefined, ...lines: Line[]) {
  const rows: object[] = [{ kind: 'person', at, about: ['person:W-1'], data: { place } }]
  for (const { ms, echo = 0.6, n = 12, ip = '198.51.100.7', org, collector = dallas, peers } of lines) {
    const trips = (from: number) => Array.from({ length: n }, (_, i) => from + ((i * 7) % 5))
    rows.push({
      kind: 'rtt',
      at: at + 60_000,
      about: ['device:LT-1', 'person:W-1'],
      data: {
        ip,
        ...(org && { org }),
        ...(collector && { collector }),
        transport: trips(ms),
        ...(echo !== null && { application: trips(ms + echo) }),
        ...(peers && { peers }),
      },
    })
  }
  const observations = rows.map((row, i) => {
    const accepted = accept(row, { source: 'test', id: `r${i}`, receivedAt: at }, (t, v) => digest(t + v))
    if (!accepted.observation) throw new Error(JSON.stringify(accepted.problems))
    return accepted.observation
  })
  const out = drain(plan([slowHome]), [observations])
  expect(out.faults).toEqual([])
  return { evidence: out.evidence[0], because: out.abstentions[0]?.because }
}

const peers = { network: '198.51.0.0/16', n: 20, p95: 85 }

describe('network/slow-home', () => {
  it('speaks of a home that never answers as quickly as nearly all paths of its length, and weighs little', () => {
    const { evidence } = judge(seattle, { ms: 300 })
    expect(evidence).toMatchObject({ is: 'evidence', weighsOn: ['person:W-1'] })
    expect(evidence!.weight).toBeLessThanOrEqual(0.35)
    expect(evidence!.says).toMatch(/quickest of 12 answers to Dallas took 300 ms/)
  })

  it('sees more against others on the same network, and says how many', () => {
    const { evidence } = judge(seattle, { ms: 190, peers })
    expect(evidence!.weight).toBeGreaterThan(0.25)
    expect(evidence!.says).toContain('20 other devices on 198.51.0.0/16')
    expect(judge(seattle, { ms: 190 }).evidence?.is).toBe('clear')
  })

  it('lists nobody by itself, whatever the time', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.5, max: 2000, noNaN: true }), fc.boolean(), (ms, known) => {
        const { evidence } = judge(seattle, { ms, ...(known && { peers }) })
        expect(evidence?.weight ?? 0).toBeLessThan(0.7)
      }),
      { numRuns: 60 },
    )
  })

  it.each<[string, Line]>([
    ['Starlink', { ms: 95 }],
    ['a mobile line in a crowded cell', { ms: 180 }],
    [
      'an island’s one cable, which all of its network goes through',
      { ms: 330, peers: { ...peers, p95: 310 } },
    ],
    [
      'a network of which few others are known, at an ordinary time',
      { ms: 150, peers: { ...peers, n: 3, p95: 20 } },
    ],
    ['one line somewhat slower than its network', { ms: 140, peers }],
  ])('is calm about %s', (_, line) => {
    expect(judge(seattle, line).evidence?.is).toBe('clear')
  })

  it('takes the day’s best exit: a slow phone beside a quick line is nothing', () => {
    expect(judge(seattle, { ms: 60 }, { ms: 320, ip: '203.0.113.9' }).evidence?.is).toBe('clear')
  })

  it.each<[string, Line, RegExp]>([
    ['a geostationary satellite', { ms: 610 }, /satellite/],
    ['a relay before the device', { ms: 300, echo: 90 }, /relay/],
    ['a quick relay before the device: that clears nobody', { ms: 4, echo: 190 }, /relay/],
    ['a device that was not measured', { ms: 300, echo: null }, /was not measured/],
    ['a quick exit without a measured device', { ms: 40, echo: null }, /was not measured/],
    ['a private relay', { ms: 12, org: 'iCloud Private Relay' }, /gateway or private relay/],
    ['nine round trips', { ms: 300, n: 9 }, /fewer than 10/],
    ['a collector without a place', { ms: 300, collector: { name: 'edge' } }, /coordinates/],
  ])('abstains on %s', (_, line, because) => {
    expect(judge(seattle, line).because).toMatch(because)
  })

  it('abstains without a claimed place', () => {
    expect(judge(undefined, { ms: 300 }).because).toMatch(/no claimed place/)
  })

  it('what is usual over a distance never falls with it', () => {
    let before = 0
    for (let km = 0; km <= 20_015; km += 50) {
      expect(slow(km)).toBeGreaterThanOrEqual(before)
      before = slow(km)
    }
  })

  it('of several statements about peers the one that rests on most is kept, in any order', () => {
    const row = (n: number, p95: number) =>
      ({ data: { ip: 'x', transport: [9], peers: { network: 'a', n, p95 } } }) as never
    const one = exits.add(exits.add(exits.empty, [row(9, 50)]), [row(30, 80), row(30, 70)])
    const other = exits.add(exits.empty, [row(30, 70), row(9, 50), row(30, 80)])
    expect(one).toEqual(other)
    expect(one['x|']?.peers).toEqual({ network: 'a', n: 30, p95: 80 })
  })
})
