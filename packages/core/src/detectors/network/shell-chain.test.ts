import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { accept, canonical, digest, drain, type Observation, plan } from '../../index.ts'
import { chains } from '../../signals/chains.ts'
import shellChain from './shell-chain.ts'

interface Typed {
  keys?: number
  ack?: number
  echo?: number
  minimum?: number
  role?: 'client' | 'server'
  server?: string
  /** Added to key i's echo. */
  late?(i: number): number
  /** Added to key i's acknowledgement and echo alike. */
  path?(i: number): number
}

function row(given: Typed, i = 0): Observation<'ssh'> {
  const { keys = 20, ack = 40, echo = 41, late = () => 0, path = () => 0 } = given
  const sent = Array.from({ length: keys }, (_, k) => 5000 + k * 811.3 + (k % 3) * 57.7)
  const data = {
    client: '198.51.100.7',
    server: given.server ?? '203.0.113.5',
    ...(given.role && { role: given.role }),
    sent,
    ack: sent.map((t, k) => t + ack + path(k)),
    echo: sent.map((t, k) => t + echo + path(k) + late(k)),
    ...(given.minimum !== undefined && { minimum: given.minimum }),
  }
  return observation(data, i)
}

function observation(data: object, i = 0): Observation<'ssh'> {
  const at = 1_767_225_600_000
  const accepted = accept(
    { kind: 'ssh', at, about: ['device:LT-1'], data },
    { source: 'test', id: `r${i}`, receivedAt: at },
    (t, v) => digest(t + v),
  )
  if (!accepted.observation) throw new Error(JSON.stringify(accepted.problems))
  return accepted.observation as Observation<'ssh'>
}

function judge(...rows: Observation<'ssh'>[]) {
  const out = drain(plan([shellChain]), [rows])
  expect(out.faults).toEqual([])
  return { evidence: out.evidence[0], because: out.abstentions[0]?.because }
}

const weighs = (...given: Typed[]) => judge(...given.map(row)).evidence

