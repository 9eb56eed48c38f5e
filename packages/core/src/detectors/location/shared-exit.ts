import { commonerHere } from '../../signals/commonness.ts'
import { shownKm } from '../../signals/distance.ts'
import { claimedKm, type Person, peopleOf } from '../../signals/people.ts'
import { defineLinkDetector, type Exhibit } from '../../types.ts'

/** Assumed. */
const worth = { far: 0.3, unknown: 0.15 }

export default defineLinkDetector({
  id: 'location/shared-exit',
  version: 2,
  title: 'Did several applicants apply over one internet connection?',
  why: 'A few people in one room who keep many identities apply over one connection, under homes that lie far apart. One address is also what a campus, a library, a hotel or a whole carrier shows to the outside: alone it says little, and many on one address say nothing.',
  benign: [
    'A library, a café, a training course, a shelter or an employment office where people write applications.',
    'A carrier that puts many customers behind one address.',
    'A private network that many of its customers leave in one place.',
    'A family or a shared flat, where several look for work.',
  ],
  clears: [
    'The address belongs to a carrier, a school, a library or a private network.',
    'Each is met live, and answers on a contact of their own.',
  ],
  check: 'hold the live interview of each with the check list',
  settledBy: ['live-interview', 'ask-contact'],
  references: [
    {
      title: 'Recorded Future, Insikt Group: one ring of remote workers, 22 personas, 1,100 companies',
      url: 'https://www.recordedfuture.com/research',
    },
    {
      title: 'RFC 6269, Issues with IP Address Sharing',
      url: 'https://www.rfc-editor.org/rfc/rfc6269',
    },
  ],
  attack: ['T1585', 'T1090'],
  status: 'experimental',
  family: 'links',
  stage: 'application',
  tests: 'place',
  bears: ['identity-stolen', 'identity-invented', 'job-shared'],
  calibration: {
    basis: 'assumed',
    on: 'How many honest applicants share a connection is not published',
  },
  thresholds: {
    leastIdentities: {
      value: 3,
      unit: 'identities',
      says: 'A household and a guest are two or three; what comes from one line and claims to live apart is more. Assumed.',
    },
    mostIdentities: {
      value: 8,
      unit: 'identities',
      says: 'More than this on one address is a campus, an office or a carrier that puts thousands behind one (RFC 6598). Assumed.',
    },
    days: {
      value: 7,
      unit: 'days',
      says: 'Lines change hands: a provider gives an address to somebody else. Assumed.',
    },
    farKm: { value: 150, unit: 'km', says: 'Homes further apart than this are not one town. Assumed.' },
  },
  links: ['exit'],
  reads: ['application'],
  detect(shared) {
    if (shared.hub)
      return {
        is: 'abstain',
        because: `${shared.size} applications came over it: a carrier, a campus or an office`,
      }
    const identities = peopleOf(shared.members)
    if (identities.length > shared.threshold('mostIdentities'))
      return {
        is: 'abstain',
        because: `${identities.length} identities came over it: a carrier, a campus or an office`,
      }
    const [days, farKm] = [shared.threshold('days'), shared.threshold('farKm')]
    const group = busiestDays(identities, days)
    const exhibit: Exhibit = {
      type: 'subjects',
      label: `Over one connection within ${days} days`,
      subjects: group.map((p) => ({ ref: p.ref, note: '' })),
    }
    // no clear finding: it would speak against a contact that the two share
    if (group.length < shared.threshold('leastIdentities'))
      return {
        is: 'abstain',
        because: 'at most one other identity came over it within a week: a household, or nothing',
      }
    const apart = group.flatMap((a, i) => group.slice(i + 1).map((b) => claimedKm(a, b)))
    const widest = Math.max(...apart.map((km) => km ?? -1))
    if (apart.every((km) => km !== undefined && km <= farKm))
      return {
        is: 'clear',
        says: 'Several applied over this connection and claim homes near each other: a library, a course or a shared home.',
        exhibits: [exhibit],
      }
    const full = widest > farKm ? worth.far : worth.unknown
    const weight = full - commonerHere(shared.facts('commonness'), 'exit', identities.length)
    if (weight <= 0)
      return { is: 'abstain', because: 'connections are shared so often here that it says nothing' }
    return {
      is: 'evidence',
      weight: { 'identity-stolen': weight, 'identity-invented': weight, 'job-shared': weight },
      says: `${group.length} applicants came over one connection within ${days} days${widest > farKm ? `, under homes up to ${shownKm(widest)} apart` : ''}.`,
      exhibits: [exhibit],
      members: group.flatMap((p) => p.refs),
    }
  },
  examples: [
    {
      title: 'Three homes far apart, one connection, three days',
      gives: 'evidence',
      rows: [
        applies(1, { lat: 33.45, lon: -112.07 }),
        applies(2, { lat: 39.96, lon: -83 }),
        applies(3, { lat: 47.6, lon: -122.3 }),
      ],
    },
    {
      title: 'A course at the library of one town',
      gives: 'clear',
      rows: [1, 2, 3, 4].map((n) => applies(n, { lat: 39.96 + n / 100, lon: -83 })),
    },
    {
      title: 'A couple',
      gives: 'abstain',
      rows: [applies(1), applies(2)],
    },
    {
      title: 'A carrier that puts many behind one address',
      gives: 'abstain',
      rows: Array.from({ length: 12 }, (_, n) => applies(n, { lat: 30 + n, lon: -90 })),
    },
  ],
})

/** Those who came within `days` of each other, the most there are; of equal groups the later one. */
function busiestDays(identities: readonly Person[], days: number): Person[] {
  let best: Person[] = []
  for (const end of [...new Set(identities.flatMap((p) => p.days))].sort((a, b) => a - b)) {
    const group = identities.filter((p) => p.days.some((day) => day <= end && day > end - days))
    if (group.length >= best.length) best = group
  }
  return best
}

function applies(n: number, place?: { lat: number; lon: number }) {
  return {
    kind: 'application' as const,
    at: 1_767_225_600_000 + n * 86_400_000 * (n < 5 ? 1 : 0.25),
    about: [`application:A-${n}` as const],
    data: { ip: '203.0.113.40', ...(place && { place }) },
  }
}
