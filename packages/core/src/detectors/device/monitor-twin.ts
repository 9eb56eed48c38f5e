import { withinSurprise } from '../../signals/commonness.ts'
import { shownKm } from '../../signals/distance.ts'
import { claimedKm, contradicted, type Person, peopleOf, sinceStart, widestKm } from '../../signals/people.ts'
import { defineLinkDetector, type Exhibit, type Facts, type Ratios } from '../../types.ts'

const day = 86_400_000

/** What sharing points to where it is fully seen, all assumed: a laptop farm, or one person in several jobs. */
const full = { far: 2.5, between: 0.7, unknown: 1, unheld: 0.5 }
/** Of the full weight, what a twin seen too briefly for anything else is worth. Assumed. */
const brief = 0.4
/**
 * A serial that every unit of an IP-KVM carries proves no shared monitor. That each device has an IP-KVM is the
 * mechanism family's to weigh; that two workers chose the same kind adds only a little. Assumed.
 */
const sameKvm: Ratios = { 'hands-elsewhere': 0.5 }

/** Where and when the examples play. */
const phoenix = { lat: 33.45, lon: -112.07, city: 'Phoenix' }
const columbus = { lat: 39.96, lon: -83.0, city: 'Columbus' }
const week = [0, 1, 2, 3, 4]

