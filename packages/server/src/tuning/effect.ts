import { setImmediate as turn } from 'node:timers/promises'
import {
  day,
  type Evidence,
  type HiddenEvidence,
  outcomeOf,
  pseudonym,
  type Stage,
  type SubjectRef,
  score,
  subjectTypes,
  type TunedDecided,
  type TunedLevel,
  type TunedMove,
  type TunedTally,
  type Tuning,
  type TuningEffect,
  treated,
  typeOf,
} from '@telltale/core'
import type { Reader } from '../api/reader.ts'
import type { Engine } from '../engine/loop.ts'
import { type By, byModel, treatedFor, treatingOf, whomOf } from '../engine/treating.ts'

/** How far back a preview looks: as long as a window counts in the model that ships. */
export const effectDays = 90

/** A change to be looked at. */
export interface Change {
  to: Tuning
  /** Whom it can concern; everybody where absent. */
  subjects?: readonly SubjectRef[]
  /** Evidence that stands in for what is stored on the changed side, by whom it weighs on. */
  fresh?: ReadonlyMap<SubjectRef, { instead: ReadonlySet<string>; found: readonly Evidence[] }>
}

/** A change's effect, and the evidence that it sets aside or counts again. */
export interface Effect extends TuningEffect {
  hidden: Evidence[]
  /** Whether it changes what ties people together. */
  links: boolean
}

const subjectsAtOnce = 200
const shown = 200
const levels: readonly TunedLevel[] = ['nothing', 'verify', 'listed', 'case']
const stages: readonly Stage[] = ['application', 'onboarding', 'work']

interface Held {
  was: TunedLevel
  would: TunedLevel
  stage: Stage
}

/**
 * Weighs everybody concerned twice over, as things stand and by the change, in pages between which the engine has its
 * turn. Nothing is stored. Leaves out whom the reader may not see.
 */
export async function effectOf(
  engine: Engine,
  change: Change,
  reader: Pick<Reader, 'sees' | 'role'>,
  signal?: AbortSignal,
): Promise<Effect> {
  const began = performance.now()
  const { raw, directory, ranking } = engine
  const decided = new Map((await raw.dispositions()).map((d) => [d.subject, d.outcome]))
  const held = new Map<SubjectRef, Held>()
  for (const { subject, score: s } of ranking.items()) {
    if (!reader.sees(subject)) continue
    const level = levelOf(subject, s)
    held.set(subject, { was: level, would: level, stage: whomOf(directory, subject, []).stage })
  }
  const moved: TunedMove[] = []
  const hidden = new Map<string, Evidence>()
  let subjects = 0
  let links = false
  const oldest = engine.now() - effectDays * day
  for await (const page of pagesOf(engine, change.subjects)) {
    signal?.throwIfAborted()
    const seen = page.filter((s) => reader.sees(s))
    for (const one of await bothSides(engine, change, seen)) {
      const { subject, was, would } = one
      if (Math.max(...[...was, ...would].map((e) => e.to), 0) < oldest) continue
      subjects++
      const aside = new Set(was.filter((e) => e.setAside).map((e) => e.id))
      for (const e of would)
        if (e.setAside && !aside.has(e.id) && isShown(e, engine, reader)) hidden.set(e.id, e)
      if (!links) links = differInLinks(was, would)
      const now = standing(engine, engine.tuning, subject, was)
      const then = standing(engine, change.to, subject, would)
      held.set(subject, { was: now.level, would: then.level, stage: then.stage })
      if (now.level === then.level && Math.abs(now.weight - then.weight) < 1e-9) continue
      const decision = decided.get(subject)
      const open = engine.cases.get(subject)
      moved.push({
        ...{ subject, pseudonym: pseudonym(subject), stage: then.stage },
        ...{ was: now.level, would: then.level, weightWas: now.weight, weightWould: then.weight },
        ...(decision && { decided: decision }),
        ...(open && { case: open }),
      })
    }
    await turn()
  }
  moved.sort(gravest)
  const count = (of: (m: TunedMove) => boolean) => moved.filter(of).length
  const inQueue = (level: TunedLevel) => rank(level) >= rank('listed')
  const sides = { now: tally(held, decided, 'was'), would: tally(held, decided, 'would') }
  return {
    ...{ days: effectDays, subjects, ...sides },
    moved: moved.slice(0, shown),
    counts: {
      listed: count((m) => !inQueue(m.was) && inQueue(m.would)),
      unlisted: count((m) => inQueue(m.was) && !inQueue(m.would)),
      opened: count((m) => m.was !== 'case' && m.would === 'case'),
      unopened: count((m) => m.was === 'case' && m.would !== 'case'),
      worse: count((m) => looksWorse(m)),
      better: count((m) => !looksWorse(m)),
    },
    notes: notesOn(sides.now),
    took: Math.round(performance.now() - began),
    hidden: [...hidden.values()].sort(
      (a, b) => Math.abs(b.weight) - Math.abs(a.weight) || (a.id < b.id ? -1 : 1),
    ),
    links,
  }
}

