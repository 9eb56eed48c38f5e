import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { accept } from './accept.ts'
import layerGap from './detectors/network/layer-gap.ts'
import { canonical, digest } from './digest.ts'
import { emptyDirectory } from './directory.ts'
import { drain } from './drain.ts'
import { close, needed, step } from './engine.ts'
import { type AttributeState, stepLinks } from './links.ts'
import type { SubjectRef } from './observations/kind.ts'
import type { Out } from './out.ts'
import { day, plan } from './plan.ts'
import {
  type Detector,
  defineAccumulator,
  defineDetector,
  defineLinkDetector,
  type Examples,
  type Observation,
  schemes,
  type Verdict,
} from './types.ts'
import { grace, type Loaded, type WindowState, windowFrom, windowKey } from './windows.ts'

const start = 20_454 * day // 2026-01-01

/** Detectors that put all they are shown into their sentence: any difference in what they see is a difference. */
const tellsEverything = {
  version: 1,
  title: 'A detector of this test',
  why: 'It repeats what it sees.',
  benign: ['none'],
  clears: ['nothing'],
  check: 'nothing',
  references: [{ title: 'none' }],
  attack: [],
  status: 'stable',
  stage: 'work',
  tests: 'device',
  bears: schemes,
  calibration: { basis: 'assumed', on: 'nothing at all' },
} as const

const examples: Examples = [
  { title: 'a', gives: 'evidence', rows: [] },
  { title: 'b', gives: 'clear', rows: [] },
  { title: 'c', gives: 'abstain', rows: [] },
]

const addresses = defineAccumulator({
  id: 'test/addresses',
  version: 1,
  reads: ['rtt', 'signin'],
  empty: [] as string[],
  add: (state, batch) => [...new Set([...state, ...batch.map((o) => o.data.ip ?? '')])].sort(),
  merge: (a, b) => [...new Set([...a, ...b])].sort(),
})

const times = defineAccumulator({
  id: 'test/times',
  version: 1,
  reads: ['rtt'],
  empty: { n: 0, sum: 0 },
  add: (state, batch) =>
    merge(state, {
      n: batch.length,
      sum: batch.reduce((s, o) => s + Math.round(o.data.transport?.[0] ?? 0), 0),
    }),
  merge,
})
function merge(a: { n: number; sum: number }, b: { n: number; sum: number }) {
  return { n: a.n + b.n, sum: a.sum + b.sum }
}

function found(says: unknown, weight = 0.5): Verdict {
  return {
    is: 'evidence',
    weight: { 'device-elsewhere': weight },
    says: canonical(says),
    exhibits: [{ type: 'number', label: 'n', value: 1, unit: '' }],
  }
}

const seesWindow = defineDetector({
  ...tellsEverything,
  examples,
  id: 'test/window',
  family: 'layer',
  about: ['device', 'person', 'application'],
  reads: ['rtt', 'signin'],
  measures: [addresses, times],
  remembers: [addresses],
  detect(window) {
    const now = window.get(addresses)
    if (now.length === 1) return { is: 'abstain', because: `one address: ${now[0]}` }
    return found([now, window.get(times), window.past(addresses), window.claims, window.holders])
  },
})

const seesWeek = defineDetector({
  ...tellsEverything,
  examples,
  id: 'test/week',
  family: 'path',
  about: ['person'],
  reads: ['signin', 'rtt'],
  days: 7,
  measures: [addresses],
  detect: (window) => found([window.get(addresses), window.claims, window.from], 0.2),
})

const seesShared = defineLinkDetector({
  ...tellsEverything,
  examples,
  id: 'test/shared',
  family: 'links',
  links: ['phone', 'network', 'display', 'address'],
  reads: ['person', 'application', 'inventory'],
  detect: ({ members, size, hub, attribute }) =>
    members.some((m) => m.days.length > 3)
      ? { is: 'clear', says: canonical([members, size]) }
      : found([members, size, hub, attribute.shown]),
})

const everything: Detector[] = [seesWindow, seesWeek, seesShared, layerGap]

// Few subjects, few days and few values, so that rows meet: in one window, on one attribute, at one time.
const person = fc.integer({ min: 1, max: 3 }).map((n): SubjectRef => `person:W-${n}`)
const device = fc.integer({ min: 1, max: 3 }).map((n): SubjectRef => `device:LT-${n}`)
const application = fc.integer({ min: 1, max: 2 }).map((n): SubjectRef => `application:A-${n}`)
const at = fc
  .tuple(fc.integer({ min: 0, max: 9 }), fc.constantFrom(0, 1, day / 2, day - 1))
  .map(([d, t]) => start + d * day + t)
