import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { accept, canonical, digest, drain, type Observation, plan } from '../../index.ts'
import { quantileOf, underway } from '../../signals/underway.ts'
import lateKeystrokes from './late-keystrokes.ts'

const at = 1_767_225_600_000
const dallas = { name: 'Dallas', lat: 32.78, lon: -96.8 }
const seattle = { lat: 47.61, lon: -122.33 }

interface Line {
  /** One way, there and back; milliseconds. */
  up?: number
  down?: number
  /** What key i waits beyond the way. */
  queue?(i: number): number
  /** The device's clock: behind by this many ms, and fast by this many parts in a million; `set` is added from halfway on. */
  behind?: number
  ppm?: number
  set?: number
  keys?: number
  exchanges?: number
  collector?: object | null
  /** Key times are multiples of this. */
  tick?: number
}

function transit(line: Line, first = 0) {
  const {
    up = 20,
    down = up,
    queue = () => 0,
    behind = -3200,
    ppm = 30,
    set = 0,
    keys = 200,
    exchanges = 32,
  } = line
  const device = (t: number) => (t - at) * (1 + ppm * 1e-6) + at - behind + (t - at > 240_000 ? set : 0)
  const ask = (i: number) => {
    const sent = at + first + (i * 480_000) / exchanges
    const extra = (i * 13) % 7
    const t2 = sent + up + extra
    return { t1: device(sent), t2, t3: t2 + 0.1, t4: device(t2 + 0.1 + down + ((i * 5) % 3)) }
  }
  const key = (i: number) => {
    const pressed = at + first + (i * 480_000) / keys + ((i * 37) % 11) * 0.93
    const told = device(pressed)
    const eventAt = line.tick ? Math.floor(told / line.tick) * line.tick : told
    return { eventAt, receivedAt: pressed + up + 2 + queue(i) }
  }
  return {
    ...(line.collector === null ? {} : { collector: line.collector ?? dallas }),
    exchanges: Array.from({ length: exchanges }, (_, i) => ask(i)),
    events: Array.from({ length: keys }, (_, i) => key(i)).sort((a, b) => a.receivedAt - b.receivedAt),
  }
}

function observation(row: object, i = 0): Observation {
  const accepted = accept({ at: at + i, ...row }, { source: 'test', id: `r${i}`, receivedAt: at }, (t, v) =>
    digest(t + v),
  )
  if (!accepted.observation) throw new Error(JSON.stringify(accepted.problems))
  return accepted.observation
}

const timed = (data: object, i = 1) =>
  observation({ kind: 'transit', about: ['device:LT-1', 'person:W-1'], data }, i)

function judge(place: object | undefined, ...data: object[]) {
  const rows = [
    observation({ kind: 'person', about: ['person:W-1'], data: { place } }),
    ...data.map((d, i) => timed(d, i + 1)),
  ]
  const out = drain(plan([lateKeystrokes]), [rows])
  expect(out.faults).toEqual([])
  return { evidence: out.evidence[0], because: out.abstentions[0]?.because }
}

/** The way that is measured for one-way times, as the detector sees it. */
const measured = (line: Line) =>
  quantileOf(underway.add(underway.empty, [timed(transit(line)) as Observation<'transit'>]), 0.1)

describe('signals/underway', () => {
  it.each([
    [-7300, 40],
    [7300, -40],
    [86_400_000, 90],
    [0, 0],
  ])('finds the time under way with a clock %d ms behind and %d ppm fast', (behind, ppm) => {
    expect(measured({ up: 60, behind, ppm })).toBeGreaterThanOrEqual(56)
    expect(measured({ up: 60, behind, ppm })).toBeLessThanOrEqual(64)
  })

  it('takes the low quantile: half of the keys waiting changes little', () => {
    expect(measured({ up: 60, queue: (i) => (i % 2 ? 700 : 0) })).toBeLessThanOrEqual(64)
  })

  it('is the same whatever the order and the splitting, and small', () => {
    const line = fc.record({
      up: fc.integer({ min: 1, max: 400 }),
      down: fc.integer({ min: 1, max: 400 }),
      set: fc.constantFrom(0, 0, 900),
      keys: fc.integer({ min: 0, max: 60 }),
      exchanges: fc.integer({ min: 0, max: 20 }),
      collector: fc.constantFrom(dallas, null, { name: 'Frankfurt' }),
    })
    fc.assert(
      fc.property(fc.array(line, { maxLength: 8 }), fc.nat(), (lines, cut) => {
        const rows = lines.map((l, i) => timed(transit(l), i) as Observation<'transit'>)
        const whole = underway.add(underway.empty, rows)
        const n = rows.length === 0 ? 0 : cut % rows.length
        const parts = underway.merge(
          underway.add(underway.empty, rows.slice(n).reverse()),
          underway.add(underway.empty, rows.slice(0, n)),
        )
        expect(canonical(parts)).toBe(canonical(whole))
        expect(JSON.stringify(whole).length).toBeLessThan(2000)
      }),
      { numRuns: 60 },
    )
  })
})

