import { type OfferedCheck, type Outcome, tiers } from '@telltale/core'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { place, scalePoints, zones } from './scale.ts'

const zoneOf = (outcome: Outcome) => zones.find((z) => z.outcome === outcome)!
const outcome = fc.constantFrom<Outcome>('proceed', 'verify', 'hold')
const weight = fc.double({ min: -20, max: 20, noNaN: true })

describe('the outcome scale', () => {
  it('has three zones that meet, from one end to the other', () => {
    expect(zones.map((z) => z.outcome)).toEqual(['proceed', 'verify', 'hold'])
    expect(zones[0]!.from).toBe(0)
    expect(zones[2]!.to).toBe(1)
    expect(zones[0]!.to).toBe(zones[1]!.from)
    expect(zones[1]!.to).toBe(zones[2]!.from)
  })

  it('puts every point strictly within the zone of its own outcome, whatever the weight', () => {
    fc.assert(
      fc.property(outcome, weight, (o, w) => {
        const { at } = place({ outcome: o, weight: w })
        expect(at).toBeGreaterThan(zoneOf(o).from)
        expect(at).toBeLessThan(zoneOf(o).to)
      }),
    )
  })

  it('is linear within a zone, and never turns the order of two weights round', () => {
    fc.assert(
      fc.property(outcome, weight, weight, (o, a, b) => {
        const [low, high] = [Math.min(a, b), Math.max(a, b)]
        expect(place({ outcome: o, weight: low }).at).toBeLessThanOrEqual(
          place({ outcome: o, weight: high }).at,
        )
      }),
    )
    const at = (w: number) => place({ outcome: 'verify', weight: w }).at
    expect(at(1.5) - at(1.2)).toBeCloseTo(at(1.2) - at(0.9))
  })

  it('says when a weight lies beyond it, and not of one that only lies in another zone', () => {
    expect(place({ outcome: 'hold', weight: 5 }).beyond).toBe(true)
    expect(place({ outcome: 'proceed', weight: -4 }).beyond).toBe(true)
    expect(place({ outcome: 'verify', weight: tiers.verify - 0.2 }).beyond).toBe(false)
  })

  it('shows what stands alone where no check is offered, and three answers where one is', () => {
    const state = (o: Outcome, w: number) => ({ outcome: o, weight: w, probability: 0.01 })
    const offered: OfferedCheck = {
      ...{ check: 'call-employer', title: 'Call', minutes: 10, because: [], moves: 0.1 },
      after: { confirmed: state('proceed', 0), nobody: state('verify', 1), denied: state('hold', 2.5) },
    }
    expect(scalePoints(state('proceed', 0)).map((p) => p.key)).toEqual(['now'])
    const points = scalePoints(state('verify', 1), offered)
    expect(points.map((p) => p.key)).toEqual(['now', 'confirmed', 'nobody', 'denied'])
    expect(points[2]!.at).toBe(points[0]!.at)
    expect(points[1]!.at).toBeLessThan(points[3]!.at)
  })
})
