import { setTimeout as sleep } from 'node:timers/promises'
import {
  countedBy,
  type Detector,
  type DryRun,
  day,
  type Evidence,
  type Grouping,
  type Millis,
  type Model,
  modelVersion,
  type Proposed,
  type Scope,
  type SubjectRef,
  type Suppression,
  type SuppressionEffect,
  scopeInWords,
  suppressionId,
  suppressionProblem,
  type TuningAct,
  type TuningEffect,
  tuningOf,
} from '@telltale/core'
import { Problem } from '../api/problem.ts'
import type { Reader } from '../api/reader.ts'
import type { AuditDid, AuditEvent } from '../audit/audit.ts'
import { type Engine, settle } from '../engine/loop.ts'
import { loadRanking } from '../engine/ranking.ts'
import { namedBy } from '../engine/treating.ts'
import type { Turns } from '../engine/turns.ts'
import { judgeHistory } from '../hunts/on-history.ts'
import { type Effect, effectOf, hiddenEvidence } from './effect.ts'
import { refolding, refoldMarker } from './refolding.ts'

/** How people set what counts: each change can be looked at beforehand, is applied to what stands, and is audited. */
export interface Tuner {
  previewSuppression(proposed: Proposed, reader: Reader, signal?: AbortSignal): Promise<SuppressionEffect>
  /** Rejects with a `Problem` where somebody would look worse by it, unless `worse` says that this has been seen. */
  suppress(proposed: Proposed, reader: Reader, worse: boolean): Promise<Suppression>
  previewLift(id: string, reader: Reader, signal?: AbortSignal): Promise<TuningEffect>
  lift(id: string, reader: Reader, because: string): Promise<Suppression>
  dryRun(detector: Detector, reader: Reader, signal?: AbortSignal): Promise<DryRun>
  setCounted(detector: Detector, to: 'promoted' | 'demoted', reader: Reader, because: string): Promise<void>
  previewModel(model: Model, reader: Reader, signal?: AbortSignal): Promise<TuningEffect>
  /** Rejects where the reader has not looked at the preview of exactly this model over the one in force. */
  setModel(model: Model, reader: Reader, because: string): Promise<void>
  setBudget(perDay: number | null, reader: Reader, owner: string, because: string): Promise<void>
  /** Goes on with what a stop or a crash has left. */
  resume(): Promise<void>
  /** Applies what has ended since it was last called. */
  tick(): Promise<void>
  /** How far the queue has been brought up to the newest change. */
  progress(): { done: number; of: number } | undefined
  /** Resolves once everything that was set is applied to everybody. */
  applied(): Promise<void>
  stop(): void
}

/** Somebody who promotes has looked at the dry run lately: history goes on. */
const triedFor = 7 * day
const previewedFor = 3_600_000
/** Beyond this many the queue is brought up in pages, so that what arrives need not wait. */
const atOnce = 1000
/** A request that concerns everybody waits this long for the queue before it answers. */
const patience = 5000
const everySeconds = 15
const hiddenShown = 50

