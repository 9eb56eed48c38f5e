import { type AttributeType, typeOf } from '../../observations/kind.ts'
import { withinSurprise } from '../../signals/commonness.ts'
import { shownKm } from '../../signals/distance.ts'
import { claimedKm, commonAgency, type Person, peopleOf, widestKm } from '../../signals/people.ts'
import { defineLinkDetector, type Exhibit, type Shared } from '../../types.ts'

/**
 * How much one contact on two identities weighs, before what their claims say. A mailbox is one person's; a
 * phone may be the household's landline; an address is shared by whoever lives there. All assumed.
 */
const worth: Partial<Record<AttributeType, number>> = { email: 2, phone: 1.5 }
const addressWorth = 0.4
/** Shares of that weight by what the claims say of the two. Unknown is mostly somebody applying twice. All assumed. */
const shares = { far: 1, 'other home': 0.75, near: 0.4, unknown: 0.35 }

const words = { email: 'e-mail address', phone: 'phone number', address: 'home address' } as const

export default defineLinkDetector({
  id: 'identity/shared-contact',
  version: 3,
  title: 'Does one phone number or e-mail address stand on several identities?',
  why: 'Whoever keeps several identities must be reachable for all of them, and reuses what is hard to come by. One contact on two applications, or on two workers, that claim different lives is how rings are found first. Names are never compared.',
  benign: [
    'One person applied twice and wrote the address differently, or moved in between.',
    'A household or family that shares a landline or a mailbox.',
    'An agency or recruiter that puts its own contact on every candidate.',
    'A number that its carrier gave to somebody new; a mistyped digit.',
    'A hired applicant whose application was not linked to the person.',
  ],
  clears: [
    'Both records are one person’s: link the application to the person, and the finding goes.',
    'The agency confirms that it entered its own contact.',
    'Each answers on a contact of their own.',
  ],
  check: 'ask each of them for a contact of their own and call it',
  settledBy: ['ask-contact', 'call-claimed-owner'],
  references: [
    {
      title:
        'FBI public service announcement PSA250123, January 2025: cross-check contacts between applicants',
      url: 'https://www.ic3.gov/PSA/2025/PSA250123',
    },
    {
      title: 'RFC 5233, Sieve subaddress extension: name+tag is the same mailbox',
      url: 'https://www.rfc-editor.org/rfc/rfc5233',
    },
  ],
  attack: ['T1585.002', 'T1656'],
  status: 'stable',
  family: 'links',
  stage: 'application',
  tests: 'identity',
  bears: ['hands-elsewhere', 'identity-stolen', 'identity-invented', 'job-shared'],
  calibration: {
    basis: 'assumed',
    on: 'How often honest applicants share a contact is not published; weights stay below what lists anybody, but for one mailbox on claims that exclude each other',
  },
  thresholds: {
    mostIdentities: {
      value: 8,
      unit: 'identities',
      says: 'More identities than this on one contact: an agency, a mailbox business, a default that a form fills in. Assumed.',
    },
    nearKm: {
      value: 25,
      unit: 'km',
      says: 'Claimed homes this near may be one household or family. Assumed.',
    },
    farKm: { value: 150, unit: 'km', says: 'Claimed homes this far apart are no household. Assumed.' },
    longAgo: {
      value: 365,
      unit: 'days',
      says: 'One who applies again after this long may have moved; a contradiction between then and now is weak. Assumed.',
    },
  },
  links: ['phone', 'email', 'address'],
  reads: ['application', 'person', 'shipment'],
  detect(shared) {
    const { shown, ref } = shared.attribute
    const type = typeOf(ref) as keyof typeof words
    // Where a laptop was sent says nothing of who lives there: see location/shared-delivery.
    const claimed = (p: Person) => type !== 'address' || p.home === undefined || p.home === ref
    const identities = peopleOf(shared.members).filter((p) => p.held && claimed(p))
    const label = `One ${words[type]}${type === 'address' ? '' : ` (${shown})`}`
    if (identities.length < 2)
      return { is: 'abstain', because: 'one person’s own records: not two identities' }
    if (shared.hub || identities.length > shared.threshold('mostIdentities'))
      return {
        is: 'abstain',
        because: `${shared.hub ? shared.size : identities.length} identities share it: an agency, a mailbox business or a form’s default`,
      }
    if (commonAgency(identities))
      return { is: 'abstain', because: 'all of them came through one agency: it is the agency’s own contact' }
    const exhibit = listed(`On ${identities.length} identities`, identities)
    if (type === 'address') {
      if (identities.length === 2)
        return { is: 'clear', says: `${label} on two identities is a household.`, exhibits: [exhibit] }
      return {
        is: 'evidence',
        weight: {
          'hands-elsewhere': addressWorth,
          'identity-stolen': addressWorth,
          'identity-invented': addressWorth,
          'job-shared': addressWorth / 2,
        },
        says: `${label} stands on ${identities.length} identities: more than a couple, fewer than a mailbox business.`,
        exhibits: [exhibit],
      }
    }
    const pairs = identities.flatMap((a, i) =>
      identities.slice(i + 1).map((b) => ({ a, b, ...compare(a, b, shared.threshold) })),
    )
    const telling = pairs.filter((p) => p.weight > 0)
    if (telling.length === 0)
      return {
        is: 'clear',
        says: `${label} is shared within one claimed home: a household, or one person who applied again.`,
        exhibits: [exhibit],
      }
    const best = telling.reduce((a, b) => (b.weight > a.weight ? b : a))
    const full = withinSurprise(worth[type] ?? 0, shared.facts('commonness'), type, identities.length)
    const weight = full * best.weight
    const named = identities.filter((p) => telling.some((t) => t.a === p || t.b === p))
    const km = widestKm(named)
    const says = {
      far: ` whose claimed homes are ${shownKm(km ?? 0)} apart`,
      'other home': ' that claim different homes',
      near: ' that claim homes near each other',
      unknown: ' that are not known to be one person’s',
      one: '',
    }[best.relation]
    return {
      is: 'evidence',
      weight: { 'identity-stolen': weight, 'identity-invented': weight, 'job-shared': weight / 2 },
      says: `${label} stands on ${named.length} identities${says}.`,
      exhibits: [exhibit],
      members: named.flatMap((p) => p.refs),
    }
  },
  examples: [
    {
      title: 'One mailbox on two applications from two ends of the country',
      gives: 'evidence',
      rows: [
        applies(1, { emails: ['j.mills.dev@gmail.com'], place: { lat: 33.45, lon: -112.07 } }),
        applies(2, { emails: ['JMillsDev+jobs@gmail.com'], place: { lat: 39.96, lon: -83 } }),
      ],
    },
    {
      title: 'One number on two applications with different homes',
      gives: 'evidence',
      rows: [
        applies(1, { phones: ['(614) 555-2368'], address: '12 Oak Street, Columbus OH' }),
        applies(2, { phones: ['+1 614 555 2368'], address: '900 W Camelback Rd, Phoenix AZ' }),
      ],
    },
    {
      title: 'A couple and their landline',
      gives: 'clear',
      rows: [
        applies(1, { phones: ['614 555 2368'], address: '12 Oak Street, Columbus OH' }),
        applies(2, { phones: ['614-555-2368'], address: '12 Oak St., Columbus OH' }),
      ],
    },
    {
      title: 'A worker and the application they were hired from',
      gives: 'abstain',
      rows: [
        applies(1, { emails: ['dana@fastmail.com'], address: '12 Oak Street, Columbus OH' }),
        {
          kind: 'person',
          at: 1_767_225_600_000,
          about: ['person:W-1'],
          data: { emails: ['dana@fastmail.com'], address: '7 Elm Street, Dayton OH', application: 'A-1' },
        },
      ],
    },
    {
      title: 'An agency’s own number on nine candidates',
      gives: 'abstain',
      rows: [1, 2, 3, 4, 5, 6, 7, 8, 9].map((n) =>
        applies(n, { phones: ['+1 212 555 7781'], address: `${n}00 Main Street, Springfield IL` }),
      ),
    },
  ],
})

