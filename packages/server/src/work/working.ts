import {
  type Act,
  type Actor,
  allowed,
  type CaseSummary,
  type Circumstances,
  canonical,
  type Deed,
  digest,
  type Evidence,
  foldActs,
  isSimulated,
  type Millis,
  refusal,
  type SubjectRef,
  summaryOf,
  type WorkState,
  withAct,
} from '@telltale/core'
import type { Context } from '../api/context.ts'
import { Problem } from '../api/problem.ts'
import type { Reader } from '../api/reader.ts'
import { settle } from '../engine/loop.ts'
import { decidedCasesOf, openingAct, recordOf } from '../store/acts.ts'
import { captured } from './attachments.ts'
import { auditOf } from './audited.ts'
import { conflicts } from './conflicts.ts'
import { tellings, toldBy } from './telling.ts'
import type { Captured, SubjectDeed, Work } from './work.ts'

/** What work on cases is done with. */
export type Desk = Pick<
  Context,
  'store' | 'engine' | 'turns' | 'inbox' | 'accounts' | 'index' | 'enrich' | 'now'
>

/** Deeds that come by calls of their own: software's, and files. */
const notPosted: readonly Deed['is'][] = ['opened', 'attached', 'attachment-opened']

/** Reads open cases and finishes what a crash left: decisions that are not observations yet. */
export async function openWork(desk: Desk, failed: (error: Error) => void = () => {}): Promise<Work> {
  const { store, engine, turns, accounts, now } = desk
  const open = new Map<string, WorkState>()
  const bySubject = new Map<SubjectRef, string>()
  /** Sealed or held, closed ones too. */
  const guarded = new Map<SubjectRef, { id: string; readers?: readonly Actor[]; held: boolean }>()
  /** Those of `guarded` that are sealed. */
  const sealed = new Set<SubjectRef>()
  /** Cases by the one that they are shown under. */
  const under = new Map<string, Set<string>>()
  const listeners = new Set<(act: Act, now: CaseSummary) => void>()
  const busy = new Map<string, Promise<unknown>>()
  const conflictOf = conflicts(desk)
  const telling = tellings(desk, failed)

  const keep = (s: WorkState) => {
    const was = open.get(s.id)?.mergedInto
    if (was !== undefined && was !== s.mergedInto) under.get(was)?.delete(s.id)
    if (s.mergedInto !== undefined) under.set(s.mergedInto, (under.get(s.mergedInto) ?? new Set()).add(s.id))
    if (s.closedAt === undefined) {
      open.set(s.id, s)
      bySubject.set(s.subject, s.id)
    } else {
      open.delete(s.id)
      bySubject.delete(s.subject)
    }
    if (s.sealed || s.held)
      guarded.set(s.subject, { id: s.id, held: s.held, ...(s.sealed && { readers: s.sealed }) })
    else guarded.delete(s.subject)
    if (s.sealed) sealed.add(s.subject)
    else sealed.delete(s.subject)
  }
  const reload = async () => {
    for (const map of [open, bySubject, under, guarded, sealed]) map.clear()
    for (const { id, subject, readers, held } of await store.guardedCases()) {
      guarded.set(subject, { id, held, ...(readers && { readers }) })
      if (readers) sealed.add(subject)
    }
    for await (const acts of store.openActs()) {
      const s = foldActs(acts)
      if (s) keep(s)
    }
  }
  await reload()
  engine.listeners.add({
    opened(cases) {
      for (const opening of cases) {
        const { act } = openingAct(opening)
        if (open.has(act.case)) continue
        const s = foldActs([act])!
        keep(s)
        for (const listener of listeners) listener(act, summaryOf(s, now()))
      }
    },
  })
  await telling.now()

  const state = async (caseId: string): Promise<WorkState | undefined> =>
    open.get(caseId) ?? foldActs(await store.acts(caseId))

  /** One thing at a time on a case, and on both of two that are merged. */
  const alone = async <T>(cases: readonly string[], work: () => Promise<T>): Promise<T> => {
    const before = Promise.all(cases.map((id) => busy.get(id)))
    const mine = before.catch(() => {}).then(work)
    const settled = mine
      .catch(() => {})
      .then(() => {
        for (const id of cases) if (busy.get(id) === settled) busy.delete(id)
      })
    for (const id of cases) busy.set(id, settled)
    return mine
  }

  /** Makes the act durable with all that follows from it, then known. */
  const add = async (s: WorkState, act: Act, bytes?: Uint8Array): Promise<Act> => {
    const next = withAct(s, act)!
    const decisions = decidedCasesOf(next)
    const changed = canonical(decisions) !== canonical(decidedCasesOf(s))
    const tell = await toldBy(desk, s, next, act, mergedInto(s.id))
    const refold = (next.closedAt === undefined) !== (s.closedAt === undefined)
    try {
      await store.addAct({
        ...{ act, record: recordOf(next), audit: auditOf(next, act) },
        ...(changed && { decisions }),
        ...(tell.length > 0 && { tell }),
        ...(bytes && { bytes }),
        ...(refold && { refold }),
      })
    } catch (error) {
      // It may have become durable all the same: what counts is what the store holds.
      const held = await store.acts(s.id).catch(() => undefined)
      const found = held && foldActs(held)
      if (found) keep(found)
      throw error
    }
    keep(next)
    for (const listener of listeners) listener(act, summaryOf(next, now()))
    if (tell.length > 0) telling.soon()
    // In or out of the queue. A failure is retried with the next batch: the store has it marked.
    if (refold) turns.between(() => settle(engine)).catch(failed)
    return act
  }

  const mergedInto = (caseId: string): WorkState[] =>
    [...(under.get(caseId) ?? [])].flatMap((id) => open.get(id) ?? [])

  const make = (s: WorkState, deed: Deed, by: Actor, who: Partial<Act>): Act => {
    const at = Math.max(now(), s.last.at + 1)
    const act = { ...deed, case: s.id, at, by, ...who }
    return { ...act, id: digest(canonical(act)) } as Act
  }

  const circumstances = async (reader: Reader, s: WorkState, deed: Deed): Promise<Circumstances> => {
    const judged = deed.is === 'viewed' || deed.is === 'read'
    const into = deed.is === 'merged' ? deed.into : deed.is === 'unmerged' ? s.mergedInto : undefined
    const other = into === undefined ? undefined : await state(into)
    const tie = await conflictOf(reader, s.subject)
    return {
      now: Math.max(now(), s.last.at + 1),
      counter: judged ? counterEvidence(await standingUnder(store, [s, ...mergedInto(s.id)])) : [],
      ...(tie && { conflict: tie }),
      ...(other && reader.sees(other.subject) && { into: other }),
      hasMerged: mergedInto(s.id).length > 0,
      roleOf: (account) => accounts.get(account)?.roles[0],
    }
  }

  const found = async (caseId: string, sees: (subject: SubjectRef) => boolean = () => true) => {
    const s = await state(caseId)
    if (!s || !sees(s.subject))
      throw new Problem(
        404,
        `There is no case ${JSON.stringify(caseId.slice(0, 60))}: GET /v1/cases lists them.`,
      )
    return s
  }

  const checked = async (
    reader: Reader,
    caseId: string,
    deed: Deed,
    because: string | undefined,
    bytes?: Uint8Array,
  ): Promise<Act> => {
    const s = await found(caseId, reader.sees)
    // One person opens links as all of them: nobody real is decided about by two of these.
    if (accounts.get(reader.id)?.simulated && !isSimulated(s.subject))
      throw new Problem(403, 'An account of the demo company works on its simulated cases alone.')
    const filled = withHuman(deed, (account) => accounts.get(account)?.person)
    const why = refusal(s, filled, reader, await circumstances(reader, s, filled), because)
    const forbidden = reader.person === undefined || !allowed[deed.is]?.includes(reader.role)
    if (why) throw new Problem(forbidden ? 403 : 409, why)
    const reason = because?.trim()
    return add(
      s,
      make(s, filled, reader.id, {
        role: reader.role,
        ...(reader.person && { person: reader.person }),
        ...(reason && { because: reason }),
      }),
      bytes,
    )
  }

  /** What the person may do is less, and asks for no role: they have come by their own link. */
  const ofSubject = async (
    caseId: string,
    deed: SubjectDeed | (Deed & { is: 'attached' }),
    bytes?: Uint8Array,
  ) => {
    const s = await found(caseId)
    const counsel = { id: 'subject', person: 'subject', role: 'counsel' as const }
    const rule = deed.is === 'attached' ? undefined : refusal(s, deed, counsel, { now: now(), counter: [] }, 'by their own link') // biome-ignore format: one line
    if (rule) throw new Problem(409, rule)
    return add(s, make(s, deed, 'subject', {}), bytes)
  }

  return {
    of(subject) {
      const s = open.get(bySubject.get(subject) ?? '')
      return s && summary(s, now())
    },
    async find(caseId) {
      const s = open.get(caseId)
      return s ? summary(s, now()) : (await store.caseRecord(caseId))?.summary
    },
    state,
    async full(caseId) {
      const acts = await store.acts(caseId)
      const folded = foldActs(acts)
      return folded && { state: folded, acts }
    },
    open: () => [...open.values()].map((s) => summary(s, now())),
    closed: (filter) => store.closedCases(filter),
    merged: (caseId) => mergedInto(caseId).map((s) => summary(s, now())),
    conflict: conflictOf,
    act(reader, caseId, deed, because) {
      if (notPosted.includes(deed.is)) throw new Problem(409, `“${deed.is}” is entered by software alone.`)
      const both = deed.is === 'merged' ? [caseId, deed.into] : [caseId]
      return alone(both, () => checked(reader, caseId, deed, because))
    },
    async attach(reader, caseId, file) {
      const attachment = captured(file)
      await alone([caseId], () =>
        checked(reader, caseId, { is: 'attached', attachment }, undefined, file.bytes),
      )
      return attachment
    },
    async openAttachment(reader, caseId, id) {
      await alone([caseId], () =>
        checked(reader, caseId, { is: 'attachment-opened', attachment: id }, undefined),
      )
      const s = await state(caseId)
      const attachment = s?.attachments.find((a) => a.id === id)
      const bytes = await store.attachmentBytes(caseId, id)
      return attachment && bytes && { attachment, bytes }
    },
    actAsSubject: (caseId, deed) => alone([caseId], () => ofSubject(caseId, deed)),
    async attachAsSubject(caseId, file: Captured) {
      const attachment = captured({ from: 'the person concerned, by their own link', ...file })
      await alone([caseId], () => ofSubject(caseId, { is: 'attached', attachment }, file.bytes))
      return attachment
    },
    sealed(subject) {
      const own = guarded.get(subject)?.readers
      if (own) return own
      // What is shown under a sealed case is sealed with it.
      const into = open.get(bySubject.get(subject) ?? '')?.mergedInto
      return into === undefined ? undefined : open.get(into)?.sealed
    },
    anySealed: () => sealed.size > 0,
    held: (subject) => guarded.get(subject)?.held ?? false,
    onAct(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    decisions: (from = 0, to = Number.MAX_SAFE_INTEGER) => store.decidedCases(from, to),
    reload,
    stop: telling.stop,
  }

  function summary(s: WorkState, at: Millis): CaseSummary {
    const shown = summaryOf(s, at)
    const owner = s.owner && accounts.get(s.owner)?.name
    return { ...shown, ...(owner && { ownerName: owner }) }
  }
}

/** What stands about subjects, as the store gives it. */
export type Standing = ReadonlyMap<SubjectRef, readonly Evidence[]>

/** What stands about whom a case is about, and about those of the cases that are shown under it. */
export function standingUnder(
  store: Pick<Context['store'], 'standing'>,
  cases: readonly Pick<WorkState, 'subject'>[],
): Promise<Standing> {
  return store.standing(cases.map((c) => c.subject))
}

/** Standing evidence that clears somebody, by id: what a seat has to have read. */
export function counterEvidence(standing: Standing): { what: string; says: string }[] {
  const clearing = new Map<string, string>()
  for (const list of standing.values())
    for (const e of list) if (e.is === 'clear' && !e.shadow) clearing.set(e.id, e.says)
  return [...clearing].map(([what, says]) => ({ what, says }))
}

function withHuman(deed: Deed, personOf: (account: Actor) => string | undefined): Deed {
  if (deed.is !== 'conflicted') return deed
  const human = personOf(deed.account)
  return { is: deed.is, account: deed.account, how: deed.how, ...(human && { human }) }
}
