import {
  type AttributeState,
  holderOf,
  rejudgeLinks,
  type SubjectRef,
  type WindowState,
} from '@telltale/core'
import type { Context } from '../api/context.ts'
import { Problem } from '../api/problem.ts'
import { type Removed, without } from '../store/privacy.ts'
import { theirsIn } from './about.ts'
import { floorOf } from './floors.ts'

/** What an erasure did. */
export interface Erased {
  subjects: SubjectRef[]
  removed: Removed
  /** Shared attributes that were judged anew without them. */
  rejudged: number
  /** What can't be taken apart, in words. */
  stays: string[]
}

const never = Number.MAX_SAFE_INTEGER

/**
 * Forgets a person with everything that is theirs alone, in one transaction; findings about others that named them are
 * judged anew without them. Rejects with a `Problem` whose sentence says why not: a floor, or an engine that is behind.
 */
export async function eraseSubject(
  context: Context,
  subject: SubjectRef,
  { by, because }: { by: string; because: string },
): Promise<Erased> {
  const { engine, turns, inbox } = context
  const { subjects, shared } = theirsIn(engine.directory, subject)
  const floor = await floorOf(context, subjects)
  if (floor) throw new Problem(409, `${floor.says} Nothing was erased.`, { floor: floor.floor })
  if ((await inbox.depth()) > 0)
    throw new Problem(
      409,
      'Rows wait to be judged and may be about them: try again in a few seconds. Nothing was erased.',
    )
  if (!(await isKnown(context, subjects)))
    throw new Problem(404, `Nothing is known of ${subject}: nothing was erased.`)
  return turns.between(async () => {
    const event = { by, did: 'privacy.erased' as const, details: { because, subjects: subjects.length } }
    return forget(context, subjects, shared, true, [{ ...event, at: context.now() }])
  })
}

/** Forgets subjects of whom nothing is left to be kept. To be called between two batches. */
export async function forget(
  context: Context,
  subjects: readonly SubjectRef[],
  shared: readonly SubjectRef[],
  alsoInAudit: boolean,
  events: Parameters<Context['store']['erase']>[0]['events'],
): Promise<Erased> {
  const { engine, store } = context
  const gone = new Set<string>(subjects)
  const states = await attributesOf(context, [...subjects, ...shared])
  const left: AttributeState[] = []
  const emptied: SubjectRef[] = []
  for (const state of states) {
    const others = without(state, gone)
    if (others) left.push(others)
    else emptied.push(state.attribute.ref)
  }
  // Evidence and abstentions that named them go with them; what is found without them takes their place.
  for (const state of left) state.verdicts = {}
  const links = rejudgeLinks(engine.plan, left, engine.words)
  const windows = await windowsOfTheirs(context, shared, gone)
  const removed = await store.erase({ ...{ subjects, windows, links, emptied, events }, forget: alsoInAudit })
  await context.volunteered.forget(subjects)
  // Messages that told of them, delivered or not. What other systems have received is theirs to forget.
  for (const subject of subjects) await store.forgetOutputs(subject)
  await context.renew()
  context.linkage.remove((id) => gone.has(id))
  return {
    ...{ subjects: [...subjects], removed, rejudged: left.length },
    stays: shared.length > 0 ? [whatStays(shared)] : [],
  }
}

function whatStays(shared: readonly SubjectRef[]): string {
  return `Measurements that are remembered over time of ${shared.join(', ')}, which others used too, are sums that can’t be taken apart; they name nobody.`
}

async function isKnown({ engine, store }: Context, subjects: readonly SubjectRef[]): Promise<boolean> {
  const { claims, belongs, holds, notes } = engine.directory
  if (subjects.some((s) => [claims, belongs, holds, notes].some((m) => m.has(s)))) return true
  const { total } = await store.observations({ subjects, from: 0, to: never, limit: 1 })
  return total > 0
}

async function attributesOf({ store }: Context, subjects: readonly SubjectRef[]): Promise<AttributeState[]> {
  const refs = (await store.attributesOn(subjects)).map((a) => a.ref)
  return [...(await store.attributes(refs)).values()]
}

/** Windows of devices that others used too, from when one of the subjects held them or was named beside them. */
async function windowsOfTheirs(
  { engine, store }: Context,
  devices: readonly SubjectRef[],
  gone: ReadonlySet<string>,
): Promise<Pick<WindowState, 'subject' | 'slot' | 'from'>[]> {
  if (devices.length === 0) return []
  const { windows } = await store.load(new Map(devices.map((d) => [d, 0])))
  return [...windows.values()]
    .filter((w) => {
      const holder = holderOf(engine.directory, w.subject, w.to - 1)
      return w.beside.some((p) => gone.has(p)) || (holder !== undefined && gone.has(holder))
    })
    .map(({ subject, slot, from }) => ({ subject, slot, from }))
}