type Relation = keyof typeof shares | 'one'

/** What the claims of two identities say of each other: 0 when they are one household. */
function compare(
  a: Person,
  b: Person,
  threshold: Shared['threshold'],
): { relation: Relation; weight: number } {
  const km = claimedKm(a, b)
  const otherHome = a.home !== undefined && b.home !== undefined
  const relation: Relation =
    km === 0 && a.home === b.home && otherHome
      ? 'one'
      : km !== undefined && km > threshold('farKm')
        ? 'far'
        : km !== undefined && km <= threshold('nearKm')
          ? 'near'
          : otherHome
            ? 'other home'
            : 'unknown'
  if (relation === 'one') return { relation, weight: 0 }
  const apart = Math.max(a.days[0]! - b.days.at(-1)!, b.days[0]! - a.days.at(-1)!)
  return { relation, weight: shares[relation] * (apart > threshold('longAgo') ? 0.5 : 1) }
}

function listed(label: string, identities: readonly Person[]): Exhibit {
  const subjects = identities.map((p) => ({
    ref: p.ref,
    note: p.members
      .map((m) => m.subject)
      .filter((s) => s !== p.ref)
      .join(', '),
  }))
  return { type: 'subjects', label, subjects }
}

function applies(
  n: number,
  data: {
    emails?: string[]
    phones?: string[]
    address?: string
    place?: { lat: number; lon: number }
  },
) {
  const at = 1_767_225_600_000 + n * 60_000
  return { kind: 'application' as const, at, about: [`application:A-${n}` as const], data }
}