/** A move by which somebody looks more suspicious than before. */
export function looksWorse(m: TunedMove): boolean {
  return rank(m.would) > rank(m.was) || (rank(m.would) === rank(m.was) && m.weightWould > m.weightWas)
}

/** Evidence as a preview lists it. */
export function hiddenEvidence(e: Evidence): HiddenEvidence {
  const { id, detector, is, says, subject, weighsOn, weight, from, to } = e
  return { id, detector, is, says, subject, weighsOn, weight, from, to }
}

async function* pagesOf(
  engine: Engine,
  subjects: readonly SubjectRef[] | undefined,
): AsyncGenerator<SubjectRef[]> {
  const all = subjects ? [...new Set(subjects)] : await everybody(engine)
  all.sort()
  for (let i = 0; i < all.length; i += subjectsAtOnce) yield all.slice(i, i + subjectsAtOnce)
}

/** Everybody on whom evidence weighs, with the applications of those to whom they belong. */
export async function everybody({ raw, directory, ranking }: Engine): Promise<SubjectRef[]> {
  const all = new Set<SubjectRef>(ranking.items().map((q) => q.subject))
  for await (const page of raw.weighedOn())
    for (const subject of page) {
      all.add(subject)
      if (typeOf(subject) === 'person')
        for (const held of directory.holds.get(subject) ?? [])
          if (typeOf(held) === 'application') all.add(held)
    }
  return [...all].filter((s) => (subjectTypes as readonly string[]).includes(typeOf(s)))
}

interface Sides {
  subject: SubjectRef
  was: Evidence[]
  would: Evidence[]
}

async function bothSides(engine: Engine, change: Change, page: readonly SubjectRef[]): Promise<Sides[]> {
  const { raw, directory } = engine
  const [standing, naming] = await Promise.all([
    raw.standing(page),
    raw.naming(page.filter((s) => typeOf(s) === 'application')),
  ])
  const of = (subject: SubjectRef) => naming.get(subject) ?? standing.get(subject) ?? []
  const all = page.flatMap(of)
  const fresh = page.flatMap((s) => change.fresh?.get(s)?.found ?? [])
  const [before, after] = await Promise.all([
    treatingOf(raw, engine, all),
    treatingOf(raw, { directory, now: engine.now, tuning: change.to }, [...all, ...fresh]),
  ])
  return page.map((subject) => {
    const by = (side: typeof before) => (e: Evidence) =>
      naming.has(subject) ? treatedFor(e, subject, directory, side) : treated(e, subject, side)
    const found = of(subject)
    const instead = change.fresh?.get(subject)
    const then = instead ? [...found.filter((e) => !instead.instead.has(e.id)), ...instead.found] : found
    return { subject, was: found.map(by(before)), would: then.map(by(after)) }
  })
}