const ip = fc.integer({ min: 1, max: 3 }).map((n) => `198.18.0.${n}`)
const city = fc.constantFrom('Boise', 'Tampa', undefined)
const phones = fc.subarray(['(208) 555-2211', '+1 813 555 4477'])
const mac = fc.constantFrom('50:c7:bf:00:00:01', '50-C7-BF-00-00-02')
const screen = fc
  .tuple(fc.constantFrom('U2722D', 'DELL U2722D', ''), fc.constantFrom('CN0A11', 'CN0A22'))
  .map(([name, serial]) => ({ manufacturer: 'DEL', product: 'a1d2', name, serial }))

type Raw = { kind: string; at: number; about: SubjectRef[]; data: object }
const row: fc.Arbitrary<Raw> = fc.oneof(
  fc.record({
    kind: fc.constant('rtt'),
    at,
    about: fc.tuple(device, person).map((refs) => refs.slice()),
    data: fc.record({
      ip,
      transport: fc.constantFrom([20, 21.5], [80]),
      application: fc.constantFrom(Array(10).fill(22), Array(10).fill(190), []),
    }),
  }),
  fc.record({
    kind: fc.constant('rtt'),
    at,
    about: device.map((ref) => [ref]),
    data: fc.record({ ip, transport: fc.constant([30]) }),
  }),
  fc.record({
    kind: fc.constant('signin'),
    at,
    about: person.map((ref) => [ref]),
    data: fc.record({ ip }),
  }),
  fc.record({
    kind: fc.constant('inventory'),
    at,
    about: fc.oneof(
      device.map((ref) => [ref]),
      fc.tuple(device, person).map((refs) => refs.slice()),
    ),
    data: fc.record({
      bssids: fc.array(mac, { maxLength: 2 }),
      displays: fc.array(screen, { maxLength: 2 }),
    }),
  }),
  fc.record({
    kind: fc.constant('person'),
    at,
    about: person.map((ref) => [ref]),
    data: fc
      .tuple(city, phones, fc.option(application, { nil: undefined }))
      .map(([place, phones, application]) => ({ place, phones, application })),
  }),
  fc.record({
    kind: fc.constant('device'),
    at,
    about: device.map((ref) => [ref]),
    data: fc.record({ assignedTo: person }),
  }),
  fc.record({
    kind: fc.constant('application'),
    at,
    about: application.map((ref) => [ref]),
    data: fc.record({ place: city, phones }),
  }),
)
const world = fc.array(row, { minLength: 1, maxLength: 24 }).map(observe)

function observe(rows: Raw[]): Observation[] {
  return rows.map((raw, i) => {
    const accepted = accept(raw, { source: 'test', id: `r${i}`, receivedAt: start + 30 * day }, (t, v) =>
      digest(t + v),
    )
    if (!accepted.observation) throw new Error(JSON.stringify(accepted.problems))
    return accepted.observation
  })
}

/** What must not depend on how the input came. */
function standing(batches: Observation[][], detectors: readonly Detector[] = everything): string {
  const { evidence, abstentions, faults } = drain(plan(detectors), batches)
  expect(evidence.every((e) => e.status === 'final')).toBe(true)
  const ordered = [...abstentions].sort((a, b) => (canonical(a) < canonical(b) ? -1 : 1))
  return canonical([evidence, ordered, faults])
}

const shuffled = (rows: Observation[]) =>
  fc.shuffledSubarray(rows, { minLength: rows.length, maxLength: rows.length })

/** A world, the same rows in another order, and where to cut them into batches. */
const twice = world.chain((rows) =>
  fc.record({
    rows: fc.constant(rows),
    other: shuffled(rows),
    cuts: fc.array(fc.nat(rows.length), { maxLength: 6 }),
  }),
)

function cut(rows: Observation[], cuts: number[]): Observation[][] {
  const edges = [0, ...[...cuts].sort((a, b) => a - b), rows.length]
  return edges.slice(1).map((to, i) => rows.slice(edges[i], to))
}

