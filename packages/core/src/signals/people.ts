import type { SubjectRef } from '../observations/kind.ts'
import { typeOf } from '../observations/kind.ts'
import type { Member } from '../types.ts'
import { greatCircleKm, type Point, pointOf } from './distance.ts'

/** Everything that one person, or one application that nobody was hired from, had on a shared attribute. */
export interface Person {
  /** The device itself where nobody is known to hold it. */
  ref: SubjectRef
  /** All that are this one person: more than one where somebody applied again. */
  refs: SubjectRef[]
  held: boolean
  members: Member[]
  /** Days since the epoch on which any of them was seen, ascending. */
  days: number[]
  at?: Point
  /** Equal means the same claimed home. */
  home?: SubjectRef
}

/**
 * Folds members by who they belong to: a person's two laptops, or a person and the application they were hired
 * from, are one. The claim is the one in force on the newest day. Ordered by ref.
 */
export function peopleOf(members: readonly Member[]): Person[] {
  const people = new Map<SubjectRef, Person>()
  for (const member of members) {
    const held = member.holder !== undefined || typeOf(member.subject) !== 'device'
    const ref = member.holder ?? member.subject
    const person = people.get(ref)
    if (person) person.members.push(member)
    else people.set(ref, { ref, refs: [ref], held, members: [member], days: [] })
  }
  uniteSame(people)
  uniteReapplicants(people)
  for (const person of people.values()) {
    person.days = [...new Set(person.members.flatMap((m) => m.days))].sort((a, b) => a - b)
    for (const { claims } of [...person.members].sort((a, b) => a.days.at(-1)! - b.days.at(-1)!)) {
      person.at = pointOf(claims?.place) ?? person.at
      person.home = claims?.home ?? person.home
    }
  }
  return [...people.values()].sort((a, b) => (a.ref < b.ref ? -1 : 1))
}

/** A person said that they are one. */
function uniteSame(people: Map<SubjectRef, Person>): void {
  const known = new Map<SubjectRef, SubjectRef>()
  for (const ref of [...people.keys()].sort()) {
    const person = people.get(ref)!
    const names = person.members.flatMap((m) => m.same ?? [])
    const same = names.map((name) => known.get(name)).find((earlier) => earlier !== undefined)
    if (same) join(people, same, person)
    for (const name of names) if (!known.has(name)) known.set(name, same ?? ref)
  }
}

/** One more of whom it is known that they are the first one. */
function join(people: Map<SubjectRef, Person>, first: SubjectRef, other: Person): void {
  const into = people.get(first)!
  into.members.push(...other.members)
  into.refs.push(...other.refs)
  people.delete(other.ref)
}

/** Whether a person said that they are two. */
function saidApart(a: Person, b: Person): boolean {
  const apart = new Set(a.members.flatMap((m) => m.apart ?? []))
  return apart.size > 0 && b.members.some((m) => apart.has(m.subject) || (m.holder && apart.has(m.holder)))
}

/**
 * Two records of one written name with one contact are one person who applied twice; neither alone says so. Not where
 * a person has said that they are two.
 */
function uniteReapplicants(people: Map<SubjectRef, Person>): void {
  const known = new Map<string, SubjectRef[]>()
  for (const ref of [...people.keys()].sort()) {
    const person = people.get(ref)!
    const keys = person.members.flatMap(({ claims }) =>
      claims?.who ? (claims.contacts ?? []).map((contact) => `${claims.who} ${contact}`) : [],
    )
    const same = keys
      .flatMap((key) => known.get(key) ?? [])
      .find((earlier) => !saidApart(people.get(earlier)!, person))
    if (same) join(people, same, person)
    for (const key of keys) {
      const earlier = known.get(key)
      if (!earlier) known.set(key, [same ?? ref])
      else if (!earlier.includes(same ?? ref)) earlier.push(same ?? ref)
    }
  }
}

/** Without the days before each holder's first day of work, which belong to whoever set the laptop up. */
export function sinceStart(members: readonly Member[]): Member[] {
  return members
    .map((m) => ({ ...m, days: m.days.filter((d) => (d + 1) * 86_400_000 > (m.claims?.start ?? 0)) }))
    .filter((m) => m.days.length > 0)
}

/** Kilometres between two claimed homes: 0 when they are one address, undefined when it can't be told. */
export function claimedKm(a: Person, b: Person): number | undefined {
  if (a.home !== undefined && a.home === b.home) return 0
  return a.at && b.at ? greatCircleKm(a.at, b.at) : undefined
}

/**
 * Whose claim is contradicted, when all of them were in one place: those whose claim is further than `km` from
 * the place that most others claim. Where no place has a clear majority it can't be told who is right, and
 * everybody whose claim excludes another's is given. A couple at home is not blamed for a far claimant.
 */
export function contradicted(people: readonly Person[], km: number): { locals: Person[]; far: Person[] } {
  const apart = (a: Person, b: Person) => (claimedKm(a, b) ?? 0) > km
  const near = (a: Person, b: Person) => (claimedKm(a, b) ?? Number.POSITIVE_INFINITY) <= km
  const largestGroup = (of: readonly Person[]): Person[] =>
    of.map((p) => of.filter((q) => p === q || near(p, q))).reduce((a, b) => (b.length > a.length ? b : a), [])
  const locals = largestGroup(people)
  const others = people.filter((p) => !locals.includes(p))
  if (locals.length > 1 && locals.length > largestGroup(others).length)
    return { locals, far: others.filter((p) => locals.every((q) => apart(p, q))) }
  return { locals: [], far: people.filter((p) => people.some((q) => apart(p, q))) }
}

/** The largest distance between any two of them, km; undefined when no two claims can be compared. */
export function widestKm(people: readonly Person[]): number | undefined {
  let widest: number | undefined
  people.forEach((a, i) => {
    for (const b of people.slice(i + 1)) {
      const km = claimedKm(a, b)
      if (km !== undefined && km > (widest ?? -1)) widest = km
    }
  })
  return widest
}

/**
 * The agency that all of them came through; undefined when one came by themselves or through another. What candidates
 * of one agency share (its number, its mailbox, the layout of its résumés) is the agency's own.
 */
export function commonAgency(people: readonly Person[]): string | undefined {
  const agencies = new Set(people.flatMap((p) => p.members.map((m) => m.claims?.agency)))
  return agencies.size === 1 ? [...agencies][0] : undefined
}

/** Whether two claimed homes are one household's or near each other: what they share may be a family's. */
export function mayLiveTogether(a: Person, b: Person): boolean {
  const km = claimedKm(a, b)
  return km !== undefined && km <= 25
}