function standing(engine: Engine, tuning: Tuning, subject: SubjectRef, evidence: readonly Evidence[]) {
  const { directory, detectors } = engine
  const stage = whomOf(directory, subject, evidence).stage
  const by: By = byModel(directory, tuning.model, subject, evidence)
  const own = score(
    evidence.filter((e) => e.weighsOn.includes(subject)),
    by.model,
    by.whom,
  )
  const level = levelOf(subject, own)
  if (level !== 'nothing' || typeOf(subject) !== 'application') return { level, weight: own.weight, stage }
  const screened = score(
    evidence.filter((e) => detectors.get(e.detector)?.audience !== 'counsel'),
    by.model,
    by.whom,
  )
  const verify = outcomeOf(screened, tuning.model.tiers) !== 'proceed'
  return { level: verify ? ('verify' as const) : level, weight: screened.weight, stage }
}

function levelOf(subject: SubjectRef, s: { listed: boolean; opens: boolean }): TunedLevel {
  if (s.opens && typeOf(subject) !== 'device') return 'case'
  return s.listed || s.opens ? 'listed' : 'nothing'
}

function rank(level: TunedLevel): number {
  return levels.indexOf(level)
}

function tally(
  held: ReadonlyMap<SubjectRef, Held>,
  decided: ReadonlyMap<SubjectRef, string>,
  side: 'was' | 'would',
): TunedTally {
  const atLeast = (level: TunedLevel, of: Iterable<Held | undefined>) =>
    [...of].filter((h) => h && rank(h[side]) >= rank(level)).length
  const both = (of: readonly (Held | undefined)[]) => ({
    listed: atLeast('listed', of),
    cases: atLeast('case', of),
  })
  const all = [...held.values()]
  const as = (outcome: string): TunedDecided => {
    const subjects = [...decided].flatMap(([s, o]) => (o === outcome ? [s] : []))
    return { of: subjects.length, ...both(subjects.map((s) => held.get(s))) }
  }
  return {
    ...both(all),
    byStage: Object.fromEntries(
      stages.map((stage) => [stage, both(all.filter((h) => h.stage === stage))]),
    ) as TunedTally['byStage'],
    cleared: as('cleared'),
    confirmed: as('confirmed'),
  }
}

function gravest(a: TunedMove, b: TunedMove): number {
  const most = (m: TunedMove) => Math.max(rank(m.was), rank(m.would))
  const steps = (m: TunedMove) => Math.abs(rank(m.was) - rank(m.would))
  const by = (m: TunedMove) => Math.abs(m.weightWould - m.weightWas)
  return steps(b) - steps(a) || most(b) - most(a) || by(b) - by(a) || (a.subject < b.subject ? -1 : 1)
}

function differInLinks(was: readonly Evidence[], would: readonly Evidence[]): boolean {
  const shared = (e: Evidence) => !(subjectTypes as readonly string[]).includes(typeOf(e.subject))
  const before = new Map(was.map((e) => [e.id, e.shadow]))
  return would.some((e) => shared(e) && before.get(e.id) !== e.shadow)
}

function isShown(e: Evidence, { detectors }: Engine, { sees, role }: Pick<Reader, 'sees' | 'role'>): boolean {
  return (
    (role === 'counsel' || detectors.get(e.detector)?.audience !== 'counsel') &&
    e.subjects.every((s) => sees(s))
  )
}

function notesOn({ cleared, confirmed }: TunedTally): string[] {
  return [
    ...(cleared.of === 0
      ? ['Nobody was cleared so far: what it would cost in false alarms is not known.']
      : []),
    ...(confirmed.of === 0 ? ['No case was confirmed so far: what it would find is not known.'] : []),
    ...(cleared.of > 0 && cleared.of < 20
      ? [`Only ${cleared.of} were cleared so far: that is too few to tell a rate from.`]
      : []),
  ]
}
