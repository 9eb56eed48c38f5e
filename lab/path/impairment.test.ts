import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { clean, type Impairment, impaired } from './impairment.ts'

/** What becomes of packets that enter at these times. */
function through(wish: Partial<Impairment>, entered: readonly number[], seed = 1): (number | undefined)[] {
  const due = impaired({ ...clean, ...wish }, seed)
  return entered.map((t) => due(t))
}
const everyMs = (n: number) => Array.from({ length: n }, (_, i) => i)

describe('impaired', () => {
  it('delays and does nothing else when nothing else is asked for', () => {
    expect(through({ delay: 45 }, [0, 1, 10])).toEqual([45, 46, 55])
  })

  it('keeps the order and never lets a packet out before its delay, whatever the wish', () => {
    const wish = fc.record({
      delay: fc.integer({ min: 0, max: 400 }),
      jitter: fc.integer({ min: 0, max: 50 }),
      loss: fc.double({ min: 0, max: 0.3, noNaN: true }),
      stalls: fc.double({ min: 0, max: 3, noNaN: true }),
      stall: fc.integer({ min: 0, max: 500 }),
    })
    fc.assert(
      fc.property(wish, fc.integer(), (w, seed) => {
        const entered = everyMs(300)
        let last = Number.NEGATIVE_INFINITY
        through(w, entered, seed).forEach((due, i) => {
          if (due === undefined) return
          expect(due).toBeGreaterThanOrEqual(Math.max(last, entered[i]! + w.delay))
          last = due
        })
      }),
      { numRuns: 50 },
    )
  })

  it('is the same for the same seed and another for another', () => {
    const wish = { delay: 10, jitter: 5, loss: 0.1 }
    expect(through(wish, everyMs(200), 7)).toEqual(through(wish, everyMs(200), 7))
    expect(through(wish, everyMs(200), 7)).not.toEqual(through(wish, everyMs(200), 8))
  })

  it('loses about the share that it is told to, and jitters by about the mean', () => {
    const apart = everyMs(20_000).map((i) => i * 1000)
    const lost = through({ loss: 0.05 }, apart).filter((d) => d === undefined).length
    expect(lost / apart.length).toBeGreaterThan(0.04)
    expect(lost / apart.length).toBeLessThan(0.06)
    const extra = through({ jitter: 8 }, apart).map((d, i) => d! - apart[i]!)
    const mean = extra.reduce((a, b) => a + b, 0) / extra.length
    expect(mean).toBeGreaterThan(7)
    expect(mean).toBeLessThan(9)
  })

  it('lets nothing through during a stall, and then everything at once', () => {
    const out = through({ stalls: 0.5, stall: 400 }, everyMs(20_000)) as number[]
    const waits = out.map((d, i) => d - i)
    expect(Math.max(...waits)).toBeGreaterThan(350)
    const together = new Map<number, number>()
    for (const due of out) together.set(due, (together.get(due) ?? 0) + 1)
    expect(Math.max(...together.values())).toBeGreaterThan(300)
  })
})
