import type { Facts } from '../types.ts'
import { greatCircleKm, type Point } from './distance.ts'

/** A place as lists have it: a country, and a state or province where known. */
export interface ListedPlace {
  country: string
  region?: string
}

type Codes = Facts['area-codes']['codes']

/**
 * Kilometres between the nearest large cities of two states that still leave a day's travel: neighbours whose large cities
 * lie far from the border they share are below it. Assumed.
 */
const farKm = 800

const regions = new WeakMap<Codes, Map<string, Point[]>>()

/** "in different countries", "in CA and NY": undefined where the places may be near each other. */
export function farApart(a: ListedPlace, b: ListedPlace, codes: Codes): string | undefined {
  if (a.country !== b.country) return `in different countries (${a.country} and ${b.country})`
  if (!a.region || !b.region || a.region === b.region) return undefined
  const [here, there] = [points(codes, a), points(codes, b)]
  if (here.length === 0 || there.length === 0) return undefined
  const near = here.some((p) => there.some((q) => greatCircleKm(p, q) < farKm))
  return near ? undefined : `far apart (${a.region} and ${b.region})`
}

/** Large cities of a state or province, as the centres of its area codes. */
function points(codes: Codes, { country, region }: ListedPlace): Point[] {
  let known = regions.get(codes)
  if (!known) {
    known = new Map()
    for (const { country, places, lat, lon } of Object.values(codes)) {
      if (lat === undefined || lon === undefined) continue
      for (const place of places) {
        const key = `${country}-${place}`
        known.set(key, [...(known.get(key) ?? []), { lat, lon }])
      }
    }
    regions.set(codes, known)
  }
  return known.get(`${country}-${region}`) ?? []
}