describe('final evidence', () => {
  it('does not depend on the order or the splitting of batches', () => {
    fc.assert(
      fc.property(twice, ({ rows, other, cuts }) => {
        const whole = standing([rows])
        expect(standing(cut(rows, cuts))).toBe(whole)
        expect(standing(cut(other, cuts))).toBe(whole)
        expect(standing(other.map((o) => [o]))).toBe(whole)
      }),
      { numRuns: 200 },
    )
  })

  it('does not change when rows are delivered again', () => {
    fc.assert(
      fc.property(twice, ({ rows, other, cuts }) => {
        expect(standing([...cut(rows, cuts), ...cut(other, cuts)])).toBe(standing([rows]))
      }),
      { numRuns: 100 },
    )
  })

  it('is the same for late rows as for rows in time', () => {
    fc.assert(
      fc.property(world, fc.nat(), (rows, which) => {
        const inOrder = [...rows].sort((a, b) => a.at - b.at)
        const late = inOrder[which % inOrder.length]!
        const others = inOrder.filter((o) => o !== late)
        expect(standing([...others.map((o) => [o]), [late]])).toBe(standing(inOrder.map((o) => [o])))
      }),
      { numRuns: 100 },
    )
  })
})

/**
 * The standing evidence before any closing, when each step is given no more than a store must load for it: see
 * `needed`. Kept as JSON in between, as a store does.
 */
function throughStore(batches: Observation[][]): string {
  const p = plan(everything)
  const directory = emptyDirectory()
  const windows = new Map<string, string>()
  const watermarks = new Map<SubjectRef, number>()
  const attributes = new Map<SubjectRef, AttributeState>()
  const stands = new Map<string, string>()
  const seen = new Set<string>()
  const keep = (out: Pick<Out, 'evidence' | 'withdrawn'>) => {
    for (const id of out.withdrawn) stands.delete(id)
    for (const e of out.evidence) stands.set(e.id, canonical({ ...e, status: 'any' }))
  }
  for (const batch of batches) {
    const fresh = batch.filter((o) => !seen.has(o.id) && seen.add(o.id))
    const need = needed(p, directory, fresh)
    const loaded: Loaded = { windows: new Map(), watermarks: new Map() }
    for (const [subject, from] of need.from) {
      if (watermarks.has(subject)) loaded.watermarks.set(subject, watermarks.get(subject)!)
      const own = [...windows.values()]
        .map((w) => JSON.parse(w) as WindowState)
        .filter((w) => w.subject === subject)
      for (const w of own) {
        const next = own.filter((o) => o.slot === w.slot && o.from > w.from)
        const justBefore = !next.some((o) => o.from < from && o.closed)
        if (w.from >= from || !w.closed || justBefore) loaded.windows.set(windowKey(w), w)
      }
    }
    const out = step(p, directory, loaded, fresh, need)
    for (const w of out.windows) windows.set(windowKey(w), JSON.stringify(w))
    for (const [subject, to] of out.watermarks) watermarks.set(subject, to)
    keep(out)
    keep(stepLinks(p, attributes, out.shares))
  }
  return [...stands.values()].sort().join('\n')
}

describe('standing evidence, before windows close', () => {
  it('is what all the rows together give, though each step sees only what it asked for', () => {
    fc.assert(
      fc.property(twice, ({ rows, other, cuts }) => {
        expect(throughStore(cut(other, cuts))).toBe(throughStore([rows]))
        expect(throughStore(other.map((o) => [o]))).toBe(throughStore([rows]))
      }),
      { numRuns: 150 },
    )
  })
})

const rtt = (d: number, ip: string, ms = 20, about: SubjectRef[] = ['device:LT-1', 'person:W-1']): Raw => ({
  kind: 'rtt',
  at: start + d * day,
  about,
  data: { ip, transport: [ms] },
})

