import type { RawRow } from './world.ts'

const day = 86_400_000
/** 2026-02-02, a Monday. */
export const ringStart = 1_769_990_400_000

const towns = [
  { city: 'Columbus', country: 'US', lat: 39.96, lon: -83.0 },
  { city: 'Phoenix', country: 'US', lat: 33.45, lon: -112.07 },
  { city: 'Tampa', country: 'US', lat: 27.95, lon: -82.46 },
  { city: 'Spokane', country: 'US', lat: 47.66, lon: -117.43 },
  { city: 'Boise', country: 'US', lat: 43.62, lon: -116.2 },
]
const names = ['Alva Brandt', 'Petra Mullen', 'Jorge Whitlock', 'Dana Okafor', 'Ines Calloway']

/** An application as a client would send it. */
export function applied(id: string, n: number, data: Record<string, unknown> = {}, at = ringStart): RawRow {
  return {
    ...{ id: `applied-${id}`, kind: 'application', at: at + n * day, about: [`application:${id}`] },
    data: { name: names[n % names.length], place: towns[n % towns.length], requisition: 'REQ-1', ...data },
  }
}

/**
 * Applications from far apart that share one mailbox and one phone: a ring, and beside it two who share nothing.
 * `A-0` to `A-(n-1)` are the ring, `B-0` and `B-1` are not.
 */
export function ring(n = 4): RawRow[] {
  const shared = { emails: ['desk.of.many@example.net'], phones: ['+1 512 555 0143'] }
  return [
    ...Array.from({ length: n }, (_, i) => applied(`A-${i}`, i, shared)),
    ...[0, 1].map((i) =>
      applied(`B-${i}`, i + 1, { emails: [`own.${i}@example.org`], phones: [`+1 206 555 010${i}`] }),
    ),
  ]
}

/** Workers from far apart, each a day later, with one mailbox and one pay account: `W-0` to `W-(n-1)`. */
export function crew(n = 4, data: (n: number) => Record<string, unknown> = () => ({})): RawRow[] {
  return Array.from({ length: n }, (_, i) => {
    const [at, about] = [ringStart + i * day, [`person:W-${i}`]]
    const person = {
      name: names[i % names.length],
      place: towns[i % towns.length],
      emails: ['crew@example.net'],
    }
    return [
      { id: `hired-${i}`, kind: 'person', at, about, data: { ...person, ...data(i) } },
      { id: `paid-${i}`, kind: 'account', at, about, data: { kind: 'bank', number: '021000021 4417 9023' } },
    ]
  }).flat()
}

/** What people decided of a subject. */
export function decided(id: string, subject: string, outcome: string, at = ringStart + 10 * day): RawRow {
  return { id, kind: 'disposition', at, about: [subject], data: { subject, outcome, by: 'Ana' } }
}
