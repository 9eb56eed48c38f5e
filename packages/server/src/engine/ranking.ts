import {
  claimsFor,
  type Evidence,
  type Farm,
  type FarmInput,
  farms,
  isTie,
  type Lead,
  type Learned,
  type LinksOut,
  leadsFrom,
  pseudonym,
  type QueueItem,
  type Score,
  type SubjectRef,
  sizeOf,
  tieIndex,
  treatedForAll,
} from '@telltale/core'
import type { Folded, Store } from '../store/store.ts'
import { type Decided, decisions } from './decided.ts'
import type { Engine } from './loop.ts'
import { treating } from './treating.ts'

/**
 * The queue, what ties its people, their farms and the leads from confirmed cases, kept in memory and brought up to
 * date by the loop: asking for it reads no table. What changed is worked out again around the change only.
 */
export interface Ranking {
  /** The queue as stored, heaviest first, each with its farm and the confirmed case near it. */
  items(): readonly QueueItem[]
  /** A subject's row as it was folded; undefined where it is not in the queue. */
  item(subject: SubjectRef): QueueItem | undefined
  /** The farm of a subject and the confirmed case near it, listed or not. */
  near(subject: SubjectRef): Pick<QueueItem, 'farm' | 'lead'>
  /** The largest first. */
  farms(): readonly Farm[]
  /** What farms are found in: to look at one in another way. */
  input(): FarmInput
  /** Standing link evidence that ties people. */
  tie(id: string): Evidence | undefined
  /** Subjects that people confirmed, in order. */
  confirmed(): readonly SubjectRef[]
  /** Leads from every confirmed subject; `scores` stands in for those who are not in the queue. */
  leads(scores?: ReadonlyMap<SubjectRef, Score>): Lead[]

  linked(out: Pick<LinksOut, 'evidence' | 'withdrawn' | 'attributes'>): void
  folded(folded: readonly Folded[]): void
  learned(lessons: readonly Learned[]): void
}

/** Attributes whose states are read at one time. */
const atOnce = 1000

