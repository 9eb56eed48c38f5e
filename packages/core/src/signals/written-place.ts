import names from '../facts/countries.ts'

/**
 * Places as applicants write them, as far as the words are certain: states of the USA and provinces of Canada by name or
 * code, countries by name. Everything else stays as written, in `city`.
 */
export interface WrittenPlace {
  city?: string
  /** Two letters for the USA and Canada, else as written. */
  region?: string
  /** ISO 3166-1 alpha-2. */
  country?: string
}

const states = byName(names.data.regions.US)
const provinces = byName(names.data.regions.CA)
const stateCodes = new Set(Object.values(states))
const provinceCodes = new Set(Object.values(provinces))
/** Written after a city these are a country (Bengaluru, IN) about as often as a state: without a postal code, neither. */
const twoReadings = new Set(['IN', 'DE', 'ID', 'AR'])
/** Names of a state that, standing alone, are a city or a country as well. "Georgia" is so after a city, too. */
const alone = new Set(['georgia', 'new york', 'washington'])

const countries: ReadonlyMap<string, string> = new Map(
  Object.entries(names.data.countries).flatMap(([code, written]) =>
    written.map((name) => [name.toLowerCase(), code] as const),
  ),
)

function byName(regions: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(regions).map(([code, name]) => [name.toLowerCase(), code]))
}

/** The two-letter code of a country written by its English name or a usual one of its own; undefined for other words. */
export function countryNamed(words: string): string | undefined {
  return countries.get(words.trim().toLowerCase().replace(/’/g, "'").replace(/\s+/g, ' '))
}

/** "Austin, TX 78701", "Lyon, France", "Berlin": undefined only when there are no words. */
export function placeOf(written: string | undefined): WrittenPlace | undefined {
  const whole = written?.trim().replace(/\s+/g, ' ')
  if (!whole) return undefined
  const parts = whole
    .split(/\s*[,;|·•]\s*/)
    .map((part) => part.replace(/^\(|\)$/g, '').trim())
    .filter((part) => part !== '')
  const country = countryNamed(parts.at(-1) ?? '')
  const named = country !== undefined && parts.at(-1)!.toLowerCase() !== 'georgia'
  const before = named ? parts.slice(0, -1) : parts
  const region =
    before.length > 0 ? regionOf(before.at(-1)!, named ? country : undefined, before.length) : undefined
  if (region) {
    const city = cityOf(before.slice(0, -1))
    return { ...(city && { city }), region: region.code, ...(region.country && { country: region.country }) }
  }
  if (!named || before.some((part) => part.length > 100)) return { city: whole }
  const city = cityOf(before.length > 1 ? before.slice(0, -1) : before)
  return {
    ...(city && { city }),
    ...(before.length > 1 && { region: before.at(-1)! }),
    country: country!,
  }
}

/** From separate fields of a form, each possibly absent; the same certainty. */
export function placeOfFields(city?: string, region?: string, country?: string): WrittenPlace | undefined {
  if (!city && !region && !country) return undefined
  const code =
    country && (/^[A-Za-z]{2}$/.test(country.trim()) ? country.trim().toUpperCase() : countryNamed(country))
  const known = region ? regionOf(region, code, 2) : undefined
  return {
    ...(city && { city }),
    ...(region && { region: known?.code ?? region }),
    ...((code ?? country ?? known?.country) && { country: code ?? country ?? known?.country }),
  }
}

function regionOf(
  words: string,
  country: string | undefined,
  parts: number,
): { code: string; country?: string } | undefined {
  const m = /^(.*?)(?:\s+(\d{5}(?:-\d{4})?|[A-Z]\d[A-Z] ?\d[A-Z]\d))?$/i.exec(words)!
  const name = m[1]!.trim().toLowerCase()
  const code = m[1]!.trim().replace(/^([A-Z])\.\s?([A-Z])\.?$/, '$1$2')
  const sure = country !== undefined || m[2] !== undefined
  if (country === undefined || country === 'US') {
    const state = states[name]
    if (state && (sure || !alone.has(name) || (parts > 1 && name !== 'georgia')))
      return { code: state, country: 'US' }
    // alone, two letters are no place at all
    if (stateCodes.has(code) && (parts > 1 || country === 'US'))
      return twoReadings.has(code) && !sure ? { code } : { code, country: 'US' }
  }
  if (country === undefined || country === 'CA') {
    const province = provinces[name]
    if (province) return { code: province, country: 'CA' }
    if (provinceCodes.has(code) && parts > 1) return { code, country: 'CA' }
  }
  return undefined
}

/** The city of what stands before the region: the last part, which in an address follows the street. */
function cityOf(parts: readonly string[]): string | undefined {
  const city = parts.at(-1)
  return city && /^(?:remote|anywhere)$/i.test(city) ? undefined : city
}