export function tuner(
  engine: Engine,
  turns: Turns,
  now: () => Millis,
  failed: (error: Error) => void,
): Tuner {
  const { raw } = engine
  const pages = refolding(engine, turns, failed)
  /** Models that somebody has looked at, by who and over which. */
  const previewed = new Map<string, Millis>()
  const lookedAt = (reader: Reader, model: Model) =>
    `${reader.id} ${modelVersion(model)} over ${modelVersion(engine.tuning.model)}`
  const withActs = (...acts: TuningAct[]) => tuningOf([...currentActs(engine), ...acts])

  /** Keeps acts and applies them to those concerned; within a turn. */
  const apply = async (
    acts: readonly TuningAct[],
    events: readonly AuditEvent[],
    concerned: readonly SubjectRef[] | 'everybody' | 'nobody',
    links: boolean,
  ) => {
    const few = concerned === 'nobody' ? [] : concerned === 'everybody' ? undefined : concerned
    const paged = few === undefined || few.length > atOnce
    if (paged) await raw.putSetting(refoldMarker, { at: now() })
    const dated = events.map((e) => ({ ...e, at: now() }))
    await raw.keepTuning(acts, dated, paged ? [] : few)
    engine.tuning = tuningOf(await raw.tuning())
    if (links) engine.ranking = await loadRanking(engine.store, () => engine)
    if (paged) pages.start()
    else await settle(engine)
  }
  const waitAWhile = async () => {
    await Promise.race([pages.done(), sleep(patience, undefined, { ref: false })])
  }
  const reachedBy = async ({ scope }: Pick<Suppression, 'scope'>) =>
    scope.on === 'group' ? membersOf(engine, scope) : ((await namedBy(raw, { scope })) ?? 'everybody')
  /** Whether it can change what ties people: only link evidence is about an attribute. */
  const untied = ({ detector }: Pick<Suppression, 'detector'>) =>
    detector === undefined || 'links' in (engine.detectors.get(detector) ?? {})

  const signed = (proposed: Proposed, by: string): Suppression => {
    const unsigned = { ...proposed, by, at: now() }
    return { id: suppressionId(unsigned), ...unsigned }
  }
  const check = (proposed: Proposed) => {
    const problem = suppressionProblem(proposed, now())
    if (problem) throw new Problem(400, `body is not as expected: ${problem.field}: ${problem.reason}`)
    if (proposed.detector !== undefined && !engine.detectors.has(proposed.detector))
      throw new Problem(404, `There is no detector ${proposed.detector}: GET /v1/detectors lists them.`)
  }
  const effectOfSuppressing = async (
    proposed: Proposed,
    reader: Pick<Reader, 'id' | 'sees' | 'role'>,
    signal?: AbortSignal,
  ) => {
    const s = signed(proposed, reader.id)
    const reached = await reachedBy(s)
    const to = withActs({ is: 'suppressed', at: s.at, suppression: s })
    return effectOf(engine, { to, ...(reached !== 'everybody' && { subjects: reached }) }, reader, signal)
  }
  const known = (id: string, reader: Reader): Suppression => {
    const s = engine.tuning.suppressions.get(id)
    if (!s || !isSeen(s.scope, reader))
      throw new Problem(
        404,
        `There is no suppression ${JSON.stringify(id.slice(0, 60))}: GET /v1/suppressions lists them.`,
      )
    return s
  }

  const tick = async () => {
    const { suppressions, ended } = engine.tuning
    const over = [...suppressions.values()].filter((s) => !s.lifted && !ended.has(s.id) && s.until <= now())
    if (over.length === 0) return
    await turns.between(async () => {
      const concerned = new Set<SubjectRef>()
      let everybody = false
      for (const s of over) {
        const reached = await reachedBy(s)
        if (reached === 'everybody') everybody = true
        else for (const subject of reached) concerned.add(subject)
      }
      const acts = over.map((s): TuningAct => ({ is: 'expired', at: now(), suppression: s.id }))
      const events = over.map((s) => audited('configuration.suppression-ended', 'telltale', s))
      await apply(acts, events, everybody ? 'everybody' : [...concerned], over.some(untied))
    })
  }
  const timer = setInterval(() => void tick().catch(failed), everySeconds * 1000)
  timer.unref()

  return {
    async previewSuppression(proposed, reader, signal) {
      check(proposed)
      const effect = await effectOfSuppressing(proposed, reader, signal)
      const { hidden, links: _, notes, ...rest } = effect
      return {
        ...rest,
        notes: [...notes, ...notesOnSuppressing(proposed, hidden, engine, effect)],
        hides: {
          evidence: hidden.length,
          clearing: hidden.filter((e) => !(e.weight > 0)).length,
          shown: hidden.slice(0, hiddenShown).map(hiddenEvidence),
        },
      }
    },
    async suppress(proposed, reader, worse) {
      check(proposed)
      // Whoever may not see somebody is not told of them; they may still not be made to look worse unseen.
      const { counts } = await effectOfSuppressing(proposed, { ...reader, sees: () => true })
      if (counts.worse > 0 && !worse)
        throw new Problem(
          409,
          `By this ${counts.worse} would look worse: look at the preview, and say so with "worse": true if it is meant.`,
          { worse: counts.worse },
        )
      const s = signed(proposed, reader.id)
      await turns.between(async () =>
        apply(
          [{ is: 'suppressed', at: s.at, suppression: s }],
          [audited('configuration.suppression', reader.id, s)],
          await reachedBy(s),
          untied(s),
        ),
      )
      await waitAWhile()
      return s
    },
    async previewLift(id, reader, signal) {
      const s = known(id, reader)
      const to = withActs({ is: 'lifted', at: now(), by: reader.id, suppression: id, because: '' })
      const reached = await reachedBy(s)
      const change = { to, ...(reached !== 'everybody' && { subjects: reached }) }
      const { hidden: _, links: __, ...effect } = await effectOf(engine, change, reader, signal)
      return effect
    },
    async lift(id, reader, because) {
      const s = known(id, reader)
      if (s.lifted) return s
      const act: TuningAct = { is: 'lifted', at: now(), by: reader.id, suppression: id, because }
      await turns.between(async () =>
        apply(
          [act],
          [audited('configuration.suppression-lifted', reader.id, s, because)],
          await reachedBy(s),
          untied(s),
        ),
      )
      await waitAWhile()
      return engine.tuning.suppressions.get(id)!
    },
    async dryRun(detector, reader, signal) {
      const { id: of, version } = detector
      const counted = !isCounted(engine, detector)
      const known = { store: raw, directory: engine.directory, detectors: engine.detectors }
      const judged = await judgeHistory(
        detector,
        {},
        { ...known, words: engine.words, lists: engine.plan.facts },
        signal ?? new AbortController().signal,
        true,
      )
      const fresh = new Map(
        [...judged.changes].map(([subject, { now: found, stands }]) => [
          subject,
          { instead: new Set([...stands, ...found.map((e) => e.id)]), found },
        ]),
      )
      const act = { at: now(), by: reader.id, detector: of, version, because: '' }
      const to = withActs({ is: counted ? 'promoted' : 'demoted', ...act })
      const change = { to, fresh, subjects: [...fresh.keys()] }
      const { hidden: _, links: __, ...effect } = await effectOf(engine, change, reader, signal)
      await raw.keepTuning([{ is: 'tried', at: now(), by: reader.id, detector: of, version }], [])
      engine.tuning = tuningOf(await raw.tuning())
      const findings = new Map([...fresh.values()].flatMap(({ found }) => found.map((e) => [e.id, e])))
      return {
        ...effect,
        ...{ detector: of, version, counted, findings: findings.size },
        accusing: [...findings.values()].filter((e) => e.is === 'evidence' && e.weight > 0).length,
        notes: [...effect.notes, ...notesOnTrying(judged)],
      }
    },
    async setCounted(detector, to, reader, because) {
      const { id: of, version, status, audience } = detector
      if (status === 'retired') throw new Problem(409, `${of} is retired: it finds nothing any more.`)
      if (audience === 'counsel')
        throw new Problem(409, `What ${of} finds is a lead for counsel: it never counts.`)
      if (isCounted(engine, detector) === (to === 'promoted'))
        throw new Problem(
          409,
          `${of} version ${version} ${to === 'promoted' ? 'counts' : 'is in shadow'} already.`,
        )
      const looked = engine.tuning.tried.some(
        (t) => t.by === reader.id && t.detector === of && t.version === version && t.at > now() - triedFor,
      )
      if (!looked)
        throw new Problem(
          409,
          `Look at the dry run of ${of} version ${version} first: whoever decides has seen within the last week whom it would concern.`,
        )
      const act: TuningAct = { is: to, at: now(), by: reader.id, detector: of, version, because }
      const event: AuditEvent = {
        ...{ by: reader.id, did: `configuration.detector-${to}` },
        details: { detector: of, version, because },
      }
      await turns.between(() => apply([act], [event], 'everybody', 'links' in detector))
      await waitAWhile()
    },
    async previewModel(model, reader, signal) {
      const act = { at: now(), by: reader.id, version: modelVersion(model), model, because: '' }
      const to = withActs({ is: 'model', ...act })
      const { hidden: _, links: __, ...effect } = await effectOf(engine, { to }, reader, signal)
      previewed.set(lookedAt(reader, model), now())
      return effect
    },
    async setModel(model, reader, because) {
      const version = modelVersion(model)
      if (version === modelVersion(engine.tuning.model))
        throw new Problem(409, 'This is the model in force: nothing was changed.')
      if ((previewed.get(lookedAt(reader, model)) ?? 0) < now() - previewedFor)
        throw new Problem(
          409,
          'Look at the preview of exactly these numbers first (POST /v1/model/preview): what they would have done in the last 90 days, over the model in force now.',
        )
      const act: TuningAct = { is: 'model', at: now(), by: reader.id, version, model, because }
      const event: AuditEvent = {
        ...{ by: reader.id, did: 'configuration.model' },
        details: { version, over: modelVersion(engine.tuning.model), because },
      }
      await turns.between(() => apply([act], [event], 'everybody', false))
      await waitAWhile()
    },
    async setBudget(perDay, reader, owner, because) {
      const act: TuningAct = { is: 'budget', at: now(), by: reader.id, owner, perDay, because }
      const event: AuditEvent = {
        ...{ by: reader.id, did: 'configuration.alert-budget' },
        details: { perDay, owner, because },
      }
      await turns.between(() => apply([act], [event], 'nobody', false))
    },
    async resume() {
      if (await raw.setting(refoldMarker)) pages.start()
      await tick()
    },
    tick,
    progress: pages.progress,
    async applied() {
      await pages.done()
      await turns.between(async () => {})
    },
    stop() {
      clearInterval(timer)
      pages.stop()
    },
  }
}

