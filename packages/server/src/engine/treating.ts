import {
  type About,
  aboutOf,
  type Beside,
  claimOf,
  countedBy,
  type Detector,
  type Directory,
  defaultModel,
  type Evidence,
  holderOf,
  inForceAt,
  type Model,
  type SubjectRef,
  type Suppression,
  score,
  type Treating,
  type Tuning,
  treated,
  treatedForAll,
  withNotes,
} from '@telltale/core'
import type { Store } from '../store/store.ts'
import type { Now } from './screening.ts'

/** What treating needs of the engine. */
export interface Tuned {
  directory: Directory
  tuning: Tuning
  now: Now
}

const latest = Number.MAX_SAFE_INTEGER

/** By which model somebody is scored, and what of them decides their priors. */
export interface By {
  model: Model
  whom?: About
}

export const asShipped: By = { model: defaultModel }

/** The model in force, with what decides the subject's priors where that depends on whom it is about. */
export function byModel(
  directory: Directory,
  model: Model,
  subject: SubjectRef,
  evidence: readonly Evidence[],
): By {
  if (model.populations.length === 0) return { model }
  return { model, whom: whomOf(directory, subject, evidence) }
}

export function whomOf(directory: Directory, subject: SubjectRef, evidence: readonly Evidence[]): About {
  const newest = evidence.reduce((at, e) => Math.max(at, e.to), 0)
  return aboutOf(subject, withNotes(directory, [subject], claimOf(directory, subject, newest)), newest)
}

/**
 * How evidence is to be treated as of now. `addresses` is what is known of where evidence was seen from; only
 * suppressions of networks look at it, and find nothing without it.
 */
export function treating({ directory, tuning, now }: Tuned, addresses?: Beside['addresses']): Treating {
  return {
    tuning,
    inForce: inForceAt(tuning, now()),
    beside: {
      groups: (subject, at) => withNotes(directory, [subject], claimOf(directory, subject, at)),
      addresses: addresses ?? (() => undefined),
    },
  }
}

/** As `treating`, having looked up where this evidence was seen from if a suppression asks for it. */
export async function treatingOf(
  store: Pick<Store, 'load' | 'observations'>,
  tuned: Tuned,
  evidence: Iterable<Evidence>,
): Promise<Treating> {
  const plain = treating(tuned)
  const networks = plain.inForce.filter((s) => s.scope.on === 'network')
  if (networks.length === 0) return plain
  const asked = [...evidence].filter((e) => networks.some((s) => !s.detector || s.detector === e.detector))
  const seen = await seenFrom(store, asked)
  return treating(tuned, (e) => seen.get(e.id))
}

const rowsAtOnce = 2000

/**
 * Every address in the window of each piece of evidence: of connections from what its measurement keeps, of sign-ins,
 * calls and applications as they are stored.
 */
async function seenFrom(
  store: Pick<Store, 'load' | 'observations'>,
  evidence: readonly Evidence[],
): Promise<Map<string, string[]>> {
  const from = new Map<SubjectRef, number>()
  for (const e of evidence) from.set(e.subject, Math.min(from.get(e.subject) ?? latest, e.from))
  const { windows } = await store.load(from)
  const out = new Map<string, string[]>()
  for (const e of evidence) {
    const found = new Set<string>()
    for (const w of windows.values())
      if (w.subject === e.subject && w.from < e.to && w.to > e.from)
        for (const [name, state] of Object.entries(w.states))
          if (name.startsWith('signals/exits'))
            for (const { ip } of Object.values(state as Record<string, { ip: string }>)) found.add(ip)
    const { observations } = await store.observations({
      ...{ subjects: [e.subject], kinds: ['signin', 'call', 'application'] },
      ...{ from: e.from, to: e.to, limit: rowsAtOnce },
    })
    for (const { data } of observations) {
      const ip = (data as { ip?: string } | null)?.ip
      if (ip) found.add(ip)
    }
    found.delete('')
    out.set(e.id, [...found].sort())
  }
  return out
}

