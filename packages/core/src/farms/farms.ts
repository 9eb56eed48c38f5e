import { farmModel } from '../caps.ts'
import { digest } from '../digest.ts'
import { type Millis, type SubjectRef, typeOf } from '../observations/kind.ts'
import type { Evidence } from '../types.ts'
import { Groups, parts } from './cuts.ts'
import { doorsOf, keeperOf, samePeople } from './doors.ts'
import { carrying, sureOf } from './surety.ts'
import { indexed, reasons, type Tie, tiesIn } from './ties.ts'
import type { Farm, FarmInput, FarmMember, FarmSurety, FarmTie, TieIndex } from './types.ts'

/** What must hold a group together, in thousandths. */
const least = Math.round(farmModel.holds * 1000)

/**
 * All farms, the largest first. A farm is a group of people and applications that shares hold together so that no cut
 * of less than `farmModel.holds` divides it (see cuts.ts), that is likelier one operation than not (`sureOf`), and
 * that has three members, or two with a case each. Depends on the set of ties only. Membership moves nobody's score.
 */
export function farms(input: FarmInput): Farm[] {
  const index = indexed(input.ties)
  const seen = new Set<SubjectRef>()
  const found: Farm[] = []
  for (const subject of [...index.subjects()].sort()) {
    if (seen.has(subject)) continue
    const near = neighbourhood(index, subject)
    for (const s of near.members) seen.add(s)
    found.push(...farmsIn(near, input))
  }
  return found.sort((a, b) => b.members.length - a.members.length || (a.id < b.id ? -1 : 1))
}

/** The farm that the subject belongs to, as `farms` has it; reads only what is around the subject. */
export function farmAround(input: FarmInput, subject: SubjectRef): Farm | undefined {
  const near = neighbourhood(indexed(input.ties), subject)
  if (near.members.length < 2) return undefined
  return farmsIn(near, input).find((f) => f.members.some((m) => m.subject === subject))
}

interface Neighbourhood {
  members: SubjectRef[]
  evidence: Evidence[]
}

/**
 * Everybody who can be reached over people whom their ties hold by the least weight or more. Who is held by less
 * belongs to no farm, and nothing beyond them can be reached through them.
 */
function neighbourhood(index: TieIndex, from: SubjectRef): Neighbourhood {
  const members = new Set<SubjectRef>()
  const evidence = new Map<string, Evidence>()
  const look = [from]
  for (let subject = look.pop(); subject !== undefined; subject = look.pop()) {
    if (members.has(subject)) continue
    const own = index.of(subject)
    if (own.reduce((sum, e) => sum + Math.round(e.weight * 1000), 0) < least) continue
    members.add(subject)
    for (const e of own) {
      evidence.set(e.id, e)
      look.push(...e.weighsOn.filter((s) => typeOf(s) !== 'device'))
    }
  }
  return { members: [...members].sort(), evidence: [...evidence.values()] }
}

function farmsIn({ members, evidence }: Neighbourhood, input: FarmInput): Farm[] {
  if (members.length < 2) return []
  const ties = tiesIn(evidence)
  return parts(members, reasons(ties), least).flatMap((part) => {
    const group = withoutPairs(part, ties, input.standing)
    const two = group.length === 2 && group.every((s) => input.standing.get(s) === 'case')
    if (group.length < farmModel.members && !two) return []
    const own = within(ties, new Set(group))
    const sure = sureOf(group, own)
    return sure.probability >= farmModel.shown ? [farmOf(group, own, sure, input)] : []
  })
}

/**
 * Without those who share with one single member only: they and that member are two, and two are a couple, or a buyer
 * and a seller, until both have a case. Again and again, so that a chain of pairs is no farm either.
 */
function withoutPairs(
  part: readonly SubjectRef[],
  ties: readonly Tie[],
  standing: FarmInput['standing'],
): SubjectRef[] {
  const near = new Map<SubjectRef, Set<SubjectRef>>(part.map((m) => [m, new Set()]))
  for (const { bonds } of ties)
    for (const { members } of bonds) {
      const here = members.filter((m) => near.has(m))
      for (const m of here) for (const other of here) if (other !== m) near.get(m)!.add(other)
    }
  const look = [...part]
  for (let m = look.pop(); m !== undefined; m = look.pop()) {
    const others = near.get(m)
    if (!others || others.size > 1) continue
    const [only] = others
    if (only && standing.get(m) === 'case' && standing.get(only) === 'case') continue
    near.delete(m)
    if (only) {
      near.get(only)!.delete(m)
      look.push(only)
    }
  }
  return part.filter((m) => near.has(m))
}

/** What ties members of the group to each other, and nobody else. */
function within(ties: readonly Tie[], group: ReadonlySet<SubjectRef>): Tie[] {
  return ties.flatMap((tie) => {
    const kept = tie.bonds.flatMap(({ members, milli }, i) => {
      const here = members.filter((m) => group.has(m))
      return here.length > 1 ? [{ bond: { members: here, milli }, evidence: tie.evidence[i]! }] : []
    })
    if (kept.length === 0) return []
    const members = [...new Set(kept.flatMap((k) => k.bond.members))].sort()
    return { ...tie, members, bonds: kept.map((k) => k.bond), evidence: kept.map((k) => k.evidence) }
  })
}

