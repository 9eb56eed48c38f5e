import { placeOf } from './places.ts'

/** Words that are a place for certain: a country, a state, or a city with one of them. */
export function isPlace(text: string): boolean {
  const place = placeOf(text)
  return place !== undefined && (place.country !== undefined || place.region !== undefined)
}

/**
 * The pieces between commas without the place at their end: "Example Works, Austin, TX" leaves the first. A piece that
 * `keep` knows is no city, whatever follows it.
 */
export function withoutPlace(pieces: readonly string[], keep: RegExp): string[] {
  for (const n of [3, 2, 1]) {
    if (n > pieces.length) continue
    const [place, rest] = [pieces.slice(-n), pieces.slice(0, -n)]
    if (place.some((piece) => keep.test(piece)) || !isPlace(place.join(', '))) continue
    // of three pieces the last two are region and country; a street or a company may stand before a city
    if (
      n === 3 &&
      (placeOf(place.join(', '))?.city !== place[0] ||
        !placeOf(place.slice(1).join(', '))?.country ||
        !isPlace(place[2]!))
    )
      continue
    return rest
  }
  return [...pieces]
}
