import { describe, expect, it } from 'vitest'
import { accept, digest, drain, plan } from '../../index.ts'
import sharedDelivery from './shared-delivery.ts'

const at = 1_767_225_600_000
const day = 86_400_000
const phoenix = { lat: 33.45, lon: -112.07 }
const columbus = { lat: 39.96, lon: -83 }
const tampa = { lat: 27.95, lon: -82.46 }
const nashville = { lat: 36.16, lon: -86.78 }
const door = '4410 Ropewalk Street Apt 6, Nashville, TN'

interface Worker {
  n: number
  place?: object
  address?: string
  shipTo?: string
  receives?: string
  sent?: object
  unheld?: boolean
}

function judge(...workers: Worker[]) {
  const rows = workers.flatMap(({ n, place, address, shipTo = door, receives, sent, unheld }) => [
    { row: { kind: 'person', at, about: [`person:W-${n}`], data: { place, address } } },
    {
      receives,
      row: {
        kind: 'shipment',
        at: at + day,
        about: [`device:LT-${n}`, ...(unheld ? [] : [`person:W-${n}`])],
        data: { device: `device:LT-${n}`, shipTo, ...sent },
      },
    },
  ])
  const observations = rows.map(({ row, receives }: { row: object; receives?: string }, i) => {
    const accepted = accept(
      row,
      { source: 'test', id: `r${i}`, receivedAt: 4e12 },
      (t, v) => digest(t + v),
      () => (receives ? { receives } : undefined),
    )
    if (!accepted.observation) throw new Error(JSON.stringify(accepted.problems))
    return accepted.observation
  })
  const out = drain(plan([sharedDelivery]), [observations])
  expect(out.faults).toEqual([])
  return { all: out.evidence, evidence: out.evidence[0], because: out.abstentions[0]?.because }
}

const home = (n: number) => `${n}0 Main Street, Town ${n}, OH`
const scattered = (n: number, from = 1): Worker[] =>
  Array.from({ length: n }, (_, i) => ({
    n: from + i,
    address: home(from + i),
    place: { lat: 30 + (i % 4) * 4, lon: -120 + Math.floor(i / 4) * 12 },
  }))

