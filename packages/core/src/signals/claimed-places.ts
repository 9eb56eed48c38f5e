import countries from '../facts/countries.ts'
import type { ApplicationAsRead } from './application.ts'
import { type Point, pointOf } from './distance.ts'
import { placeOf, placeOfFields, type WrittenPlace } from './written-place.ts'

/** Where an applicant says they are, as far as the words are certain. */
export interface ClaimedPlace extends WrittenPlace {
  at?: Point
}

const known = new WeakMap<ApplicationAsRead, ClaimedPlace[]>()

/** The place and the address of an application; empty when neither tells a country, a state or coordinates. */
export function claimedPlaces(application: ApplicationAsRead): ClaimedPlace[] {
  let places = known.get(application)
  if (!places) {
    const { place, address } = application
    const at = typeof place === 'string' ? undefined : pointOf(place)
    const fromPlace =
      typeof place === 'string' ? read(place) : placeOfFields(place?.city, place?.region, place?.country)
    places = [{ ...fromPlace, ...(at && { at }) }, { ...(address && read(address)) }].filter(
      (p) => p.at !== undefined || p.region !== undefined || isCountry(p.country),
    )
    known.set(application, places)
  }
  return places
}

/** ISO 3166 alpha-2 of the claimed country; undefined when it is not told, or told twice and differently. */
export function claimedCountry(application: ApplicationAsRead): string | undefined {
  const told = new Set(claimedPlaces(application).flatMap((p) => (isCountry(p.country) ? [p.country] : [])))
  return told.size === 1 ? [...told][0] : undefined
}

/** "Columbus OH" and "Columbus OH 43215" need a comma to be read; "5th Ave NE" does not end in a state. */
function read(written: string): WrittenPlace | undefined {
  return placeOf(written.trim().replace(/(?<!,)\s+((?!NE$)[A-Z]{2}(?:\s+\d{5}(?:-\d{4})?)?)$/, ', $1'))
}

function isCountry(country: string | undefined): country is string {
  return country !== undefined && Object.hasOwn(countries.data.countries, country)
}

/** What an application tells of earlier times, in one text: schools and jobs, with what was done there. */
export function historyOf({ education = [], work = [] }: ApplicationAsRead): string {
  return [
    ...education.map(({ institution }) => institution),
    ...work.flatMap(({ name, position, summary }) => [name, position, summary]),
  ]
    .filter((words) => words !== undefined)
    .join('\n')
}

/** Whether a text names a country, or a state or province of North America, by name or as ", TX". */
export function names(text: string, country: string, regions: readonly string[] = []): boolean {
  const inside = (countries.data.regions as Record<string, Record<string, string>>)[country] ?? {}
  const words =
    regions.length > 0 ? regions.flatMap((r) => inside[r] ?? []) : countries.data.countries[country]
  return (
    (words ?? []).some((name) => word(name).test(text)) ||
    regions.some((code) => new RegExp(`,\\s*${code}\\b`).test(text))
  )
}

const patterns = new Map<string, RegExp>()

function word(name: string): RegExp {
  let pattern = patterns.get(name)
  if (!pattern) {
    const escaped = name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
    // "US" in capitals is a country, "us" is not
    pattern = new RegExp(`(?<!\\p{L})${escaped}(?!\\p{L})`, /^[A-Z.]{2,4}$/.test(name) ? 'u' : 'iu')
    patterns.set(name, pattern)
  }
  return pattern
}
