import type { Data, Derived, Enrich, FactLists } from '@telltale/core'
import { mailboxOf } from '@telltale/core/signals/mailboxes'
import type { SanctionsIndex } from '../intel/sanctions.ts'
import type { IpCountries } from './ip-countries.ts'

/** What arrival looks things up in; what is absent is not looked up. */
export interface Lookups {
  sanctions?: SanctionsIndex
  countries?: IpCountries
  /** Businesses that receive mail for others: those that are known, and the company's own. */
  receivers?: Pick<FactLists, 'mailbox-agents' | 'forwarders'>
}

/**
 * The look-ups of arrival: the country of a public address, who receives mail for others where a device is sent, and how well an applicant agrees with the sanctions list. What
 * was compared (birth date, documents, wallets) is dropped afterwards; the versions of the lists stay.
 */
export function enrich({ sanctions, countries, receivers }: Lookups): Enrich {
  return (kind, data) => {
    if (kind === 'application') {
      const applicant = data as Data['application']
      const match = sanctions?.look(applicant)
      return {
        ...found(countries, applicant.ip, sanctions && { sanctions: sanctions.version }),
        ...(match && { sanctions: match }),
      }
    }
    if (kind === 'shipment') return receiving(receivers, (data as Data['shipment']).shipTo)
    if (kind === 'signin' || kind === 'call') return found(countries, (data as Data['signin' | 'call']).ip)
    return undefined
  }
}

function receiving(
  receivers: Lookups['receivers'],
  shipTo: string | undefined,
): Partial<Derived> | undefined {
  if (!receivers || !shipTo) return undefined
  const { 'mailbox-agents': agents, forwarders } = receivers
  const mailbox = mailboxOf(agents.data, forwarders.data, shipTo)
  if (!mailbox?.sure) return undefined
  return {
    receives: mailbox.of,
    lists: { 'mailbox-agents': agents.version, forwarders: forwarders.version },
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
