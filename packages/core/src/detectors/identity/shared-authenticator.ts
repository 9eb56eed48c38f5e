import { howCommon, surprise } from '../../signals/commonness.ts'
import { type Apart, distances, householdsOf, saidApart, sharing } from '../../signals/households.ts'
import { type Person, peopleOf, sinceStart } from '../../signals/people.ts'
import { defineLinkDetector } from '../../types.ts'

/** What the claimed homes add to how rare it is that strangers share an authenticator, log10. Assumed. */
const byHome: Record<Apart, number> = {
  far: 0.4,
  between: 0.2,
  'other home': 0,
  unknown: -0.5,
  // a tablet on a shop floor, a laboratory bench
  near: -1.5,
  one: 0,
}
/** Administrators who share a key must not be listed by that alone. Assumed. */
const most = 1.5
/** Below this it is not worth a line. */
const speaks = 0.2

export default defineLinkDetector({
  id: 'identity/shared-authenticator',
  version: 1,
  title: 'Does one phone or key answer the second factor of several people?',
  why: 'The second factor proves that its owner is there. A farm’s keeper, or somebody who works under several names, has one phone or key for all of them: the identity provider then logs one device under several users. What only names a model or a way of signing in is left out.',
  benign: [
    'An administrator’s key for shared, service or emergency accounts; a help desk that enrols users on its own device.',
    'A kiosk, a laboratory bench or a shop floor where many sign in on one tablet.',
    'A couple who enrolled on one tablet.',
    'A phone that was handed on: the two use it one after the other.',
    'A log that writes a model or a version in place of an id.',
  ],
  clears: [
    'The IT department names the device: shared, service, kiosk.',
    'Each enrols a device of their own while a person watches.',
  ],
  check: 'have each of them enrol a key of their own in a live call',
  references: [
    {
      title: 'Okta, System Log events: device.user.add adds a user to a device that is known already',
      url: 'https://developer.okta.com/docs/reference/api/event-types/',
    },
    {
      title: 'WebAuthn Level 3, section 6.5.1: an AAGUID names a model, never a unit',
      url: 'https://www.w3.org/TR/webauthn-3/#sctn-attested-credential-data',
    },
  ],
  attack: ['T1078', 'T1556.006'],
  status: 'experimental',
  family: 'links',
  stage: 'work',
  tests: 'identity',
  bears: ['hands-elsewhere', 'device-elsewhere', 'identity-stolen', 'identity-invented', 'job-shared'],
  calibration: {
    basis: 'assumed',
    on: 'How often colleagues share an authenticator is not published; the list of commonness says what is assumed',
  },
  thresholds: {
    ...distances,
    mostPeople: {
      value: 6,
      unit: 'people',
      says: 'More users than this stand at a kiosk, or one person administers their accounts. Assumed.',
    },
    sharedDays: {
      value: 2,
      unit: 'days',
      says: 'Days on which each used it within the time of the other: one may be the day it was handed on. Assumed.',
    },
  },
  links: ['authenticator'],
  reads: ['signin', 'person'],
  detect(shared) {
    if (shared.hub)
      return { is: 'abstain', because: `${shared.size} users answer with it: a kiosk or an administrator` }
    const everybody = peopleOf(sinceStart(shared.members)).filter((p) => p.held)
    if (everybody.length < 2)
      return { is: 'abstain', because: 'one person alone has used it since they started' }
    if (everybody.length > shared.threshold('mostPeople'))
      return {
        is: 'abstain',
        because: `${everybody.length} users answer with it: a kiosk or an administrator’s device`,
      }
    const days = shared.threshold('sharedDays')
    const people = everybody.filter((a) => everybody.some((b) => a !== b && together(a, b) >= days))
    if (people.length < 2)
      return { is: 'abstain', because: 'it passed from one to the next, or was seen too briefly' }
    const homes = householdsOf(people, shared.threshold('nearKm'), shared.threshold('farKm'))
    const exhibit = sharing(`Users of one ${shared.attribute.shown}`, people)
    if (homes.apart === 'one')
      return {
        is: 'clear',
        says: `${people.length} people of one claimed home use one authenticator, as a couple’s tablet is used.`,
        exhibits: [exhibit],
      }
    const list = shared.facts('commonness')
    const count = homes.households.length
    const weight = Math.min(most, surprise(list, 'authenticator', count) + byHome[homes.apart])
    if (weight < speaks)
      return {
        is: 'abstain',
        because: `used by people of ${count} households ${saidApart(homes)}: too little to tell`,
      }
    const common = howCommon(list, 'authenticator', count)
    return {
      is: 'evidence',
      weight: {
        'hands-elsewhere': weight,
        'job-shared': weight,
        'identity-stolen': weight,
        'identity-invented': weight,
        'device-elsewhere': 0.6 * weight,
      },
      says: `${people.length} people ${saidApart(homes)} answer their second factor with one and the same device.`,
      exhibits: [exhibit, ...(common ? [common] : [])],
      members: people.flatMap((p) => p.refs),
    }
  },
  examples: [
    {
      title: 'One phone answers for two users at two ends of the country, all week',
      gives: 'evidence',
      rows: [...user(1, 39.96, -83, [0, 1, 2, 3]), ...user(2, 33.45, -112.07, [0, 1, 2, 3])],
    },
    {
      title: 'A couple with one tablet',
      gives: 'clear',
      rows: [
        ...user(1, 39.96, -83, [0, 1, 2], '12 Oak Street, Columbus OH'),
        ...user(2, 39.96, -83, [0, 1, 2], '12 Oak St, Columbus OH'),
      ],
    },
    {
      title: 'A phone that was handed on',
      gives: 'abstain',
      rows: [...user(1, 39.96, -83, [0, 1, 2]), ...user(2, 33.45, -112.07, [10, 11, 12])],
    },
    {
      title: 'A kiosk',
      gives: 'abstain',
      rows: [1, 2, 3, 4, 5, 6, 7].flatMap((n) => user(n, 30 + n, -100, [0, 1, 2])),
    },
    {
      title: 'A model in place of an id',
      gives: 'abstain',
      rows: [
        ...user(1, 39.96, -83, [0, 1, 2], undefined, 'fa2b99dc-9e39-4257-8f92-4a30d23c4118'),
        ...user(2, 33.45, -112.07, [0, 1, 2], undefined, 'fa2b99dc-9e39-4257-8f92-4a30d23c4118'),
      ],
    },
  ],
})

/** On how many days each used it between the first and the last use of the other; the fewer of the two. */
function together(a: Person, b: Person): number {
  const within = (p: Person, q: Person) => p.days.filter((d) => d >= q.days[0]! && d <= q.days.at(-1)!).length
  return Math.min(within(a, b), within(b, a))
}

function user(
  n: number,
  lat: number,
  lon: number,
  days: number[],
  address?: string,
  authenticator = 'guo4a5u7JHHhjXrMK0g4',
) {
  const at = 1_767_225_600_000
  const about = [`person:W-${n}` as const]
  return [
    { kind: 'person' as const, at, about, data: { place: { lat, lon }, ...(address && { address }) } },
    ...days.map((d) => ({
      kind: 'signin' as const,
      at: at + d * 86_400_000 + n * 3_600_000,
      about,
      data: { authenticator, factor: 'push', outcome: 'success', system: 'Sign-in portal' },
    })),
  ]
}
