import { hash } from 'node:crypto'
import {
  type AttributeState,
  accept,
  day,
  type Kind,
  type KindDefinition,
  kinds,
  needed,
  type Observation,
  rejudgeLinks,
  type SubjectRef,
  shareSlot,
  step,
  windowFrom,
  withdraw,
} from '@telltale/core'
import type { Context } from '../api/context.ts'
import { Problem } from '../api/problem.ts'
import { settle } from '../engine/loop.ts'
import type { Correction, KeptObservation } from '../store/privacy.ts'
import type { Row } from '../store/store.ts'

export interface Said {
  source: string
  observation: string
  /** The member of its data that is wrong; all of it where absent. */
  field?: string | undefined
  /** What is true; null where there is nothing to put in its place. */
  says: unknown
  because: string
}

/** What came of a correction. */
export interface Corrected {
  correction: Correction
  /** Whether findings were judged anew. */
  judged: 'anew' | 'beside'
  /** Why not, or what could not be taken out. */
  stays: string[]
}

const source = 'correction'

/**
 * Says that an observation about a subject is wrong. It stays as it came, for the record; what is judged is judged anew
 * without it, and with the corrected one that takes its place at the same time. Timing kinds have no raw data any more, so
 * there the correction stands beside what was found.
 */
export async function correct(
  context: Context,
  subject: SubjectRef,
  said: Said,
  by: string,
): Promise<Corrected> {
  const { store, turns, now } = context
  const rows: KeptObservation[] = []
  for await (const page of store.observationsOf(subject)) rows.push(...page)
  const wrong = rows.find((row) => row.source === said.source && row.id === said.observation)
  if (!wrong)
    throw new Problem(
      404,
      `There is no observation ${said.observation} of ${said.source} about ${subject}: nothing was changed.`,
    )
  const correction: Correction = {
    id: hash('sha256', JSON.stringify([subject, said, now()]), 'base64url').slice(0, 22),
    ...{ subject, source: said.source, observation: said.observation, says: said.says ?? null },
    ...(said.field !== undefined && { field: said.field }),
    ...{ because: said.because, by, at: now() },
  }
  const { timing } = kinds[wrong.kind as Kind] as KindDefinition<unknown>
  if (timing || wrong.data === null) {
    await store.addCorrection(correction)
    return {
      ...{ correction, judged: 'beside' },
      stays: [
        `Of ${wrong.kind} only what was measured is kept, so that nothing can be measured anew: the correction stands beside it.`,
      ],
    }
  }
  const replacing = replacement(context, wrong, said, correction)
  await store.addCorrection(correction)
  return turns.between(async () => {
    const stays = await judgeAnew(context, wrong, replacing)
    const done: Correction = {
      ...correction,
      supersededBy: replacing ? { source, id: replacing.observation.id } : { source: '', id: '' },
    }
    if (!replacing) delete done.supersededBy
    await store.addCorrection(done)
    return { correction: done, judged: 'anew', stays }
  })
}

/** The corrected observation; undefined where nothing takes its place. Throws a `Problem` where it is not one of its kind. */
function replacement(
  { index, enrich, now }: Context,
  wrong: KeptObservation,
  { field, says }: Said,
  { id }: Correction,
): Row | undefined {
  if (field === undefined && (says === null || says === undefined)) return undefined
  const data = field === undefined ? (says as object) : { ...(wrong.data as object), [field]: says }
  const row = { kind: wrong.kind, at: wrong.at, about: wrong.about, data: withoutNull(data) }
  const accepted = accept(row, { source, id, receivedAt: Math.max(now(), wrong.receivedAt) }, index, enrich())
  if (!accepted.observation) {
    const [problem] = accepted.problems
    throw new Problem(
      400,
      `The corrected ${wrong.kind} can't be used: ${problem!.field}: ${problem!.reason}. Nothing was changed.`,
    )
  }
  return { observation: accepted.observation, digest: hash('sha256', accepted.content, 'base64url') }
}

function withoutNull(data: object): object {
  return Object.fromEntries(Object.entries(data).filter(([, v]) => v !== null && v !== undefined))
}

/** Takes the wrong one out of what is known and measured, puts the right one in, and commits what follows. */
async function judgeAnew(context: Context, kept: KeptObservation, right: Row | undefined): Promise<string[]> {
  const { store, engine } = context
  const wrong = asObservation(kept)
  await store.unlearn(wrong)
  engine.directory = await store.directory()
  const known = new Map<string, Observation>()
  const excluded = new Set([`${wrong.source}\0${wrong.id}`])
  for (const ref of wrong.about) {
    for (const c of await store.corrections(ref)) excluded.add(`${c.source}\0${c.observation}`)
    for await (const page of store.observationsOf(ref))
      for (const row of page) known.set(`${row.source}\0${row.id}`, asObservation(row))
  }
  const rest = [...known].filter(([key]) => !excluded.has(key)).map(([, row]) => row)
  const fresh = right ? [right.observation] : []
  const need = needed(engine.plan, engine.directory, right ? fresh : [])
  const longest = Math.max(1, ...engine.plan.slots.map((s) => s.days))
  for (const ref of wrong.about) {
    const start = windowFrom(wrong.at, longest)
    need.from.set(ref, Math.min(need.from.get(ref) ?? start, start))
    // Who claims and who holds what may read differently in every window.
    need.rejudge.add(ref)
    for (const held of engine.directory.holds.get(ref) ?? []) need.rejudge.add(held)
  }
  for (const ref of need.rejudge) need.from.set(ref, 0)
  const loaded = await store.load(need.from)
  const { stays } = withdraw(engine.plan, loaded, wrong, rest)
  const left = await unshared(context, wrong, loaded.windows.values())
  const out = step(engine.plan, engine.directory, loaded, fresh, need)
  await store.commit({ rows: right ? [right] : [], quarantined: [], out })
  await store.commitLinks(rejudgeLinks(engine.plan, left, engine.words), [])
  for (const listener of engine.listeners) listener.heard?.(fresh)
  await settle(engine)
  await context.renew()
  return stays.map((id) => `${id} also reads times that are not kept, and stays as it was measured`)
}

/** Attributes that were seen on the subjects on that day by the wrong observation only, without them. */
async function unshared(
  { store }: Context,
  wrong: Observation,
  windows: Iterable<{ subject: SubjectRef; slot: string; from: number; attributes: Record<string, string> }>,
): Promise<AttributeState[]> {
  const on = Math.floor(wrong.at / day)
  const shares = [...windows].filter(
    (w) => w.slot === shareSlot && w.from / day === on && wrong.about.includes(w.subject),
  )
  const states = await store.attributes(wrong.derived.attributes.map((a) => a.ref))
  const changed: AttributeState[] = []
  for (const state of states.values())
    for (const { subject, attributes } of shares) {
      const member = state.members[subject]
      if (!member || attributes[state.attribute.ref] !== undefined || !member.days[on]) continue
      delete member.days[on]
      if (Object.keys(member.days).length === 0) delete state.members[subject]
      if (!changed.includes(state)) changed.push(state)
    }
  return changed
}

function asObservation({ attributes: _, ...row }: KeptObservation): Observation {
  return row as unknown as Observation
}