/** Whether what this version of a detector finds counts. */
export function isCounted({ tuning }: Pick<Engine, 'tuning'>, { id, version, status }: Detector): boolean {
  return countedBy(tuning, id, version) ?? (status === 'experimental' || status === 'stable')
}

function currentActs({ tuning }: Engine): TuningAct[] {
  const { suppressions, ended, promotions, models } = tuning
  return [
    ...[...suppressions.values()].map((s): TuningAct => ({ is: 'suppressed', at: s.at, suppression: s })),
    ...[...ended].map((id): TuningAct => ({ is: 'expired', at: 0, suppression: id })),
    ...[...promotions.values()].flat(),
    ...models.map((m): TuningAct => ({ is: 'model', ...m })),
  ]
}

/** Everybody of whom a claim card or an agency says so. */
function membersOf({ directory }: Engine, scope: { by: Grouping; is: string }): SubjectRef[] {
  const is = scope.is.toLowerCase()
  const found = new Set<SubjectRef>()
  for (const [subject, cards] of directory.claims)
    if (cards.some(({ value }) => value[scope.by]?.toLowerCase() === is)) found.add(subject)
  if (scope.by === 'agency')
    for (const [subject, notes] of directory.notes)
      for (const { value } of notes.values())
        if (value.says && 'agency' in value.says && value.says.agency.toLowerCase() === is) found.add(subject)
  for (const subject of [...found])
    for (const held of directory.holds.get(subject) ?? [])
      if (held.startsWith('application:')) found.add(held)
  return [...found]
}

