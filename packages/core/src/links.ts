import { fraction } from './digest.ts'
import { citing, evidenceOf, type Out, type Share, settle } from './engine.ts'
import type { Attribute, ClaimCard, SubjectRef } from './observations/kind.ts'
import { typeOf } from './observations/kind.ts'
import { day, type Plan } from './plan.ts'
import type { Fault, Member, Shared, Verdict } from './types.ts'

/** A hub keeps this many members, those whose digests are smallest, and estimates how many there are. */
export const hubMembers = 64

/** What is kept of one shared attribute. Plain JSON. */
export interface AttributeState {
  attribute: Attribute
  /** By subject: who held it on each day it was seen. "" stands for nobody known. */
  members: Record<
    SubjectRef,
    { days: Record<number, string[]>; claims: Record<string, { day: number; card: ClaimCard }> }
  >
  /** True once more than `hubMembers` subjects were seen. */
  overflowed: boolean
  verdicts: Record<string, string>
}

export type LinksOut = Pick<Out, 'evidence' | 'withdrawn' | 'abstentions' | 'faults'> & {
  attributes: AttributeState[]
}

/**
 * Stage 2: takes shares in, each replacing what its key said before, and judges every attribute that changed.
 * The result depends on the set of shares, not on their order. `loaded` is brought up to date.
 */
export function stepLinks(
  plan: Plan,
  loaded: Map<SubjectRef, AttributeState>,
  shares: readonly Share[],
): LinksOut {
  const out: LinksOut = { evidence: [], withdrawn: [], abstentions: [], faults: [], attributes: [] }
  const dirty = new Set<AttributeState>()
  for (const share of shares) {
    let state = loaded.get(share.attribute.ref)
    if (!state) {
      state = { attribute: share.attribute, members: {}, overflowed: false, verdicts: {} }
      loaded.set(share.attribute.ref, state)
    }
    include(state, share)
    dirty.add(state)
  }
  for (const state of dirty) judgeAttribute(plan, state, out)
  out.attributes = [...dirty]
  return out
}

/** Position in [0, 1) that is the same for a subject everywhere: the smallest ones are a fair sample of all. */
function rank(subject: SubjectRef): number {
  return fraction(`member\0${subject}`)
}

function include(state: AttributeState, share: Share): void {
  let member = state.members[share.subject]
  if (!member) {
    const subjects = Object.keys(state.members) as SubjectRef[]
    if (subjects.length >= hubMembers) {
      state.overflowed = true
      const last = subjects.reduce((a, b) => (rank(a) > rank(b) ? a : b))
      if (rank(share.subject) >= rank(last)) return
      delete state.members[last]
    }
    member = { days: {}, claims: {} }
    state.members[share.subject] = member
  }
  member.days[share.day] = share.holders.map((h) => h.person ?? '').sort()
  for (const { person, claims } of share.holders) {
    const known = member.claims[person ?? '']
    if (claims && (!known || known.day <= share.day))
      member.claims[person ?? ''] = { day: share.day, card: claims }
  }
}

function membersOf(state: AttributeState): Member[] {
  const out: Member[] = []
  for (const subject of (Object.keys(state.members) as SubjectRef[]).sort()) {
    const { days, claims } = state.members[subject]!
    const byHolder = new Map<string, number[]>()
    for (const [epochDay, holders] of Object.entries(days))
      for (const holder of holders) byHolder.set(holder, [...(byHolder.get(holder) ?? []), Number(epochDay)])
    for (const holder of [...byHolder.keys()].sort()) {
      const member: Member = { subject, days: byHolder.get(holder)!.sort((a, b) => a - b) }
      if (holder !== '') member.holder = holder as SubjectRef
      const card = claims[holder]?.card
      if (card) member.claims = card
      out.push(member)
    }
  }
  return out
}

/** Exact below the hub limit; above, estimated from the largest of the k smallest ranks (Bar-Yossef et al. 2002). */
function sizeOf(state: AttributeState): number {
  const subjects = Object.keys(state.members) as SubjectRef[]
  if (!state.overflowed) return subjects.length
  const largest = Math.max(...subjects.map(rank))
  return Math.max(subjects.length + 1, Math.round((subjects.length - 1) / Math.max(largest, 1e-9)))
}

function judgeAttribute(plan: Plan, state: AttributeState, out: LinksOut): void {
  const members = membersOf(state)
  if (members.length < 2) return
  const type = typeOf(state.attribute.ref)
  for (const detector of plan.links) {
    if (!(detector.links as readonly string[]).includes(type)) continue
    const lists: Record<string, string> = {}
    const shared: Shared = {
      attribute: state.attribute,
      members,
      size: sizeOf(state),
      hub: state.overflowed,
      facts: citing(lists),
    }
    let verdict: Verdict
    try {
      verdict = detector.detect(shared)
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error)
      out.faults.push({
        detector: detector.id,
        subject: state.attribute.ref,
        from: 0,
        message,
      } satisfies Fault)
      verdict = { is: 'abstain', because: 'the detector failed; see faults' }
    }
    const chosen = new Set(verdict.is === 'evidence' ? verdict.members : undefined)
    const named = chosen.size > 0 ? members.filter((m) => chosen.has(m.subject)) : members
    const weighsOn = [...new Set(named.map((m) => m.holder ?? m.subject))]
    const allDays = named.flatMap((m) => m.days)
    settle(
      state,
      detector,
      verdict,
      out,
      () =>
        evidenceOf(detector, verdict, {
          subject: state.attribute.ref,
          subjects: [...new Set([...named.map((m) => m.subject), ...weighsOn])],
          weighsOn,
          from: Math.min(...allDays) * day,
          to: (Math.max(...allDays) + 1) * day,
          closed: true,
          lists,
        }),
      { subject: state.attribute.ref, from: 0, weighsOn },
    )
  }
}
