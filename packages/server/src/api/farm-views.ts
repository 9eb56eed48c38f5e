import {
  asKnown,
  type Commonness,
  claimOf,
  day,
  type Evidence,
  type Farm,
  type FarmView,
  farmAround,
  farmModel,
  farms,
  isSimulated,
  type Millis,
  type PaySince,
  type QueueItem,
  type SubjectRef,
  said,
  typeOf,
  type Word,
} from '@telltale/core'
import { evidenceFor, shownTo } from '../accounts/sealing.ts'
import { queueItem } from '../engine/fold.ts'
import { byModel } from '../engine/treating.ts'
import type { Context } from './context.ts'
import type { Reader } from './reader.ts'

/** Farms as people are shown them: with the members' places in the queue, what is at stake, and how common ties are. */
export async function farmViews(
  context: Context,
  found: readonly Farm[],
  reader: Reader,
): Promise<FarmView[]> {
  const { engine, store } = context
  const { ranking } = engine
  const [items, common, signed] = await Promise.all([
    itemsOf(
      context,
      found.flatMap((f) => f.members.map((m) => m.subject)),
      reader,
    ),
    store.commonness(),
    recipientsOf(context, found),
  ])
  return found.map((farm) => {
    const again = signed.size > 0 ? keptBy(context, farm, signed) : farm
    const evidence = farm.ties.flatMap((t) => t.evidence.flatMap((id) => tieFor(reader, ranking.tie(id))))
    return viewOf(context, again, { items, common, evidence })
  })
}

/**
 * One farm as it was known at a time: its attributes judged again with the days before then, and the words that stood
 * then. Without members where there was no such farm yet.
 */
export async function farmAsOf(
  context: Context,
  farm: Farm,
  asOf: Millis,
  reader: Reader,
): Promise<FarmView> {
  const { engine, store } = context
  const states = await store.attributes(farm.ties.map((t) => t.attribute))
  const words = said(asOfThen(engine.words.all.values(), asOf))
  const ties = asKnown(engine.plan, [...states.values()], asOf - 1, words).flatMap((e) => tieFor(reader, e))
  const members = new Set(farm.members.map((m) => m.subject))
  const inCommon = (f: Farm) => f.members.filter((m) => members.has(m.subject)).length
  const then = farms({ ...engine.ranking.input(), ties })
    .filter((f) => inCommon(f) > 1)
    .sort((a, b) => inCommon(b) - inCommon(a))[0]
  const shown: Farm = then ? { ...then, id: farm.id } : nothingYet(farm)
  const [items, common] = await Promise.all([
    itemsOf(
      context,
      shown.members.map((m) => m.subject),
      reader,
    ),
    store.commonness(),
  ])
  const named = new Set(shown.ties.flatMap((t) => t.evidence))
  const evidence = ties.filter((e) => named.has(e.id))
  return viewOf(context, shown, { items, common, evidence, asOf })
}

function asOfThen(words: Iterable<Word>, asOf: Millis): Word[] {
  return [...words]
    .filter((w) => w.at < asOf)
    .map(({ undone, ...word }) => (undone && undone.at < asOf ? { ...word, undone } : word))
}

function nothingYet({ id, firstSeen }: Farm): Farm {
  const { prior } = farmModel
  const probability = 1 / (1 + 10 ** -prior)
  return {
    ...{ id, members: [], ties: [], doors: [], firstSeen, lastSeen: firstSeen },
    sure: { probability, low: probability, high: probability, prior, parts: [] },
  }
}

interface Around {
  items: ReadonlyMap<SubjectRef, QueueItem>
  common: ReadonlyMap<string, Commonness>
  evidence: Evidence[]
  asOf?: Millis
}

function viewOf({ engine }: Context, farm: Farm, { items, common, evidence, asOf }: Around): FarmView {
  const until = asOf ?? farm.lastSeen
  const members = farm.members.map((m) => {
    const pay = payOf(engine.directory, m.subject, until)
    return { ...m, item: items.get(m.subject)!, ...(pay && { pay }) }
  })
  return {
    ...farm,
    members,
    ties: farm.ties.map((t) => ({
      ...t,
      commonness: common.get(typeOf(t.attribute)) ?? { known: 0, shared: 0 },
    })),
    evidence,
    pay: totals(members.flatMap((m) => m.pay ?? [])),
    weeks: weeksOf(farm.ties.map((t) => t.from)),
    ...(asOf !== undefined && { asOf }),
    simulated: farm.members.length > 0 && farm.members.every((m) => isSimulated(m.subject)),
  }
}

