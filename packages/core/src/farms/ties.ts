import { type SubjectRef, subjectTypes, typeOf } from '../observations/kind.ts'
import type { Evidence } from '../types.ts'
import type { FarmInput, TieIndex } from './types.ts'

/** Some people or applications, and how much holds them together: log10, in thousandths so that sums are exact. */
export interface Bond {
  /** In order. */
  members: SubjectRef[]
  milli: number
}

/** A shared attribute with what link evidence says of it. */
export interface Tie {
  attribute: SubjectRef
  /** Everybody whom a finding names. */
  members: SubjectRef[]
  /** Each finding's own: a weak one that names many does not lend them the weight of a strong one that names two. */
  bonds: Bond[]
  /** The finding that each bond is. */
  evidence: Evidence[]
}

/** Whether evidence accuses at least two people or applications of sharing something. Shadow evidence ties nobody. */
export function isTie(e: Evidence): boolean {
  return (
    e.is === 'evidence' &&
    !e.shadow &&
    e.weight > 0 &&
    !(subjectTypes as readonly string[]).includes(typeOf(e.subject)) &&
    tiedBy(e).length > 1
  )
}

/** A device that nobody is known to hold is nobody's. */
function tiedBy(e: Evidence): SubjectRef[] {
  return e.weighsOn.filter((s) => typeOf(s) !== 'device')
}

/** An index of ties that takes evidence in one at a time. The order of arrival changes nothing that is read from it. */
export function tieIndex(evidence: Iterable<Evidence> = []): TieIndex {
  const byId = new Map<string, Evidence>()
  const bySubject = new Map<SubjectRef, Map<string, Evidence>>()
  const index: TieIndex = {
    add(e) {
      if (byId.has(e.id) || !isTie(e)) return
      byId.set(e.id, e)
      for (const subject of tiedBy(e)) {
        const known = bySubject.get(subject)
        if (known) known.set(e.id, e)
        else bySubject.set(subject, new Map([[e.id, e]]))
      }
    },
    remove(id) {
      const e = byId.get(id)
      if (!e) return
      byId.delete(id)
      for (const subject of tiedBy(e)) {
        const known = bySubject.get(subject)
        known?.delete(id)
        if (known?.size === 0) bySubject.delete(subject)
      }
    },
    of: (subject) => [...(bySubject.get(subject)?.values() ?? [])],
    subjects: () => bySubject.keys(),
  }
  for (const e of evidence) index.add(e)
  return index
}

export function indexed(ties: FarmInput['ties']): TieIndex {
  return 'of' in ties ? (ties as TieIndex) : tieIndex(ties as readonly Evidence[])
}

/** Ties by attribute, in order. */
export function tiesIn(evidence: Iterable<Evidence>): Tie[] {
  const byAttribute = new Map<SubjectRef, Map<string, Evidence>>()
  for (const e of evidence) {
    const known = byAttribute.get(e.subject)
    if (known) known.set(e.id, e)
    else byAttribute.set(e.subject, new Map([[e.id, e]]))
  }
  const ties: Tie[] = []
  for (const attribute of [...byAttribute.keys()].sort()) {
    const found = [...byAttribute.get(attribute)!.values()].sort((a, b) => (a.id < b.id ? -1 : 1))
    const bonds = found.map((e) => ({ members: tiedBy(e).sort(), milli: Math.round(e.weight * 1000) }))
    ties.push({
      attribute,
      members: [...new Set(bonds.flatMap((b) => b.members))].sort(),
      bonds,
      evidence: found,
    })
  }
  return ties
}

/** Attributes that are one place seen several ways. */
export const doorTypes: ReadonlySet<string> = new Set(['network', 'address', 'exit'])
const contactTypes: ReadonlySet<string> = new Set([
  'phone',
  'email',
  'profile',
  'handle',
  'resume',
  'submission',
])

/**
 * What kind of cause an attribute has. Who lives behind one router has one address as well, and who came through one
 * recruiter has both the recruiter's number and mailbox: several attributes of one kind are one reason.
 */
export function causeOf(attribute: SubjectRef): string {
  const type = typeOf(attribute)
  return doorTypes.has(type) ? 'door' : contactTypes.has(type) ? 'contact' : type
}

/**
 * What holds people together, each reason once: of bonds of one kind of cause, one whose people another one names
 * as well adds only what it weighs more. So a router that is seen by its own address and by those of its access points
 * counts once, and so does an attribute that several detectors find something about.
 */
export function reasons(ties: readonly Tie[]): Bond[] {
  const causes = new Map<string, Bond[]>()
  for (const { attribute, bonds } of ties) {
    const cause = causeOf(attribute)
    const known = causes.get(cause)
    if (known) known.push(...bonds)
    else causes.set(cause, [...bonds])
  }
  return [...causes.values()].flatMap(onceEach)
}

function onceEach(bonds: Bond[]): Bond[] {
  if (bonds.length === 1) return bonds
  // The widest first; of equal ones the strongest.
  const sorted = bonds
    .map((b) => ({ ...b, key: b.members.join('\0'), all: new Set(b.members) }))
    .sort((a, b) => b.all.size - a.all.size || b.milli - a.milli || (a.key < b.key ? -1 : 1))
  const at = new Map<SubjectRef, typeof sorted>()
  const out: Bond[] = []
  for (const bond of sorted) {
    const wider = (at.get(bond.members[0]!) ?? []).filter((w) => bond.members.every((m) => w.all.has(m)))
    const said = Math.max(0, ...wider.map((w) => w.milli))
    if (bond.milli <= said) continue
    out.push({ members: bond.members, milli: bond.milli - said })
    for (const m of bond.members) {
      const known = at.get(m)
      if (known) known.push(bond)
      else at.set(m, [bond])
    }
  }
  return out
}
