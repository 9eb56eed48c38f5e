import { typeOf } from '../../observations/kind.ts'
import { mayLiveTogether, type Person, peopleOf } from '../../signals/people.ts'
import { defineLinkDetector } from '../../types.ts'

/** What a referral between people who share something weighs. Families and flatmates refer each other. All assumed. */
const weights = { household: 0.2, apart: 0.5, several: 0.6, confirmed: 0.4 }
const words = {
  email: 'an e-mail address',
  phone: 'a phone number',
  address: 'a home address',
  profile: 'a profile',
  exit: 'a network address',
} as const

export default defineLinkDetector({
  id: 'conduct/referral-chain',
  version: 1,
  title: 'Does an applicant share a contact with the person who referred them?',
  why: 'A referral opens doors, and a ring that has one member inside refers the next. Friends refer friends, and that is what referrals are for; friends don’t share a phone number, a mailbox or a profile. Where people confirmed an earlier finding about one of the two, the other is worth a second look, and no more than that.',
  benign: [
    'A couple, siblings or flatmates who refer each other and share a home, a landline or a network.',
    'The referrer filled in the form and wrote their own number.',
    'Two people of one name, one of them the referrer.',
  ],
  clears: [
    'Each answers on a contact of their own.',
    'The referrer says how they know each other, and it agrees.',
  ],
  check: 'ask each of them for a contact of their own and call it',
  settledBy: ['ask-contact', 'live-interview'],
  references: [
    {
      title:
        'FBI public service announcement PSA250123, January 2025: cross-check contacts between applicants',
      url: 'https://www.ic3.gov/PSA/2025/PSA250123',
    },
  ],
  attack: ['T1585.002', 'T1656'],
  status: 'experimental',
  family: 'conduct',
  stage: 'application',
  tests: 'identity',
  bears: ['identity-stolen', 'identity-invented', 'job-shared'],
  calibration: {
    basis: 'assumed',
    on: 'How often referred applicants live with their referrer is not published',
  },
  thresholds: {
    mostIdentities: {
      value: 8,
      unit: 'identities',
      says: 'More than this on one attribute: an agency, a campus, a carrier. Assumed.',
    },
  },
  links: ['email', 'phone', 'address', 'profile', 'exit'],
  reads: ['application', 'person', 'disposition'],
  detect(shared) {
    const people = peopleOf(shared.members).filter((p) => p.held)
    const referred = people.filter((p) => referrersOf(p).length > 0)
    if (referred.length === 0)
      return { is: 'abstain', because: 'nobody who shares it was referred by anybody' }
    if (shared.hub || people.length > shared.threshold('mostIdentities'))
      return { is: 'abstain', because: 'too many identities share it to tie two of them' }
    const type = typeOf(shared.attribute.ref) as keyof typeof words
    const pairs = referred.flatMap((referee) =>
      people.filter((p) => p !== referee && isNamed(p, referee)).map((referrer) => ({ referee, referrer })),
    )
    if (pairs.length === 0)
      return { is: 'clear', says: `Whoever referred the applicant does not share ${words[type]} with them.` }
    const together = pairs.every(
      ({ referee, referrer }) => type === 'address' || type === 'exit' || mayLiveTogether(referee, referrer),
    )
    const referees = [...new Set(pairs.map((p) => p.referee))]
    const confirmed = pairs.some(({ referrer }) => referrer.members.some((m) => m.claims?.confirmed))
    const weight =
      (together ? weights.household : referees.length > 1 ? weights.several : weights.apart) +
      (confirmed ? weights.confirmed : 0)
    const tie = `The applicant and whoever referred them share ${words[type]}`
    return {
      is: 'evidence',
      weight: { 'identity-stolen': weight, 'identity-invented': weight, 'job-shared': weight },
      says: `${tie}${together ? ', as a household does' : ''}${confirmed ? ', and an earlier finding on it was confirmed' : ''}.`,
      exhibits: [
        {
          type: 'subjects',
          label: 'Referred, and referring',
          subjects: [
            ...referees.map((p) => ({ ref: p.ref, note: 'was referred' })),
            ...[...new Set(pairs.map((p) => p.referrer))].map((p) => ({ ref: p.ref, note: 'referred them' })),
          ],
        },
      ],
      members: [
        ...referees.flatMap((p) => p.refs),
        // one referral says something of the one referred; several under one contact say it of the referrer too
        ...(referees.length > 1 ? pairs.flatMap((p) => p.referrer.refs) : []),
      ],
    }
  },
  examples: [
    {
      title: 'Referred by a worker whose phone number stands on the application',
      gives: 'evidence',
      rows: [
        works({ phones: ['+1 614 555 2368'] }),
        applies(1, { phones: ['614-555-2368'], referrer: 'W-9' }),
      ],
    },
    {
      title: 'Shares a number with somebody, and was referred by somebody else',
      gives: 'clear',
      rows: [
        applies(1, { phones: ['614-555-2368'], referrer: 'Fern Vernier' }),
        applies(2, { phones: ['614-555-2368'], name: 'Alder Quill' }),
      ],
    },
    {
      title: 'Two who share a number and were not referred',
      gives: 'abstain',
      rows: [applies(1, { phones: ['614-555-2368'] }), applies(2, { phones: ['614-555-2368'] })],
    },
    {
      title: 'A couple: referred by the one they live with',
      gives: 'evidence',
      rows: [
        works({ address: '12 Oak Street, Columbus OH', name: 'Alder Quill' }),
        applies(1, { address: '12 Oak St, Columbus OH', name: 'Fern Vernier', referrer: 'Alder Quill' }),
      ],
    },
  ],
})

function referrersOf(person: Person): string[] {
  return person.members.flatMap((m) => m.claims?.referredBy ?? [])
}

/** By id, by mailbox, or by written name: a name counts here because the two share the attribute as well. */
function isNamed(person: Person, referee: Person): boolean {
  const names = new Set(referrersOf(referee))
  return (
    person.refs.some((ref) => names.has(ref)) ||
    person.members.some(
      ({ claims }) =>
        (claims?.who !== undefined && names.has(claims.who)) ||
        (claims?.contacts ?? []).some((c) => names.has(c)),
    )
  )
}

function works(data: { phones?: string[]; address?: string; name?: string }) {
  return { kind: 'person' as const, at: 1_767_225_600_000, about: ['person:W-9' as const], data }
}

function applies(n: number, data: { phones?: string[]; address?: string; name?: string; referrer?: string }) {
  const at = 1_767_225_600_000 + n * 60_000
  return { kind: 'application' as const, at, about: [`application:A-${n}` as const], data }
}