/** Reads what stands. `of` gives the engine whose directory counts, which may be replaced. */
export async function loadRanking(
  store: Store,
  of: () => Pick<Engine, 'directory' | 'tuning' | 'now'>,
): Promise<Ranking> {
  const items = new Map((await store.queue()).map((q) => [q.subject, q]))
  const standing = new Map<SubjectRef, 'case' | 'listed'>()
  for (const q of items.values()) standing.set(q.subject, q.case ? 'case' : 'listed')
  const ties = new Map<string, Evidence>()
  const index = tieIndex()
  const seen = new Map<SubjectRef, { shown: string; size: number }>()
  const dirty = new Set<SubjectRef>()
  const farmOf = new Map<SubjectRef, Farm>()
  const leads = new Map<SubjectRef, Lead[]>()
  let decided: Decided | undefined
  let nearby: Map<SubjectRef, Lead> | undefined
  let ordered: QueueItem[] | undefined
  let sorted: Farm[] | undefined

  const add = (found: Evidence) => {
    const e = treatedForAll(found, treating(of()))
    if (!isTie(e)) return
    ties.set(e.id, e)
    index.add(e)
    touch(e)
  }
  const remove = (id: string) => {
    const gone = ties.get(id)
    if (!gone) return
    ties.delete(id)
    index.remove(id)
    touch(gone)
  }
  const touch = ({ weighsOn }: Evidence) => {
    for (const subject of weighsOn) dirty.add(subject)
    for (const [confirmed, found] of leads)
      if (weighsOn.some((s) => s === confirmed || found.some((l) => l.subject === s))) leads.delete(confirmed)
    nearby = undefined
    ordered = undefined
  }
  const input = (): FarmInput => ({
    ties: index,
    standing,
    ...claimsFor(of().directory),
    shown: (attribute) => seen.get(attribute)?.shown,
    size: (attribute) => seen.get(attribute)?.size,
  })
  const decisionsNow = () => {
    decided ??= decisions(of().directory)
    return decided
  }

  /** Everybody reachable from those that changed: all farms that had or have one of them lie within. */
  const around = () => {
    const members = new Set<SubjectRef>()
    const evidence = new Map<string, Evidence>()
    const look = [...dirty]
    for (let subject = look.pop(); subject !== undefined; subject = look.pop()) {
      if (members.has(subject)) continue
      members.add(subject)
      for (const e of index.of(subject)) {
        if (evidence.has(e.id)) continue
        evidence.set(e.id, e)
        look.push(...e.weighsOn)
      }
    }
    return { members, evidence: [...evidence.values()] }
  }
  const settleFarms = () => {
    if (dirty.size === 0) return
    const { members, evidence } = around()
    for (const subject of members) farmOf.delete(subject)
    for (const farm of farms({ ...input(), ties: evidence }))
      for (const m of farm.members) farmOf.set(m.subject, farm)
    dirty.clear()
    sorted = undefined
    ordered = undefined
  }
  const allLeads = (scores?: ReadonlyMap<SubjectRef, Score>): Lead[] => {
    const { confirmed, cleared } = decisionsNow()
    const how = {
      ...input(),
      scores: (s: SubjectRef) => items.get(s)?.score ?? scores?.get(s),
      cleared: (s: SubjectRef) => cleared.has(s),
    }
    if (scores) return confirmed.flatMap((s) => leadsFrom(s, how))
    return confirmed.flatMap((s) => {
      const known = leads.get(s) ?? leadsFrom(s, how)
      leads.set(s, known)
      return known
    })
  }
  const nearest = (): Map<SubjectRef, Lead> => {
    if (nearby) return nearby
    const near = new Map<SubjectRef, Lead>()
    const confirmed = new Set(decisionsNow().confirmed)
    for (const lead of allLeads()) {
      const known = near.get(lead.subject)
      if (lead.cleared || confirmed.has(lead.subject)) continue
      if (!known || lead.path.length < known.path.length) near.set(lead.subject, lead)
    }
    nearby = near
    return near
  }
  const near = (subject: SubjectRef): Pick<QueueItem, 'farm' | 'lead'> => {
    const farm = farmOf.get(subject)?.id
    const lead = nearest().get(subject)
    return {
      ...(farm && { farm }),
      ...(lead && {
        lead: {
          confirmed: lead.confirmed,
          pseudonym: pseudonym(lead.confirmed),
          links: lead.path.length,
        },
      }),
    }
  }
  const order = (): QueueItem[] => {
    settleFarms()
    if (ordered) return ordered
    ordered = [...items.values()]
      .sort((a, b) => b.score.weight - a.score.weight || (a.subject < b.subject ? -1 : 1))
      .map((item) => ({ ...item, ...near(item.subject) }))
    return ordered
  }

  for (const e of await store.ties()) add(e)
  const attributes = [...new Set([...ties.values()].map((e) => e.subject))]
  for (let i = 0; i < attributes.length; i += atOnce)
    for (const state of (await store.attributes(attributes.slice(i, i + atOnce))).values())
      seen.set(state.attribute.ref, { shown: state.attribute.shown, size: sizeOf(state) })

  return {
    items: order,
    item: (subject) => items.get(subject),
    near(subject) {
      settleFarms()
      return near(subject)
    },
    farms() {
      settleFarms()
      sorted ??= [...new Set(farmOf.values())].sort(
        (a, b) => b.members.length - a.members.length || (a.id < b.id ? -1 : 1),
      )
      return sorted
    },
    input,
    tie: (id) => ties.get(id),
    confirmed: () => decisionsNow().confirmed,
    leads: allLeads,
    linked({ evidence, withdrawn, attributes: states }) {
      for (const id of withdrawn) remove(id)
      for (const e of evidence) add(e)
      const tied = new Set(evidence.filter(isTie).map((e) => e.subject))
      for (const state of states) {
        const { ref, shown } = state.attribute
        const known = seen.get(ref)
        if (!known && !tied.has(ref)) continue
        const size = sizeOf(state)
        if (known?.shown === shown && known.size === size) continue
        seen.set(ref, { shown, size })
        for (const subject of Object.keys(state.members) as SubjectRef[])
          for (const s of [subject, ...holdersIn(state.members[subject]!.days)])
            if (farmOf.has(s)) dirty.add(s)
      }
    },
    folded(folded) {
      for (const { subject, item } of folded) {
        const before = standing.get(subject)
        if (item) {
          items.set(subject, item)
          standing.set(subject, item.case ? 'case' : 'listed')
        } else {
          items.delete(subject)
          standing.delete(subject)
        }
        if (before !== standing.get(subject) && index.of(subject).length > 0) dirty.add(subject)
        ordered = undefined
      }
    },
    learned(lessons) {
      for (const lesson of lessons) {
        if (index.of(lesson.subject).length > 0) dirty.add(lesson.subject)
        const decision = lesson.is === 'note' && lesson.note.name === 'decision'
        if (!decision && !(lesson.is === 'belongs' && decided?.named.has(lesson.subject))) continue
        decided = undefined
        leads.clear()
        nearby = undefined
        ordered = undefined
      }
    },
  }
}

function holdersIn(days: Record<number, [holder: string, card: string][]>): SubjectRef[] {
  return Object.values(days).flatMap((holders) =>
    holders.flatMap(([holder]) => (holder ? [holder as SubjectRef] : [])),
  )
}
