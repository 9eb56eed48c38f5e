import type { Place, RawAttribute } from './kind.ts'
import { number, object, optional, type Problem, type Schema, text } from './schema.ts'

/**
 * How a contact is brought to one form, so that two spellings of the same one meet. Values that a form
 * fills in when nobody answered ("N/A", test@test.com, 000-0000) give nothing: they would glue strangers.
 */

const placeholderLocals = new Set(
  'test none na n/a noreply no-reply unknown email mail user name yourname your.name you someone somebody me info example john.doe jane.doe johndoe janedoe'.split(
    ' ',
  ),
)
/** Domains that stand in form hints and in "I have none"; the reserved ones of RFC 2606 among them. */
const placeholderDomain = /^(?:test|example|none|email|domain|mail|company)\.(?:com|org|net)$/
const mailboxIgnoresDots = new Set(['gmail.com', 'googlemail.com'])

/** Lower case, sub-address (`+tag`) removed, dots removed where the provider ignores them. RFC 5233; Gmail help. */
export function email(written: string): RawAttribute | undefined {
  const clean = written.trim().toLowerCase()
  const at = clean.lastIndexOf('@')
  if (at < 1 || at === clean.length - 1 || /\s/.test(clean)) return undefined
  let local = clean.slice(0, at)
  let domain = clean.slice(at + 1)
  if (!domain.includes('.')) return undefined
  const plus = local.indexOf('+')
  if (plus > 0) local = local.slice(0, plus)
  if (mailboxIgnoresDots.has(domain)) {
    local = local.replaceAll('.', '')
    domain = 'gmail.com'
  }
  // Another name at such a domain is no hint of a form: two people who wrote the same one still share it.
  if (local === '' || (placeholderLocals.has(local) && placeholderDomain.test(domain))) return undefined
  return { type: 'email', value: `${local}@${domain}`, shown: `${local.slice(0, 1)}•••@${domain}` }
}

/**
 * Digits only; a North American number written with or without "+1" gives the same value. Numbers of fewer
 * than 7 digits, of one repeated digit, or from a form's hint (201-555-0123 and its like) identify nobody. Other
 * fictitious numbers do: two identities that wrote the same invented one still share it.
 */
export function phone(written: string): RawAttribute | undefined {
  const plus = written.trim().startsWith('+')
  let digits = written.replace(/(?:ext|x|#).*$/i, '').replace(/\D/g, '')
  if (digits.startsWith('00')) digits = digits.slice(2)
  if (!plus && digits.length === 10) digits = `1${digits}`
  if (digits.length < 7 || digits.length > 15) return undefined
  if (/^1?(\d)\1+$/.test(digits) || /^1?\d{3}55501(?:00|23|99)$/.test(digits) || /0000000$/.test(digits))
    return undefined
  if (digits.includes('1234567')) return undefined
  return { type: 'phone', value: digits, shown: `+${digits.slice(0, -7)}•••••${digits.slice(-2)}` }
}

/** An EUI-48 in lower-case hexadecimal with colons; undefined for broadcast, multicast and empty addresses. */
export function mac(written: string): string | undefined {
  const hex = written.toLowerCase().replace(/[^0-9a-f]/g, '')
  if (hex.length !== 12 || hex === '000000000000' || hex === 'ffffffffffff') return undefined
  if ((Number.parseInt(hex.slice(0, 2), 16) & 1) === 1) return undefined
  return hex.match(/../g)!.join(':')
}

const streetWords: [RegExp, string][] = [
  [/\bstreet\b/g, 'st'],
  [/\bavenue\b/g, 'ave'],
  [/\broad\b/g, 'rd'],
  [/\bdrive\b/g, 'dr'],
  [/\blane\b/g, 'ln'],
  [/\bboulevard\b/g, 'blvd'],
  [/\bcourt\b/g, 'ct'],
  [/\bplace\b/g, 'pl'],
  [/\b(?:apartment|suite|unit|ste|#)\s*/g, 'apt '],
  [/\bnorth\b/g, 'n'],
  [/\bsouth\b/g, 's'],
  [/\beast\b/g, 'e'],
  [/\bwest\b/g, 'w'],
]

/** Lower case, punctuation dropped, USPS suffix abbreviations (Publication 28). Needs a digit: a town is no address. */
export function address(written: string): RawAttribute | undefined {
  let value = written
    .normalize('NFKC')
    .toLowerCase()
    .replace(/#/g, ' apt ')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
  for (const [from, to] of streetWords) value = value.replace(from, to)
  value = value.replace(/\s+/g, ' ')
  if (value.length < 8 || !/\p{N}/u.test(value)) return undefined
  return { type: 'address', value, shown: 'an address held in the records' }
}

/** What is shown of an address where a business receives mail for others; the longer text wins over the plain one. */
export function receivedBy(shown: string, business: string): string {
  return `${shown}, where ${business} receives mail for others`
}

/** The business that `receivedBy` wrote; undefined for an address of which no list says that. */
export function receiverIn(shown: string): string | undefined {
  return /, where (.+) receives mail for others$/.exec(shown)?.[1]
}

/**
 * A written name in one form: lower case, without accents, marks, titles and the order of its parts. Undefined when
 * nothing is left. Goes behind the keyed blind index and nowhere else.
 */
export function name(written: string): string | undefined {
  const parts = written
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((part) => part !== '' && !/^(?:mr|mrs|ms|mx|dr|prof|jr|sr|ii|iii)$/.test(part))
  return parts.length === 0 ? undefined : parts.sort().join(' ')
}

/** What an applicant system's agency column holds when nobody came through an agency. */
const noAgency = new Set(
  'none na n/a no direct self applicant internal employee referral other unknown website careers jobs linkedin indeed glassdoor monster ziprecruiter google handshake'.split(
    ' ',
  ),
)

/** An agency's written name in one form: lower case, without punctuation and legal form. None where it is no agency. */
export function agency(written: string | undefined): string | undefined {
  const value = (written ?? '')
    .normalize('NFKC')
    .toLowerCase()
    .replace(/['’.]/g, '')
    .replace(/[^\p{L}\p{N}/]+/gu, ' ')
    .trim()
    .replace(/\b(?:inc|llc|ltd|limited|corp|corporation|co|company|gmbh|plc|lp|llp|pvt|sa|bv|ag)$/g, '')
    .trim()
  return value.length < 2 || noAgency.has(value.replace(/ (?:website|site|page|jobs)$/, ''))
    ? undefined
    : value
}

/** A place is coordinates with words, or words alone (a city as the applicant wrote it). */
export const placeSchema: Schema<Place | string> = (() => {
  const words = text(300)
  const shape = object({
    lat: optional(number(-90, 90)),
    lon: optional(number(-180, 180)),
    country: optional(text(100)),
    region: optional(text(100)),
    city: optional(text(200)),
  })
  return {
    json: { anyOf: [words.json, shape.json] },
    check(value: unknown, field: string, problems: Problem[]) {
      if (typeof value === 'string') words.check(value, field, problems)
      else shape.check(value, field, problems)
    },
  }
})()

export function place(value: Place | string | undefined): Place | undefined {
  return typeof value === 'string' ? { city: value } : value
}

export function present<T>(values: readonly (T | undefined)[]): T[] {
  return values.filter((v): v is T => v !== undefined)
}
