import {
  type Abstention,
  type Directory,
  type Evidence,
  emptyDirectory,
  foreseen,
  needed,
  type Observation,
  type SubjectRef,
  step,
  stepLinks,
  typeOf,
} from '@telltale/core'
import type { Engine } from './loop.ts'
import { treatedFor, treatingOf } from './treating.ts'

/** What would stand about an application once the loop has taken the observation in. */
export interface Foreseen {
  evidence: Evidence[]
  abstentions: Abstention[]
}

/**
 * Judges one application at once, without changing anything: the same functions as the loop, on copies of what it
 * would load. The loop takes the observation in a moment later and comes to the same evidence under the same ids, so
 * that an answer can be given before its commit.
 */
export async function screenNow(engine: Engine, observation: Observation): Promise<Foreseen> {
  const { plan, store } = engine
  const application = observation.about.find((ref) => typeOf(ref) === 'application')!
  const directory = sliceOf(engine.directory, observation)
  const need = needed(plan, directory, [observation])
  const copied = foreseen(engine.resumes, engine.directory, directory, observation)
  const refs = [...observation.derived.attributes, ...copied.map((s) => s.attribute)].map((a) => a.ref)
  const [loaded, attributes] = await Promise.all([store.load(need.from), store.attributes(refs)])
  // Without a window nothing was ever judged of it: most applications are new.
  const seen = loaded.windows.size > 0
  const [naming, abstained] = seen
    ? await Promise.all([store.naming([application]), store.abstentions(application)])
    : [new Map<SubjectRef, Evidence[]>(), []]
  const own = step(plan, directory, loaded, [observation], need)
  const shared = stepLinks(plan, attributes, [...own.shares, ...copied], engine.words)
  const gone = new Set([...own.withdrawn, ...shared.withdrawn])
  const found = [...own.evidence, ...shared.evidence].filter((e) => e.subjects.includes(application))
  const standing = new Map(
    [...(naming.get(application) ?? []).filter((e) => !gone.has(e.id)), ...found].map((e) => [e.id, e]),
  )
  const silent = new Map(
    [...abstained, ...own.abstentions, ...shared.abstentions]
      .filter((a) => a.subject === application)
      .map((a) => [`${a.detector} ${a.from}`, a]),
  )
  for (const a of own.answered) silent.delete(`${a.detector} ${a.from}`)
  const by = await treatingOf(store, engine, standing.values())
  const evidence = [...standing.values()].map((e) => treatedFor(e, application, directory, by))
  return { evidence, abstentions: [...silent.values()] }
}

/** What the directory knows of the observation's subjects and of whom they belong to, as a copy to be written to. */
function sliceOf(directory: Directory, observation: Observation): Directory {
  const slice = emptyDirectory()
  const subjects = new Set<SubjectRef>(observation.about)
  for (const subject of observation.about)
    for (const { value } of directory.belongs.get(subject) ?? []) subjects.add(value)
  for (const subject of subjects) {
    const { claims, belongs, holds } = directory
    if (claims.has(subject)) slice.claims.set(subject, [...claims.get(subject)!])
    if (belongs.has(subject)) slice.belongs.set(subject, [...belongs.get(subject)!])
    if (holds.has(subject)) slice.holds.set(subject, new Set(holds.get(subject)!))
  }
  return slice
}
