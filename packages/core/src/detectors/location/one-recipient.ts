import { howCommon, surprise } from '../../signals/commonness.ts'
import { type Apart, distances, householdsOf, saidApart, sharing } from '../../signals/households.ts'
import { contradicted, peopleOf } from '../../signals/people.ts'
import { defineLinkDetector } from '../../types.ts'

/** What the claimed homes add to how rare it is that one person signs for several, log10. Assumed. */
const byHome: Record<Apart, number> = {
  far: 0.4,
  // a commute: somebody at the office signs for those who work there
  between: -0.6,
  'other home': -0.4,
  unknown: -0.6,
  near: Number.NEGATIVE_INFINITY,
  one: Number.NEGATIVE_INFINITY,
}
/** A porter must not list the house. Assumed. */
const most = 1.3
/** Below this it is not worth a line. */
const speaks = 0.2

export default defineLinkDetector({
  id: 'location/one-recipient',
  version: 1,
  title: 'Did one person sign for the laptops of several?',
  why: 'A laptop farm has a keeper: somebody opens the door to the carrier, and signs. One signature at one address under parcels for people who claim to live in different cities is the keeper’s. The name is compared only together with the address, and shown by its first letters.',
  benign: [
    'A porter, a mailroom clerk or a shop assistant who signs in person.',
    'A neighbour or flatmate who takes in parcels.',
    'A carrier that writes down the name of the last one who signed, or the driver’s.',
    'A relative who receives for two of a family.',
  ],
  clears: [
    'The company names the building and its mailroom.',
    'The person who signed says how they know each of them, and it agrees with what those say.',
  ],
  check: 'ask who received the laptop, and call that person',
  references: [
    {
      title:
        'US Department of Justice, July 2025: sentence for a laptop farm in Arizona; one keeper received the laptops of many workers',
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
    on: 'How often one person signs for strangers is not published; the list of commonness says what is assumed',
  },
  thresholds: {
    ...distances,
    mostPeople: {
      value: 12,
      unit: 'households',
      says: 'Who signs for more than this is a porter or works in a mailroom. Assumed.',
    },
  },
  links: ['recipient'],
  reads: ['shipment', 'person', 'device'],
  detect(shared) {
    const people = peopleOf(shared.members).filter((p) => p.held)
    if (people.length < 2)
      return { is: 'abstain', because: 'the signature stands under one person’s parcels only' }
    const homes = householdsOf(people, shared.threshold('nearKm'), shared.threshold('farKm'))
    const size = shared.hub ? shared.size : homes.households.length
    if (size > shared.threshold('mostPeople'))
      return { is: 'abstain', because: `signed for ${size} households: a porter or a mailroom` }
    const exhibit = sharing(`Parcels under one signature (${shared.attribute.shown})`, people)
    if (homes.apart === 'one')
      return {
        is: 'clear',
        says: `One signature stands under the parcels of ${people.length} people of one claimed home.`,
        exhibits: [exhibit],
      }
    const { locals, far } = contradicted(people, shared.threshold('farKm'))
    if (homes.apart === 'far' && locals.length * 2 >= people.length)
      return {
        is: 'abstain',
        because: `${locals.length} of the ${people.length} claim homes near each other: somebody at their office signs`,
      }
    const named = homes.apart === 'far' ? far : people
    const list = shared.facts('commonness')
    const weight = Math.min(most, surprise(list, 'recipient', size) + byHome[homes.apart])
    if (weight < speaks)
      return {
        is: 'abstain',
        because: `signed for people of ${size} households ${saidApart(homes)}: a neighbour, or too little to tell`,
      }
    const common = howCommon(list, 'recipient', size)
    return {
      is: 'evidence',
      weight: {
        'device-elsewhere': weight,
        'hands-elsewhere': weight,
        'job-shared': 0.6 * weight,
        'identity-stolen': 0.8 * weight,
        'identity-invented': 0.8 * weight,
      },
      says: `One and the same person signed for the laptops of ${named.length} people ${saidApart(homes)}.`,
      exhibits: [exhibit, ...(common ? [common] : [])],
      members: named.flatMap((p) => p.refs),
    }
  },
  examples: [
    {
      title: 'One signature for three laptops, three claimed states',
      gives: 'evidence',
      rows: [
        ...parcel(1, '12 Oak Street, Columbus OH', { lat: 39.96, lon: -83 }),
        ...parcel(2, '900 W Camelback Rd, Phoenix AZ', { lat: 33.45, lon: -112.07 }),
        ...parcel(3, '4 Bay Avenue, Tampa FL', { lat: 27.95, lon: -82.46 }),
      ],
    },
    {
      title: 'One of a couple signs for both',
      gives: 'clear',
      rows: [
        ...parcel(1, '4410 Ropewalk Street Apt 6, Nashville, TN', { lat: 36.16, lon: -86.78 }),
        ...parcel(2, '4410 Ropewalk St #6, Nashville TN', { lat: 36.16, lon: -86.78 }),
      ],
    },
    {
      title: 'A neighbour in one town',
      gives: 'abstain',
      rows: [
        ...parcel(1, '12 Oak Street, Nashville TN', { lat: 36.16, lon: -86.78 }),
        ...parcel(2, '90 Elm Street, Nashville TN', { lat: 36.17, lon: -86.75 }),
      ],
    },
    {
      title: 'A front desk signed',
      gives: 'abstain',
      rows: [
        ...parcel(1, '12 Oak Street, Columbus OH', { lat: 39.96, lon: -83 }, 'FRONT DESK'),
        ...parcel(2, '4 Bay Avenue, Tampa FL', { lat: 27.95, lon: -82.46 }, 'FRONT DESK'),
      ],
    },
  ],
})

function parcel(n: number, address: string, place: { lat: number; lon: number }, signedBy = 'Sorrel Moss') {
  const at = 1_767_225_600_000
  const [device, person] = [`device:LT-${n}` as const, `person:W-${n}` as const]
  const shipTo = '4410 Ropewalk Street Apt 6, Nashville, TN'
  return [
    { kind: 'person' as const, at, about: [person], data: { address, place } },
    {
      kind: 'shipment' as const,
      at: at + n * 3_600_000,
      about: [device, person],
      data: { device, shipTo, signedBy },
    },
  ]
}
