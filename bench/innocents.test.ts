import { describe, expect, it } from 'vitest'
import { innocent, kindOf, kinds } from './innocents/population.ts'
import { run } from './innocents/run.ts'
import { checkDays } from './innocents/shard.ts'

describe('innocents', () => {
  it('in small: nobody has a case, no detector faults, and threads change nothing', async () => {
    const options = { workers: 100, days: 20, seed: 1 }
    const alone = await run({ ...options, threads: 0 })
    expect(alone.faults).toEqual([])
    expect(alone.outcomes).toHaveLength(100)
    expect(alone.outcomes.filter((o) => o.opened)).toEqual([])
    expect(alone.shared).toBeGreaterThan(5)
    const together = await run({ ...options, threads: 2 })
    const inOrder = (outcomes: typeof alone.outcomes) =>
      outcomes.toSorted((a, b) => (a.person < b.person ? -1 : 1))
    expect(inOrder(together.outcomes)).toEqual(inOrder(alone.outcomes))
  })

  it('hold every kind in its share', () => {
    expect(kinds.reduce((sum, [, share]) => sum + share, 0)).toBe(100)
    const counted = Array.from({ length: 300 }, (_, n) => kindOf(n))
    for (const [kind, share] of kinds) expect(counted.filter((k) => k === kind)).toHaveLength(3 * share)
  })

  it('are the same people for the same seed, and others for another', () => {
    const year = (seed: number) => JSON.stringify([...innocent(seed, 60, 30)])
    expect(year(1)).toBe(year(1))
    expect(year(1)).not.toBe(year(2))
  })

  it('are looked at daily for two weeks and weekly after, the last day included', () => {
    expect(checkDays(30)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 21, 28, 30])
  })
})
