import {
  type Abstention,
  type Attribute,
  type AttributeState,
  type Commonness,
  type Evidence,
  isSimulated,
  type ObservationView,
  type SubjectRef,
  shareSlot,
  sizeOf,
  typeOf,
  type WindowState,
} from '@telltale/core'
import { type Identity, type Linking, type WordEntry, wordsOf } from './linking.ts'
import { copy } from './memory-copy.ts'
import { rowKey } from './store.ts'

/** What the memory store keeps, as far as links read it. */
interface Kept {
  kept: ReadonlyMap<string, ObservationView>
  windows: ReadonlyMap<SubjectRef, ReadonlyMap<string, WindowState>>
  evidence: ReadonlyMap<string, Evidence>
  abstained: ReadonlyMap<string, Abstention>
  shared: ReadonlyMap<SubjectRef, AttributeState>
}

export interface MemoryLinking extends Linking {
  keepWords(entries: readonly WordEntry[]): void
  removeSimulatedWords(of?: (subject: SubjectRef) => boolean): void
}

/** The part of the memory store that links need: the model of the Postgres one. */
export function memoryLinking({ kept, windows, evidence, abstained, shared }: Kept): MemoryLinking {
  let entries: WordEntry[] = []
  return {
    keepWords: (fresh) => void entries.push(...fresh),
    removeSimulatedWords(of = isSimulated) {
      const ours = new Set(
        wordsOf(entries)
          .filter((w) => [w.a, w.b].some((ref) => ref && of(ref)))
          .map((w) => w.id),
      )
      entries = entries.filter((e) => !ours.has('said' in e ? e.said.id : e.id))
    },
    async words() {
      return copy(wordsOf(entries))
    },
    async attributesOn(subjects) {
      const found = new Map<SubjectRef, Attribute>()
      for (const subject of subjects)
        for (const { slot, attributes } of windows.get(subject)?.values() ?? [])
          if (slot === shareSlot)
            for (const [ref, shown] of Object.entries(attributes) as [SubjectRef, string][])
              found.set(ref, { ref, shown })
      const judged = [
        ...[...evidence.values()].filter((e) => e.subjects.some((s) => subjects.includes(s))),
        ...[...abstained.values()].filter((a) => a.weighsOn.some((s) => subjects.includes(s))),
      ]
      for (const { subject } of judged) {
        const state = shared.get(subject)
        if (state && !found.has(subject)) found.set(subject, copy(state.attribute))
      }
      return [...found.values()].sort((a, b) => (a.ref < b.ref ? -1 : 1))
    },
    async commonness() {
      const by = new Map<string, Commonness>()
      for (const state of shared.values()) {
        const type = typeOf(state.attribute.ref)
        const { known, shared: several } = by.get(type) ?? { known: 0, shared: 0 }
        by.set(type, { known: known + 1, shared: several + (sizeOf(state) > 1 ? 1 : 0) })
      }
      return by
    },
    async shipments(subjects) {
      const found = [...kept.values()].filter(
        (row) => row.kind === 'shipment' && row.about.some((ref) => subjects.includes(ref)),
      )
      found.sort((a, b) => a.at - b.at || (rowKey(a) < rowKey(b) ? -1 : 1))
      return copy(found.map(({ about, attributes }) => ({ about, attributes })))
    },
    async *identities() {
      const found = [...kept.values()].filter((row) => row.kind === 'application' || row.kind === 'person')
      found.sort((a, b) => a.at - b.at || (rowKey(a) < rowKey(b) ? -1 : 1))
      if (found.length > 0) yield copy(found) as unknown as Identity[]
    },
  }
}