export default defineLinkDetector({
  id: 'device/monitor-twin',
  version: 2,
  title: 'Do laptops of different people see one and the same monitor?',
  why: 'A monitor states its serial number to whatever it is plugged into. When laptops of two workers see the same unit over the same weeks, they stand at one desk, whatever their holders’ claimed homes say: a room of laptops tended by one keeper, or one person in two jobs.',
  benign: [
    'A second-hand monitor: used with one laptop first, with the other later. Stays that do not overlap are left out.',
    'A dock, hot desk, meeting room or set-up bench that many laptops pass through.',
    'A couple or flatmates who share a home and a desk.',
    'A maker that repeats one serial on many units, or an inventory that lists monitors ever attached (the Windows registry does) as attached now.',
  ],
  clears: [
    'Both people say where the monitor stands and how it came there, and the days agree.',
    'A photograph of the label or the purchase shows two units with one serial.',
    'The two share a home, or the company’s own desk.',
  ],
  check: 'ask where the monitor came from',
  references: [
    { title: 'VESA Enhanced EDID Standard, Release A.2: serial number and descriptor FF' },
    {
      title:
        'US Department of Justice, July 2025: sentence for a laptop farm in Arizona; more than 90 computers in one house',
    },
    {
      title: 'JetKVM source, settings.video.tsx: three monitor presets whose serials never change',
      url: 'https://github.com/jetkvm/kvm',
    },
  ],
  attack: ['T1200', 'T1219.003'],
  status: 'stable',
  family: 'links',
  stage: 'work',
  tests: 'device',
  bears: ['hands-elsewhere', 'device-elsewhere', 'identity-stolen', 'identity-invented', 'job-shared'],
  calibration: {
    basis: 'assumed',
    on: 'No population of monitors is published. Preset serials: 11 EDIDs of IP-KVMs in their makers’ sources',
  },
  thresholds: {
    mostPeople: {
      value: 6,
      unit: 'people',
      says: 'More people than this share a meeting room, a bench or a serial that the maker repeats. Assumed.',
    },
    enoughDays: {
      value: 3,
      unit: 'days',
      says: 'Days on which each was seen inside the stay of the other, for full weight: less can be a bench or a visit. Assumed.',
    },
    nearKm: {
      value: 25,
      unit: 'km',
      says: 'Claimed homes this near can be one household or one town. Assumed.',
    },
    farKm: { value: 150, unit: 'km', says: 'Claimed homes this far apart cannot be one desk. Assumed.' },
  },
  links: ['display'],
  reads: ['inventory'],
  detect(shared) {
    const { shown } = shared.attribute
    const people = peopleOf(sinceStart(shared.members))
    if (people.length < 2)
      return {
        is: 'abstain',
        because: 'only one person’s devices have seen it since they started: nothing is shared',
      }
    if (shared.facts('panel-makers').ids.includes(shown.slice(0, 3)))
      return { is: 'abstain', because: 'it is a panel built into laptops: its maker repeats the serial' }
    const fixed = sameOnEveryUnit(shown, shared.facts('ip-kvm'))
    if (fixed && !fixed.alone)
      return { is: 'abstain', because: `every unit of this product shows this serial: ${fixed.of}` }
    if (fixed)
      return {
        is: 'evidence',
        weight: sameKvm,
        says: `Laptops of ${people.length} people see the display that every ${fixed.of} shows: the same kind of IP-KVM, not the same monitor.`,
        exhibits: [seen('Laptops that see it', people)],
      }
    if (shared.hub || people.length > shared.threshold('mostPeople'))
      return {
        is: 'abstain',
        because: `${shared.hub ? shared.size : people.length} people’s devices see it: a meeting room, a set-up bench, or a serial that the maker repeats`,
      }
    const [nearKm, farKm] = [shared.threshold('nearKm'), shared.threshold('farKm')]
    const enoughDays = shared.threshold('enoughDays')
    const common = shared.facts('commonness')
    const worth = ({ relation, days }: Twin) =>
      relation === 'near'
        ? 0
        : withinSurprise(full[relation], common, 'display', people.length) * (days >= enoughDays ? 1 : brief)
    const twins = pairs(people, nearKm, farKm)
    if (twins.length === 0)
      return {
        is: 'clear',
        says: `${shown}: it passed from one person’s device to the next; no two stays overlap.`,
        exhibits: [seen('In turn', people)],
      }
    const twinned = people.filter((p) => twins.some((t) => t.a === p || t.b === p))
    const { far } = contradicted(twinned, farKm)
    const telling = twins
      .filter((t) => t.relation !== 'near')
      .filter((t) => far.length === 0 || (t.relation === 'far' && (far.includes(t.a) || far.includes(t.b))))
      .sort((x, y) => worth(y) - worth(x))
    const strongest = telling[0]
    if (!strongest)
      return {
        is: 'clear',
        says: `${shown}: shared by people who claim one home or the same town, as a couple or flatmates would.`,
        exhibits: [seen('Shared by', twinned)],
      }
    const { relation, days } = strongest
    const named = twinned.filter(
      (p) => (far.length === 0 || far.includes(p)) && telling.some((t) => t.a === p || t.b === p),
    )
    const w = worth(strongest)
    const overlap = days >= enoughDays ? `over ${days} days of overlap` : 'on the same days'
    const km = widestKm(twinned)
    const homes = {
      near: '',
      far: `their claimed homes are ${shownKm(km ?? 0)} apart`,
      between: `their claimed homes are ${shownKm(km ?? 0)} apart`,
      unknown: 'where they claim to live is not known',
      unheld: 'who holds them is not known',
    }[relation]
    const whose = relation === 'unheld' ? `${twinned.length} devices` : `Laptops of ${twinned.length} people`
    return {
      is: 'evidence',
      weight: {
        'device-elsewhere': w,
        'hands-elsewhere': 0.8 * w,
        'job-shared': 0.8 * w,
        'identity-stolen': 0.6 * w,
        'identity-invented': 0.6 * w,
      },
      says: `${whose} see one and the same monitor (${shown}) ${overlap}; ${homes}.`,
      exhibits: [
        seen('One monitor', twinned),
        ...(km === undefined
          ? []
          : [
              {
                type: 'number' as const,
                label: 'Between the claimed homes',
                value: Math.round(km),
                unit: 'km',
              },
            ]),
      ],
      members: named.map((p) => p.ref),
    }
  },
  examples: [
    {
      title: 'Two laptops, two homes 2,500 km apart, one monitor for a week',
      gives: 'evidence',
      rows: [...worker(1, phoenix), ...worker(2, columbus), ...seenOn(1, week), ...seenOn(2, week)],
    },
    {
      title: 'Two workers whose laptops show the same preset of a disguised IP-KVM',
      gives: 'evidence',
      rows: [
        ...worker(1, phoenix),
        ...worker(2, columbus),
        ...seenOn(1, [0], 'T8NEE0038522'),
        ...seenOn(2, [40], 'T8NEE0038522'),
      ],
    },
    {
      title: 'A second-hand monitor: here until day 10, there from day 20',
      gives: 'clear',
      rows: [...worker(1, phoenix), ...worker(2, columbus), ...seenOn(1, [0, 5, 10]), ...seenOn(2, [20, 30])],
    },
    {
      title: 'A couple shares a home and a desk',
      gives: 'clear',
      rows: [...worker(1, phoenix), ...worker(2, phoenix), ...seenOn(1, week), ...seenOn(2, week)],
    },
    {
      title: 'One person’s old and new laptop',
      gives: 'abstain',
      rows: [...worker(1, phoenix), ...worker(1, phoenix, 2), ...seenOn(1, week), ...seenOn(2, week)],
    },
    {
      title: 'A meeting room',
      gives: 'abstain',
      rows: [1, 2, 3, 4, 5, 6, 7].flatMap((n) => [
        ...worker(n, n % 2 ? phoenix : columbus),
        ...seenOn(n, week),
      ]),
    },
    {
      title: 'A projector whose maker puts one serial on every unit',
      gives: 'abstain',
      rows: [
        ...worker(1, phoenix),
        ...worker(2, columbus),
        ...seenOn(1, week, '2290649088', 'T749-fHD720'),
        ...seenOn(2, week, '2290649088', 'T749-fHD720'),
      ],
    },
  ],
})