function tieFor(reader: Reader, tie: Evidence | undefined): Evidence[] {
  const shown = tie && evidenceFor(reader, tie)
  return shown ? [shown] : []
}

/** Members as the queue shows them, those who are not listed too; nobody who is sealed to the reader. */
export async function itemsOf(
  context: Context,
  subjects: readonly SubjectRef[],
  reader: Reader,
): Promise<Map<SubjectRef, QueueItem>> {
  const { engine, store } = context
  const wanted = new Set(subjects.filter((s) => reader.sees(s)))
  const shown = await shownTo(context, reader)
  const items = new Map(shown.items.flatMap((q) => (wanted.has(q.subject) ? [[q.subject, q] as const] : [])))
  const others = [...wanted].filter((s) => !items.has(s))
  if (others.length === 0) return items
  const standing = await store.standing(others)
  for (const s of others) {
    const evidence = (standing.get(s) ?? []).flatMap((e) => evidenceFor(reader, e) ?? [])
    const near = engine.ranking.near(s)
    items.set(s, {
      ...queueItem(
        s,
        evidence,
        engine.detectors,
        engine.cases.get(s),
        byModel(engine.directory, engine.tuning.model, s, evidence),
      ),
      ...(!near.lead || reader.sees(near.lead.confirmed) ? near : {}),
    })
  }
  return items
}

/** Who signed for each parcel that went to a member or to one of their devices. */
async function recipientsOf(
  { store, engine }: Context,
  found: readonly Farm[],
): Promise<Map<SubjectRef, (SubjectRef | undefined)[]>> {
  const owner = new Map<SubjectRef, SubjectRef>()
  for (const { subject } of found.flatMap((f) => f.members)) {
    owner.set(subject, subject)
    for (const held of engine.directory.holds.get(subject) ?? []) owner.set(held, subject)
  }
  const signed = new Map<SubjectRef, (SubjectRef | undefined)[]>()
  for (const { about, attributes } of await store.shipments([...owner.keys()])) {
    const whose = about.map((ref) => owner.get(ref)).find((ref) => ref !== undefined)
    if (!whose) continue
    const by = attributes.find((a) => typeOf(a.ref) === 'recipient')?.ref
    signed.set(whose, [...(signed.get(whose) ?? []), by])
  }
  return signed
}

function keptBy(
  { engine }: Context,
  farm: Farm,
  signed: ReadonlyMap<SubjectRef, (SubjectRef | undefined)[]>,
): Farm {
  if (!farm.members.some((m) => signed.has(m.subject))) return farm
  const input = { ...engine.ranking.input(), recipients: (s: SubjectRef) => signed.get(s) ?? [] }
  return farmAround(input, farm.members[0]!.subject) ?? farm
}

/** Pay from the first day on until the person left, or until the given time. */
export function payOf(
  directory: Context['engine']['directory'],
  subject: SubjectRef,
  until: Millis,
): PaySince | undefined {
  const card = claimOf(directory, subject, until)
  if (!card?.pay || card.start === undefined) return undefined
  const end = Math.min(card.end ?? until, until)
  if (end <= card.start) return undefined
  const { yearly, currency } = card.pay
  const amount = Math.round((yearly * (end - card.start)) / (365.25 * day))
  return { amount, currency, yearly, from: card.start, until: end }
}

function totals(all: readonly PaySince[]): FarmView['pay'] {
  const by = new Map<string, FarmView['pay'][number]>()
  for (const { amount, currency } of all) {
    const known = by.get(currency) ?? { amount: 0, currency, members: 0 }
    by.set(currency, { currency, amount: known.amount + amount, members: known.members + 1 })
  }
  return [...by.values()].sort((a, b) => b.amount - a.amount || (a.currency < b.currency ? -1 : 1))
}

/** 1970-01-05, the first Monday. */
const firstMonday = 4 * day
const week = 7 * day

function weeksOf(starts: readonly Millis[]): FarmView['weeks'] {
  const counts = new Map<number, number>()
  for (const at of starts) {
    const n = Math.floor((at - firstMonday) / week)
    counts.set(n, (counts.get(n) ?? 0) + 1)
  }
  if (counts.size === 0) return []
  const first = Math.min(...counts.keys())
  const length = Math.max(...counts.keys()) - first + 1
  return Array.from({ length }, (_, i) => ({
    from: firstMonday + (first + i) * week,
    ties: counts.get(first + i) ?? 0,
  }))
}
