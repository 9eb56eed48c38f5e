import type { Place } from '../observations/kind.ts'

/** A place on the globe in degrees. */
export interface Point {
  lat: number
  lon: number
}

/** Mean radius of the Earth, km (IUGG). A sphere is off by at most 0.56 % from the ellipsoid. */
const earth = 6371.0088

/** The place's coordinates, or undefined: words are shown, never compared. */
export function pointOf(place: Place | undefined): Point | undefined {
  return typeof place?.lat === 'number' && typeof place.lon === 'number'
    ? { lat: place.lat, lon: place.lon }
    : undefined
}

/** Great-circle distance in km by the haversine formula (Sinnott 1984), which stays exact for near points. */
export function greatCircleKm(a: Point, b: Point): number {
  const radian = Math.PI / 180
  const north = Math.sin(((b.lat - a.lat) * radian) / 2) ** 2
  const east = Math.sin(((b.lon - a.lon) * radian) / 2) ** 2
  const h = north + Math.cos(a.lat * radian) * Math.cos(b.lat * radian) * east
  return 2 * earth * Math.asin(Math.min(1, Math.sqrt(h)))
}

/** "1,066 km": the same text everywhere, so that evidence keeps its id whatever the machine's language. */
export function shownKm(km: number): string {
  return `${String(Math.round(km)).replace(/\B(?=(\d{3})+$)/g, ',')} km`
}

/** Light in vacuum, km per millisecond. Exact by definition of the metre. */
export const c = 299.792458

/** Effective speed over ordinary paths, as shares of c: 5th, 50th and 95th percentile of 47,115 city pairs. */
export const ordinary = { slow: 0.148, median: 0.334, quick: 0.464 }

/** Round trip over `km` at a share of the speed of light. */
export function usual(km: number, share: number): number {
  return (2 * km) / (share * c)
}

/**
 * Round trips that 95 of 100 city pairs stay below, by distance: kilometres and milliseconds, 47,215 pairs of servers by
 * WonderNetwork, July 2020 (bench/results/hands/layer.json). Never falling, straight in between. Of servers: a home adds its own line.
 */
const slowPairs: readonly (readonly [km: number, ms: number])[] = [
  [0, 17],
  [175, 35],
  [750, 61],
  [1250, 86],
  [2500, 109],
  [3500, 181],
  [5000, 234],
  [7000, 242],
  [9000, 296],
  [11_000, 331],
  [13_500, 351],
  [18_000, 360],
]

export function slow(km: number, pairs = slowPairs): number {
  const after = pairs.findIndex(([at]) => at >= km)
  if (after === 0) return pairs[0]![1]
  if (after < 0) return pairs.at(-1)![1]
  const [a, b] = [pairs[after - 1]!, pairs[after]!]
  return a[1] + ((km - a[0]) / (b[0] - a[0])) * (b[1] - a[1])
}