describe('windows', () => {
  it('are provisional while open and final once the subject has moved on past the grace period', () => {
    const p = plan([seesWeek])
    const directory = emptyDirectory()
    const loaded: Loaded = { windows: new Map(), watermarks: new Map() }
    const feed = (raw: Raw) => {
      const batch = observe([raw]).map((o) => ({ ...o, id: `${raw.at}` }))
      return step(p, directory, loaded, batch, needed(p, directory, batch))
    }
    const from = windowFrom(start, 7)
    const signin = (at: number): Raw => ({ kind: 'signin', at, about: ['person:W-1'], data: { ip: '1' } })
    expect(feed(signin(from)).evidence.map((e) => e.status)).toEqual(['provisional'])
    expect(feed(signin(from + 7 * day + grace - 1)).evidence.map((e) => e.status)).toEqual(['provisional'])
    const closing = feed(signin(from + 7 * day + grace)).evidence
    expect(closing.map((e) => [e.status, e.from])).toEqual([['final', from]])
    const late = feed({ ...signin(from + 1), data: { ip: '2' } })
    expect(late.late).toBe(1)
    expect(late.withdrawn).toEqual([closing[0]!.id])
    expect(late.evidence.map((e) => e.status)).toEqual(['final'])
    expect(close(p, directory, loaded).evidence.map((e) => e.status)).toEqual(['final'])
  })

  it('count a row as late also when its window had never been opened, and finish it at once', () => {
    const p = plan([seesWeek])
    const directory = emptyDirectory()
    const loaded: Loaded = { windows: new Map(), watermarks: new Map() }
    const feed = (d: number) => {
      const batch = observe([rtt(d, '198.18.0.1', 20, ['person:W-1'])]).map((o) => ({ ...o, id: `d${d}` }))
      return step(p, directory, loaded, batch, needed(p, directory, batch))
    }
    feed(40 - 15)
    const out = feed(0)
    expect(out.late).toBe(1)
    expect(out.evidence.map((e) => e.status)).toEqual(['final'])
  })

  it('show what is remembered from before them, never from after', () => {
    const rows = observe([
      rtt(0, '198.18.0.1'),
      rtt(2, '198.18.0.2'),
      rtt(2, '198.18.0.3'),
      rtt(5, '198.18.0.4'),
      rtt(5, '198.18.0.5'),
    ])
    const past = drain(plan([seesWindow]), [rows.toReversed()]).evidence.map((e) => [
      (e.from - start) / day,
      JSON.parse(e.says)[2],
    ])
    expect(past.sort()).toEqual([
      [2, ['198.18.0.1']],
      [5, ['198.18.0.1', '198.18.0.2', '198.18.0.3']],
    ])
  })

  it('know what is remembered up to and including themselves', () => {
    const knows = defineDetector({
      ...seesWindow,
      id: 'test/knows',
      detect: (w) => found(w.known(addresses)),
    })
    const rows = observe([rtt(0, '198.18.0.1'), rtt(2, '198.18.0.2'), rtt(4, '198.18.0.1')])
    for (const batches of [[rows.toReversed()], rows.map((row) => [row])]) {
      const known = drain(plan([knows]), batches).evidence.map((e) => [
        (e.from - start) / day,
        JSON.parse(e.says),
      ])
      expect(known.sort()).toEqual([
        [0, ['198.18.0.1']],
        [2, ['198.18.0.1', '198.18.0.2']],
        [4, ['198.18.0.1', '198.18.0.2']],
      ])
    }
  })

  it('refuse a look at a profile that the detector does not name', () => {
    const nosy = defineDetector({
      ...seesWindow,
      id: 'test/nosy',
      remembers: [],
      detect: (w) => found(w.past(addresses)),
    })
    const out = drain(plan([nosy]), [observe([rtt(0, '198.18.0.1')])])
    expect(out.faults[0]!.message).toContain('without naming it in "remembers"')
  })

  it('are judged again when a claim or a holder becomes known late', () => {
    const rows = observe([
      rtt(0, '198.18.0.1', 20, ['device:LT-1']),
      rtt(0, '198.18.0.2', 20, ['device:LT-1']),
      { kind: 'device', at: start, about: ['device:LT-1'], data: { assignedTo: 'person:W-1' } },
      { kind: 'person', at: start, about: ['person:W-1'], data: { place: 'Boise' } },
    ])
    const out = drain(
      plan([seesWindow]),
      rows.map((r) => [r]),
    )
    expect(out.evidence).toHaveLength(1)
    expect(out.evidence[0]!.weighsOn).toEqual(['person:W-1'])
    expect(JSON.parse(out.evidence[0]!.says)[3]).toMatchObject({ place: { city: 'Boise' } })
  })

  it('are judged again when the claim of a person arrives who was only named beside the device', () => {
    const p = plan([seesWindow])
    const directory = emptyDirectory()
    const loaded: Loaded = { windows: new Map(), watermarks: new Map() }
    const rows = observe([
      rtt(0, '198.18.0.1'),
      rtt(0, '198.18.0.2'),
      { kind: 'person', at: start, about: ['person:W-1'], data: { place: 'Boise' } },
    ])
    const outs = rows.map((o) => step(p, directory, loaded, [o], needed(p, directory, [o])))
    expect(outs[2]!.withdrawn).toHaveLength(1)
    expect(outs[2]!.evidence[0]!.says).toContain('Boise')
  })

  it('weigh on the device itself while nobody holds it', () => {
    const out = drain(plan([seesWindow]), [
      observe([rtt(0, '198.18.0.1', 20, ['device:LT-9']), rtt(0, '198.18.0.2', 20, ['device:LT-9'])]),
    ])
    expect(out.evidence.map((e) => e.weighsOn)).toEqual([['device:LT-9']])
  })

  it('claim nothing for a device in two hands: which claim would be tested is not known', () => {
    const out = drain(plan([seesWindow]), [
      observe([
        { kind: 'person', at: start, about: ['person:W-1'], data: { place: 'Boise' } },
        { kind: 'person', at: start, about: ['person:W-2'], data: { place: 'Tampa' } },
        rtt(0, '198.18.0.1', 20, ['device:LT-1', 'person:W-1']),
        rtt(0, '198.18.0.2', 20, ['device:LT-1', 'person:W-2']),
      ]),
    ])
    expect(JSON.parse(out.evidence[0]!.says).slice(3)).toEqual([null, ['person:W-1', 'person:W-2']])
  })
})