describe('location/shared-delivery', () => {
  it('names those whose laptops went where they do not claim to live', () => {
    const { evidence } = judge(
      { n: 1, place: phoenix, address: home(1) },
      { n: 2, place: columbus, address: home(2) },
      { n: 3, place: tampa, address: home(3) },
    )
    expect(evidence?.weighsOn).toEqual(['person:W-1', 'person:W-2', 'person:W-3'])
    expect(evidence?.weight).toBe(1.5)
    expect(evidence?.says).toMatch(
      /^Laptops of 3 people whose claimed homes are up to .* km apart were sent to one address/,
    )
  })

  it('does not blame the one who lives there', () => {
    const { evidence } = judge(
      { n: 1, place: phoenix, address: home(1) },
      { n: 2, place: columbus, address: home(2) },
      { n: 3, place: nashville, address: '4410 Ropewalk St #6, Nashville TN' },
    )
    expect(evidence?.weighsOn).toEqual(['person:W-1', 'person:W-2'])
    expect(evidence?.says).toContain('1 more claim to live there')
  })

  it('weighs a change between offer and shipment, and not one before the offer', () => {
    const pair = (sent: object) =>
      judge({ n: 1, place: phoenix, address: home(1), sent }, { n: 2, place: columbus, address: home(2) })
        .evidence!
    const plain = pair({})
    const changed = pair({ offerAt: at, changedAt: at + 1000, deliveredAt: at + 2000 })
    expect(changed.weight).toBeGreaterThan(plain.weight)
    expect(changed.says).toContain('changed between offer and shipment')
    expect(pair({ offerAt: at + 1000, changedAt: at }).weight).toBe(plain.weight)
    expect(pair({ offerAt: at, changedAt: at + 9000, deliveredAt: at + 2000 }).weight).toBe(plain.weight)
  })

  it('says little at a parcel shop that people far apart use, and nothing at one of their town', () => {
    const ups = { receives: 'The UPS Store' }
    const far = judge(
      { n: 1, place: phoenix, address: home(1), ...ups },
      { n: 2, place: columbus, address: home(2), ...ups },
    )
    expect(far.evidence?.weight).toBeLessThan(0.7)
    expect(far.evidence?.says).toContain('The UPS Store receives mail for others')
    const near = judge(
      { n: 1, place: nashville, address: home(1), ...ups },
      { n: 2, place: nashville, address: home(2), ...ups },
    )
    expect(near.all).toEqual([])
    expect(near.because).toMatch(/do not live far apart/)
  })

  it('never lists an office that takes parcels by itself: fifteen from everywhere stay below 10²', () => {
    expect(judge(...scattered(15)).evidence!.weight).toBeLessThan(2)
    expect(judge(...scattered(16)).because).toMatch(/office or a depot/)
    expect(judge(...scattered(70)).because).toMatch(/^held by \d+ devices/)
  })

  it('names those from afar whose laptops went where two colleagues of that town had theirs sent too', () => {
    const { evidence } = judge(
      { n: 1, place: phoenix, address: home(1) },
      { n: 2, place: columbus, address: home(2) },
      { n: 3, place: tampa, address: home(3) },
      { n: 4, place: { lat: 36.1, lon: -86.7 }, address: home(4) },
      { n: 5, place: { lat: 36.2, lon: -86.8 }, address: home(5) },
    )
    expect(evidence?.weighsOn).toEqual(['person:W-1', 'person:W-2', 'person:W-3'])
  })

  it.each([
    [
      'who all live near',
      [1, 2, 3, 4, 5, 6, 7, 8].map((n) => ({ n, place: { lat: 36 + n / 50, lon: -86.8 } })),
    ],
    ['of whom most commute', [1, 2, 3, 4, 5, 6].map((n) => ({ n, place: { lat: 36 + n / 10, lon: -86.8 } }))],
    [
      'with two who work from afar',
      [1, 2, 3, 4, 5, 6].map((n) => ({
        n,
        place: n > 4 ? { lat: 30 + n * 2, lon: -110 } : { lat: 36 + n / 50, lon: -86.8 },
      })),
    ],
  ])('says next to nothing of the people of an office, %s', (_, staff) => {
    const out = judge(...staff.map((one) => ({ ...one, address: home(one.n) })))
    expect(out.evidence?.weight ?? 0).toBeLessThan(0.5)
  })

  it.each([
    [
      'a couple at one claimed home',
      [
        { n: 1, address: door },
        { n: 2, address: door },
      ],
      'clear',
    ],
    ['a family of four', [1, 2, 3, 4].map((n) => ({ n, address: door, place: nashville })), 'clear'],
  ])('clears %s', (_, workers, is) => {
    expect(judge(...(workers as Worker[])).evidence).toMatchObject({ is, weight: 0 })
  })

  it.each([
    ['one laptop at the parents’', [{ n: 1, place: phoenix, address: home(1) }], undefined],
    [
      'a partner’s flat',
      [
        { n: 1, place: phoenix, address: home(1) },
        { n: 2, address: door },
      ],
      /fewer than two people/,
    ],
    [
      'a couple who had both laptops sent to the parents',
      [
        { n: 1, place: phoenix, address: home(1) },
        { n: 2, place: phoenix, address: home(1) },
      ],
      /one household/,
    ],
    [
      'neighbours in one town',
      [
        { n: 1, place: nashville, address: home(1) },
        { n: 2, place: nashville, address: home(2) },
      ],
      /neighbours/,
    ],
    ['people of whom no home is known', [{ n: 1 }, { n: 2 }], /home is known/],
    [
      'a laptop that nobody is known to hold',
      [
        { n: 1, place: phoenix, address: home(1) },
        { n: 2, place: columbus, address: home(2), unheld: true },
      ],
      /nobody is known to hold device:LT-2/,
    ],
  ])('abstains on %s', (_, workers, because) => {
    const out = judge(...(workers as Worker[]))
    expect(out.all).toEqual([])
    if (because) expect(out.because).toMatch(because)
  })

  it('lets a laptop that was sent on to its next holder be theirs', () => {
    const out = judge(
      { n: 1, place: phoenix, address: home(1), shipTo: home(1) },
      { n: 2, place: columbus, address: home(2), shipTo: home(2) },
    )
    expect(out.all).toEqual([])
  })
})
