import { describe, expect, it } from 'vitest'
import { counted, type Decided, day, decidedTrends, type OpenCase, type SubjectRef } from './index.ts'

const at = (date: string) => Date.parse(`${date}T12:00:00Z`)
let serial = 0
const one = (
  subject: string,
  outcome: Decided['outcome'],
  date: string,
  over: Partial<Decided> = {},
): Decided => ({
  ...{
    id: `d${serial++}`,
    subject: subject as SubjectRef,
    outcome,
    at: at(date),
    fired: ['hands/first-response'],
  },
  ...{ case: subject, openedAt: at(date) - 4 * day, firstSign: at(date) - 6 * day, stage: 'work' as const },
  ...over,
})
const span = { from: at('2026-05-19'), to: at('2026-11-17'), now: at('2026-11-17') }
const of = (decided: Decided[], open: OpenCase[] = []) => decidedTrends(counted(decided), open, span)

describe('decisions over time', () => {
  it('count what was confirmed and cleared, and not what people were unsure of', () => {
    const found = of([
      one('person:a', 'confirmed', '2026-08-28'),
      one('person:b', 'cleared', '2026-08-28'),
      one('person:c', 'unsure', '2026-08-28'),
      one('person:d', 'confirmed', '2026-05-01'), // before the time
    ])
    expect(found).toMatchObject({ confirmed: 1, cleared: 1, open: 0 })
    expect(found.onBefore.confirmed.change).toBe(0)
    expect(found.weeks.find((w) => w.confirmed)).toMatchObject({
      from: at('2026-08-24') - day / 2,
      cleared: 1,
    })
  })

  it('do not count one decision twice, nor a clean random check as a case', () => {
    const found = of([
      one('person:a', 'confirmed', '2026-08-28'),
      one('person:a', 'confirmed', '2026-08-30'),
      one('person:b', 'cleared', '2026-09-01', { case: undefined, fired: [] }),
    ])
    expect(found).toMatchObject({ confirmed: 1, cleared: 0 })
  })

  it('count a confirmed case that is cleared later as a false accusation', () => {
    const found = of([
      one('person:a', 'confirmed', '2026-08-28'),
      one('person:a', 'cleared', '2026-10-01'),
      one('person:b', 'confirmed', '2026-09-01'),
    ])
    expect(found.falseAccusations).toMatchObject({ overturned: 1, confirmed: 2 })
    // One of two: 0.9874 at most, by hand the root of p² = 0.975.
    expect(found.falseAccusations.high).toBeCloseTo(Math.sqrt(0.975), 6)
    expect(found.clearedOnAppeal).toBe(1)
    // In the end the detector was right about b and wrong about a.
    expect(found.detectors).toEqual([
      expect.objectContaining({ detector: 'hands/first-response', confirmed: 1, decided: 2 }),
    ])
  })

  it('does not take a clear that people later confirm for a false accusation', () => {
    const found = of([one('person:a', 'cleared', '2026-08-28'), one('person:a', 'confirmed', '2026-10-01')])
    expect(found.falseAccusations).toMatchObject({ overturned: 0, confirmed: 1 })
  })

  it('bounds false accusations even where none is known', () => {
    const found = of(Array.from({ length: 31 }, (_, i) => one(`person:${i}`, 'confirmed', '2026-09-01')))
    // 1 − 0.025^(1/31)
    expect(found.falseAccusations.high).toBeCloseTo(1 - 0.025 ** (1 / 31), 6)
  })

  it('state precision with the exact interval of those decided in which a detector fired', () => {
    const fired = ['device/monitor-twin', 'identity/shared-contact']
    const found = of([
      ...Array.from({ length: 3 }, (_, i) => one(`person:${i}`, 'confirmed', '2026-09-01', { fired })),
      one('person:x', 'cleared', '2026-09-02', { fired: ['identity/shared-contact'] }),
    ])
    expect(found.detectors.map((d) => [d.detector, d.confirmed, d.decided])).toEqual([
      ['device/monitor-twin', 3, 3],
      ['identity/shared-contact', 3, 4],
    ])
    expect(found.detectors[0]!.low).toBeCloseTo(0.025 ** (1 / 3), 6)
    expect(found.detectors[0]!.high).toBe(1)
  })

  it('measure from the first sign, and leave out what was decided before there was any', () => {
    const found = of([
      one('person:a', 'confirmed', '2026-09-01'),
      one('person:b', 'cleared', '2026-09-01', { firstSign: at('2026-09-05'), openedAt: at('2026-09-06') }),
    ])
    expect(found.times.decide).toEqual({ median: 6 * day, low: 6 * day, high: 6 * day, n: 1 })
    expect(found.times.detect!.n).toBe(1)
    expect(found.times.deciding!.median).toBe(4 * day)
    expect(found.times.decideYearBefore).toBeUndefined()
  })

  it('compare quarters that are over, with intervals, and none that runs', () => {
    const found = of([
      one('person:a', 'confirmed', '2025-08-01'),
      ...Array.from({ length: 8 }, (_, i) => one(`person:q${i}`, 'confirmed', '2026-08-01')),
      one('person:z', 'cleared', '2026-11-01'),
    ])
    const [third, last] = found.quarters.slice(-2)
    expect(found.quarters[0]!.period).toBe('2025-Q3')
    expect(third!.onYear!.confirmed).toMatchObject({ change: 7 })
    expect(third!.onYear!.confirmed.low).toBeGreaterThan(0)
    expect(third!.onQuarter!.confirmed.change).toBe(8)
    expect(last).toMatchObject({ period: '2026-Q4', running: true })
    expect(last!.onQuarter).toBeUndefined()
  })

  it('hold open cases apart, in the week in which they opened', () => {
    const found = of([], [{ subject: 'person:o', case: 'C-1', openedAt: at('2026-11-10') }])
    expect(found.open).toBe(1)
    expect(found.weeks.find((w) => w.open)!.from).toBe(at('2026-11-09') - day / 2)
    expect(found).toMatchObject({ confirmed: 0, cleared: 0 })
  })
})