function farmOf(
  group: readonly SubjectRef[],
  ties: readonly Tie[],
  sure: ReturnType<typeof sureOf>,
  input: FarmInput,
): Farm {
  const lost = losses(group, ties)
  const shownTies = ties.map((tie): FarmTie => {
    const { members } = tie
    const { left } = lost.get(tie)!
    return {
      attribute: tie.attribute,
      shown: input.shown?.(tie.attribute) ?? typeOf(tie.attribute),
      members,
      devices: devicesOf(tie, members, input),
      weight: Math.max(...tie.bonds.map((b) => b.milli)) / 1000,
      size: Math.max(input.size?.(tie.attribute) ?? 0, members.length),
      evidence: tie.evidence.map((e) => e.id),
      from: Math.min(...tie.evidence.map((e) => e.from)),
      to: Math.max(...tie.evidence.map((e) => e.to)),
      ...(left.length > 1 && { leaves: left }),
    }
  })
  const members = group.map((subject) => memberOf(subject, shownTies, input))
  const since = (m: FarmMember) =>
    Math.min(...shownTies.filter((t) => t.members.includes(m.subject)).map((t) => t.from))
  const first = members.reduce((a, b) => (since(b) < since(a) ? b : a))
  const doors = doorsOf(ties)
  const keeper = keeperOf(group, ties, doors, input)
  return {
    id: `F-${digest(`farm\0${first.subject}`).slice(1, 6).toUpperCase()}`,
    members,
    ties: shownTies.sort(
      (a, b) =>
        b.members.length - a.members.length || b.weight - a.weight || (a.attribute < b.attribute ? -1 : 1),
    ),
    doors,
    ...(keeper && { keeper }),
    sure: ranged(group, ties, sure, lost),
    firstSeen: Math.min(...shownTies.map((t) => t.from)),
    lastSeen: Math.max(...shownTies.map((t) => t.to)),
  }
}

function memberOf(subject: SubjectRef, ties: readonly FarmTie[], input: FarmInput): FarmMember {
  const card = input.cards?.(subject)
  const own = ties.filter((t) => t.members.includes(subject))
  const held = new Set(input.devices?.(subject) ?? [])
  return {
    subject,
    standing: input.standing.get(subject) ?? 'tied',
    devices: [...new Set(own.flatMap((t) => t.devices))].filter((d) => held.has(d)).sort(),
    ...(card?.employer !== undefined && { employer: card.employer }),
    ...(card?.start !== undefined && { start: card.start }),
    // Evidence dates a share by whoever had it first; nobody was tied before their own first day.
    tiedSince: Math.max(Math.min(...own.map((t) => t.from)), Math.min(card?.start ?? 0, lastOf(own))),
  }
}

function lastOf(ties: readonly FarmTie[]): Millis {
  return Math.max(...ties.map((t) => t.to))
}

/** The devices of members on which the attribute was seen; all that evidence names where nobody says who holds what. */
function devicesOf(tie: Tie, members: readonly SubjectRef[], { devices }: FarmInput): SubjectRef[] {
  const named = [
    ...new Set(tie.evidence.flatMap((e) => e.subjects).filter((s) => typeOf(s) === 'device')),
  ].sort()
  if (!devices) return named
  const held = new Set(members.flatMap((m) => [...devices(m)]))
  return named.filter((d) => held.has(d))
}

interface Loss {
  /** What the group falls into, the largest part first; one part where it holds. */
  left: SubjectRef[][]
  /** The tie, and what is one router with it. */
  gone: Tie[]
}

/** Where it takes more ties than this to hold a group together, none of them is tried: hundreds of ties hang on none. */
const mostTried = 300

/** What remains of the group without each tie. Networks that tie the same people are one router, and go together. */
function losses(group: readonly SubjectRef[], ties: readonly Tie[]): Map<Tie, Loss> {
  const needed = needful(group, ties)
  const tried = needed.size <= mostTried ? needed : new Set<Tie>()
  return new Map(
    ties.map((tie) => {
      const gone = ties.filter((t) => t === tie || oneRouter(t, tie))
      const left = tried.has(tie) ? parts(group, reasons(without(ties, gone)), least) : [[...group]]
      return [tie, { left, gone }]
    }),
  )
}

/** Ties that may be missed: strong ones that span the group by themselves make all others dispensable. */
function needful(group: readonly SubjectRef[], ties: readonly Tie[]): ReadonlySet<Tie> {
  const joined = new Groups(group)
  let open = group.length - 1
  const span = new Set<Tie>()
  for (const tie of ties)
    for (const { members, milli } of tie.bonds)
      if (milli >= least)
        for (const m of members.slice(1))
          if (joined.unite(members[0]!, m)) {
            span.add(tie)
            open--
          }
  return open > 0
    ? new Set(ties)
    : new Set(ties.filter((t) => span.has(t) || [...span].some((s) => oneRouter(s, t))))
}

function without(ties: readonly Tie[], gone: readonly Tie[]): Tie[] {
  return ties.filter((t) => !gone.includes(t))
}

function oneRouter(a: Tie, b: Tie): boolean {
  return (
    typeOf(a.attribute) === 'network' && typeOf(b.attribute) === 'network' && samePeople(a.members, b.members)
  )
}

/**
 * The range when any single tie is wrong: the probability of the largest part that remains, times the share of the
 * members that it has. So a farm of two halves on one bridge is half as sure, and one that hangs on one router alone
 * not sure at all.
 */
function ranged(
  group: readonly SubjectRef[],
  ties: readonly Tie[],
  sure: ReturnType<typeof sureOf>,
  lost: ReadonlyMap<Tie, Loss>,
): FarmSurety {
  let [low, high] = [sure.probability, sure.probability]
  let restsOn: SubjectRef | undefined
  const carry = carrying(group, ties)
  for (const tie of ties) {
    const { left, gone } = lost.get(tie)!
    if (left.length === 1 && !gone.some((t) => carry.has(t))) continue
    const largest = left[0]!
    const p = (sureOf(largest, without(ties, gone)).probability * largest.length) / group.length
    if (p < low) {
      low = p
      restsOn = tie.attribute
    }
    high = Math.max(high, p)
  }
  return { ...sure, low, high, ...(restsOn && { restsOn }) }
}
