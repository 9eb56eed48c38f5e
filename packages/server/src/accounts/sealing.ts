import { type Evidence, type Farm, farms, type QueueItem, type SubjectRef, typeOf } from '@telltale/core'
import type { Context } from '../api/context.ts'
import type { Reader } from '../api/reader.ts'
import { queueItem } from '../engine/fold.ts'
import { byModel } from '../engine/treating.ts'

/**
 * Whether a reader may know of a subject: not where a sealed case names others. What belongs to a person, such as a laptop
 * or an application, is sealed with them. Programs are named nowhere, so what is sealed is hidden from every token.
 */
export function seesOf(context: Context, account?: string): (subject: SubjectRef) => boolean {
  const { engine, work } = context
  const opens = (subject: SubjectRef) => {
    const readers = work.sealed(subject)
    return readers === undefined || (account !== undefined && readers.includes(account))
  }
  return (subject) => {
    if (!work.anySealed()) return true
    if (!opens(subject)) return false
    const holder = engine.directory.belongs.get(subject)?.at(-1)?.value
    return holder === undefined || opens(holder)
  }
}

type Sees = Pick<Reader, 'sees'>

/**
 * A finding as a reader may see it: undefined where it is about somebody sealed, or ties only them to others. Of a share
 * that others have too, the sealed are left out: its sentence is said again without them, and its exhibits are not shown.
 */
export function evidenceFor({ sees }: Sees, e: Evidence): Evidence | undefined {
  const named = [e.subject, ...e.subjects, ...e.weighsOn]
  if (named.every(sees)) return e
  if (isSomebody(e.subject)) return undefined
  const subjects = e.subjects.filter(sees)
  const people = subjects.filter(isSomebody)
  const weighsOn = e.weighsOn.filter(sees)
  if (people.length < 2 || weighsOn.length === 0) return undefined
  const says = `The same ${typeOf(e.subject)} was seen on ${people.length} of them.`
  return { ...e, subjects, weighsOn, says, exhibits: [] }
}

function isSomebody(ref: SubjectRef): boolean {
  return ['person', 'application', 'device'].includes(typeOf(ref))
}

/** What is in the queue as a reader may see it, and what is hidden from them. */
export interface Shown {
  items: QueueItem[]
  farms: Farm[]
  hidden: QueueItem[]
  /** Standing findings that accuse somebody hidden, to be taken out of counts. */
  hiddenEvidence: number
}

/** The queue and its farms without what is sealed to the reader. Nothing is worked out where nothing is. */
export async function shownTo(context: Context, reader: Sees): Promise<Shown> {
  const { ranking, detectors, cases, directory, tuning } = context.engine
  const all = ranking.items()
  const hidden = context.work.anySealed() ? all.filter((q) => !reader.sees(q.subject)) : []
  if (hidden.length === 0) return { items: [...all], farms: [...ranking.farms()], hidden, hiddenEvidence: 0 }
  const farms = farmsFor(context, reader)
  const farmOf = new Map(farms.flatMap((f) => f.members.map((m) => [m.subject, f.id] as const)))
  // Whoever is named together with somebody hidden may stand out by a sentence that tells of them.
  const together = new Map<string, Evidence>()
  for (const { subject } of hidden)
    for (const e of await context.store.evidence({ subject, limit: 1000 })) together.set(e.id, e)
  const touched = new Set([...together.values()].flatMap((e) => [...e.subjects, ...e.weighsOn]))
  const standing = await context.store.standing([...touched].filter((s) => reader.sees(s)))
  const items = all
    .filter((q) => reader.sees(q.subject))
    .map(({ farm: _farm, lead, ...q }): QueueItem => {
      const farm = farmOf.get(q.subject)
      const evidence = touched.has(q.subject) ? standing.get(q.subject) : undefined
      const shown = evidence?.flatMap((e) => evidenceFor(reader, e) ?? [])
      const { standsOut, check } = shown
        ? queueItem(
            q.subject,
            shown,
            detectors,
            cases.get(q.subject),
            byModel(directory, tuning.model, q.subject, shown),
          )
        : { standsOut: q.standsOut, check: q.check }
      return {
        ...q,
        ...{ standsOut, check },
        ...(farm && { farm }),
        ...(lead && reader.sees(lead.confirmed) && { lead }),
      }
    })
  const hiddenEvidence = [...together.values()].filter((e) => e.is === 'evidence').length
  return { items, farms, hidden, hiddenEvidence }
}

/** Farms without members that are sealed to the reader, made anew from what ties the others. */
export function farmsFor({ engine, work }: Context, reader: Sees): Farm[] {
  const { ranking } = engine
  if (!work.anySealed()) return [...ranking.farms()]
  return ranking.farms().flatMap((farm) => {
    if (farm.members.every((m) => reader.sees(m.subject))) return [farm]
    const named = new Set(farm.ties.flatMap((t) => t.evidence))
    const ties = [...named].flatMap((id) => {
      const tie = ranking.tie(id)
      const shown = tie && evidenceFor(reader, tie)
      return shown ? [shown] : []
    })
    return farms({ ...ranking.input(), ties }).map((f) => ({
      ...f,
      members: f.members.filter((m) => reader.sees(m.subject)),
    }))
  })
}

/** Applications that are sealed to the reader: those with a case of their own, and those of somebody sealed. */
export function hiddenApplications({ engine, work }: Context, reader: Sees): SubjectRef[] {
  if (!work.anySealed()) return []
  const hidden = engine.ranking.items().flatMap((q) => (reader.sees(q.subject) ? [] : [q.subject]))
  const held = hidden.flatMap((subject) => [...(engine.directory.holds.get(subject) ?? [])])
  return [...new Set([...hidden, ...held])].filter((ref) => typeOf(ref) === 'application')
}
