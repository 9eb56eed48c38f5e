import {
  close,
  type Detector,
  type Directory,
  type Evidence,
  type Millis,
  needed,
  type Observation,
  type Plan,
  piecesOf,
  type Requisition,
  type ResumeIndex,
  resumeIndex,
  reuse,
  type SubjectRef,
  step,
  stepLinks,
  type Tuning,
  tuningOf,
  typeOf,
  type Word,
} from '@telltale/core'
import type { CaseRecord } from '../store/acts.ts'
import { type Folded, type Quarantined, type Row, rowKey, type Store } from '../store/store.ts'
import { foldSubject } from './fold.ts'
import { loadRanking, type Ranking } from './ranking.ts'
import {
  applicationsOf,
  movesOf,
  type Now,
  requisitionPrefix,
  requisitionsIn,
  screenedOf,
} from './screening.ts'
import { byModel, tunedStore } from './treating.ts'
import { type Words, wordsIn } from './words.ts'

/** A micro-batch from a source: at most 100 batches or 50 ms of them. */
export interface Batch {
  rows: readonly Row[]
  quarantined: readonly Quarantined[]
  /** Tells the source that the batch is committed and need not be delivered again. */
  done(): Promise<void>
}

/** The running engine: what it judges with, what it knows, where it keeps it. */
export interface Engine {
  plan: Plan
  detectors: ReadonlyMap<string, Detector>
  /** As everybody reads it: evidence comes treated by what people set. */
  store: Store
  /** The store itself: evidence as it was found. */
  raw: Store
  /** What people set about how evidence counts. */
  tuning: Tuning
  directory: Directory
  /** Every résumé ever received, by what it is like. */
  resumes: ResumeIndex
  /** Applications whose résumés are in `resumes` though their commit has failed. */
  ahead: Set<SubjectRef>
  /** Subject to the id of its open case. */
  cases: Map<SubjectRef, string>
  /** What holds for everybody who applies under one requisition, where somebody has set it. */
  requisitions: Map<string, Requisition>
  /** What people said of links. */
  words: Words
  /** The queue with its farms and leads. */
  ranking: Ranking
  /** A commit of links or of the queue has failed: words and ranking are read again before anything else. */
  behind: boolean
  /** Told what has been committed. */
  listeners: Set<Listener>
  /** When an application is screened. */
  now: Now
}

export interface OpenedCase {
  subject: SubjectRef
  id: string
  openedAt: Millis
}

/** Hears of what is durable; must not fail. */
export interface Listener {
  heard?(rows: readonly Observation[]): void
  said?(word: Word): void
  /** Cases that evidence has opened. */
  opened?(cases: readonly OpenedCase[]): void
  /** What was folded: who is in the queue now, and who is not. */
  folded?(folded: readonly Folded[]): void
}

/** Reads what the engine knows and finishes what a crash left between commit and folding. */
export async function startEngine(plan: Plan, raw: Store, now: Now = Date.now): Promise<Engine> {
  const store = tunedStore(raw, () => engine)
  const cases = new Map((await raw.queue()).flatMap((q) => (q.case ? [[q.subject, q.case] as const] : [])))
  const engine: Engine = {
    plan,
    detectors: new Map(plan.detectors.map((d) => [d.id, d])),
    ...{ store, raw },
    tuning: tuningOf(await raw.tuning()),
    directory: await store.directory(),
    resumes: resumeIndex(),
    ahead: new Set(),
    cases,
    requisitions: requisitionsIn(await store.settings(requisitionPrefix)),
    words: wordsIn(await store.words()),
    ranking: undefined as unknown as Ranking, // reads the engine that it is part of: below
    behind: false,
    listeners: new Set(),
    now,
  }
  engine.ranking = await loadRanking(store, () => engine)
  for await (const resume of store.resumes()) engine.resumes.load(resume)
  await settle(engine)
  return engine
}

/** The loop: load, step, commit, relay shares, fold cases, acknowledge. Ends with its source. */
export async function run(engine: Engine, source: AsyncIterable<Batch>): Promise<void> {
  for await (const batch of source) {
    await take(engine, batch)
    await batch.done()
  }
}

/**
 * One pass of the loop over one batch. A failed commit leaves the directory and the résumés ahead of the store, so
 * they are read again.
 */
export async function take(engine: Engine, batch: Pick<Batch, 'rows' | 'quarantined'>): Promise<void> {
  const { fresh, conflicting } = await sift(engine.store, batch.rows)
  if (fresh.length > 0 || conflicting.length > 0 || batch.quarantined.length > 0) {
    const observations = fresh.map((row) => row.observation)
    await retreat(engine)
    const need = needed(engine.plan, engine.directory, observations)
    try {
      const loaded = await engine.store.load(need.from)
      const out = step(engine.plan, engine.directory, loaded, observations, need)
      for (const { about } of observations)
        for (const ref of about) if (typeOf(ref) === 'application') engine.ahead.add(ref)
      const { shares, resumes } = reuse(engine.resumes, engine.directory, observations, need.rejudge)
      out.shares.push(...shares)
      const moves = movesOf(observations)
      const quarantined = [...batch.quarantined, ...conflicting]
      await engine.store.commit({ rows: fresh, moves, quarantined, resumes, out })
      engine.ahead.clear()
      engine.ranking.learned(out.learned)
      for (const listener of engine.listeners) listener.heard?.(observations)
    } catch (error) {
      engine.directory = await engine.store.directory()
      throw error
    }
  }
  await settle(engine)
}

