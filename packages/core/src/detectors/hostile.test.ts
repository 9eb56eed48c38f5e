import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { accept, type Detector, detectors, digest, drain, type Observation, plan } from '../index.ts'

/**
 * Whatever a sensor sends, no detector throws, the order of rows changes nothing, and too little is never "clear". Times
 * here run backwards, stand still, are gigantic, negative or whole ticks; lists have different lengths.
 */

const at = 1_767_225_600_000
const timing = ['keys', 'pointer', 'reaction', 'ssh', 'transit', 'rtt', 'integrity'] as const
const readers = detectors.filter(
  (d): d is Detector =>
    !('links' in d) && d.reads.some((kind) => (timing as readonly string[]).includes(kind)),
)

/** A list of times as honest and as broken sensors make them. */
const times = (most: number) =>
  fc.oneof(
    fc.array(fc.double({ min: 0, max: 400, noNaN: true }), { maxLength: most, size: 'max' }).map(running),
    fc.array(fc.integer({ min: -500, max: 500 }), { maxLength: most, size: 'max' }).map(running),
    fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { maxLength: most, size: 'max' }),
    fc
      .tuple(fc.integer({ min: 0, max: most }), fc.double({ min: -1e15, max: 1e15, noNaN: true }))
      .map(([n, t]) => Array<number>(n).fill(t)),
    fc
      .tuple(fc.integer({ min: 0, max: most }), fc.constantFrom(1, 8, 15.625, 100, 1e6))
      .map(([n, step]) => Array.from({ length: n }, (_, i) => i * step)),
  )

function running(gaps: readonly number[]): number[] {
  let t = 1000
  return gaps.map((gap) => {
    t += gap
    return t
  })
}

const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined })
const source = maybe(fc.constantFrom('endpoint' as const, 'browser' as const))
const resolution = maybe(fc.double({ min: 0, max: 1000, noNaN: true }))
const bus = maybe(fc.constantFrom('usb' as const, 'bluetooth' as const, 'virtual' as const))
const bit = fc.constantFrom(0, 1, 1, 7)
const wild = fc.double({ noNaN: true, noDefaultInfinity: true })
const place = maybe(
  fc.record({
    name: fc.constantFrom('Dallas', 'Berlin'),
    lat: maybe(fc.constantFrom(32.78, 90)),
    lon: maybe(fc.constantFrom(-96.8, 180)),
  }),
)

const kinds: Record<(typeof timing)[number], fc.Arbitrary<object>> = {
  keys: fc.record({
    source,
    resolution,
    bus,
    press: times(150),
    release: maybe(times(150)),
    class: maybe(fc.array(fc.constantFrom('letter', 'space', 'modifier', 'backspace'), { maxLength: 150 })),
    repeat: maybe(fc.array(bit, { maxLength: 150 })),
    injected: maybe(fc.array(bit, { maxLength: 150 })),
  }),
  pointer: fc.record({
    source,
    resolution,
    bus,
    t: times(150),
    dx: maybe(times(150)),
    dy: maybe(times(150)),
    absolute: maybe(fc.boolean()),
    injected: maybe(fc.boolean()),
    down: maybe(times(20)),
    up: maybe(times(20)),
  }),
  reaction: fc.record({
    source,
    events: fc.array(
      fc.record({
        stimulus: fc.constantFrom(
          'prompt',
          'target',
          'hold',
          'touch',
          'dialog',
          'window',
          'menu',
          'unlock',
          'paint',
          'shell',
        ),
        shownAt: wild,
        respondedAt: maybe(fc.oneof(wild, fc.double({ min: 0, max: 3000, noNaN: true }))),
        by: maybe(fc.constantFrom('key', 'motion', 'click', 'release', 'touch')),
        overshoot: maybe(wild),
        settledAt: maybe(wild),
      }),
      { maxLength: 40, size: 'max' },
    ),
  }),
  ssh: fc.record({
    client: maybe(fc.constantFrom('a', 'b')),
    server: maybe(fc.constantFrom('c', 'd')),
    role: maybe(fc.constantFrom('client', 'server')),
    sent: times(60),
    ack: times(60),
    echo: times(60),
    minimum: maybe(fc.double({ min: 0, max: 60_000, noNaN: true })),
  }),
  transit: fc.record({
    collector: place,
    exchanges: maybe(
      fc.array(fc.record({ t1: wild, t2: wild, t3: wild, t4: wild }), { maxLength: 40, size: 'max' }),
    ),
    events: maybe(fc.array(fc.record({ eventAt: wild, receivedAt: wild }), { maxLength: 80, size: 'max' })),
  }),
  rtt: fc.record({
    collector: place,
    ip: maybe(fc.constantFrom('198.51.100.7', '')),
    org: maybe(fc.constantFrom('Zscaler, Inc.', 'x')),
    transport: maybe(times(40)),
    application: maybe(times(40)),
    peers: maybe(
      fc.record({
        network: fc.constant('AS64500'),
        n: fc.integer({ min: 0, max: 50 }),
        p95: fc.integer({ min: 0, max: 900 }),
      }),
    ),
  }),
  integrity: fc.record({
    problem: fc.constantFrom('replayed', 'signature', 'clock', 'resolution', 'impossible', 'stopped'),
    count: maybe(fc.double({ min: 0, max: 1e9, noNaN: true })),
  }),
}