describe('network/late-keystrokes', () => {
  it('speaks when even quick keys need more than the claimed place explains', () => {
    const { evidence } = judge(seattle, transit({ up: 200 }))
    expect(evidence).toMatchObject({ is: 'evidence', weighsOn: ['person:W-1'] })
    expect(evidence!.weights['device-elsewhere']).toBeGreaterThan(0.3)
    expect(evidence!.says).toMatch(/2,7\d\d km away/)
  })

  it('never lists anybody by itself, however late', () => {
    for (const up of [150, 180, 220])
      expect(judge(seattle, transit({ up })).evidence?.weight ?? 0).toBeLessThan(1)
  })

  it.each<[string, Line]>([
    ['Starlink', { up: 30 }],
    ['a mobile line', { up: 45, queue: (i) => (i * 17) % 60 }],
    ['a crowded cell', { up: 90, down: 40 }],
    ['a line whose uplink is slow', { up: 75, down: 12 }],
    ['hotel Wi-Fi with half of the keys late', { up: 35, queue: (i) => (i % 2 ? 600 : 0) }],
    ['a browser with a 1 ms clock', { up: 30, tick: 1 }],
    ['a clock that drifts by 90 ppm', { up: 30, ppm: 90 }],
  ])('is calm about %s', (_, line) => {
    expect(judge(seattle, transit(line)).evidence?.is).toBe('clear')
  })

  it.each<[string, Line, RegExp]>([
    ['a geostationary satellite', { up: 320, down: 310 }, /satellite/],
    ['an uplink that is full all day', { up: 25, queue: () => 260 }, /waited/],
    ['a clock that was set forward', { up: 30, set: 900 }, /was set/],
    ['a clock that was set back a little', { up: 30, set: -60 }, /was set|backwards/],
    ['a browser that gives 100 ms steps', { up: 30, tick: 100 }, /too coarse/],
    ['two exchanges', { up: 200, exchanges: 2 }, /fewer than 8 clock exchanges/],
    ['thirty keys', { up: 200, keys: 30 }, /30 of 40 keys/],
    ['a collector without a place', { up: 200, collector: { name: 'edge' } }, /coordinates/],
  ])('abstains on %s', (_, line, because) => {
    expect(judge(seattle, transit(line)).because).toMatch(because)
  })

  it('abstains for a claimed place in words alone, and with several collectors', () => {
    expect(judge({ city: 'Seattle' }, transit({ up: 200 })).because).toMatch(
      /no claimed place with coordinates/,
    )
    const other = { ...transit({ up: 200 }, 600_000), collector: { name: 'Miami', lat: 25.8, lon: -80.2 } }
    expect(judge(seattle, transit({ up: 200 }), other).because).toMatch(/several collectors/)
  })

  it('does not believe a device that says keys came before they were pressed', () => {
    const data = transit({ up: 200 })
    const ahead = { ...data, events: data.events.map((e) => ({ ...e, eventAt: e.eventAt + 5000 })) }
    expect(judge(seattle, ahead).because).toMatch(/before they were pressed/)
  })

  it('exchanges that contradict themselves are no ground for anything', () => {
    const data = transit({ up: 200 })
    const impossible = { ...data, exchanges: data.exchanges.map((e) => ({ ...e, t4: e.t1 - 1 })) }
    expect(judge(seattle, impossible).because).toMatch(/backwards/)
    const shuffled = {
      ...data,
      exchanges: data.exchanges.map((e, i) => ({
        ...e,
        t1: e.t1 - (i % 2) * 60_000,
        t4: e.t4 - (i % 2) * 60_000,
      })),
    }
    expect(judge(seattle, shuffled).because).toMatch(/backwards|was set/)
  })

  it('one observation with a bad clock does not spoil the day’s others', () => {
    const bad = transit({ up: 30, set: 900 })
    expect(judge(seattle, bad, transit({ up: 30 }, 600_000)).evidence?.is).toBe('clear')
  })
})