type Relation = 'near' | 'between' | 'far' | 'unknown' | 'unheld'

interface Twin {
  a: Person
  b: Person
  /** On how many days of the other's stay each was seen; the smaller of the two. */
  days: number
  relation: Relation
}

/** An IP-KVM shows one display identity on every unit. `alone` is false where ordinary products show it as well. */
function sameOnEveryUnit(shown: string, { displays, names }: Facts['ip-kvm']) {
  const words = shown.toLowerCase()
  const named = names.find(({ word }) => words.includes(word))
  return (
    displays.find((d) =>
      d.serial ? words.endsWith(` serial ${d.serial}`) : d.name && words.includes(d.name),
    ) ??
    (named && { of: named.of, alone: true })
  )
}

/** Pairs of people whose devices saw it during overlapping stays. */
function pairs(people: readonly Person[], nearKm: number, farKm: number): Twin[] {
  return people.flatMap((a, i) =>
    people.slice(i + 1).flatMap((b) => {
      const days = Math.max(
        0,
        ...a.members.flatMap((x) =>
          b.members.filter((y) => y.subject !== x.subject).map((y) => overlap(x.days, y.days)),
        ),
      )
      return days > 0 ? [{ a, b, days, relation: relate(a, b, nearKm, farKm) }] : []
    }),
  )
}

/** Days are ascending and not empty. A hand-over on one day is no overlap. */
function overlap(a: readonly number[], b: readonly number[]): number {
  const within = (days: readonly number[], stay: readonly number[]) =>
    days.filter((d) => d >= stay[0]! && d <= stay.at(-1)!).length
  const handOver = (a.at(-1) === b[0] || b.at(-1) === a[0]) && a.length + b.length > 2
  return handOver ? 0 : Math.min(within(a, b), within(b, a))
}

function relate(a: Person, b: Person, nearKm: number, farKm: number): Relation {
  if (!a.held || !b.held) return 'unheld'
  const km = claimedKm(a, b)
  if (km === undefined) return 'unknown'
  return km <= nearKm ? 'near' : km > farKm ? 'far' : 'between'
}

function seen(label: string, people: readonly Person[]): Exhibit {
  const subjects = people.map((p) => {
    const devices = [...new Set(p.members.map((m) => m.subject))].join(', ')
    return { ref: p.ref, note: `${devices}: seen on ${p.days.length} day${p.days.length === 1 ? '' : 's'}` }
  })
  return { type: 'subjects', label, subjects }
}

function worker(n: number, place: { lat: number; lon: number; city: string }, laptop = n) {
  const at = 1_767_225_600_000
  return [
    { kind: 'person' as const, at, about: [`person:W-${n}` as const], data: { place } },
    {
      kind: 'device' as const,
      at,
      about: [`device:LT-${laptop}` as const],
      data: { assignedTo: `W-${n}` },
    },
  ]
}

function seenOn(laptop: number, days: number[], serial = 'CN0V4K2M7161', name = 'DELL U2419H') {
  return days.map((d) => ({
    kind: 'inventory' as const,
    at: 1_767_225_600_000 + d * day + 36_000_000,
    about: [`device:LT-${laptop}` as const],
    data: { displays: [{ manufacturer: 'DEL', product: 'a0ec', name, serial }] },
  }))
}