const rows = (most: number) =>
  fc.array(
    fc.constantFrom(...timing).chain((kind) => kinds[kind].map((data) => ({ kind, data }))),
    { minLength: 1, maxLength: most },
  )

function observe(given: readonly { kind: string; data: object }[]): Observation[] {
  const person = { kind: 'person', data: { place: { lat: 47.6, lon: -122.3 } } }
  return [person, ...given].flatMap(({ kind, data }, i) => {
    const about = kind === 'person' ? ['person:W-1'] : ['device:LT-1', 'person:W-1']
    // What JSON can't carry was never sent.
    const row = JSON.parse(JSON.stringify({ kind, at: at + i, about, data }))
    const accepted = accept(row, { source: 'hostile', id: `r${i}`, receivedAt: at + 1e6 }, (t, v) =>
      digest(t + v),
    )
    return accepted.observation ? [accepted.observation] : []
  })
}

describe.each(readers.map((d) => [d.id, d] as const))('%s on what no honest sensor sends', (_, detector) => {
  it('never throws, weighs only finite numbers, and does not mind the order', () => {
    fc.assert(
      fc.property(rows(8), (given) => {
        const observations = observe(given)
        const out = drain(plan([detector]), [observations])
        expect(out.faults).toEqual([])
        for (const e of out.evidence)
          for (const weight of Object.values(e.weights)) expect(Number.isFinite(weight)).toBe(true)
        const split = drain(
          plan([detector]),
          observations.toReversed().map((o) => [o]),
        )
        expect(JSON.stringify(split.evidence)).toBe(JSON.stringify(out.evidence))
      }),
      { numRuns: 60 },
    )
  })

  it('never calls too little clear', () => {
    /** Fewer of everything than any detector rests on. */
    const few = fc.constantFrom(...timing).chain((kind) =>
      kinds[kind].map((data) => ({
        kind,
        data: Object.fromEntries(
          Object.entries(data).map(([name, value]) => [
            name,
            Array.isArray(value) ? value.slice(0, 3) : value,
          ]),
        ),
      })),
    )
    fc.assert(
      fc.property(few, (one) => {
        // Nothing but the exit's own round trip may be judged from so few: light needs no average.
        if (one.kind === 'rtt' && detector.id === 'network/faster-than-light') return
        const out = drain(plan([detector]), [observe([one])])
        expect(out.faults).toEqual([])
        expect(out.evidence.filter((e) => e.is === 'clear').map((e) => e.says)).toEqual([])
      }),
      { numRuns: 120 },
    )
  })
})
