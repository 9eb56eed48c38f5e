import {
  type Evidence,
  type FarmMemberView,
  type FarmTieView,
  type FarmView,
  type Leg,
  pseudonym,
  type SubjectRef,
  score,
} from '@telltale/core'

/** The farm of the design's picture, invented: two doors, nine laptops, one monitor between them. For tests. */

const day = 86_400_000
const at = (iso: string) => Date.parse(iso)

export const person = (n: number): SubjectRef => `person:W-${n}`
export const laptop = (n: number): SubjectRef => `device:LT-0${400 + n}`

export function member(n: number, hands?: Leg['reads'], amount?: number): FarmMemberView {
  const legs: Leg[] = hands
    ? [{ leg: 'hands', estimate: 150, low: 123, high: 176, level: 0.9, basis: 'invented', reads: hands }]
    : []
  return {
    subject: person(n),
    standing: 'case',
    devices: [laptop(n)],
    employer: 'Larkspur',
    start: at('2026-02-01'),
    tiedSince: at('2026-03-01') + n * 9 * day,
    item: {
      ...{ subject: person(n), pseudonym: pseudonym(person(n)), case: `C-${n}`, score: score([]), legs },
      ...{ standsOut: '', check: '', firstSign: 0, lastSign: 0, simulated: false },
    },
    ...(amount && {
      pay: { amount, currency: 'USD', yearly: 120_000, from: at('2026-02-01'), until: at('2026-11-17') },
    }),
  }
}

export function tie(
  attribute: SubjectRef,
  people: readonly number[],
  more: Partial<FarmTieView> = {},
): FarmTieView {
  return {
    ...{ attribute, shown: attribute.slice(attribute.indexOf(':') + 1), members: people.map(person) },
    ...{ devices: people.map(laptop), weight: 1.5, size: people.length, evidence: [`e ${attribute}`] },
    ...{ from: at('2026-02-24'), to: at('2026-11-18'), commonness: { known: 9310, shared: 1 } },
    ...more,
  }
}

export function evidence(of: FarmTieView, more: Partial<Evidence> = {}): Evidence {
  return {
    ...{ id: of.evidence[0]!, detector: 'device/monitor-twin', version: 3, family: 'links', stage: 'work' },
    ...{ is: 'evidence', subject: of.attribute, subjects: [...of.members, ...of.devices] },
    ...{ weighsOn: of.members, weights: { 'device-elsewhere': of.weight }, weight: of.weight },
    ...{ says: 'The same physical monitor was plugged into both laptops.', exhibits: [] },
    ...{ from: of.from, to: of.to, status: 'final', shadow: false, lists: {} },
    ...{ calibration: { basis: 'assumed', on: 'invented' } },
    ...more,
  } as Evidence
}

const first = [1, 2, 3, 4, 5, 6]
const second = [7, 8, 9]
export const monitor = tie('display:LRK-27Q-0583', [2, 7], {
  weight: 1.9,
  from: at('2026-07-09'),
  leaves: [first.map(person), second.map(person)],
})
const ties = [
  tie('network:a', first),
  tie('network:b', second, { weight: 0.8 }),
  tie('account:pay', [2, 4], { devices: [], weight: 1.2 }),
  monitor,
]

export const twoDoors: FarmView = {
  id: 'F-03',
  members: [
    ...[member(1, 'contradicts', 61_400), member(2, 'contradicts', 88_100), member(3, 'contradicts', 44_750)],
    ...[member(4, 'contradicts', 132_000), member(5, undefined, 27_300), member(6, undefined, 19_900)],
    ...[member(7, 'contradicts', 12_600), member(8, undefined, 9800), member(9, undefined, 9800)],
  ],
  ties,
  doors: [
    { attributes: ['network:a'], members: first.map(person) },
    { attributes: ['network:b'], members: second.map(person) },
  ],
  keeper: { by: 'recipient', ref: 'network:a', says: 'signed for 5 of 6 parcels' },
  sure: {
    ...{ probability: 0.991, low: 0.71, high: 0.998, restsOn: monitor.attribute, prior: -3 },
    parts: [
      { type: 'network', weight: 2, capped: true },
      { type: 'display', weight: 1.9, capped: true },
    ],
  },
  firstSeen: at('2026-02-24'),
  lastSeen: at('2026-11-18'),
  evidence: ties.map((t) => evidence(t)),
  pay: [{ amount: 405_650, currency: 'USD', members: 9 }],
  weeks: [
    { from: at('2026-02-23'), ties: 1 },
    { from: at('2026-07-06'), ties: 3 },
    { from: at('2026-11-02'), ties: 2 },
  ],
  simulated: false,
}
