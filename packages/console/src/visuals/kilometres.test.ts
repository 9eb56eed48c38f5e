import type { Leg } from '@telltale/core'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { meaning, reach } from './kilometres.ts'

const leg = (
  kind: Leg['leg'],
  estimate: number,
  low: number,
  high: number,
  reads: Leg['reads'],
  tool?: number,
): Leg => ({
  leg: kind,
  estimate,
  low,
  high,
  level: 0.9,
  basis: '',
  reads,
  ...(tool !== undefined && { tool }),
})

describe('kilometres a leg allows', () => {
  it('gives 100 km a millisecond of round trip, and an empirical band inside it', () => {
    const far = reach(leg('hands', 186, 159, 212, 'contradicts', 36))
    expect(far.light).toBeCloseTo(17_600)
    expect(far.band[0]).toBeGreaterThan(2500)
    expect(far.band[1]).toBeLessThan(13_500)
  })

  it('bounds the exit by its smallest round trip, not by the interval', () => {
    expect(reach(leg('exit', 31.2, 30.8, 31.9, 'unremarkable')).light).toBeCloseTo(3120)
  })

  it('starts a near one at zero', () => {
    expect(reach(leg('hands', 9, 3, 31, 'clears')).band[0]).toBe(0)
  })

  it('never lets the band pass what light permits, and keeps its ends in order', () => {
    const kinds = fc.constantFrom<Leg['leg']>('exit', 'device', 'hands')
    const reads = fc.constantFrom<Leg['reads']>('contradicts', 'clears', 'unremarkable')
    fc.assert(
      fc.property(kinds, reads, fc.nat(500), fc.nat(200), fc.nat(200), (kind, says, e, below, above) => {
        const { light, band } = reach(leg(kind, e, Math.max(0, e - below), e + above, says))
        expect(band[0]).toBeLessThanOrEqual(band[1])
        expect(band[1]).toBeLessThanOrEqual(light + 1e-9)
      }),
    )
  })

  it('compares the claim with light only where the claimed place is known', () => {
    const exit = leg('exit', 20, 20, 20, 'unremarkable')
    expect(meaning(exit, 1900)).toBe('claim possible')
    expect(meaning(exit, 2100)).toBe('claim not possible')
    expect(meaning(exit)).toBe('of the collector')
  })

  it('says "not local" of distant hands and "near" of near ones', () => {
    expect(meaning(leg('hands', 150, 123, 176, 'contradicts'))).toBe('not local')
    expect(meaning(leg('hands', 9, 0, 31, 'clears'))).toBe('near')
  })

  it('does not call a device beside its exit "not local", whatever was found about both', () => {
    expect(meaning(leg('device', 0.4, 0.4, 0.4, 'contradicts'))).toBe('of the exit')
    expect(meaning(leg('device', 125, 122, 128, 'contradicts'))).toBe('not local')
  })
})
