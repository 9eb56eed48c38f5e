import { setImmediate as breathe } from 'node:timers/promises'
import {
  defaultLinkModel,
  isSimulated,
  type Linkage,
  type LinkageState,
  type LinkModel,
  type LinkRecord,
  type LinkWord,
  linkage,
  type Millis,
  type Observation,
  type PairExplanation,
  readLinkModel,
  recordOf,
  type SubjectRef,
  typeOf,
} from '@telltale/core'
import type { Engine } from '../engine/loop.ts'
import type { Identity } from '../store/linking.ts'
import type { Store } from '../store/store.ts'
import { learnApart } from './learn-apart.ts'

/** The model that a person had learnt here is this setting. */
const modelSetting = 'linkage-model'

interface Learned {
  model: LinkModel
  at: Millis
  records: number
  by: string
}

/** At a stretch, before whatever else the process has to do gets its turn. */
const stretch = 8

/**
 * Who is one person, of all applications and people in the store. Read anew at each start, in the background, and then
 * kept up to date one observation at a time, after its commit: what it says depends on records, model and words alone.
 */
export interface LiveLinkage {
  state(): LinkageState
  /** As far as it has been read. */
  linkage(): Linkage
  /** What the newest record of a subject is from. */
  about(id: string): { at: Millis; kind: Identity['kind'] } | undefined
  /** Resolves when everything in the store has been read; rejects with the reason when that failed. */
  ready(): Promise<void>
  /**
   * Learns a model from the records in the store, on another thread, keeps it as a setting and links everything by it.
   * Never done unasked. Rejects with a sentence where there are too few records.
   */
  learn(by: string): Promise<void>
  /** Takes out whoever an erasure or the end of the demo company takes away. */
  remove(gone: (id: string) => boolean): void
  stop(): void
}

/** What is known of a record besides what linkage reads: which version of it is the newest. */
interface Seen {
  at: Millis
  key: string
  kind: Identity['kind']
}

interface Read {
  linkage: Linkage
  seen: Map<string, Seen>
  /** What it was told of what people said. */
  said: Map<string, LinkWord>
}

export function liveLinkage(engine: Engine, store: Store, now: () => Millis): LiveLinkage {
  let learned: Learned | undefined
  let current = empty(defaultLinkModel, engine)
  /** Being filled, to take the place of `current`. */
  let next: Read | undefined
  let state: LinkageState['state'] = 'reading'
  let problem: string | undefined
  let learning = false
  /** How many people have several records; undefined where that may have changed. */
  let several: number | undefined
  let stopped = false

  const reads = () => (next ? [current, next] : [current])
  const listener = {
    heard(rows: readonly Observation[]) {
      if (!rows.some((row) => row.kind === 'application' || row.kind === 'person')) return
      several = undefined
      for (const into of reads()) {
        for (const row of rows) take(into, row as Identity)
        heed(into, engine)
      }
    },
    said() {
      several = undefined
      for (const into of reads()) heed(into, engine)
    },
  }
  engine.listeners.add(listener)

  const fill = async (into: Read) => {
    let since = performance.now()
    for await (const page of store.identities())
      for (const row of page) {
        if (stopped) return
        take(into, row)
        if (performance.now() - since < stretch) continue
        await breathe()
        since = performance.now()
      }
  }
  const start = async () => {
    const kept = (await store.setting(modelSetting)) as Learned | undefined
    if (kept)
      try {
        learned = { ...kept, model: readLinkModel(kept.model) }
        current = empty(learned.model, engine)
      } catch (error) {
        problem = `${(error as Error).message} Until then the model that comes with Telltale is used.`
      }
    await fill(current)
    state = 'ready'
  }
  const reading = start().catch((error: Error) => {
    state = 'failed'
    problem = `Records could not be read: ${error.message}. Start Telltale again.`
    throw error
  })
  reading.catch(() => {}) // told by `state`

  return {
    state() {
      if (state === 'ready') several ??= [...current.linkage.entities()].length
      return {
        state,
        ...(problem !== undefined && { problem }),
        records: current.linkage.size,
        entities: several ?? 0,
        model: {
          version: current.linkage.model.version,
          ...(learned && { learned: { at: learned.at, records: learned.records, by: learned.by } }),
        },
      }
    },
    linkage: () => current.linkage,
    about: (id) => current.seen.get(id),
    ready: () => reading,
    async learn(by) {
      if (learning) throw new Error('a model is being learnt already.')
      await reading
      learning = true
      try {
        const records = await everyRecord(store)
        const model = await learnApart(records)
        if (model.version === defaultLinkModel.version)
          throw new Error(`${records.length} records are too few; some 200 are needed.`)
        const fresh = { model, at: now(), records: records.length, by }
        const read = empty(fresh.model, engine)
        next = read
        await fill(read)
        if (stopped) return
        await store.putSetting(modelSetting, fresh)
        current = read
        several = undefined
        learned = fresh
        problem = undefined
      } finally {
        next = undefined
        learning = false
      }
    },
    remove(gone) {
      several = undefined
      for (const { linkage: from, seen } of reads())
        for (const id of seen.keys())
          if (gone(id)) {
            from.remove(id)
            seen.delete(id)
          }
    },
    stop() {
      stopped = true
      engine.listeners.delete(listener)
    },
  }
}

