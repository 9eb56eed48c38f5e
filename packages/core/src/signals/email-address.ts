import { email, present } from '../observations/normalise.ts'
import type { ApplicationAsRead } from './application.ts'

export interface EmailAddress {
  /** What is shown of it. */
  shown: string
  /** In lower case, as it goes over the wire: Punycode where it has other letters. */
  domain: string
}

const known = new WeakMap<ApplicationAsRead, EmailAddress[]>()

/** The addresses of an application that are some, each once; what a form filled in is none. */
export function addressesOf(application: ApplicationAsRead): EmailAddress[] {
  let addresses = known.get(application)
  if (!addresses) {
    addresses = read(application)
    known.set(application, addresses)
  }
  return addresses
}

function read({ emails = [] }: ApplicationAsRead): EmailAddress[] {
  const found = new Map<string, EmailAddress>()
  for (const address of present(emails.map(email))) {
    const domain = address.value.slice(address.value.lastIndexOf('@') + 1).replace(/\.$/, '')
    if (/^[^\s.@]+(?:\.[^\s.@]+)+$/.test(domain)) found.set(address.value, { shown: address.shown, domain })
  }
  return [...found.values()]
}

/** The listed domain that this one is, or is a subdomain of. */
export function listedDomain(domain: string, listed: { has(domain: string): boolean }): string | undefined {
  const labels = domain.split('.')
  for (let i = 0; i < labels.length - 1; i++) {
    const above = labels.slice(i).join('.')
    if (listed.has(above)) return above
  }
  return undefined
}

const sets = new WeakMap<readonly string[], ReadonlySet<string>>()

/** A listed array as a set, made once per list. */
export function setOf(listed: readonly string[]): ReadonlySet<string> {
  let set = sets.get(listed)
  if (!set) {
    set = new Set(listed)
    sets.set(listed, set)
  }
  return set
}

/** Why there is nothing to judge. */
export const noAddress = 'the application has no e-mail address, or only what a form filled in'
