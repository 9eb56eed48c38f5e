import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { assess, distance } from './hands.ts'
import { loop, usableHistory } from './loop.ts'
import { type Channel, channels, reactions } from './reactions.ts'

/**
 * Reactions of somebody `shift` ms slower than average: quantiles of the model's own answers, in no order. `late` of
 * each channel come 1.5 s later, taken evenly from quick and slow ones: being busy does not pick the quick ones.
 */
function day(each: number, shift: number, late = 0) {
  const events = (['prompt', 'target'] as Channel[]).flatMap((stimulus) => {
    const { location, sigma, tau, by } = channels[stimulus]
    return Array.from({ length: each }, (_, i) => {
      const p = (i + 0.5) / each
      const quick = location + sigma * Math.sin(i * 2.4) - tau * Math.log(1 - p)
      return { stimulus, shownAt: 0, respondedAt: quick + shift + ((i * late) % each < late ? 1500 : 0), by }
    })
  })
  const row = { source: '', id: '', kind: 'reaction' as const, at: 0, receivedAt: 0, about: [], data: { events }, derived: { attributes: [] } } // biome-ignore format: one row
  return reactions.add(reactions.empty, [row]).channels
}

describe('own history', () => {
  it('finds a smaller delay, and is fair to a slow person', () => {
    // A weight below twice the margin is halved, and with it what the past adds.
    expect(loop(day(12, 90), day(40, 0)).weight).toBeGreaterThan(loop(day(12, 90)).weight + 0.2)
    const slow = loop(day(12, 40), day(40, 40))
    expect(slow.history).toBe(true)
    expect(slow.weight).toBeLessThan(0)
  })

  it('is not learnt from days that themselves point to distant hands', () => {
    for (const shift of [100, 150, 220]) {
      expect(usableHistory(day(60, shift))).toBe(false)
      expect(loop(day(12, shift), day(60, shift))).toEqual(loop(day(12, shift)))
    }
  })

  it('is held by a margin, which takes from what accuses and nothing from what clears', () => {
    for (const shift of [130, 180, 250]) expect(loop(day(12, shift)).weight).toBeGreaterThan(0.5)
    // A day of illness, 100 ms later than ever: not 10², however well the person is known.
    expect(loop(day(12, 100), day(60, 0)).weight).toBeLessThan(1.7)
    expect(loop(day(24, 0)).weight).toBeLessThan(-1)
  })

  it('needs forty reactions', () => {
    expect(usableHistory(day(10, 0))).toBe(false)
    expect(usableHistory(day(25, 0))).toBe(true)
  })

  it('never takes more than half from what the average person shows: a mean of two ratios', () => {
    fc.assert(
      fc.property(fc.integer({ min: -60, max: 350 }), fc.integer({ min: -40, max: 40 }), (shift, own) => {
        const alone = loop(day(12, shift)).weight
        expect(loop(day(12, shift), day(40, own)).weight).toBeGreaterThanOrEqual(alone - Math.log10(2) - 1e-9)
      }),
      { numRuns: 40 },
    )
  })
})

describe('the hands of a day', () => {
  it('have a band, a path and kilometres, never a place', () => {
    const far = assess(day(16, 215), { tool: 'vnc' })
    expect(far.band).toBe('150 ms and more')
    expect(far.path!.tool).toContain('VNC')
    expect(far.path!.high).toBeLessThan(far.high)
    expect(far.km!.high).toBeLessThanOrEqual(far.path!.high * 100)
    expect(far.sentence).toMatch(
      /about \d+ ms later than the average person’s \(90 % interval \d+ to \d+ ms, 32 reactions\)/,
    )
    expect(assess(day(16, 0)).band).toBe('local')
    expect(assess(day(16, 0)).km).toBeUndefined()
    expect(assess(day(16, 0, 8)).band).toBe('local')
    expect(assess(day(12, 60)).band).toBe('unremarkable')
  })

  it('name the tool’s own delay more narrowly when the tool is known', () => {
    const unknown = assess(day(16, 215))
    const rdp = assess(day(16, 215), { tool: 'microsoft-rdp' })
    expect(rdp.path!.high - rdp.path!.low).toBeLessThan(unknown.path!.high - unknown.path!.low)
  })

  it('are never further than light in fibre allows', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1000, noNaN: true }), (t) => distance(t).low <= distance(t).high),
    )
    expect(distance(50)).toEqual({ low: 740, high: 3350 })
    expect(distance(0)).toEqual({ low: 0, high: 0 })
  })
})
