import type { SubjectRef } from '../observations/kind.ts'
import { typeOf } from '../observations/kind.ts'
import { doorTypes, type Tie } from './ties.ts'
import type { FarmDoor, FarmInput, FarmKeeper } from './types.ts'

/**
 * Where it happens. Ties by network, address or exit that tie the same people (at least two, and half of the fewer)
 * are one door: its router, its access points, where its parcels go.
 */
export function doorsOf(ties: readonly Tie[]): FarmDoor[] {
  const seen = ties
    .filter((t) => doorTypes.has(typeOf(t.attribute)))
    .map((t) => ({ attributes: [t.attribute], members: t.members }))
  const doors: FarmDoor[][] = []
  for (const one of seen) {
    const same = doors.filter((door) => door.some((d) => samePeople(d.members, one.members)))
    const rest = doors.filter((door) => !same.includes(door))
    doors.splice(0, doors.length, ...rest, [...same.flat(), one])
  }
  return doors
    .map((door) => ({
      attributes: [...door]
        .sort((a, b) => b.members.length - a.members.length || (a.attributes[0]! < b.attributes[0]! ? -1 : 1))
        .flatMap((d) => d.attributes),
      members: [...new Set(door.flatMap((d) => d.members))].sort(),
    }))
    .sort((a, b) => b.members.length - a.members.length || (a.attributes[0]! < b.attributes[0]! ? -1 : 1))
}

/** Whether two sets of people are mostly the same. */
export function samePeople(a: readonly SubjectRef[], b: readonly SubjectRef[]): boolean {
  const both = a.filter((m) => b.includes(m)).length
  return both > 1 && both * 2 >= Math.min(a.length, b.length)
}

/**
 * Who tends it, where something points to that: whoever signs for most of its parcels; the one local whose claimed home
 * is at the door while the others claim to live elsewhere; the pay account that most of them share. In this order:
 * hands that took a parcel are nearer than a number.
 */
export function keeperOf(
  members: readonly SubjectRef[],
  ties: readonly Tie[],
  doors: readonly FarmDoor[],
  input: Pick<FarmInput, 'cards' | 'recipients' | 'devices' | 'shown'>,
): FarmKeeper | undefined {
  return (
    signs(members, ties, doors, input) ??
    lives(members, ties, doors, input.cards) ??
    paid(members, ties, input)
  )
}

function signs(
  members: readonly SubjectRef[],
  ties: readonly Tie[],
  doors: readonly FarmDoor[],
  { recipients }: Pick<FarmInput, 'recipients'>,
): FarmKeeper | undefined {
  const parcelsOf = (some: readonly SubjectRef[]) => some.flatMap((m) => [...(recipients?.(m) ?? [])])
  const parcels = parcelsOf(members)
  const signed = new Map<SubjectRef, number>()
  for (const ref of parcels) if (ref) signed.set(ref, (signed.get(ref) ?? 0) + 1)
  const [most] = [...signed].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
  if (most && most[1] > 1) {
    // Of the parcels that came to the door where it signs: what comes to another door it never sees.
    const came = doors
      .map((d) => parcelsOf(d.members))
      .find((p) => p.filter((r) => r === most[0]).length === most[1])
    return {
      by: 'recipient',
      ref: most[0],
      says: `signed for ${most[1]} of ${(came ?? parcels).length} parcels`,
    }
  }
  const tie = widest(ties, 'recipient')
  if (!tie) return undefined
  return {
    by: 'recipient',
    ref: tie.ref,
    says: `signed for parcels of ${tie.of} of ${members.length} members`,
  }
}

function lives(
  members: readonly SubjectRef[],
  ties: readonly Tie[],
  doors: readonly FarmDoor[],
  cards: FarmInput['cards'],
): FarmKeeper | undefined {
  const door = doors[0]
  if (!door) return undefined
  const atHome = members.filter((m) => {
    const home = cards?.(m)?.home
    return home !== undefined && door.attributes.includes(home)
  })
  const others = door.members.filter((m) => !atHome.includes(m)).length
  if (atHome.length === 1 && others > 1)
    return {
      by: 'local',
      ref: atHome[0]!,
      says: `claims to live where the parcels of ${others} others go`,
    }
  if (atHome.length > 0) return undefined
  // Whom evidence saw at the door without accusing them: their claim agrees with it.
  const named = new Set(members)
  const seen = ties
    .filter((t) => door.attributes.includes(t.attribute))
    .flatMap((t) => t.evidence.flatMap((e) => e.exhibits))
    .flatMap((x) => (x.type === 'subjects' ? x.subjects : []))
    .filter(({ ref, note }) => typeOf(ref) === 'person' && !named.has(ref) && !note.includes('not known'))
  const locals = [...new Set(seen.map((s) => s.ref))]
  if (locals.length !== 1) return undefined
  return {
    by: 'local',
    ref: locals[0]!,
    says: `the only one at this door who claims to live there; ${door.members.length} others claim homes elsewhere`,
  }
}

function paid(
  members: readonly SubjectRef[],
  ties: readonly Tie[],
  { shown }: Pick<FarmInput, 'shown'>,
): FarmKeeper | undefined {
  const tie = widest(ties, 'account')
  if (!tie) return undefined
  const account = shown?.(tie.ref) ?? 'one account'
  return {
    by: 'account',
    ref: tie.ref,
    says: `pay of ${tie.of} of ${members.length} members goes to ${account}`,
  }
}

function widest(ties: readonly Tie[], type: string) {
  const [most] = ties
    .filter((t) => typeOf(t.attribute) === type)
    .map((t) => ({ ref: t.attribute, of: t.members.length }))
    .sort((a, b) => b.of - a.of || (a.ref < b.ref ? -1 : 1))
  return most
}
