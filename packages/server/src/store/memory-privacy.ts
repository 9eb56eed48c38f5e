import {
  type Abstention,
  type AttributeState,
  type Derived,
  type Evidence,
  kinds,
  type LinksOut,
  type Millis,
  type ObservationView,
  type QuarantineItem,
  type SubjectRef,
  type WindowState,
  windowKey,
} from '@telltale/core'
import type { Dated } from '../audit/chain.ts'
import { copy } from './memory-copy.ts'
import { type Correction, namesIn, type PrivacyStore, type Removed, type RetentionRun } from './privacy.ts'
import { rowKey } from './store.ts'

interface Kept {
  kept: Map<string, ObservationView & { digest: string }>
  windows: Map<SubjectRef, Map<string, WindowState>>
  watermarks: Map<SubjectRef, Millis>
  evidence: Map<string, Evidence>
  evidenceOn: Map<SubjectRef, Set<string>>
  abstained: Map<string, Abstention>
  shared: Map<SubjectRef, AttributeState>
  changed: Set<SubjectRef>
  quarantined: Map<string, QuarantineItem>
  settings: Map<string, string>
  derivedOf: ReadonlyMap<string, Derived>
  /** Forgets what the observation of this key taught. */
  unlearn(key: string): void
  /** Further maps by subject. */
  subjects: Map<SubjectRef, unknown>[]
  settle(out: LinksOut): void
  appendAudit(events: readonly Dated[]): Promise<void>
  forgetInAudit(forgotten: (subject: SubjectRef) => boolean): void
  /** Forgets in the other parts of the store. */
  forget(of: (subject: SubjectRef) => boolean): void
}

/** The model of the Postgres one. Nothing is sealed in memory. */
export function memoryPrivacy(all: Kept): PrivacyStore {
  const { kept, windows, watermarks, evidence, evidenceOn, abstained, shared, changed, quarantined } = all
  const runs: RetentionRun[] = []
  let corrected: Correction[] = []

  const drop = (e: Evidence) => {
    evidence.delete(e.id)
    for (const subject of e.weighsOn) {
      evidenceOn.get(subject)?.delete(e.id)
      changed.add(subject)
    }
  }

  return {
    async *observationsOf(subject) {
      const own = [...kept.values()].filter((row) => row.about.includes(subject))
      own.sort((a, b) => a.at - b.at || (`${a.source}\0${a.id}` < `${b.source}\0${b.id}` ? -1 : 1))
      if (own.length > 0)
        yield copy(own).map(({ digest: _, ...view }) => ({
          ...view,
          derived: copy(all.derivedOf.get(rowKey(view))!),
        }))
    },
    async unlearn({ source, id }) {
      all.unlearn(`${source}\0${id}`)
    },
    async erase({ subjects, windows: theirs, links, emptied, forget, events }) {
      const gone = new Set<SubjectRef>(subjects)
      const is = (subject: SubjectRef) => gone.has(subject)
      const removed: Removed = {}
      const count = (what: string) => {
        removed[what] = (removed[what] ?? 0) + 1
      }
      for (const ref of emptied) shared.delete(ref)
      for (const [key, row] of kept)
        if (row.about.some(is)) {
          kept.delete(key)
          count('observations')
        }
      for (const e of [...evidence.values()])
        if (e.subjects.some(is) || e.weighsOn.some(is)) {
          drop(e)
          count('findings')
        }
      for (const [key, a] of abstained)
        if (is(a.subject) || a.weighsOn.some(is)) {
          abstained.delete(key)
          count('abstentions')
        }
      for (const subject of subjects) for (const _ of windows.get(subject)?.keys() ?? []) count('windows')
      for (const map of [windows, watermarks, ...all.subjects, evidenceOn])
        for (const subject of [...map.keys()].filter(is)) map.delete(subject)
      for (const w of theirs) if (windows.get(w.subject)?.delete(windowKey(w))) count('windows')
      all.forget(is)
      corrected = corrected.filter((c) => !is(c.subject))
      const named = namesIn(subjects)
      for (const [key, item] of quarantined)
        if (named(JSON.stringify(item))) {
          quarantined.delete(key)
          count('quarantine')
        }
      const quoted = subjects.map((s) => JSON.stringify(s))
      for (const [name, value] of all.settings)
        if (
          subjects.some((s) => name === `sensor-${s}`) ||
          ((name.startsWith('presence-') || name.startsWith('sensor-peers:')) &&
            quoted.some((q) => value.includes(q)))
        )
          all.settings.delete(name)
      const out = copy(links)
      for (const state of out.attributes) shared.set(state.attribute.ref, state)
      all.settle(out)
      for (const subject of subjects) changed.delete(subject)
      if (forget) all.forgetInAudit(is)
      await all.appendAudit(events)
      return removed
    },
    async expire(what, before, floor, dryRun) {
      const counted = { examined: 0, removed: 0, kept: 0 }
      const sweep = <T>(rows: Iterable<T>, held: (row: T) => boolean, remove: (row: T) => void) => {
        for (const row of rows) {
          counted.examined++
          if (held(row)) counted.kept++
          else {
            counted.removed++
            if (!dryRun) remove(row)
          }
        }
      }
      const isKept = (subject: SubjectRef) => floor.has(subject)
      if (what === 'measurements')
        sweep(
          [...windows.values()].flatMap((own) =>
            [...own.values()].filter((w) => w.closed && w.from < before),
          ),
          (w) => isKept(w.subject),
          (w) => void windows.get(w.subject)?.delete(windowKey(w)),
        )
      else if (what === 'findings') {
        sweep(
          [...evidence.values()].filter((e) => e.to < before),
          (e) => e.subjects.some(isKept) || e.weighsOn.some(isKept),
          drop,
        )
        sweep(
          [...abstained].filter(([, a]) => a.from < before),
          ([, a]) => a.weighsOn.some(isKept),
          ([key]) => void abstained.delete(key),
        )
      } else if (what === 'quarantine')
        sweep(
          [...quarantined].filter(([, item]) => item.receivedAt < before),
          () => false,
          ([key]) => void quarantined.delete(key),
        )
      else if (Object.hasOwn(kinds, what))
        sweep(
          [...kept].filter(([, row]) => row.kind === what && row.at < before),
          ([, row]) => row.about.some(isKept),
          ([key]) => void kept.delete(key),
        )
      return counted
    },
    async unheardOf(before, floor, limit) {
      const heard = new Set([...kept.values()].flatMap((row) => row.about))
      return [...watermarks]
        .filter(([subject, at]) => at < before && !heard.has(subject) && !floor.has(subject))
        .map(([subject]) => subject)
        .sort()
        .slice(0, limit)
    },
    async addRetentionRun(run) {
      runs.push(copy(run))
    },
    async retentionRuns(limit) {
      return copy(runs.slice(-limit).reverse())
    },
    async addCorrection(correction) {
      corrected = corrected.filter((c) => c.id !== correction.id)
      corrected.push(copy(correction))
    },
    async corrections(subject) {
      return copy(corrected.filter((c) => subject === undefined || c.subject === subject))
    },
    async reseal() {
      return undefined
    },
  }
}