describe('network/shell-chain', () => {
  it('speaks of a chain when echoes come long after their acknowledgements, and names the host', () => {
    const evidence = weighs({ echo: 150 })
    expect(evidence).toMatchObject({
      is: 'evidence',
      weights: { 'hands-elsewhere': 0.4, 'device-elsewhere': 0.4 },
    })
    expect(evidence?.says).toMatch(/110 ms after 203\.0\.113\.5 has acknowledged/)
  })

  it('weighs more where the device itself passes the keys on, and says where they come from', () => {
    const evidence = weighs({ echo: 150, role: 'server' })
    expect(evidence?.weights).toEqual({ 'hands-elsewhere': 1 })
    expect(evidence?.says).toContain('from 198.51.100.7 are passed on')
  })

  it('says nothing about a device that is the client: jump hosts are ordinary', () => {
    expect(judge(row({ echo: 150, role: 'client' })).because).toMatch(/jump host/)
  })

  it('never lists anybody by itself', () => {
    for (const role of [undefined, 'server', 'client'] as const)
      for (const keys of [5, 12, 200]) expect(weighs({ echo: 900, role, keys })?.weight ?? 0).toBeLessThan(2)
  })

  it('finds the one chained session of a day among direct ones', () => {
    const direct = Array.from({ length: 20 }, (_, i) => row({ server: `192.0.2.${i}` }, i + 1))
    expect(judge(...direct, row({ echo: 150 })).evidence?.is).toBe('evidence')
  })

  it('weighs half where only the smallest round trip tells it', () => {
    const evidence = weighs({ ack: 70, echo: 70, minimum: 40 })
    expect(evidence?.weights).toEqual({ 'hands-elsewhere': 0.2, 'device-elsewhere': 0.2 })
    expect(evidence?.says).toContain('30 ms longer than the way')
  })

  it('below ten keys a riding acknowledgement says nothing yet', () => {
    expect(weighs({ ack: 70, echo: 70, minimum: 40, keys: 9 })?.is).toBe('clear')
  })

  it.each<[string, Typed]>([
    ['a satellite line', { ack: 640, echo: 640.4, minimum: 600 + 36 }],
    ['a mobile path whose delay varies for both alike', { path: (k) => (k * 37) % 60, echo: 40.8 }],
    ['one key in five that waits for a busy editor', { late: (k) => (k % 5 === 0 ? 400 : 0) }],
    ['a container’s shell 6 ms behind the host', { echo: 46 }],
    [
      'an echo that rides, with jitter above the smallest round trip',
      { ack: 52, echo: 52, minimum: 40, path: (k) => (k * 7) % 12 },
    ],
    ['host and shell across a data centre', { echo: 59 }],
    [
      'a container 6 ms behind, over a path with jitter',
      { echo: 46, minimum: 40, path: (k: number) => (k * 7) % 23 },
    ],
  ])('is calm about %s', (_, given) => {
    expect(weighs(given)?.is).toBe('clear')
  })

  it('keys in quick succession are not used, whoever recorded them', () => {
    const sent = Array.from({ length: 60 }, (_, i) => 1000 + i * 130)
    const { because } = judge(
      observation({ sent, ack: sent.map((t) => t + 40), echo: sent.map((t) => t + 125) }),
    )
    expect(because).toMatch(/^\d of 5 isolated/)
  })

  it.each<[string, object, RegExp]>([
    ['no keys', { sent: [], ack: [], echo: [] }, /no isolated keystroke/],
    ['lists of different lengths', { sent: [1, 1000, 2000], ack: [2], echo: [] }, /no isolated keystroke/],
    [
      'times that run backwards',
      { sent: spaced(20, -900), ack: spaced(20, -900), echo: spaced(20, -900) },
      /backwards/,
    ],
    [
      'a clock that stands still',
      { sent: Array(20).fill(5), ack: Array(20).fill(5), echo: Array(20).fill(5) },
      /no isolated/,
    ],
    [
      'no time between key and echo',
      { sent: spaced(20, 900), ack: spaced(20, 900), echo: spaced(20, 900) },
      /stand still/,
    ],
    [
      'a clock of 64 ticks a second',
      { sent: spaced(20, 1000), ack: spaced(20, 1000, 31.25), echo: spaced(20, 1000, 93.75) },
      /too coarse/,
    ],
    [
      'echoes before their keys',
      { sent: spaced(20, 900), ack: spaced(20, 900, 9), echo: spaced(20, 900, -9) },
      /no isolated/,
    ],
    [
      'no smallest round trip where it is needed',
      { sent: spaced(20, 911.3), ack: spaced(20, 911.3, 70.2), echo: spaced(20, 911.3, 70.2) },
      /smallest round trip is not known/,
    ],
  ])('abstains on %s', (_, data, because) => {
    expect(judge(observation(data)).because).toMatch(because)
  })

  it('scores the recorded sessions of real OpenSSH right: chains from 25 ms on, no host that answers itself', () => {
    const folder = new URL('../../../../../fixtures/shell/', import.meta.url)
    for (const name of ['sessions.ndjson', 'sessions-busy.ndjson'])
      for (const line of readFileSync(new URL(name, folder), 'utf8').trim().split('\n')) {
        const { of, data } = JSON.parse(line) as { of: { name: string; leg?: number }; data: object }
        const found = judge(observation(data)).evidence?.is === 'evidence'
        expect([of.name, found]).toEqual([of.name, (of.leg ?? 0) > 20])
      }
  })

  it('state is the same whatever the order and splitting, and small', () => {
    const typed = fc.record({
      keys: fc.integer({ min: 0, max: 30 }),
      ack: fc.integer({ min: 0, max: 200 }),
      echo: fc.integer({ min: 0, max: 600 }),
      server: fc.constantFrom('192.0.2.1', '192.0.2.2', '192.0.2.3'),
      role: fc.constantFrom(undefined, 'client' as const, 'server' as const),
    })
    fc.assert(
      fc.property(fc.array(typed, { maxLength: 20 }), fc.nat(), (all, cut) => {
        const rows = all.map((t, i) => row(t, i))
        const whole = chains.add(chains.empty, rows)
        const at = rows.length === 0 ? 0 : cut % rows.length
        const halves = chains.merge(
          chains.add(chains.empty, rows.slice(at).reverse()),
          chains.add(chains.empty, rows.slice(0, at)),
        )
        expect(canonical(halves)).toBe(canonical(whole))
        expect(JSON.stringify(whole).length).toBeLessThan(2000)
      }),
      { numRuns: 100 },
    )
  })
})

function spaced(n: number, step: number, plus = 0): number[] {
  return Array.from({ length: n }, (_, i) => 100_000 + i * step + plus)
}