/** Whether a reader may know of what a suppression reaches. */
export function isSeen(scope: Scope, { sees }: Pick<Reader, 'sees'>): boolean {
  return !('subject' in scope) || sees(scope.subject)
}

function audited(did: AuditDid, by: string, s: Suppression, because = s.because): AuditEvent {
  const { id, scope, detector, clearing, until, owner } = s
  return {
    ...{ by, did },
    ...('subject' in scope && { about: scope.subject }),
    details: { id, reaches: scopeInWords(scope), detector, clearing, until, owner, because },
  }
}

function notesOnSuppressing(
  { scope, clearing, until }: Proposed,
  hidden: readonly Evidence[],
  engine: Engine,
  { counts }: Effect,
): string[] {
  const notes: string[] = []
  if (hidden.length === 0)
    notes.push('Nothing that stands would be set aside; what is found until then and fits would be.')
  if (counts.worse > 0)
    notes.push(
      clearing
        ? `${counts.worse} would look worse: evidence that speaks for them would be set aside.`
        : `${counts.worse} would look worse: a mean loses its smaller findings.`,
    )
  if (scope.on === 'session' && hidden.length > 0) {
    const of = Math.min(...hidden.map((e) => (scope.to - scope.from) / (e.to - e.from)))
    if (of < 0.5)
      notes.push(
        `A finding is about a whole window; the session is ${Math.max(1, Math.round(of * 100))} % of it. What else was measured in that window is set aside too.`,
      )
  }
  if (scope.on === 'network')
    notes.push(
      'Only windows in which every known address lies in the network are set aside; where an address is not known, nothing is.',
    )
  if (until - engine.now() > 90 * day) notes.push('It lasts more than 90 days: is a nearer day enough?')
  return notes
}

function notesOnTrying({
  stale,
  windows,
  attributes,
  faults,
}: {
  stale: number
  windows: number
  attributes: number
  faults: number
}): string[] {
  return [
    ...(windows + attributes === 0 ? ['Nothing on record that this detector reads.'] : []),
    ...(stale > 0
      ? [
          `${stale} windows were last judged by earlier lists, holders or code. They count as judged anew here; in the queue once something new is heard of them.`,
        ]
      : []),
    ...(faults > 0 ? [`The detector failed ${faults} times, and found nothing there.`] : []),
  ]
}
