import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { day, periodOf, type ScreenedDay, trends } from './index.ts'

const on = (date: string) => Date.parse(`${date}T00:00:00Z`) / day
const one = (date: string, over: Partial<ScreenedDay> = {}): ScreenedDay => ({
  ...{ day: on(date), reached: 'proceed', screened: 1, confirmed: 0, cleared: 0, rejected: 0, advanced: 0 },
  ...over,
})

describe('periods', () => {
  it.each([
    ['2026-11-26', '2026-W48', '2026-11-23'],
    ['2026-01-01', '2026-W01', '2025-12-29'],
    ['2027-01-03', '2026-W53', '2026-12-28'],
    ['2024-12-30', '2025-W01', '2024-12-30'],
  ])('%s lies in week %s, which begins on %s', (date, period, from) => {
    expect(periodOf(on(date), 'week')).toEqual({ period, from: Date.parse(from) })
  })

  it('agree with the calendar for every day of four centuries', () => {
    fc.assert(
      fc.property(fc.integer({ min: on('1970-01-01'), max: on('2370-01-01') }), (n) => {
        const date = new Date(n * day)
        const quarter = Math.floor(date.getUTCMonth() / 3)
        const { period, from } = periodOf(n, 'quarter')
        expect(period).toBe(`${date.getUTCFullYear()}-Q${quarter + 1}`)
        expect(from).toBe(Date.UTC(date.getUTCFullYear(), 3 * quarter, 1))
        const week = periodOf(n, 'week')
        expect(new Date(week.from).getUTCDay()).toBe(1)
        expect(n * day - week.from).toBeLessThan(7 * day)
      }),
    )
  })
})

describe('trends', () => {
  it('count what was screened, verified, held and confirmed, and how much more that is than the quarter before', () => {
    const { periods } = trends(
      [
        one('2026-05-04', { screened: 100 }),
        one('2026-05-04', { reached: 'hold', screened: 4, confirmed: 2 }),
        one('2026-08-03', { screened: 110 }),
        one('2026-08-03', { reached: 'verify', screened: 6, cleared: 3 }),
        one('2026-08-03', { reached: 'hold', screened: 5, confirmed: 3 }),
      ],
      'quarter',
      0,
    )
    expect(periods.map((p) => [p.period, p.screened, p.verified, p.held, p.confirmed, p.cleared])).toEqual([
      ['2026-Q2', 104, 0, 4, 2, 0],
      ['2026-Q3', 121, 6, 5, 3, 3],
    ])
    expect(periods[1]!.growthHeld).toBeCloseTo(0.25)
    expect(periods[0]!.growthHeld).toBeUndefined()
  })

  it('give no growth against a period that is not the one before', () => {
    const { periods } = trends([one('2026-01-05'), one('2026-08-03', { screened: 9 })], 'quarter', 0)
    expect(periods[1]!.growthScreened).toBeUndefined()
  })

  it('set rejections after verify against proceed, with an interval that few cases leave wide', () => {
    const days = [
      one('2026-08-03', { advanced: 50, rejected: 50 }),
      one('2026-08-03', { reached: 'verify', advanced: 2, rejected: 8 }),
    ]
    const { afterVerify } = trends(days, 'week', 0)
    expect(afterVerify!.ratio).toBeGreaterThan(0.3)
    expect(afterVerify!.ratio).toBeLessThan(0.6)
    expect(afterVerify!.high).toBeGreaterThan(0.8)
    expect(trends(days.slice(0, 1), 'week', 0).afterVerify).toBeUndefined()
  })
})
