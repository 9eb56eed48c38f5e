import { emptyDirectory } from './directory.ts'
import { close, needed, step } from './engine.ts'
import { type AttributeState, stepLinks } from './links.ts'
import type { SubjectRef } from './observations/kind.ts'
import type { Out } from './out.ts'
import type { Plan } from './plan.ts'
import { resumeIndex } from './resumes/resume-index.ts'
import { reuse } from './resumes/reuse.ts'
import type { Abstention, Evidence, Fault, Observation } from './types.ts'
import type { Loaded } from './windows.ts'
import { nothingSaid, type Said } from './words.ts'

/** What stands once all input has been drained. */
export interface Drained {
  evidence: Evidence[]
  abstentions: Abstention[]
  faults: Fault[]
}

/**
 * Runs batches through both stages in memory and closes every window: the engine without a store, for
 * examples, tests and private detectors that want to be tried on a few rows.
 */
export function drain(
  plan: Plan,
  batches: readonly (readonly Observation[])[],
  words: Said = nothingSaid,
): Drained {
  const directory = emptyDirectory()
  const loaded: Loaded = { windows: new Map(), watermarks: new Map() }
  const attributes = new Map<SubjectRef, AttributeState>()
  const resumes = resumeIndex()
  const seen = new Set<string>()
  const standing = new Map<string, Evidence>()
  const abstentions = new Map<string, Abstention>()
  const faults: Fault[] = []
  const keep = (out: Pick<Out, 'evidence' | 'withdrawn' | 'abstentions' | 'answered' | 'faults'>) => {
    for (const id of out.withdrawn) standing.delete(id)
    for (const a of out.answered) abstentions.delete(`${a.detector}\0${a.subject}\0${a.from}`)
    for (const e of out.evidence) standing.set(e.id, e)
    for (const a of out.abstentions) abstentions.set(`${a.detector}\0${a.subject}\0${a.from}`, a)
    faults.push(...out.faults)
  }
  const commit = (out: Out) => {
    keep(out)
    keep(stepLinks(plan, attributes, out.shares, words))
  }
  for (const batch of batches) {
    const fresh = batch.filter((o) => {
      const key = `${o.source}\0${o.id}`
      return seen.has(key) ? false : seen.add(key)
    })
    const need = needed(plan, directory, fresh)
    const out = step(plan, directory, loaded, fresh, need)
    out.shares.push(...reuse(resumes, directory, fresh, need.rejudge).shares)
    commit(out)
  }
  commit(close(plan, directory, loaded))
  const evidence = [...standing.values()].sort((a, b) => (a.id < b.id ? -1 : 1))
  return { evidence, abstentions: [...abstentions.values()], faults }
}