/** The newest version of each. */
async function everyRecord(store: Store): Promise<LinkRecord[]> {
  const newest = new Map<string, LinkRecord>()
  for await (const page of store.identities())
    for (const row of page) {
      const record = recordOf(row as Observation)
      if (record) newest.set(record.id, record)
    }
  return [...newest.values()]
}

export const simulatedRecord = (id: string): boolean => isSimulated(id as SubjectRef)

function empty(model: LinkModel, engine: Engine): Read {
  const read = { linkage: linkage(model), seen: new Map(), said: new Map() }
  heed(read, engine)
  return read
}

/** Brings what people said up to date: what stands now is said, what does not is taken back. */
function heed({ linkage: into, said }: Read, engine: Engine): void {
  const standing = linkWords(engine)
  for (const [key, word] of said)
    if (!standing.has(key)) {
      into.unsay(word)
      said.delete(key)
    }
  for (const [key, word] of standing)
    if (!said.has(key)) {
      into.say(word)
      said.set(key, word)
    }
}

/** A word about a person is one about each application that they are known by: the person may have no record. */
function linkWords({ words, directory }: Engine): Map<string, LinkWord> {
  const known = (ref: SubjectRef) => [
    ref,
    ...[...(directory.holds.get(ref) ?? [])].filter((held) => typeOf(held) === 'application'),
  ]
  const out = new Map<string, LinkWord>()
  for (const { is, a, b, undone } of words.all.values()) {
    if (undone || is === 'not-tied' || b === undefined) continue
    for (const x of known(a))
      for (const y of known(b)) if (x !== y) out.set(`${is} ${x} ${y}`, { is, a: x, b: y })
  }
  return out
}

/** Takes in one application or person, unless a newer version of it is there. */
function take({ linkage: into, seen }: Read, row: Identity): void {
  const record = recordOf(row as Observation)
  if (!record) return
  const known = seen.get(record.id)
  const key = `${row.source}\0${row.id}`
  if (known && (known.at > row.at || (known.at === row.at && known.key >= key))) return
  seen.set(record.id, { at: row.at, key, kind: row.kind })
  into.add(record)
}

/** A pair as people may see it: names are for linkage alone. */
export function masked(pair: PairExplanation): PairExplanation {
  return {
    ...pair,
    fields: pair.fields.map((f) => ({ ...f, a: maskedText(f.field, f.a), b: maskedText(f.field, f.b) })),
  }
}

/** Initials, the year of a birth, the last two digits of a number, the domain of a mailbox. */
export function maskedText(field: string, text: string): string {
  return text
    .split(', ')
    .map((part) => {
      if (part === '' || field === 'region') return part
      if (field.startsWith('birth')) return part.slice(0, 4)
      const at = part.lastIndexOf('@')
      if (at >= 0) return `…@${part.slice(at + 1)}`
      const digits = part.replace(/\D/g, '')
      if (digits.length > 2) return `…${digits.slice(-2)}`
      return part.replace(/(\p{L})[\p{L}\p{M}\p{N}.'’-]*/gu, '$1…')
    })
    .join(', ')
}