describe('faults', () => {
  const throws = defineDetector({
    ...seesWindow,
    id: 'test/throws',
    detect() {
      throw new Error('division of the sea')
    },
  })
  const rows = observe([rtt(0, '198.18.0.1'), rtt(0, '198.18.0.2')])

  it('are kept with detector, subject, window and message, and the other detectors go on', () => {
    const out = drain(plan([throws, seesWindow]), [rows])
    expect(out.faults[0]).toEqual({
      detector: 'test/throws',
      subject: 'device:LT-1',
      from: start,
      message: 'division of the sea',
    })
    expect(out.evidence.map((e) => e.detector)).toEqual(['test/window'])
    expect(out.abstentions.map((a) => a.because)).toEqual(['the detector failed; see faults'])
  })

  it('are what a weight that is no number becomes, too: the other detectors and the batch go on', () => {
    const nan = defineDetector({ ...seesWindow, id: 'test/nan', detect: () => found('x', Number.NaN) })
    const out = drain(plan([nan, seesWindow]), [rows])
    expect(out.faults[0]!.message).toContain('NaN')
    expect(out.evidence.map((e) => e.detector)).toEqual(['test/window'])
  })
})

describe('abstentions', () => {
  it('no longer stand once the detector could judge', () => {
    const rows = observe([rtt(0, '198.18.0.1'), rtt(0, '198.18.0.2')])
    const out = drain(
      plan([seesWindow]),
      rows.map((r) => [r]),
    )
    expect(out.abstentions).toEqual([])
    expect(out.evidence).toHaveLength(1)
  })

  it('say why when they stand', () => {
    const out = drain(plan([seesWindow]), [observe([rtt(0, '198.18.0.1')])])
    expect(out.abstentions.map((a) => a.because)).toEqual(['one address: 198.18.0.1'])
    expect(out.evidence).toEqual([])
  })
})

describe('a plan', () => {
  it('refuses two detectors of one id, and two accumulators of one id', () => {
    expect(() => plan([seesWindow, { ...seesWindow }])).toThrow('test/window')
    const twin = { ...addresses }
    expect(() => plan([seesWindow, { ...seesWindow, id: 'test/other', measures: [twin] }])).toThrow(
      'test/addresses',
    )
  })

  it('does not run retired detectors', () => {
    const retired = { ...seesWindow, status: 'retired' as const }
    const rows = observe([rtt(0, '198.18.0.1'), rtt(0, '198.18.0.2')])
    expect(drain(plan([retired]), [rows]).evidence).toEqual([])
  })
})

describe('an accumulator that throws', () => {
  it('is a fault; other accumulators and other windows go on', () => {
    const broken = defineAccumulator({
      id: 'test/broken',
      version: 1,
      reads: ['rtt'],
      empty: 0,
      add(): number {
        throw new Error('no such luck')
      },
      merge: (a, b) => a + b,
    })
    const twin = {
      ...layerGap,
      id: 'test/twin',
      measures: [broken],
      detect: () => ({ is: 'abstain' as const, because: 'nothing' }),
    }
    const accepted = accept(
      {
        id: 'r',
        kind: 'rtt',
        at: 1_767_225_600_000,
        about: ['device:A'],
        data: { transport: [20], application: Array(12).fill(99) },
      },
      { source: 't', id: 'r', receivedAt: 1_767_225_600_000 },
      (type, value) => digest(type + value),
    )
    if (!accepted.observation) throw new Error('not accepted')
    const out = drain(plan([layerGap, twin]), [[accepted.observation]])
    expect(out.faults[0]).toMatchObject({
      detector: 'test/broken',
      subject: 'device:A',
      message: '1 rows could not be added: no such luck',
    })
    expect(out.evidence.map((e) => e.detector)).toEqual(['network/layer-gap'])
  })
})
