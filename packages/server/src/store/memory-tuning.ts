import { type Evidence, isSimulated, type SubjectRef, type TuningAct } from '@telltale/core'
import type { Dated } from '../audit/chain.ts'
import { copy } from './memory-copy.ts'
import type { Begun, TuningStore } from './tuning.ts'

interface Kept {
  evidence: ReadonlyMap<string, Evidence>
  changed: Set<SubjectRef>
  appendAudit(events: readonly Dated[]): Promise<void>
}

export interface MemoryTuning extends TuningStore {
  keepBegun(begun: readonly Begun[]): void
  removeSimulatedTuning(of?: (subject: SubjectRef) => boolean): void
}

/** The model of the Postgres one. */
export function memoryTuning({ evidence, changed, appendAudit }: Kept): MemoryTuning {
  let acts: TuningAct[] = []
  let arrivals: Begun[] = []
  return {
    keepBegun: (begun) => void arrivals.push(...begun),
    removeSimulatedTuning(of = isSimulated) {
      arrivals = arrivals.filter((b) => !of(b.subject))
      const gone = simulatedSuppressions(acts, of)
      acts = acts.filter((act) => !gone.has(suppressionOf(act) ?? ''))
    },
    async tuning() {
      return copy(acts)
    },
    async keepTuning(fresh, events, refold = []) {
      const kept = copy(fresh)
      await appendAudit(events)
      acts.push(...kept)
      for (const subject of refold) changed.add(subject)
    },
    async markUnfolded(subjects) {
      for (const subject of subjects) changed.add(subject)
    },
    async *weighedOn() {
      const all = new Set([...evidence.values()].flatMap((e) => e.weighsOn))
      if (all.size > 0) yield [...all]
    },
    async begun(from) {
      return copy(arrivals.filter((b) => b.at >= from)).sort(
        (a, b) => a.at - b.at || (a.subject < b.subject ? -1 : 1),
      )
    },
  }
}

/** The suppression that an act makes or ends; undefined for the others. */
export function suppressionOf(act: TuningAct): string | undefined {
  if (act.is === 'suppressed') return act.suppression.id
  return act.is === 'lifted' || act.is === 'expired' ? act.suppression : undefined
}

/** Suppressions that name somebody of the demo company. */
export function simulatedSuppressions(
  acts: readonly TuningAct[],
  of: (subject: SubjectRef) => boolean = isSimulated,
): Set<string> {
  const found = new Set<string>()
  for (const act of acts)
    if (act.is === 'suppressed' && 'subject' in act.suppression.scope)
      if (of(act.suppression.scope.subject)) found.add(act.suppression.id)
  return found
}
