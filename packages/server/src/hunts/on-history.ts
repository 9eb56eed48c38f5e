import { setImmediate as turn } from 'node:timers/promises'
import {
  type Detector,
  type Directory,
  type Evidence,
  type FactLists,
  type Model,
  type Retried,
  rejudge,
  type Said,
  type SubjectRef,
} from '@telltale/core'
import type { Store } from '../store/store.ts'
import { HuntProblem } from './problem.ts'
import { accuses, concerned } from './weighing.ts'

/** What a hunt reads: the running engine, or a part of one. */
export interface Known {
  store: Store
  directory: Directory
  detectors: ReadonlyMap<string, Detector>
  lists: Partial<FactLists>
  words?: Said
  /** What counts how; as shipped where absent. */
  model?: Model
}

/** The findings of one subject that differ between the detector as it stands and the hunt's. */
export interface Change {
  now: Evidence[]
  would: Evidence[]
  /** Ids that stand for these windows and are replaced on both sides. */
  stands: string[]
}

/** Everything on record, judged twice over. */
export interface Judged {
  changes: Map<SubjectRef, Change>
  /** Whom the detector accuses. */
  accused: { now: Set<SubjectRef>; would: Set<SubjectRef> }
  windows: number
  attributes: number
  /** Windows and attributes whose standing finding is not what today's lists and directory give. */
  stale: number
  faults: number
}

/** Windows are a few kilobytes each. Judging a page keeps the engine's loop waiting for some milliseconds. */
const windowsAtOnce = 100
const attributesAtOnce = 50
/** Findings held in memory, half a kilobyte each without their exhibits. */
const mostChanges = 400_000

/** Reads history page by page and leaves the engine its turn in between. Nothing is stored. Rejects when aborted. */
export async function judgeHistory(
  detector: Detector,
  thresholds: Readonly<Record<string, number>>,
  { store, directory, lists, words }: Known,
  signal: AbortSignal,
  /** Notes every finding, not only those that differ. */
  every = false,
): Promise<Judged> {
  const hunt = rejudge(detector, thresholds, lists)
  const judged: Judged = {
    changes: new Map(),
    accused: { now: new Set(), would: new Set() },
    ...{ windows: 0, attributes: 0, stale: 0, faults: 0 },
  }
  let held = 0
  const take = async (found: readonly Retried[]) => {
    for (const one of found) held += note(judged, one, every)
    if (held > mostChanges)
      throw new HuntProblem(
        `This hunt changes more than ${mostChanges.toLocaleString('en-US')} findings: try values nearer to those that stand.`,
        'stopped',
      )
    await turn()
    signal.throwIfAborted()
  }
  if (hunt.slot !== undefined) {
    for (let after: { subject: SubjectRef; from: number } | undefined; ; ) {
      const page = await store.windowsOf(hunt.slot, after, windowsAtOnce)
      judged.windows += page.length
      if (page.length > 0) await take(hunt.windows(directory, page))
      if (page.length < windowsAtOnce) break
      after = page.at(-1)!
    }
  }
  for (const type of 'links' in detector ? detector.links : []) {
    for (let after = ''; ; ) {
      const page = await store.attributesOf(type, after, attributesAtOnce)
      judged.attributes += page.length
      if (page.length > 0) await take(hunt.attributes(page, words))
      if (page.length < attributesAtOnce) break
      after = page.at(-1)!.attribute.ref
    }
  }
  judged.faults = hunt.faults()
  return judged
}

/** Notes what differs; gives how many findings are held for it. */
function note(judged: Judged, { now, would, stands }: Retried, every: boolean): number {
  if (stands !== now?.id) judged.stale++
  if (now && accuses(now)) for (const subject of concerned(now)) judged.accused.now.add(subject)
  if (would && accuses(would)) for (const subject of concerned(would)) judged.accused.would.add(subject)
  if (now?.id === would?.id && !(every && (now || stands))) return 0
  const sides = { now: now && light(now), would: would && light(would) }
  const subjects = new Set([now, would].flatMap((e) => (e ? concerned(e) : [])))
  for (const subject of subjects) {
    let change = judged.changes.get(subject)
    if (!change) {
      change = { now: [], would: [], stands: [] }
      judged.changes.set(subject, change)
    }
    if (sides.now) change.now.push(sides.now)
    if (sides.would) change.would.push(sides.would)
    if (stands) change.stands.push(stands)
  }
  return 2
}

/** Exhibits are most of a finding, and weigh nothing. */
function light(e: Evidence): Evidence {
  return { ...e, exhibits: [] }
}
