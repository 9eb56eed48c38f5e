import { fraction } from './digest.ts'
import { cardKey } from './directory.ts'
import type { Attribute, ClaimCard, SubjectRef } from './observations/kind.ts'
import { typeOf } from './observations/kind.ts'
import type { Out, Share } from './out.ts'
import { day, type Plan, thresholdOf } from './plan.ts'
import type { Fault, Member, Shared, Verdict } from './types.ts'
import { citing, evidenceOf, failed, forget, settle } from './verdicts.ts'
import { nothingSaid, type Said } from './words.ts'

/** A hub keeps this many members, those whose digests are smallest, and estimates how many there are. */
export const hubMembers = 64

/** What is kept of one shared attribute. Plain JSON. */
export interface AttributeState {
  attribute: Attribute
  members: Record<SubjectRef, MemberState>
  /** True once more than `hubMembers` subjects were seen. */
  overflowed: boolean
  verdicts: Record<string, string>
}

interface MemberState {
  /** Per day on which it was seen: who held it ("" for nobody known), each with the key of the claim card then. */
  days: Record<number, [holder: string, card: string][]>
  /** Claim cards by digest: a card lasts for months, and a day only names it. */
  cards: Record<string, ClaimCard>
}

export type LinksOut = Pick<Out, 'evidence' | 'withdrawn' | 'abstentions' | 'answered' | 'faults'> & {
  attributes: AttributeState[]
}

/**
 * Stage 2: takes shares in, each replacing what its key said before, and judges every attribute that changed.
 * The result depends on the sets of shares and words, not on their order. `loaded` is brought up to date.
 */
export function stepLinks(
  plan: Plan,
  loaded: Map<SubjectRef, AttributeState>,
  shares: readonly Share[],
  words: Said = nothingSaid,
): LinksOut {
  const out = emptyLinksOut()
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
  for (const state of dirty) judgeAttribute(plan, state, out, words)
  out.attributes = [...dirty]
  return out
}

/** Judges attributes anew because what people said of them has changed. The states are brought up to date. */
export function rejudgeLinks(plan: Plan, states: Iterable<AttributeState>, words: Said): LinksOut {
  const out = emptyLinksOut()
  out.attributes = [...states]
  for (const state of out.attributes) judgeAttribute(plan, state, out, words)
  return out
}

function emptyLinksOut(): LinksOut {
  return { evidence: [], withdrawn: [], abstentions: [], answered: [], faults: [], attributes: [] }
}

/** Position in [0, 1) that is the same for a subject everywhere: the smallest ones are a fair sample of all. */
function rank(subject: SubjectRef): number {
  return fraction(`member\0${subject}`)
}

function include(state: AttributeState, share: Share): void {
  // Two tools may spell one display differently; any rule that does not depend on order would do.
  if (share.attribute.shown > state.attribute.shown) state.attribute = share.attribute
  let member = state.members[share.subject]
  if (!member) {
    const subjects = Object.keys(state.members) as SubjectRef[]
    if (subjects.length >= hubMembers) {
      state.overflowed = true
      const last = subjects.reduce((a, b) => (rank(a) > rank(b) ? a : b))
      if (rank(share.subject) >= rank(last)) return
      delete state.members[last]
    }
    member = { days: {}, cards: {} }
    state.members[share.subject] = member
  }
  const holders: [string, string][] = []
  for (const { person, claims } of share.holders) {
    const card = claims ? cardKey(claims) : ''
    if (claims) member.cards[card] = claims
    holders.push([person ?? '', card])
  }
  member.days[share.day] = holders.sort(([a], [b]) => (a < b ? -1 : 1))
}

function membersOf(state: AttributeState): Member[] {
  const out: Member[] = []
  for (const subject of (Object.keys(state.members) as SubjectRef[]).sort()) {
    const { days, cards } = state.members[subject]!
    const byHolder = new Map<string, { days: number[]; card: string }>()
    // Keys that are whole numbers come in ascending order, so the last card is the newest one.
    for (const [epochDay, holders] of Object.entries(days))
      for (const [holder, card] of holders) {
        const known = byHolder.get(holder)
        if (!known) byHolder.set(holder, { days: [Number(epochDay)], card })
        else {
          known.days.push(Number(epochDay))
          if (card !== '') known.card = card
        }
      }
    for (const holder of [...byHolder.keys()].sort()) {
      const { days, card } = byHolder.get(holder)!
      const member: Member = { subject, days }
      if (holder !== '') member.holder = holder as SubjectRef
      const claims = cards[card]
      if (claims) member.claims = claims
      out.push(member)
    }
  }
  return out
}

/** The members that count by what people said, with whom each is, and never again is, one person. */
function heeding(words: Said, attribute: SubjectRef, members: readonly Member[]): Member[] {
  const untied = words.untied(attribute)
  if (untied === 'everybody') return []
  const out: Member[] = []
  for (const member of members) {
    const names = member.holder ? [member.holder, member.subject] : [member.subject]
    if (untied && names.some((ref) => untied.has(ref))) continue
    const same = names.flatMap((ref) => words.group(ref) ?? [])
    const apart = names.flatMap((ref) => [...(words.apart(ref) ?? [])])
    out.push({ ...member, ...(same.length > 0 && { same }), ...(apart.length > 0 && { apart }) })
  }
  return out
}

/** Exact below the hub limit; above, estimated from the largest of the k smallest ranks (Bar-Yossef et al. 2002). */
export function sizeOf(state: AttributeState): number {
  const subjects = Object.keys(state.members) as SubjectRef[]
  if (!state.overflowed) return subjects.length
  const largest = Math.max(...subjects.map(rank))
  return Math.max(subjects.length + 1, Math.round((subjects.length - 1) / Math.max(largest, 1e-9)))
}

function judgeAttribute(plan: Plan, state: AttributeState, out: LinksOut, words: Said): void {
  const members = heeding(words, state.attribute.ref, membersOf(state))
  if (members.length < 2) {
    for (const detector of plan.links) forget(state, detector, out, { subject: state.attribute.ref, from: 0 })
    return
  }
  const type = typeOf(state.attribute.ref)
  for (const detector of plan.links) {
    if (!(detector.links as readonly string[]).includes(type)) continue
    const lists: Record<string, string> = {}
    const shared: Shared = {
      attribute: state.attribute,
      members,
      size: sizeOf(state) - (Object.keys(state.members).length - new Set(members.map((m) => m.subject)).size),
      hub: state.overflowed,
      facts: citing(plan.facts, lists),
      threshold: (name) => thresholdOf(plan, detector, name),
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
      verdict = { is: 'abstain', because: failed }
    }
    const chosen = new Set(verdict.is === 'evidence' ? verdict.members : undefined)
    // A detector names people rather than devices where a device changed hands: its other holder did nothing.
    const isNamed = (m: Member) => chosen.has(m.subject) || (m.holder !== undefined && chosen.has(m.holder))
    const named = chosen.size > 0 ? members.filter(isNamed) : members
    if (named.length === 0) verdict = { is: 'abstain', because: 'the detector named only strangers' }
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
