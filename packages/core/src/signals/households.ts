import type { Exhibit, Threshold } from '../types.ts'
import { shownKm } from './distance.ts'
import { claimedKm, type Person, widestKm } from './people.ts'

/** What the claims of those who share something say of each other, from the household that they are to strangers far apart. */
export type Apart = 'one' | 'near' | 'between' | 'far' | 'other home' | 'unknown'

export interface Households {
  /** People of one claimed home are one household. Ordered by ref. */
  households: Person[][]
  apart: Apart
  /** Between the two that are furthest apart, where that is known. */
  km?: number
}

/** The distances that `householdsOf` reads, for the `thresholds` of detectors that use it. */
export const distances = {
  nearKm: { value: 25, unit: 'km', says: 'Claimed homes this near are one town. Assumed.' },
  farKm: {
    value: 150,
    unit: 'km',
    says: 'Claimed homes further apart than this are not one place: two cities of 50 km radius and a commute. Assumed.',
  },
} satisfies Record<string, Threshold>

/** Folds people of one claimed home, so that a couple counts once: what they share they share as one. */
export function householdsOf(people: readonly Person[], nearKm: number, farKm: number): Households {
  const households: Person[][] = []
  for (const person of people) {
    const own = households.find(([first]) => first!.home !== undefined && first!.home === person.home)
    if (own) own.push(person)
    else households.push([person])
  }
  if (households.length < 2) return { households, apart: 'one' }
  const km = widestKm(people)
  const pairs = households.flatMap(([a], i) =>
    households.slice(i + 1).map(([b]) => ({
      km: claimedKm(a!, b!),
      homes: a!.home !== undefined && b!.home !== undefined,
    })),
  )
  const apart =
    km !== undefined && km > farKm
      ? 'far'
      : km !== undefined && km > nearKm
        ? 'between'
        : pairs.every((pair) => pair.km !== undefined)
          ? 'near'
          : pairs.every((pair) => pair.km !== undefined || pair.homes)
            ? 'other home'
            : 'unknown'
  return { households, apart, ...(km !== undefined && { km }) }
}

/** "whose claimed homes are up to 2,400 km apart" */
export function saidApart({ apart, km }: Households): string {
  return {
    one: 'who claim one home',
    near: 'who claim homes near each other',
    between: `whose claimed homes are up to ${shownKm(km ?? 0)} apart`,
    far: `whose claimed homes are up to ${shownKm(km ?? 0)} apart`,
    'other home': 'who claim different homes',
    unknown: 'of whom it is not known whether they live together',
  }[apart]
}

/** The people, with what of them the attribute was seen on. */
export function sharing(label: string, people: readonly Person[]): Exhibit {
  const subjects = people.map((p) => {
    const other = [...new Set(p.members.map((m) => m.subject))].filter((s) => s !== p.ref)
    const days = `${p.days.length} day${p.days.length === 1 ? '' : 's'}`
    return { ref: p.ref, note: [other.join(', '), days].filter((part) => part !== '').join(': ') }
  })
  return { type: 'subjects', label, subjects }
}