describe('pay at stake', () => {
  const pay = (end?: string) => ({ pay: { yearly: 120_000, currency: 'USD', ...(end && { end: at(end) }) } })

  it('runs to the contract’s end where that is known, and lies between bounds where not', () => {
    const found = of([
      one('person:a', 'confirmed', '2026-09-01', pay('2027-09-01')),
      one('person:b', 'confirmed', '2026-09-01', pay()),
      one('person:c', 'confirmed', '2026-09-01'),
    ]).pay
    expect(found.sums).toEqual([
      { currency: 'USD', low: 150_000, high: 240_000, people: 2, toContractEnd: 1 },
    ])
    expect(found.unknown).toBe(1)
  })

  it('is not counted of whom was cleared, whose case was overturned, or whose contract had ended', () => {
    const found = of([
      one('person:a', 'cleared', '2026-09-01', pay()),
      one('person:b', 'confirmed', '2026-09-01', pay()),
      one('person:b', 'cleared', '2026-10-01', pay()),
      one('person:c', 'confirmed', '2026-09-01', pay('2026-08-01')),
    ]).pay
    expect(found.sums).toEqual([{ currency: 'USD', low: 0, high: 0, people: 1, toContractEnd: 1 }])
  })

  it('never adds two currencies up', () => {
    const eur = { pay: { yearly: 90_000, currency: 'EUR' } }
    const found = of([
      one('person:a', 'confirmed', '2026-09-01', eur),
      one('person:b', 'confirmed', '2026-09-01', pay()),
    ])
    expect(found.pay.sums.map((s) => [s.currency, s.people])).toEqual([
      ['USD', 1],
      ['EUR', 1],
    ])
  })
})
