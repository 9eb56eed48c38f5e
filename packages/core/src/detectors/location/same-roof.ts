import { commonerHere } from '../../signals/commonness.ts'
import { shownKm } from '../../signals/distance.ts'
import { claimedKm, contradicted, type Person, peopleOf, sinceStart, widestKm } from '../../signals/people.ts'
import { defineLinkDetector, type Exhibit } from '../../types.ts'

/** What each further person from afar adds towards a farm, and at most. Assumed. */
const eachFurther = 0.3
const mostForCrowd = 0.6

export default defineLinkDetector({
  id: 'location/same-roof',
  version: 2,
  title: 'Do people who claim homes far apart work behind one and the same router?',
  why: 'A laptop sees the hardware address of its gateway and Wi-Fi access points, which reach one building. When workers who claim homes hundreds of kilometres apart are behind the same one day after day, at least one of the claims does not hold: that is how a laptop farm looks from the inside. Shared IP addresses never count.',
  benign: [
    'A couple, a family or flatmates: their claims agree and they are left out.',
    'A coworking space, a company office or a long offsite.',
    'A stay with a colleague, or a move that the record does not show yet.',
    'A router that was passed on or sold and now stands elsewhere; a travel router that goes along.',
  ],
  clears: [
    'A corrected home or a dated stay puts the person under that roof.',
    'The company names the building: an office, a coworking space, an event.',
    'The router’s owner shows that it moved.',
  ],
  check: 'ask where the person works from these days',
  references: [
    {
      title:
        'US Department of Justice, July 2025: sentence for a laptop farm in Arizona; more than 90 computers in one house',
    },
    {
      title:
        'FBI public service announcement PSA250723-4, July 2025: facilitators who host laptops in their homes',
      url: 'https://www.ic3.gov/PSA/2025/PSA250723-4',
    },
    {
      title: 'RFC 9568, Virtual Router Redundancy Protocol, section 7.3: addresses that many routers share',
      url: 'https://www.rfc-editor.org/rfc/rfc9568#section-7.3',
    },
  ],
  attack: ['T1090', 'T1219.003'],
  status: 'stable',
  family: 'links',
  stage: 'work',
  tests: 'place',
  bears: ['hands-elsewhere', 'device-elsewhere', 'identity-stolen', 'identity-invented', 'job-shared'],
  calibration: {
    basis: 'assumed',
    on: 'No population of shared routers is published; days, distances and ratios are assumed until dispositions calibrate them',
  },
  thresholds: {
    enoughDays: {
      value: 3,
      unit: 'days',
      says: 'Days on which two people must both be seen: an offsite or a visit of two days is none. Assumed.',
    },
    settledDays: {
      value: 20,
      unit: 'days',
      says: 'From here on a shared roof weighs all that it can: four working weeks. Assumed.',
    },
    steady: {
      value: 0.1,
      unit: 'of the days',
      says: 'Of the days from the first to the last that were shared; below, they are visits. Passes weekly snapshots. Assumed.',
    },
    apartKm: {
      value: 150,
      unit: 'km',
      says: 'Claimed homes further apart than this cannot be one roof: two cities of 50 km radius and a commute. Assumed.',
    },
    office: {
      value: 8,
      unit: 'people',
      says: 'From this many people on, of whom half claim to live near, it is an office or a coworking space. Assumed.',
    },
  },
  links: ['network'],
  reads: ['inventory'],
  detect(shared) {
    const { shown } = shared.attribute
    const { prefixes } = shared.facts('virtual-networks')
    if (prefixes.some((prefix) => shown.startsWith(`network ${prefix}`)))
      return {
        is: 'abstain',
        because: 'software makes this hardware address up: it may exist in many places',
      }
    if (shared.hub)
      return { is: 'abstain', because: `seen by ${shared.size} devices: an office or another public place` }
    const [enoughDays, apartKm] = [shared.threshold('enoughDays'), shared.threshold('apartKm')]
    const everybody = peopleOf(sinceStart(shared.members))
    const known = everybody.filter((p) => p.held)
    if (known.length < 2)
      return everybody.length > known.length
        ? { is: 'abstain', because: `nobody is known to hold ${everybody.find((p) => !p.held)!.ref}` }
        : { is: 'abstain', because: 'only one person’s devices are behind it' }
    const placed = known.filter((p) => p.at || p.home)
    const km = widestKm(placed)
    if (km === undefined)
      return {
        is: 'abstain',
        because: 'fewer than two of the people behind it have a claimed place with coordinates',
      }
    if (km <= apartKm)
      return {
        is: 'clear',
        says: `${shown}: ${known.length} people behind it, and those whose home is known claim homes within ${shownKm(Math.max(1, km))} of each other.`,
        exhibits: [behind('Near by their own claims', placed)],
      }
    const { locals, far } = contradicted(placed, apartKm)
    if (known.length >= shared.threshold('office') && locals.length * 2 >= placed.length)
      return {
        is: 'abstain',
        because: `${known.length} people, of whom ${locals.length} claim to live near: an office or coworking space`,
      }
    const stays = far.map((p) => ({
      person: p,
      days: longestStay(p, placed, apartKm, shared.threshold('steady')),
    }))
    const longest = Math.max(...stays.map((s) => s.days))
    if (longest < enoughDays)
      return {
        is: 'abstain',
        because:
          longest > 0
            ? `people who claim homes far apart shared it for ${longest} of ${enoughDays} days: a visit`
            : 'people who claim homes far apart were not behind it at the same time for long',
      }
    // A guest of a few days is not named beside those who stay.
    const named = stays.filter((s) => s.days >= Math.max(enoughDays, longest / 4))
    const days = Math.min(...named.map((s) => s.days))
    const settledDays = shared.threshold('settledDays')
    const settled = 1.5 * Math.min(1, Math.log(days / enoughDays) / Math.log(settledDays / enoughDays))
    const w = 1 + settled - commonerHere(shared.facts('commonness'), 'network', known.length)
    if (w <= 0)
      return {
        is: 'abstain',
        because: `routers with ${known.length} people behind them are so common here that it says nothing`,
      }
    // Two may visit each other for weeks; three and more from afar under one roof are hosted there.
    const hosted = named.length > 2 ? w + Math.min(mostForCrowd, eachFurther * (named.length - 2)) : 0.8 * w
    const against = locals.length > 0 ? `; ${locals.length} others claim to live there` : ''
    const who = named.length === 1 ? 'One person' : `${named.length} people`
    const apart = widestKm([...named.map((s) => s.person), ...locals])
    return {
      is: 'evidence',
      weight: {
        'device-elsewhere': w,
        'hands-elsewhere': hosted,
        'job-shared': 0.8 * w,
        'identity-stolen': 0.6 * w,
        'identity-invented': 0.6 * w,
      },
      says: `${who} worked behind the same router (${shown}) on ${days} days or more while the claimed homes are up to ${shownKm(apart ?? km)} apart${against}.`,
      exhibits: [
        behind('Behind one router', known),
        {
          type: 'number',
          label: 'Between the claimed homes',
          value: Math.round(apart ?? km),
          unit: 'km',
          expected: { low: 0, high: apartKm },
        },
      ],
      members: named.map((s) => s.person.ref),
    }
  },
  examples: [
    {
      title: 'Three workers, three claimed states, one router for two weeks',
      gives: 'evidence',
      rows: [...worker(1, phoenix(), 10), ...worker(2, columbus(), 10), ...worker(3, tampa(), 10)],
    },
    {
      title: 'A couple on one Wi-Fi',
      gives: 'clear',
      rows: [...worker(1, phoenix(), 10), ...worker(2, phoenix(), 10)],
    },
    {
      title: 'An offsite of two days',
      gives: 'abstain',
      rows: [...worker(1, phoenix(), 2), ...worker(2, columbus(), 2)],
    },
    {
      title: 'No claimed place',
      gives: 'abstain',
      rows: [...worker(1, phoenix(), 10), ...worker(2, undefined, 10)],
    },
    {
      title: 'A coworking space with one visitor',
      gives: 'abstain',
      rows: [1, 2, 3, 4, 5, 6, 7, 8].flatMap((n) => worker(n, n === 8 ? columbus() : phoenix(), 10)),
    },
    {
      title: 'Two laptops behind the same virtual machine’s gateway',
      gives: 'abstain',
      rows: [
        ...worker(1, phoenix(), 10, '52:54:00:12:35:02'),
        ...worker(2, columbus(), 10, '52:54:00:12:35:02'),
      ],
    },
  ],
})