/** Brings the résumés back to what the store has of them. */
async function retreat({ resumes, ahead, store }: Engine): Promise<void> {
  if (ahead.size === 0) return
  for (const application of ahead) resumes.remove(application)
  for await (const resume of store.resumes([...ahead])) resumes.put(resume)
  ahead.clear()
}

/** How many shares, and how many subjects, are settled at one time. */
const sharesAtOnce = 1000
const subjectsAtOnce = 500

/** Relays waiting shares to stage 2, then folds every subject whose evidence changed. Also finishes what a crash left. */
export async function settle(engine: Engine): Promise<void> {
  if (engine.behind) {
    engine.words = wordsIn(await engine.store.words())
    engine.ranking = await loadRanking(engine.store, () => engine)
  }
  engine.behind = true
  await settleAll(engine)
  engine.behind = false
}

async function settleAll(engine: Engine): Promise<void> {
  for (;;) {
    const { ids, shares } = await engine.store.waiting(sharesAtOnce)
    if (ids.length === 0) break
    const attributes = await engine.store.attributes([...new Set(shares.map((s) => s.attribute.ref))])
    const out = stepLinks(engine.plan, attributes, shares, engine.words)
    await engine.store.commitLinks(out, ids)
    engine.ranking.linked(out)
    if (ids.length < sharesAtOnce) break
  }
  for (;;) {
    const subjects = await engine.store.unfolded(subjectsAtOnce)
    if (subjects.length === 0) break
    const standing = await engine.store.standing(subjects)
    const cases = await engine.store.caseRecords(subjects)
    const folded: Folded[] = subjects.map((s) => foldOne(engine, s, standing.get(s) ?? [], cases.get(s)))
    const applications = applicationsOf(engine.directory, subjects)
    const naming = await engine.store.naming(applications)
    folded[0]!.screened = applications.flatMap((a) => screenedOf(engine, a, naming.get(a) ?? []) ?? [])
    await engine.store.commitFold(folded)
    engine.ranking.folded(folded)
    for (const { subject, item } of folded)
      if (item?.case) engine.cases.set(subject, item.case)
      else engine.cases.delete(subject)
    const opened = folded.flatMap((f) =>
      f.case && !cases.has(f.subject) ? [{ subject: f.subject, ...f.case }] : [],
    )
    if (opened.length > 0) for (const listener of engine.listeners) listener.opened?.(opened)
    for (const listener of engine.listeners) listener.folded?.(folded)
    if (subjects.length < subjectsAtOnce) break
  }
}

/** Folds one subject and notes the day on which it came into the queue, or its case opened. */
function foldOne(
  engine: Engine,
  subject: SubjectRef,
  evidence: readonly Evidence[],
  known: CaseRecord | undefined,
): Folded {
  const { detectors, directory, tuning, ranking, now } = engine
  const by = byModel(directory, tuning.model, subject, evidence)
  const folded: Folded = { ...foldSubject(subject, evidence, detectors, known, by), at: now() }
  // A window may end in the future: a case opens when it is found, at the latest.
  if (folded.case) folded.case.openedAt = Math.min(folded.case.openedAt, now())
  const { item } = folded
  if (!item) return folded
  folded.scored = {
    model: by.model,
    ...(by.whom && { about: by.whom }),
    pieces: piecesOf(evidence, by.model),
  }
  const before = ranking.item(subject)
  const opened = item.case !== undefined
  if (before && (before.case !== undefined) === opened) {
    if (before.since !== undefined) item.since = before.since
    return folded
  }
  // The demo company lives in its own time: all of it comes in at once.
  const at = item.simulated ? Math.min(now(), item.lastSign - 1) : now()
  item.since = at
  return { ...folded, begun: { subject, at, weight: item.score.weight, opened } }
}

/**
 * Closes the open windows of the given subjects, so that their evidence becomes final: all of them once input is
 * drained, or those that ended at or before `until`.
 */
export async function closeWindows(
  engine: Engine,
  subjects: readonly SubjectRef[],
  until?: Millis,
): Promise<void> {
  const openOnly = Number.MAX_SAFE_INTEGER // no window begins that late, so only open ones are loaded, and those before them
  const loaded = await engine.store.load(new Map(subjects.map((s) => [s, openOnly])))
  const out = close(engine.plan, engine.directory, loaded, until)
  await engine.store.commit({ rows: [], quarantined: [], out })
  await settle(engine)
}

/** Leaves out replays, within the batch too; the same id with other content goes to quarantine. */
async function sift(
  store: Store,
  rows: readonly Row[],
): Promise<{ fresh: Row[]; conflicting: Quarantined[] }> {
  const known = await store.known([...new Set(rows.map((row) => rowKey(row.observation)))])
  const fresh: Row[] = []
  const conflicting: Quarantined[] = []
  for (const row of rows) {
    const key = rowKey(row.observation)
    const before = known.get(key)
    if (before === undefined) {
      known.set(key, row.digest)
      fresh.push(row)
    } else if (before !== row.digest) {
      conflicting.push({
        source: row.observation.source,
        row: 0,
        field: 'id',
        reason: `${JSON.stringify(row.observation.id)} was already used for another content; the first one stands`,
        receivedAt: row.observation.receivedAt,
      })
    }
  }
  return { fresh, conflicting }
}
