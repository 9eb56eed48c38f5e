import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { accept, canonical, type Data, digest, drain, type Observation, plan } from '../../index.ts'
import { contradictions } from '../../signals/contradictions.ts'
import sensorIntegrity from './sensor-integrity.ts'

const at = 1_767_225_600_000
const day = 86_400_000

function observe(kind: string, data: object, i: number, time = at): Observation {
  const row = { kind, at: time + i, about: ['device:LT-1', 'person:W-1'], data }
  const accepted = accept(row, { source: 'test', id: `r${time}-${i}`, receivedAt: time }, (t, v) =>
    digest(t + v),
  )
  if (!accepted.observation) throw new Error(JSON.stringify(accepted.problems))
  return accepted.observation
}

/** A person's typing: `hand` draws the gaps, so the same hand draws the same ones. */
function keys(hand: number, from: number, over: Partial<Data['keys']> = {}, count = 120) {
  let seed = hand * 2654435761
  const draw = () => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0
    return seed / 2 ** 32
  }
  const press = [from]
  for (let i = 1; i < count; i++) press.push(press[i - 1]! + 70 + 160 * draw())
  return { source: 'endpoint' as const, resolution: 0.001, press, release: press.map((t) => t + 60), ...over }
}

function judge(...rows: Observation[]) {
  const out = drain(plan([sensorIntegrity]), [rows])
  expect(out.faults).toEqual([])
  return { evidence: out.evidence.at(-1), because: out.abstentions.at(-1)?.because }
}

const typed = (...batches: object[]) => judge(...batches.map((b, i) => observe('keys', b, i)))
const told = (problem: string, count: number) => judge(observe('integrity', { problem, count }, 0))

describe('device/sensor-integrity', () => {
  it('knows typing that was recorded and played again, at another time and about another clock', () => {
    const { evidence } = typed(keys(1, 1000), keys(2, 60_000), keys(1, 9_000_000))
    expect(evidence).toMatchObject({ is: 'evidence', weights: { 'hands-elsewhere': 0.7 } })
    expect(evidence!.says).toContain('the same gaps to the millisecond')
  })

  it('knows yesterday’s typing today', () => {
    const { evidence } = judge(
      observe('keys', keys(1, 1000), 0),
      observe('keys', keys(1, 700_000), 0, at + day),
    )
    expect(evidence?.is).toBe('evidence')
  })

  it.each([
    ['signature', 5, { 'hands-elsewhere': 0.4, 'device-elsewhere': 0.4 }],
    ['replayed', 5, { 'hands-elsewhere': 0.3 }],
  ] as const)('weighs %s that comes often', (problem, count, weights) => {
    expect(told(problem, count).evidence?.weights).toEqual(weights)
    expect(told(problem, 2).because).toMatch(/too few or too ordinary/)
  })

  it('weighs a sensor whose every batch claims a finer clock than its times have', () => {
    const ticks = (b: ReturnType<typeof keys>) => ({
      ...b,
      press: b.press.map((t) => Math.floor(t / 15.625) * 15.625),
      release: undefined,
    })
    expect(typed(...[1, 2, 3, 4].map((n) => ticks(keys(n, n * 60_000)))).evidence?.weight).toBe(0.2)
    // One such batch, or one that says what its clock is, is nothing.
    expect(
      typed(ticks(keys(1, 0)), ...[2, 3, 4, 5, 6].map((n) => keys(n, n * 60_000))).evidence?.is,
    ).not.toBe('evidence')
    const honest = [1, 2, 3, 4, 5, 6].map((n) => ({ ...ticks(keys(n, n * 60_000)), resolution: 15.6 }))
    expect(typed(...honest).evidence?.is).toBe('clear')
  })

  it('lists nobody, and opens no case', () => {
    const all = judge(
      observe('keys', keys(1, 1000), 0),
      observe('keys', keys(1, 90_000), 1),
      observe('integrity', { problem: 'signature', count: 1000 }, 2),
      observe('integrity', { problem: 'replayed', count: 1000 }, 3),
    )
    expect(all.evidence!.weight).toBeLessThan(1)
  })

  it.each<[string, object[]]>([
    ['a day of typing', [1, 2, 3, 4, 5, 6, 7].map((n) => keys(n, n * 60_000))],
    [
      'a macro that is played again, marked as injected',
      [1, 1, 1, 1, 1, 1].map((n, i) => keys(n, i * 60_000, { injected: Array(120).fill(1) })),
    ],
    ['a password of twelve keys, typed alike', [1, 1, 2, 3, 4, 5].map((n, i) => keys(n, i * 60_000, {}, 12))],
    ['a stuck key: 100,000 repeats', Array.from({ length: 5 }, (_, i) => stuck(i))],
    [
      'the same keys seen by the page and by the laptop',
      [keys(1, 0), keys(1, 0, { source: 'browser' }), ...[2, 3, 4, 5].map((n) => keys(n, n * 60_000))],
    ],
  ])('is calm about %s', (_, batches) => {
    expect(typed(...batches).evidence?.is).toBe('clear')
  })

  it.each<[string, object[], RegExp]>([
    [
      'a clock that was set back',
      [
        ...[1, 2, 3, 4, 5].map((n) => keys(n, n)),
        { press: [...keys(6, 50_000).press, ...keys(7, 1000).press] },
      ],
      /run backwards or stand still/,
    ],
    [
      'all times the same',
      [...[1, 2, 3, 4, 5].map((n) => keys(n, n)), { press: Array(50).fill(7) }],
      /stand still/,
    ],
    [
      'keys that end before they begin',
      [
        ...[1, 2, 3, 4, 5].map((n) => keys(n, n)),
        keys(8, 9, { release: keys(8, 9).press.map((t) => t - 30) }),
      ],
      /end before they begin/,
    ],
    [
      'lists of different lengths',
      [...[1, 2, 3, 4, 5].map((n) => keys(n, n)), keys(8, 9, { release: [1] })],
      /end before they begin/,
    ],
    ['two batches', [keys(1, 1), keys(2, 2)], /2 of 5 batches/],
    ['a batch of one key', [{ press: [5] }], /0 of 5/],
  ])('abstains on %s', (_, batches, because) => {
    expect(typed(...batches).because).toMatch(because)
  })

  it('is the same whatever the order and the splitting, and small', () => {
    const batch = fc.tuple(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 0, max: 1e6 }))
    fc.assert(
      fc.property(fc.array(batch, { maxLength: 80 }), fc.nat(), (all, cut) => {
        const rows = all.map(([hand, from], i) => observe('keys', keys(hand, from), i) as Observation<'keys'>)
        const whole = contradictions.add(contradictions.empty, rows)
        const n = rows.length === 0 ? 0 : cut % rows.length
        const parts = contradictions.merge(
          contradictions.add(contradictions.empty, rows.slice(n).reverse()),
          contradictions.add(contradictions.empty, rows.slice(0, n)),
        )
        expect(canonical(parts)).toBe(canonical(whole))
        expect(JSON.stringify(whole).length).toBeLessThan(1000)
      }),
      { numRuns: 40 },
    )
  })
})

function stuck(i: number) {
  const press = Array.from({ length: 20_000 }, (_, k) => i * 700_000 + k * 33.37 + ((k * 7) % 3) * 0.1)
  return {
    source: 'endpoint' as const,
    resolution: 0.001,
    press,
    repeat: press.map((_, k) => (k === 0 ? 0 : 1)),
  }
}
