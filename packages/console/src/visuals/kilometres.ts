import type { Leg } from '@telltale/core'
import { pathOf } from './legs.ts'

/** Light in fibre covers about 200 km a millisecond one way, so a millisecond of round trip allows 100 km. */
export const kmPerMs = 100

export const kmAxis = 14_000

/**
 * Kilometres between two points of which 90 % lie within the band, by their measured round trip (public city-to-
 * city measurements, 5th and 95th percentile). Between the knots a straight line; light caps the upper end.
 */
const knots: readonly [ms: number, p5: number, p95: number][] = [
  [0, 0, 0],
  [50, 740, 3350],
  [110, 2160, 8330],
  [150, 4320, 10_730],
  [200, 4510, 15_020],
  [300, 4510, 20_000],
]

function empirical(roundTrip: number, column: 1 | 2): number {
  const t = Math.max(0, roundTrip)
  const after = knots.findIndex(([at]) => at >= t)
  if (after === 0) return 0
  if (after < 0) return knots.at(-1)![column]
  const [a, b] = [knots[after - 1]!, knots[after]!]
  return a[column] + ((t - a[0]) / (b[0] - a[0])) * (b[column] - a[column])
}

/** What one leg allows, in kilometres. `light` can't be passed; `band` is where most such legs end. */
export interface Reach {
  light: number
  band: [low: number, high: number]
}

export function reach(leg: Leg): Reach {
  // A smallest round trip bounds the distance by itself; for an inferred leg the interval's end does.
  const path = pathOf(leg)
  const bound = leg.leg === 'exit' ? path.estimate : path.high
  const light = Math.max(0, bound) * kmPerMs
  const low = leg.reads === 'clears' ? 0 : Math.min(light, empirical(path.low, 1))
  return { light, band: [low, Math.max(low, Math.min(light, empirical(path.high, 2)))] }
}

/** So short a leg says where the device is as seen from the exit, whatever else its detector concluded. */
export function atExit(leg: Leg): boolean {
  return leg.leg === 'device' && reach(leg).light < 1000
}

/** What the kilometres mean for the claim, in words. `claimKm` is collector to claimed place, for the exit. */
export function meaning(leg: Leg, claimKm?: number): string {
  if (leg.leg === 'exit' && claimKm !== undefined)
    return claimKm > reach(leg).light
      ? 'claim not possible'
      : leg.reads === 'contradicts'
        ? 'not local'
        : 'claim possible'
  if (atExit(leg)) return leg.reads === 'clears' ? 'one place' : 'of the exit'
  if (leg.reads === 'contradicts') return 'not local'
  if (leg.reads === 'clears') return 'near'
  return leg.leg === 'exit' ? 'of the collector' : 'unremarkable'
}
