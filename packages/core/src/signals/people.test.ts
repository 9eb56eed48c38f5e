import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Member } from '../types.ts'
import { claimedKm, contradicted, peopleOf, widestKm } from './people.ts'

const phoenix = { lat: 33.45, lon: -112.07 }
const tempe = { lat: 33.42, lon: -111.94 }
const columbus = { lat: 39.96, lon: -83 }
const tampa = { lat: 27.95, lon: -82.46 }

function member(n: number, place?: { lat: number; lon: number }, more: Partial<Member> = {}): Member {
  return {
    subject: `device:LT-${n}`,
    holder: `person:W-${n}`,
    days: [n],
    ...(place && { claims: { place } }),
    ...more,
  }
}

const refs = (people: { ref: string }[]) => people.map((p) => p.ref)

describe('peopleOf', () => {
  it('counts a person’s devices and application as one', () => {
    const people = peopleOf([
      member(1, phoenix),
      member(2, phoenix, { holder: 'person:W-1', days: [5] }),
      { subject: 'application:A-9', holder: 'person:W-1', days: [0] },
      { subject: 'person:W-1', days: [3], claims: { place: phoenix } },
    ])
    expect(refs(people)).toEqual(['person:W-1'])
    expect(people[0]!.days).toEqual([0, 1, 3, 5])
  })

  it('keeps a device that nobody holds apart, and says so', () => {
    const [device] = peopleOf([{ subject: 'device:LT-7', days: [1] }])
    expect(device).toMatchObject({ ref: 'device:LT-7', held: false })
  })

  it('takes the newest claim', () => {
    const [person] = peopleOf([
      member(1, phoenix, { days: [20] }),
      member(2, columbus, { holder: 'person:W-1', days: [4] }),
    ])
    expect(person!.at).toEqual(phoenix)
  })
})

describe('claimedKm', () => {
  it('is 0 in one home, and unknown without coordinates', () => {
    const [a, b, c] = peopleOf([
      member(1, undefined, { claims: { home: 'address:x' } }),
      member(2, undefined, { claims: { home: 'address:x' } }),
      member(3, undefined, { claims: { home: 'address:y' } }),
    ])
    expect(claimedKm(a!, b!)).toBe(0)
    expect(claimedKm(a!, c!)).toBeUndefined()
    expect(widestKm([a!, c!])).toBeUndefined()
  })
})

describe('contradicted', () => {
  it('does not blame a local couple for one far claimant', () => {
    const people = peopleOf([member(1, phoenix), member(2, tempe), member(3, columbus)])
    const { locals, far } = contradicted(people, 150)
    expect(refs(locals)).toEqual(['person:W-1', 'person:W-2'])
    expect(refs(far)).toEqual(['person:W-3'])
  })

  it('names everybody where it can’t be told who is right', () => {
    const scattered = peopleOf([member(1, phoenix), member(2, columbus), member(3, tampa)])
    expect(contradicted(scattered, 150).far).toHaveLength(3)
    const twoPairs = peopleOf([member(1, phoenix), member(2, tempe), member(3, tampa), member(4, tampa)])
    expect(contradicted(twoPairs, 150).far).toHaveLength(4)
  })

  it('names nobody whose claim is not known, and nobody in one town', () => {
    expect(contradicted(peopleOf([member(1, phoenix), member(2)]), 150).far).toEqual([])
    expect(contradicted(peopleOf([member(1, phoenix), member(2, tempe)]), 150).far).toEqual([])
  })

  it('names only people whose claim excludes another’s, whatever the company', () => {
    const places = fc.array(
      fc.option(
        fc.record({ lat: fc.integer({ min: 30, max: 45 }), lon: fc.integer({ min: -110, max: -80 }) }),
        { nil: undefined },
      ),
      { minLength: 2, maxLength: 10 },
    )
    fc.assert(
      fc.property(places, (drawn) => {
        const people = peopleOf(drawn.map((place, i) => member(i + 1, place)))
        const { locals, far } = contradicted(people, 150)
        for (const p of far) {
          expect(locals).not.toContain(p)
          expect(people.some((q) => (claimedKm(p, q) ?? 0) > 150)).toBe(true)
        }
      }),
    )
  })
})
