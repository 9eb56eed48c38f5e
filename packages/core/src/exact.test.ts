import { describe, expect, it } from 'vitest'
import { countChange, fisherExact, markedOf, middleHalf, shareRatio } from './exact.ts'
import { exactInterval } from './interval.ts'

describe('how many of all are marked', () => {
  // By hand: none of 2 drawn from 4. P(0 | 1 marked) = 3/6, P(0 | 2) = 1/6, P(0 | 3) = 0: up to 2 can't be excluded.
  it('is counted out for four subjects', () => {
    expect(markedOf(0, 2, 4)).toEqual({ low: 0, high: 2 })
    expect(markedOf(2, 2, 4)).toEqual({ low: 2, high: 4 })
    expect(markedOf(1, 2, 4)).toEqual({ low: 1, high: 3 })
  })

  it('is known exactly once all were drawn', () => {
    for (let k = 0; k <= 12; k++) expect(markedOf(k, 12, 12)).toEqual({ low: k, high: k })
  })

  it('says nothing when nobody was drawn', () => {
    expect(markedOf(0, 0, 50)).toEqual({ low: 0, high: 50 })
  })

  it('nears the binomial interval in a large company, and is never wider', () => {
    const { low, high } = markedOf(2, 100, 300_000)
    const share = exactInterval(2, 100)
    expect(low / 300_000).toBeCloseTo(share.low, 4)
    expect(high / 300_000).toBeCloseTo(share.high, 4)
    expect(high).toBeLessThanOrEqual(Math.ceil(share.high * 300_000))
  })

  it('holds what is true at least 95 times in 100, for every truth of a small company', () => {
    const [all, n] = [40, 12]
    const ways = (m: number, k: number) => {
      let w = 1
      for (let i = 0; i < k; i++) w *= (m - i) / (i + 1)
      return w
    }
    for (let truth = 0; truth <= all; truth++) {
      let covered = 0
      for (let k = 0; k <= n; k++) {
        const p = (ways(truth, k) * ways(all - truth, n - k)) / ways(all, n)
        const { low, high } = p > 0 ? markedOf(k, n, all) : { low: 1, high: 0 }
        if (low <= truth && truth <= high) covered += p
      }
      expect(covered).toBeGreaterThanOrEqual(0.95)
    }
  })
})

describe('Fisher’s exact test', () => {
  // Fisher, The Design of Experiments, 1935: three of four cups right. 17/35 two-sided.
  it('gives the lady tasting tea 34/70', () => {
    expect(fisherExact(3, 1, 1, 3)).toBeCloseTo(34 / 70, 12)
    expect(fisherExact(4, 0, 0, 4)).toBeCloseTo(2 / 70, 12)
  })

  it('is one where nothing could have come out otherwise', () => {
    expect(fisherExact(0, 5, 0, 9)).toBe(1)
    expect(fisherExact(0, 0, 3, 4)).toBe(1)
  })

  it('is the same from either side', () => {
    expect(fisherExact(7, 3, 2, 8)).toBeCloseTo(fisherExact(2, 8, 7, 3), 12)
    expect(fisherExact(7, 3, 2, 8)).toBeCloseTo(fisherExact(3, 7, 8, 2), 12)
  })
})

describe('the change of a count', () => {
  it('is a difference with an interval around it', () => {
    // 31 of 53: the exact interval is 0.4413 to 0.7187, so the change is 53·(2p − 1).
    const { change, low, high } = countChange(22, 31)
    expect(change).toBe(9)
    const { low: p, high: q } = exactInterval(31, 53)
    expect(low).toBeCloseTo(53 * (2 * p - 1), 9)
    expect(high).toBeCloseTo(53 * (2 * q - 1), 9)
    expect(low).toBeLessThan(0)
  })

  it('does not take five against none for chance, nor three', () => {
    expect(countChange(0, 6).low).toBeGreaterThan(0)
    expect(countChange(0, 3).low).toBeLessThan(0)
    expect(countChange(0, 0)).toEqual({ change: 0, low: 0, high: 0 })
  })
})

describe('the ratio of two shares', () => {
  it('has an interval wider than either share alone would give, and none without a reference', () => {
    const found = shareRatio([8, 40], [60, 200])!
    expect(found.ratio).toBeCloseTo(2 / 3, 12)
    expect(found.low).toBeLessThan(exactInterval(8, 40).low / 0.3)
    expect(found.high).toBeGreaterThan(exactInterval(8, 40).high / 0.3)
    expect(shareRatio([0, 10], [0, 20])).toBeUndefined()
    expect(shareRatio([0, 0], [5, 20])).toBeUndefined()
    expect(shareRatio([0, 10], [5, 20])!.low).toBe(0)
  })
})

it('the middle half lies between neighbours', () => {
  expect(middleHalf([])).toBeUndefined()
  expect(middleHalf([4])).toEqual({ median: 4, low: 4, high: 4, n: 1 })
  expect(middleHalf([10, 1, 4, 2])).toEqual({ median: 3, low: 1.75, high: 5.5, n: 4 })
})
