import { type Person, peopleOf } from '../../signals/people.ts'
import { type Data, defineLinkDetector, type Exhibit } from '../../types.ts'

/** Agencies' numbers are typed by hand, and reused by small ones. Assumed. */
const weight = 0.5

export default defineLinkDetector({
  id: 'conduct/agency-substitution',
  version: 1,
  title: 'Does an agency present another person under one candidate’s number?',
  why: 'An agency gives each candidate a number, and submits the same person again under it or under one that replaces it. Where another person stands under that number, with another name and no contact in common, the one who was looked at may not be the one who comes. Submitting the same person twice, or through two agencies, is ordinary and clears.',
  benign: [
    'A number that the agency uses again, or gives to a role instead of a person.',
    'Somebody who changed their name and all contacts in between.',
    'A typing error in a roster.',
    'The agency withdrew one candidate and sends another, and kept the number.',
  ],
  clears: [
    'The agency says that it replaced the candidate, and the new one is looked at from the start.',
    'The agency confirms that both are one person.',
  ],
  check: 'ask the agency with the check list',
  settledBy: ['ask-agency', 'live-interview'],
  references: [
    {
      title:
        'FBI public service announcement PSA250123, January 2025: staffing firms and their hiring practices',
      url: 'https://www.ic3.gov/PSA/2025/PSA250123',
    },
  ],
  attack: ['T1656'],
  status: 'experimental',
  family: 'conduct',
  stage: 'application',
  tests: 'identity',
  bears: ['identity-stolen', 'identity-invented', 'job-shared'],
  calibration: { basis: 'assumed', on: 'How often agencies reuse their numbers is not published' },
  thresholds: {
    mostPeople: {
      value: 3,
      unit: 'people',
      says: 'More than this under one number: it numbers something else than a candidate. Assumed.',
    },
  },
  links: ['submission'],
  reads: ['application', 'submission'],
  detect(shared) {
    const people = peopleOf(shared.members).filter((p) => p.held)
    if (shared.hub || people.length > shared.threshold('mostPeople'))
      return { is: 'abstain', because: 'too many people stand under the number: it is not one candidate’s' }
    const first = people.reduce((a, b) => (b.days[0]! < a.days[0]! ? b : a))
    const others = people.filter((p) => p !== first)
    const said = others.map((p) => ({ person: p, is: compare(first, p) }))
    const exhibit: Exhibit = {
      type: 'subjects',
      label: 'Submitted under one number',
      subjects: people.map((p) => ({ ref: p.ref, note: p === first ? 'first' : 'later' })),
    }
    const another = said.filter((s) => s.is === 'another')
    if (another.length > 0)
      return {
        is: 'evidence',
        weight: { 'identity-stolen': weight, 'identity-invented': weight, 'job-shared': weight },
        says: 'Under one candidate number the agency presents somebody with another name and other contacts.',
        exhibits: [exhibit],
        members: [
          ...another.flatMap((s) => s.person.refs),
          ...(another.some((s) => s.person.days[0] === first.days[0]) ? first.refs : []),
        ],
      }
    if (said.some((s) => s.is === 'unknown'))
      return {
        is: 'abstain',
        because: 'names and contacts don’t tell whether it is one person',
      }
    return { is: 'clear', says: 'The agency submitted the same person again.', exhibits: [exhibit] }
  },
  examples: [
    {
      title: 'Another name and another mailbox under one number',
      gives: 'evidence',
      rows: [
        ...sent(1, 'Alder Quill', 'alder@letters.example'),
        ...sent(2, 'Fern Vernier', 'fern@letters.example'),
      ],
    },
    {
      title: 'The same person for a second role',
      gives: 'clear',
      rows: [
        ...sent(1, 'Alder Quill', 'alder@letters.example'),
        ...sent(2, 'Alder Quill', 'alder@letters.example'),
      ],
    },
    {
      title: 'A new number that replaces the old one, for the same person with a new mailbox',
      gives: 'clear',
      rows: [
        ...sent(1, 'Alder Quill', 'alder@letters.example'),
        ...sent(2, 'Alder Quill', 'quill@letters.example', { agencyCandidate: 'C-99', supersedes: 'C-17' }),
      ],
    },
    {
      title: 'A roster without names',
      gives: 'abstain',
      rows: [...sent(1, undefined, 'alder@letters.example'), ...sent(2, undefined, 'fern@letters.example')],
    },
  ],
})

/** A mailbox that changed under one name is a new mailbox; a name that changed on one contact, a marriage or the agency's own contact. */
function compare(a: Person, b: Person): 'same' | 'another' | 'unknown' {
  const [x, y] = [known(a), known(b)]
  if (meet(x.names, y.names)) return 'same'
  if (meet(x.contacts, y.contacts)) return x.names.length > 0 && y.names.length > 0 ? 'unknown' : 'same'
  return [x, y].every((p) => p.names.length > 0 && p.contacts.length > 0) ? 'another' : 'unknown'
}

function known({ members }: Person): { names: string[]; contacts: string[] } {
  return {
    names: members.flatMap(({ claims }) => claims?.who ?? []),
    contacts: members.flatMap(({ claims }) => claims?.contacts ?? []),
  }
}

function meet(a: readonly string[], b: readonly string[]): boolean {
  return a.some((value) => b.includes(value))
}

function sent(n: number, name: string | undefined, email: string, number: Partial<Data['submission']> = {}) {
  const at = 1_767_225_600_000 + n * 86_400_000
  const about = [`application:A-${n}` as const]
  return [
    { kind: 'application' as const, at, about, data: { ...(name && { name }), emails: [email] } },
    {
      kind: 'submission' as const,
      at,
      about,
      data: { agency: 'Example Staffing', agencyCandidate: 'C-17', ...number },
    },
  ]
}