/**
 * The store as everybody but the engine's own steps reads it: evidence comes treated by what people set, so that no
 * reader can count what was set aside. Nothing treated is ever written.
 */
export function tunedStore(store: Store, of: () => Tuned): Store {
  const idle = (t: Treating) => t.inForce.length === 0 && t.tuning.promotions.size === 0
  const reads: Pick<Store, 'standing' | 'naming' | 'evidence' | 'evidenceById' | 'ties'> = {
    async standing(subjects) {
      const found = await store.standing(subjects)
      const by = await treatingOf(store, of(), each(found))
      if (idle(by)) return found
      return new Map([...found].map(([s, all]) => [s, all.map((e) => treated(e, s, by))]))
    },
    async naming(applications) {
      const found = await store.naming(applications)
      const by = await treatingOf(store, of(), each(found))
      if (idle(by)) return found
      const { directory } = of()
      return new Map(
        [...found].map(([a, all]) => [a, all.map((e) => treatedFor(e, a, directory, by))] as const),
      )
    },
    async evidence(filter) {
      const found = await store.evidence(filter)
      const by = await treatingOf(store, of(), found)
      if (idle(by)) return found
      const { subject } = filter
      return found.map((e) =>
        subject && e.weighsOn.includes(subject) ? treated(e, subject, by) : treatedForAll(e, by),
      )
    },
    async evidenceById(id) {
      const found = await store.evidenceById(id)
      return found && treatedForAll(found, await treatingOf(store, of(), [found]))
    },
    async ties() {
      const found = await store.ties()
      const by = treating(of())
      return idle(by) ? found : found.map((e) => treatedForAll(e, by))
    },
  }
  return Object.assign(Object.create(store) as Store, reads)
}

/** Evidence as screening reads it for an application: as it weighs on the application or on whom it belongs to. */
export function treatedFor(
  e: Evidence,
  application: SubjectRef,
  directory: Directory,
  by: Treating,
): Evidence {
  const holder = holderOf(directory, application, latest)
  const own = e.weighsOn.filter((s) => s === application || s === holder)
  const found = (own.length > 0 ? own : [application]).map((s) => treated(e, s, by))
  return found.find((x) => !x.setAside) ?? found[0]!
}

function* each(found: ReadonlyMap<SubjectRef, readonly Evidence[]>): Generator<Evidence> {
  for (const all of found.values()) yield* all
}

/** What people set aside of what weighs on a subject: nobody is to look better, or worse, by it unseen. */
export function setAsideOf(
  { directory, tuning, detectors }: Tuned & { detectors: ReadonlyMap<string, Detector> },
  subject: SubjectRef,
  weighing: readonly Evidence[],
): { setAside?: { pieces: number; weight: number } } {
  const pieces = weighing.filter((e) => e.setAside).length
  if (pieces === 0) return {}
  const all = weighing.map((e) => {
    const counted = countedBy(tuning, e.detector, e.version) ?? detectors.get(e.detector)?.status !== 'shadow'
    return e.setAside ? { ...e, shadow: !counted } : e
  })
  const { model, whom } = byModel(directory, tuning.model, subject, all)
  return { setAside: { pieces, weight: score(all, model, whom).weight } }
}

/** Whom a suppression names, or whom what it names may weigh on; undefined where everybody has to be looked at. */
export async function namedBy(
  store: Pick<Store, 'evidence'>,
  { scope }: Pick<Suppression, 'scope'>,
): Promise<SubjectRef[] | undefined> {
  if (scope.on === 'group' || scope.on === 'network') return undefined
  const ref = scope.on === 'attribute' ? scope.attribute : scope.subject
  const found = await store.evidence({ subject: ref, limit: 1_000_000 })
  const named = found.flatMap((e) => [
    ...e.weighsOn,
    ...e.subjects.filter((s) => s.startsWith('application:')),
  ])
  return [...new Set([...(scope.on === 'attribute' ? [] : [ref]), ...named])]
}
