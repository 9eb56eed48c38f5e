import { describe, expect, it } from 'vitest'
import { exactInterval } from './interval.ts'

describe('the exact interval of a share', () => {
  // R 4: binom.test(k, n)$conf.int
  it.each([
    [0, 10, 0, 0.3084971],
    [10, 10, 0.6915029, 1],
    [1, 20, 0.001265089, 0.2487328],
    [7, 50, 0.0581917, 0.267396],
    [50, 100, 0.3983211, 0.6016789],
  ])('%i of %i', (k, n, low, high) => {
    const found = exactInterval(k, n)
    expect(found.low).toBeCloseTo(low, 5)
    expect(found.high).toBeCloseTo(high, 5)
  })

  it('says nothing where nothing was seen', () => {
    expect(exactInterval(0, 0)).toEqual({ low: 0, high: 1 })
  })

  it('holds for many', () => {
    const { low, high } = exactInterval(12, 20_000)
    expect(low).toBeGreaterThan(0.0003)
    expect(high).toBeLessThan(0.0011)
  })
})
