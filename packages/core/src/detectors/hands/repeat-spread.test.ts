import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { accept, canonical, digest, drain, plan } from '../../index.ts'
import { repeats, spreadOf } from '../../signals/repeats.ts'
import type { Observation } from '../../types.ts'
import repeatSpread from './repeat-spread.ts'

const at = 1_767_225_600_000

function hold(intervals: readonly number[], from: number): { press: number[]; repeat: number[] } {
  const press = [from, from + 500]
  for (const gap of intervals) press.push(press.at(-1)! + gap)
  return { press, repeat: press.map((_, i) => (i === 0 ? 0 : 1)) }
}

/** Intervals around 33 ms whose quartiles lie `spread` apart. */
function intervals(spread: number, count = 40): number[] {
  return Array.from({ length: count }, (_, i) => 33 + spread * 2 * (((i * 0.618) % 1) - 0.5))
}

function observe(data: object, i = 0): Observation<'keys'> {
  const accepted = accept(
    {
      kind: 'keys',
      at: at + i,
      about: ['device:LT-1'],
      data: { source: 'endpoint', resolution: 0.001, ...data },
    },
    { source: 'test', id: `k${i}`, receivedAt: at },
    (t, v) => digest(t + v),
  )
  return accepted.observation as Observation<'keys'>
}

function judge(...rows: Observation[]) {
  const out = drain(plan([repeatSpread]), [rows])
  return out.evidence[0] ?? out.abstentions[0]!
}

const two = (spread: number, more = {}) => [
  observe({ ...hold(intervals(spread), 0), ...more }),
  observe({ ...hold(intervals(spread), 9000), ...more }, 1),
]

describe('held keys', () => {
  it.each([0, 0.5, 1, 1.2])('that repeat evenly are clear (%d ms)', (spread) => {
    expect(judge(...two(spread))).toMatchObject({ is: 'clear' })
  })
  it.each([
    [1.8, 0.4],
    [5, 0.8],
    [20, 0.8],
  ])('that repeat unevenly are evidence (%d ms)', (spread, weight) => {
    expect(judge(...two(spread))).toMatchObject({ is: 'evidence', weight })
  })

  it('measure the spread, not the rate: it may change between holds', () => {
    const slower = intervals(0.5).map((v) => v + 40)
    expect(judge(observe(hold(intervals(0.5), 0)), observe(hold(slower, 9000), 1))).toMatchObject({
      is: 'clear',
    })
    const state = repeats.add(repeats.empty, two(3))
    expect(spreadOf(state)).toBeGreaterThan(2.6)
    expect(spreadOf(state)).toBeLessThan(3.4)
  })

  it('that are stuck count once, however long', () => {
    const stuck = observe(hold(intervals(30, 15_000), 0))
    expect(judge(stuck)).toMatchObject({ because: expect.stringContaining('1 of 2 held keys') })
    const one = repeats.add(repeats.empty, [stuck])
    expect(one).toMatchObject({ holds: 1, intervals: 48 })
  })

  it('can’t be judged on whole milliseconds or a clock that jumped', () => {
    expect(judge(...two(5, { resolution: 1 }))).toMatchObject({
      because: expect.stringContaining('whole milliseconds'),
    })
    const back = {
      press: [...hold(intervals(5), 0).press, 3, 4],
      repeat: [...hold(intervals(5), 0).repeat, 1, 1],
    }
    expect(judge(observe(back))).toMatchObject({ because: expect.stringContaining('backwards') })
  })
})

it('gives the same state in any order, and never throws', () => {
  const any = fc.record({
    press: fc.array(fc.double({ noNaN: true, min: 0, max: 1e7 }), { maxLength: 120 }),
    sorted: fc.boolean(),
  })
  fc.assert(
    fc.property(fc.array(any, { minLength: 1, maxLength: 4 }), (lists) => {
      const rows = lists.map(({ press, sorted }, i) => {
        const times = sorted ? [...press].sort((a, b) => a - b) : press
        return observe({ press: times, repeat: times.map((_, k) => (k % 20 === 0 ? 0 : 1)) }, i)
      })
      const forward = repeats.add(repeats.empty, rows)
      const back = [...rows]
        .reverse()
        .reduce((s, r) => repeats.merge(repeats.add(repeats.empty, [r]), s), repeats.empty)
      expect(canonical(back)).toBe(canonical(forward))
      expect(drain(plan([repeatSpread]), [rows]).faults).toEqual([])
    }),
    { numRuns: 60 },
  )
})