/** Most days that somebody whose claim excludes this one's was behind it too; 0 where those were scattered visits. */
function longestStay(person: Person, others: readonly Person[], apartKm: number, steady: number): number {
  const shared = others
    .filter((other) => (claimedKm(person, other) ?? 0) > apartKm)
    .map((other) => {
      const days = person.days.filter((d) => other.days.includes(d))
      return days.length >= steady * (days.at(-1)! - days[0]! + 1) ? days.length : 0
    })
  return Math.max(0, ...shared)
}

function behind(label: string, people: readonly Person[]): Exhibit {
  const subjects = people.map((p) => ({
    ref: p.ref,
    note: `${[...new Set(p.members.map((m) => m.subject))].join(', ')}: ${p.days.length} days${p.at || p.home ? '' : ', home not known'}`,
  }))
  return { type: 'subjects', label, subjects }
}

function phoenix() {
  return { lat: 33.45, lon: -112.07, city: 'Phoenix' }
}

function columbus() {
  return { lat: 39.96, lon: -83.0, city: 'Columbus' }
}

function tampa() {
  return { lat: 27.95, lon: -82.46, city: 'Tampa' }
}

function worker(
  n: number,
  place: { lat: number; lon: number; city: string } | undefined,
  days: number,
  mac = '3c:84:6a:10:22:7f',
) {
  const at = 1_767_225_600_000
  return [
    { kind: 'person' as const, at, about: [`person:W-${n}` as const], data: { place } },
    ...Array.from({ length: days }, (_, i) => ({
      kind: 'inventory' as const,
      at: at + i * 86_400_000 + 36_000_000,
      about: [`device:LT-${n}` as const, `person:W-${n}` as const],
      data: { gateway: { ip: '192.168.1.1', mac } },
    })),
  ]
}
