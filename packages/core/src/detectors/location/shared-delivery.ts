import { typeOf } from '../../observations/kind.ts'
import { receiverIn } from '../../observations/normalise.ts'
import { howCommon, surprise } from '../../signals/commonness.ts'
import { type Apart, distances, householdsOf, saidApart, sharing } from '../../signals/households.ts'
import { contradicted, peopleOf } from '../../signals/people.ts'
import { defineLinkDetector } from '../../types.ts'

/** What the claimed homes add to how rare the address is, log10. Whoever claims to live there has been left out. Assumed. */
const byHome: Record<Apart, number> = {
  far: 0.8,
  // a commute: an office takes in the laptops of those who work there
  between: -0.8,
  'other home': -0.5,
  unknown: -0.5,
  near: Number.NEGATIVE_INFINITY,
  one: Number.NEGATIVE_INFINITY,
}
/** The address was changed between offer and shipment, for one of them at least. Assumed. */
const redirected = 0.3
/** Of the weight, what stands where a business receives mail for others: honest people far apart use one chain, hardly one shop. Assumed. */
const atBusiness = 0.4
/** An office that takes parcels must not list its people by itself. Assumed. */
const most = 1.5
/** Below this it is not worth a line. */
const speaks = 0.2

export default defineLinkDetector({
  id: 'location/shared-delivery',
  version: 1,
  title: 'Were laptops of several people sent to one address where none of them claims to live?',
  why: 'A farm needs the laptops, so they are sent to whoever keeps it. Each worker gives a reason of their own for another address than home; that several who claim to live far apart give the same one is what no reason covers.',
  benign: [
    'A company office, a depot or an IT shop that takes in laptops for whoever starts there.',
    'A parcel shop, locker or neighbour that several who live near use.',
    'Parents, a partner or a holiday flat: one household’s own other address.',
    'Colleagues at one long offsite, or movers who stay with somebody.',
  ],
  clears: [
    'The company names the building: an office, a depot, an event.',
    'The person’s identity document shows that address.',
    'The laptop is seen on the network of the claimed home from its first day on.',
  ],
  check: 'ask where the laptop is, and for a document with that address',
  references: [
    {
      title:
        'US advisory of 16 May 2022 on remote IT workers: ship only to the address on the identity document',
      url: 'https://ofac.treasury.gov/media/923126/download?inline',
    },
    {
      title:
        'FBI public service announcement PSA250723-4, July 2025: facilitators who receive laptops at their homes',
      url: 'https://www.ic3.gov/PSA/2025/PSA250723-4',
    },
  ],
  attack: ['T1219.003', 'T1656'],
  status: 'experimental',
  family: 'links',
  stage: 'onboarding',
  tests: 'place',
  bears: ['hands-elsewhere', 'device-elsewhere', 'identity-stolen', 'identity-invented', 'job-shared'],
  calibration: {
    basis: 'assumed',
    on: 'Where companies send laptops is not published; the list of commonness says what is assumed, and a company counts its own',
  },
  thresholds: {
    ...distances,
    mostPeople: {
      value: 15,
      unit: 'households',
      says: 'Laptops of more than this go to an office or a depot. Assumed.',
    },
  },
  links: ['address'],
  reads: ['shipment', 'person', 'device'],
  detect(shared) {
    const { ref, shown } = shared.attribute
    if (shared.hub)
      return {
        is: 'abstain',
        because: `held by ${shared.size} devices and people: an office, a depot or a shop`,
      }
    const everybody = peopleOf(shared.members)
    const people = everybody.filter((p) => p.held)
    const residents = people.filter((p) => p.home === ref)
    // Without any claimed place it can't be told that it is not the home.
    const guests = people.filter(
      (p) => p.home !== ref && (p.home ?? p.at) !== undefined && p.members.some((m) => sentOrOld(m.subject)),
    )
    if (guests.length < 2) {
      const received = residents.filter((p) => p.members.some((m) => typeOf(m.subject) === 'device'))
      if (received.length > 1 && guests.length === 0)
        return {
          is: 'clear',
          says: `Laptops of ${received.length} people went to the home that they all claim: a couple or family.`,
          exhibits: [sharing('One claimed home', received)],
        }
      const unheld = everybody.find((p) => !p.held)
      return {
        is: 'abstain',
        because: unheld
          ? `nobody is known to hold ${unheld.ref}`
          : 'fewer than two people whose home is known had a laptop sent there and claim to live elsewhere',
      }
    }
    const homes = householdsOf(guests, shared.threshold('nearKm'), shared.threshold('farKm'))
    const count = homes.households.length
    if (homes.apart === 'one')
      return { is: 'abstain', because: 'one household’s laptops went to another address than its home' }
    if (count > shared.threshold('mostPeople'))
      return { is: 'abstain', because: `laptops of ${count} households went there: an office or a depot` }
    const { locals, far } = contradicted(guests, shared.threshold('farKm'))
    if (homes.apart === 'far' && locals.length * 2 >= guests.length)
      return {
        is: 'abstain',
        because: `${locals.length} of the ${guests.length} who do not live there claim homes near each other: an office`,
      }
    const named = homes.apart === 'far' ? far : guests
    const list = shared.facts('commonness')
    const business = receiverIn(shown)
    const changed = guests.some((p) => p.members.some((m) => m.claims?.redirected))
    const full = surprise(list, 'delivery', count) + byHome[homes.apart] + (changed ? redirected : 0)
    const weight = Math.min(most, full) * (business ? atBusiness : 1)
    if (weight < speaks || (business && homes.apart !== 'far'))
      return {
        is: 'abstain',
        because: business
          ? `${business} receives mail for others there, and those who use it do not live far apart`
          : `used by people of ${count} households ${saidApart(homes)}: neighbours, an office or a shop`,
      }
    const common = howCommon(list, 'delivery', count)
    return {
      is: 'evidence',
      weight: {
        'device-elsewhere': weight,
        'hands-elsewhere': weight,
        'job-shared': 0.6 * weight,
        'identity-stolen': 0.8 * weight,
        'identity-invented': 0.8 * weight,
      },
      says: `Laptops of ${named.length} people ${saidApart(homes)} were sent to one address where none of them claims to live${
        business ? ` (${business} receives mail for others there)` : ''
      }${residents.length > 0 ? `; ${residents.length} more claim to live there` : ''}${
        changed ? '; for one at least it was changed between offer and shipment' : ''
      }.`,
      exhibits: [
        sharing('Sent to one address', named),
        ...(residents.length > 0 ? [sharing('Claim to live there', residents)] : []),
        ...(common ? [common] : []),
      ],
      members: named.flatMap((p) => p.refs),
    }
  },
  examples: [
    {
      title: 'Three laptops to one flat, three claimed states',
      gives: 'evidence',
      rows: [
        ...worker(1, '12 Oak Street, Columbus OH', { lat: 39.96, lon: -83 }),
        ...worker(2, '900 W Camelback Rd, Phoenix AZ', { lat: 33.45, lon: -112.07 }),
        ...worker(3, '4 Bay Avenue, Tampa FL', { lat: 27.95, lon: -82.46 }),
      ],
    },
    {
      title: 'Two strangers far apart who both let a parcel shop receive it: little',
      gives: 'evidence',
      rows: [
        ...worker(1, '12 Oak Street, Columbus OH', { lat: 39.96, lon: -83 }, 'The UPS Store'),
        ...worker(2, '900 W Camelback Rd, Phoenix AZ', { lat: 33.45, lon: -112.07 }, 'The UPS Store'),
      ],
    },
    {
      title: 'A couple',
      gives: 'clear',
      rows: [
        ...worker(1, flat(), { lat: 36.16, lon: -86.78 }),
        ...worker(2, flat(), { lat: 36.16, lon: -86.78 }),
      ],
    },
    {
      title: 'Two neighbours and the parcel shop of their town',
      gives: 'abstain',
      rows: [
        ...worker(1, '12 Oak Street, Nashville TN', { lat: 36.16, lon: -86.78 }, 'The UPS Store'),
        ...worker(2, '90 Elm Street, Nashville TN', { lat: 36.17, lon: -86.75 }, 'The UPS Store'),
      ],
    },
    {
      title: 'One laptop sent to a partner’s flat',
      gives: 'abstain',
      rows: [
        ...worker(1, '12 Oak Street, Columbus OH', { lat: 39.96, lon: -83 }),
        ...worker(2, flat(), { lat: 36.16, lon: -86.78 }),
      ],
    },
  ],
})

/** A device has no home: its address is where it was sent. A person’s is one they claimed once, or were sent something to. */
function sentOrOld(subject: Parameters<typeof typeOf>[0]): boolean {
  return typeOf(subject) !== 'application'
}

function flat(): string {
  return '4410 Ropewalk Street Apt 6, Nashville, TN'
}

function worker(n: number, address: string, place: { lat: number; lon: number }, receives?: string) {
  const at = 1_767_225_600_000
  const [device, person] = [`device:LT-${n}` as const, `person:W-${n}` as const]
  return [
    { kind: 'person' as const, at, about: [person], data: { address, place } },
    {
      kind: 'shipment' as const,
      at: at + 3_600_000,
      about: [device, person],
      data: { device, shipTo: flat() },
      ...(receives && { derived: { receives } }),
    },
  ]
}
