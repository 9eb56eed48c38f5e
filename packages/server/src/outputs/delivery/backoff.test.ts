import { describe, expect, it } from 'vitest'
import { backoff } from './backoff.ts'

describe('backoff', () => {
  it('doubles up to an hour, less up to a half at random', () => {
    const waits = Array.from({ length: 14 }, (_, i) => backoff(i + 1, false, () => 0))
    expect(waits.slice(0, 4)).toEqual([1000, 2000, 4000, 8000])
    expect(waits.at(-1)).toBe(3_600_000)
    expect(backoff(3, false, () => 1)).toBe(2000)
  })

  it('gives up what is refused after three attempts, and anything else after three days', () => {
    expect(backoff(2, true)).toBeDefined()
    expect(backoff(3, true)).toBeUndefined()
    let waited = 0
    let attempts = 1
    for (
      let wait = backoff(attempts, false, () => 0);
      wait !== undefined;
      wait = backoff(++attempts, false, () => 0)
    )
      waited += wait
    expect(waited / 3_600_000).toBeGreaterThan(70)
    expect(waited / 3_600_000).toBeLessThan(75)
  })
})
