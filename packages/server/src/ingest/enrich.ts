import type { Data, Derived, Enrich } from '@telltale/core'
import type { SanctionsIndex } from '../intel/sanctions.ts'
import type { IpCountries } from './ip-countries.ts'

/** What arrival looks things up in; what is absent is not looked up. */
export interface Lookups {
  sanctions?: SanctionsIndex
  countries?: IpCountries
}

/**
 * The look-ups of arrival: the country of a public address, and how well an applicant agrees with the sanctions list. What
 * was compared (birth date, documents, wallets) is dropped afterwards; the versions of the lists stay.
 */
export function enrich({ sanctions, countries }: Lookups): Enrich {
  return (kind, data) => {
    if (kind === 'application') {
      const applicant = data as Data['application']
      const match = sanctions?.look(applicant)
      return {
        ...found(countries, applicant.ip, sanctions && { sanctions: sanctions.version }),
        ...(match && { sanctions: match }),
      }
    }
    if (kind === 'signin' || kind === 'call') return found(countries, (data as Data['signin' | 'call']).ip)
    return undefined
  }
}

function found(
  countries: IpCountries | undefined,
  ip: string | undefined,
  asked?: Record<string, string>,
): Partial<Derived> {
  const country = ip ? countries?.of(ip) : undefined
  const lists = { ...asked, ...(country && { 'ip-countries': countries!.version }) }
  return { ...(country && { ipCountry: country }), ...(Object.keys(lists).length > 0 && { lists }) }
}
