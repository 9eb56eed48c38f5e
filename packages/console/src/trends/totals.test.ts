import type { ScreenedPeriod } from '@telltale/core'
import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  axis,
  axisLabels,
  bytesWords,
  growthWords,
  periodName,
  ratioSentence,
  running,
  shareWords,
  topOf,
  total,
  trendsCsv,
} from './totals.ts'

const period = (name: string, from: number, more: Partial<ScreenedPeriod> = {}): ScreenedPeriod => ({
  ...{ period: name, from, screened: 40, verified: 3, held: 1, confirmed: 0, cleared: 1 },
  ...more,
})
const weeks = [
  period('2026-W44', Date.UTC(2026, 9, 26)),
  period('2026-W45', Date.UTC(2026, 10, 2), { growthScreened: -0.25, rejectedOfVerify: 0.5 }),
  period('2026-W46', Date.UTC(2026, 10, 9), { confirmed: 2 }),
]
const ratio = (r: number, low: number, high: number) =>
  ratioSentence({ ratio: r, low, high, verify: [31, 41], proceed: [3200, 4000] })

describe('totals', () => {
  it('are sums over the periods', () => {
    expect([total(weeks, 'screened'), total(weeks, 'confirmed')]).toEqual([120, 2])
    expect(total([], 'held')).toBe(0)
  })

  it('grow with a true minus, and say nothing where there is nothing to compare with', () => {
    expect([growthWords(0.25), growthWords(-0.08), growthWords(0.001)]).toEqual([
      '+25\u00a0%',
      '−8\u00a0%',
      'no change',
    ])
    expect([growthWords(undefined), growthWords(Number.POSITIVE_INFINITY)]).toEqual([undefined, undefined])
  })

  it('have a scale that ends at a round whole number not below the largest', () => {
    expect([topOf([]), topOf([0]), topOf([7]), topOf([12]), topOf([260])]).toEqual([1, 1, 8, 15, 300])
    fc.assert(
      fc.property(fc.array(fc.nat(1_000_000)), (values) => {
        const top = topOf(values)
        expect(top).toBeGreaterThanOrEqual(Math.max(1, ...values))
        expect(top).toBeLessThanOrEqual(2 * Math.max(1, ...values))
        expect(Number.isInteger(top)).toBe(true)
      }),
    )
  })

  it('name a month once under its weeks, and every quarter', () => {
    expect(axisLabels(weeks, 'week')).toEqual(['Oct', 'Nov', undefined])
    expect(axisLabels([period('2026-Q3', 0), period('2026-Q4', 0)], 'quarter')).toEqual([
      'Q3 2026',
      'Q4 2026',
    ])
    expect(periodName('2026-W07')).toBe('W07')
  })
})

describe('a period', () => {
  const week = { from: Date.UTC(2026, 10, 9) }
  const quarter = { from: Date.UTC(2026, 9, 1) }

  it('is not over before the first instant of the next', () => {
    expect(running(week, 'week', Date.UTC(2026, 10, 16) - 1)).toBe(true)
    expect(running(week, 'week', Date.UTC(2026, 10, 16))).toBe(false)
    expect(running(quarter, 'quarter', Date.UTC(2027, 0, 1) - 1)).toBe(true)
    expect(running(quarter, 'quarter', Date.UTC(2027, 0, 1))).toBe(false)
  })
})

describe('the axis', () => {
  it('has a place for every week between, also over the turn of a year', () => {
    const sparse = [period('2026-W52', Date.UTC(2026, 11, 21)), period('2027-W02', Date.UTC(2027, 0, 11))]
    const { shown, left } = axis(sparse, 'week')
    expect(shown.map((p) => p.period)).toEqual(['2026-W52', '2026-W53', '2027-W01', '2027-W02'])
    expect(shown.map((p) => p.screened)).toEqual([40, 0, 0, 40])
    expect(left).toBe(0)
  })

  it('has every quarter, and leaves alone what has no gap', () => {
    const quarters = [period('2026-Q1', Date.UTC(2026, 0, 1)), period('2026-Q4', Date.UTC(2026, 9, 1))]
    expect(axis(quarters, 'quarter').shown.map((p) => p.period)).toEqual([
      '2026-Q1',
      '2026-Q2',
      '2026-Q3',
      '2026-Q4',
    ])
    expect(axis(weeks, 'week').shown).toEqual(weeks)
    expect(axis([], 'week')).toEqual({ shown: [], left: 0 })
  })

  it('ends after a year of weeks, and says how many are older', () => {
    const old = [period('2019-W01', Date.UTC(2018, 11, 31)), ...weeks]
    const { shown, left } = axis(old, 'week')
    expect(shown).toHaveLength(53)
    expect(shown.at(-1)).toEqual(weeks.at(-1))
    expect(left).toBe(1)
  })
})

describe('the table of trends', () => {
  it('reads back as it was, a header and one row a period, missing shares empty', () => {
    const rows = parse(trendsCsv(weeks), { columns: true }) as Record<string, string>[]
    expect(rows.map((r) => [r.period, r.from, r.screened, r.confirmed])).toEqual([
      ['2026-W44', '2026-10-26', '40', '0'],
      ['2026-W45', '2026-11-02', '40', '0'],
      ['2026-W46', '2026-11-09', '40', '2'],
    ])
    expect(rows.map((r) => [r.rejectedOfVerify, r.growthScreened])).toEqual([
      ['', ''],
      ['0.5', '-0.25'],
      ['', ''],
    ])
  })
})

describe('the ratio after verify', () => {
  it('is no proof of balance while its interval reaches under 0.80', () => {
    expect(ratio(0.94, 0.71, 1.24)).toMatch(/reaches 0\.71, so this is not proof of balance/)
    expect(ratio(1.1, 0.79, 1.5)).toMatch(/not proof of balance/)
  })

  it('is below 0.80 only where all of its interval is', () => {
    expect(ratio(0.6, 0.5, 0.72)).toMatch(/^Below 0\.80/)
    expect(ratio(0.7, 0.5, 0.98)).toMatch(/too few applicants to say/)
  })

  it('is at or above 0.80 only where all of its interval is', () => {
    expect(ratio(0.98, 0.9, 1.06)).toMatch(/whole interval lies at or above/)
    expect(ratio(0.98, 0.9, 1.06)).not.toMatch(/balance/)
  })

  it('says of how many, and of nobody that nobody was decided', () => {
    expect(shareWords([31, 41])).toBe('31 of 41 moved on, 76\u00a0%')
    expect(shareWords([0, 0])).toBe('nobody decided yet')
  })
})

it('bytes are as people read them', () => {
  expect([bytesWords(0), bytesWords(812), bytesWords(48_122), bytesWords(2_100_000)]).toEqual([
    '0\u00a0B',
    '812\u00a0B',
    '48\u00a0kB',
    '2.1\u00a0MB',
  ])
})
