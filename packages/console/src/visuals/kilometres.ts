import type { Leg } from '@telltale/core'
import { distance } from '@telltale/core/signals/hands'
import { pathOf } from './legs.ts'

/** Light in fibre covers about 200 km a millisecond one way, so a millisecond of round trip allows 100 km. */
export const kmPerMs = 100

export const kmAxis = 14_000

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
  const low = leg.reads === 'clears' ? 0 : Math.min(light, distance(path.low).low)
  return { light, band: [low, Math.max(low, Math.min(light, distance(path.high).high))] }
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
