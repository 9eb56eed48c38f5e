import { describe, expect, it } from 'vitest'
import { accept, digest, drain, plan } from '../../index.ts'
import oneRecipient from './one-recipient.ts'

const at = 1_767_225_600_000
const phoenix = { lat: 33.45, lon: -112.07 }
const columbus = { lat: 39.96, lon: -83 }
const nashville = { lat: 36.16, lon: -86.78 }
const door = '4410 Ropewalk Street Apt 6, Nashville, TN'

interface Parcel {
  n: number
  place?: object
  address?: string
  shipTo?: string
  signedBy?: string
}

function judge(...parcels: Parcel[]) {
  const rows: object[] = parcels.flatMap(({ n, place, address, shipTo = door, signedBy = 'Sorrel Moss' }) => [
    { kind: 'person', at, about: [`person:W-${n}`], data: { place, address } },
    { kind: 'shipment', at: at + n, about: [`device:LT-${n}`, `person:W-${n}`], data: { shipTo, signedBy } },
  ])
  const observations = rows.map((row, i) => {
    const accepted = accept(row, { source: 'test', id: `r${i}`, receivedAt: 4e12 }, (t, v) => digest(t + v))
    if (!accepted.observation) throw new Error(JSON.stringify(accepted.problems))
    return accepted.observation
  })
  const out = drain(plan([oneRecipient]), [observations])
  expect(out.faults).toEqual([])
  return { all: out.evidence, evidence: out.evidence[0], because: out.abstentions[0]?.because }
}

const many = (n: number): Parcel[] =>
  Array.from({ length: n }, (_, i) => ({
    n: i,
    place: { lat: 25 + (i % 5) * 4, lon: -120 + Math.floor(i / 5) * 8 },
  }))

describe('location/one-recipient', () => {
  it('finds one hand under several parcels, and shows no name', () => {
    const { evidence } = judge({ n: 1, place: phoenix }, { n: 2, place: columbus, signedBy: 'MOSS, SORREL' })
    expect(evidence?.weighsOn).toEqual(['person:W-1', 'person:W-2'])
    expect(evidence?.says).toMatch(/^One and the same person signed for the laptops of 2 people whose/)
    expect(JSON.stringify(evidence)).not.toMatch(/orrel|OSS/)
  })

  it('grows with the households and stays below what lists anybody', () => {
    const weights = [2, 4, 6, 12].map((n) => judge(...many(n)).evidence!.weight)
    expect(weights).toEqual(weights.toSorted((a, b) => a - b))
    expect(weights.at(-1)).toBeLessThan(2)
  })

  it.each([
    [
      'the same name in two towns',
      [
        { n: 1, place: phoenix },
        { n: 2, place: columbus, shipTo: '9 Elm Street, Dayton OH' },
      ],
    ],
    [
      'a front desk',
      [
        { n: 1, place: phoenix, signedBy: 'Front Desk' },
        { n: 2, place: columbus, signedBy: 'FRONT DESK' },
      ],
    ],
    [
      'no signature',
      [
        { n: 1, place: phoenix, signedBy: 'Signature waived' },
        { n: 2, place: columbus, signedBy: 'Signature waived' },
      ],
    ],
  ])('never meets on %s', (_, parcels) => {
    const out = judge(...(parcels as Parcel[]))
    expect([out.all, out.because]).toEqual([[], undefined])
  })

  it('clears one of a couple who signs for both', () => {
    const home = { address: door, place: nashville }
    expect(judge({ n: 1, ...home }, { n: 2, ...home }).evidence).toMatchObject({ is: 'clear', weight: 0 })
  })

  it.each([
    [
      'somebody who signs at an office, also for one who lives far away',
      [1, 2, 3, 4].map((n) => ({ n, place: n === 4 ? phoenix : { lat: 36 + n / 50, lon: -86.8 } })),
      /at their office/,
    ],
    [
      'a neighbour',
      [
        { n: 1, place: nashville },
        { n: 2, place: nashville },
      ],
      /neighbour/,
    ],
    ['a porter', many(13), /^signed for 13 households: a porter/],
    ['a mailroom', many(80), /mailroom/],
  ])('abstains on %s', (_, parcels, because) => {
    const out = judge(...(parcels as Parcel[]))
    expect(out.all).toEqual([])
    expect(out.because).toMatch(because)
  })
})
