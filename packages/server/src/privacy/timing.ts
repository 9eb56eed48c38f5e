import {
  claimOf,
  type Data,
  holderOf,
  type Kind,
  type KindDefinition,
  kinds,
  lessons,
  type Millis,
  type Observation,
  type Place,
  refusalOf,
  type SubjectRef,
  type TimingCover,
  type TimingPolicy,
  timingCover,
  typeOf,
} from '@telltale/core'
import type { Engine } from '../engine/loop.ts'
import type { Row, Store } from '../store/store.ts'

/** A timing policy as it is kept: with the reason, and who says that people and their representatives were told. */
export interface KeptPolicy extends TimingPolicy {
  kinds: Kind[]
  because: string
  /** Who acknowledged it, in words: a person with their office, or an agreement. */
  acknowledgedBy: string
  setBy: string
  setAt: Millis
}

/** Rows of a delivery that may be kept, and what was not taken and why. */
export interface Sifted {
  rows: Row[]
  refused: Refused
}

export interface Refused {
  rows: number
  /** A sentence for each reason, at most ten. */
  says: string[]
}

/** Which timing kinds may be collected of whom: asked at every door that takes timing. */
export interface Timing {
  policies(): readonly KeptPolicy[]
  /** Takes the place of the one for the same entity and place. */
  put(policy: KeptPolicy): Promise<void>
  remove(entity: string, place: string): Promise<KeptPolicy | undefined>
  /** What may be collected of what is about all of these together. */
  cover(about: readonly SubjectRef[], beside?: readonly Observation[]): Promise<TimingCover>
  /** Leaves out rows of timing kinds that no policy covers: they are kept nowhere. */
  sift(rows: readonly Row[]): Promise<Sifted>
  /** Why nothing of these kinds may be collected of them, as a sentence; undefined where some may. */
  refusal(about: readonly SubjectRef[], of: readonly Kind[]): Promise<string | undefined>
  /** Told after each change of a policy. */
  onChange(tell: () => void): () => void
}

const setting = 'timing-policies'
/** Kinds that can say where somebody works, or who holds what. */
const telling: ReadonlySet<Kind> = new Set(['person', 'application', 'shipment', 'device'])
const rememberedAtMost = 50_000
const shipmentsRead = 50

/** Reads the policies of a store. Without one nothing is collected. */
export async function timingPolicies(store: Store, engine: () => Engine, now: () => Millis): Promise<Timing> {
  let kept = ((await store.setting(setting)) as KeptPolicy[] | undefined) ?? []
  const known = new Map<string, TimingCover>()
  const listeners = new Set<() => void>()
  let heardOf: Engine | undefined

  /** What is remembered of covers is forgotten when something is heard that may change one. */
  const listen = () => {
    if (heardOf === engine()) return
    heardOf = engine()
    heardOf.listeners.add({
      heard(rows) {
        if (rows.some((row) => telling.has(row.kind))) known.clear()
      },
    })
  }

  const change = async (policies: KeptPolicy[]) => {
    await store.putSetting(setting, policies)
    kept = policies
    known.clear()
    for (const tell of listeners) tell()
  }
  const same = (p: TimingPolicy, entity: string, place: string) =>
    p.entity.toLowerCase() === entity.toLowerCase() && p.place.toUpperCase() === place.toUpperCase()

  const timing: Timing = {
    policies: () => kept,
    put: (policy) =>
      change([
        ...kept.filter((p) => !same(p, policy.entity, policy.place)),
        { ...policy, place: policy.place.toUpperCase() },
      ]),
    async remove(entity, place) {
      const gone = kept.find((p) => same(p, entity, place))
      if (gone) await change(kept.filter((p) => p !== gone))
      return gone
    },
    async cover(about, beside = []) {
      listen()
      if (kept.length === 0) return timingCover([], { entities: [], places: [] })
      const key = [...about].sort().join(' ')
      const before = beside.length === 0 ? known.get(key) : undefined
      if (before) return before
      const cover = timingCover(kept, await whereabouts(store, engine(), about, beside, now()))
      if (beside.length === 0) {
        if (known.size >= rememberedAtMost) known.clear()
        known.set(key, cover)
      }
      return cover
    },
    async sift(rows) {
      if (!rows.some((row) => isTiming(row.observation.kind)))
        return { rows: [...rows], refused: { rows: 0, says: [] } }
      // Who somebody is may come in the same delivery as their times, before the engine has read it.
      const beside = rows.map((row) => row.observation).filter((row) => telling.has(row.kind))
      const taken: Row[] = []
      const covers = new Map<string, TimingCover>()
      const says = new Set<string>()
      for (const row of rows) {
        const { kind, about } = row.observation
        if (isTiming(kind)) {
          const key = about.join(' ')
          const cover = covers.get(key) ?? (await timing.cover(about, beside))
          covers.set(key, cover)
          const why = refusalOf(cover, kind)
          if (why) {
            if (says.size < 10) says.add(`${why}: it was not kept.`)
            continue
          }
        }
        taken.push(row)
      }
      return { rows: taken, refused: { rows: rows.length - taken.length, says: [...says] } }
    },
    async refusal(about, of) {
      const cover = await timing.cover(about)
      if (of.some((kind) => cover.kinds.includes(kind))) return undefined
      return `${refusalOf(cover, of[0]!)}: a policy under Settings, Privacy has to switch it on first.`
    },
    onChange(tell) {
      listeners.add(tell)
      return () => void listeners.delete(tell)
    },
  }
  return timing
}

function isTiming(kind: Kind): boolean {
  return (kinds[kind] as KindDefinition<unknown>).timing === true
}

/** Employers and every plausible place of work of all that a row is about: themselves, and who holds or applied. */
async function whereabouts(
  store: Store,
  { directory }: Engine,
  about: readonly SubjectRef[],
  beside: readonly Observation[],
  now: Millis,
): Promise<{ entities: string[]; places: (Place | string)[] }> {
  const subjects = new Set<SubjectRef>(about)
  const learned = beside.flatMap(lessons)
  for (const subject of about) {
    const holder = holderOf(directory, subject, now)
    if (holder) subjects.add(holder)
    for (const lesson of learned)
      if (lesson.is === 'belongs' && lesson.subject === subject) subjects.add(lesson.person)
  }
  for (const person of [...subjects])
    for (const held of directory.holds.get(person) ?? [])
      if (typeOf(held) === 'application') subjects.add(held)
  const entities: string[] = []
  const places: (Place | string)[] = []
  const cards = [
    ...[...subjects].flatMap((s) => claimOf(directory, s, now) ?? []),
    ...learned.flatMap((l) => (l.is === 'claim' && subjects.has(l.subject) ? [l.card] : [])),
  ]
  for (const { employer, place } of cards) {
    if (employer) entities.push(employer)
    if (place) places.push(place)
  }
  const rows = [
    ...(
      await store.observations({
        ...{ subjects: [...subjects], kinds: ['person', 'shipment'], from: 0, to: Number.MAX_SAFE_INTEGER },
        limit: shipmentsRead,
      })
    ).observations,
    ...beside.filter((row) => row.about.some((ref) => subjects.has(ref))),
  ]
  const homes = rows.filter((row) => row.kind === 'person').slice(0, 1)
  for (const { data } of homes) {
    const { address } = data as Data['person']
    if (address) places.push(address)
  }
  for (const { kind, data } of rows) {
    if (kind !== 'shipment') continue
    const { shipTo, deliveredPlace } = data as Data['shipment']
    if (deliveredPlace) places.push(deliveredPlace)
    if (shipTo) places.push(shipTo)
  }
  return { entities, places }
}
