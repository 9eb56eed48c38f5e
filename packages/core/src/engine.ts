import { companions, type Directory, type Learned, learn, lessons } from './directory.ts'
import { judgeWindow } from './judge.ts'
import type { Millis, SubjectRef } from './observations/kind.ts'
import { emptyOut, type Out } from './out.ts'
import type { Plan } from './plan.ts'
import type { Observation } from './types.ts'
import { accumulate, gather, isOver, type Loaded, remember, type WindowState, windowFrom } from './windows.ts'

/**
 * The subjects whose windows a step over `batch` will read, each with the start of the earliest one; 0 means all.
 * The window just before that one is read too, for what is remembered. The directory is updated by this call;
 * `learned` is what must be stored of it.
 */
export function needed(plan: Plan, directory: Directory, batch: readonly Observation[]): Needed {
  const from = new Map<SubjectRef, Millis>()
  const rejudge = new Set<SubjectRef>()
  const learned: Learned[] = []
  const longest = Math.max(1, ...plan.slots.map((s) => s.days))
  for (const observation of batch) {
    for (const subject of observation.about) {
      const start = windowFrom(observation.at, longest)
      const earlier = from.get(subject)
      if (earlier === undefined || start < earlier) from.set(subject, start)
    }
    for (const lesson of [...lessons(observation), ...companions(directory, observation)]) {
      learned.push(lesson)
      for (const subject of learn(directory, lesson)) rejudge.add(subject)
    }
  }
  for (const subject of rejudge) from.set(subject, 0)
  return { from, rejudge, learned }
}

export interface Needed {
  from: Map<SubjectRef, Millis>
  /** Subjects whose claim or holder changed: all their windows are judged again. */
  rejudge: Set<SubjectRef>
  learned: Learned[]
}

/**
 * One step of the loop: adds new observations to their windows, judges every window that changed, and says
 * what to commit. Pure but for `loaded` and `directory`, which it brings up to date. `batch` holds only
 * observations that were never committed before; the store removes replays.
 */
export function step(
  plan: Plan,
  directory: Directory,
  loaded: Loaded,
  batch: readonly Observation[],
  need: Needed,
): Out {
  const out = emptyOut(need.learned)
  const dirty = new Set<WindowState>()
  for (const [window, rows] of gather(plan, loaded, batch)) {
    out.faults.push(...accumulate(plan, window, rows))
    dirty.add(window)
    if (window.closed || isOver(window, loaded)) out.late += rows.length
  }
  const moved = new Set<SubjectRef>()
  for (const { about, at } of batch)
    for (const subject of about)
      if (
        (loaded.owns?.(subject) ?? true) &&
        at > (loaded.watermarks.get(subject) ?? Number.NEGATIVE_INFINITY)
      ) {
        loaded.watermarks.set(subject, at)
        moved.add(subject)
      }
  for (const window of loaded.windows.values()) if (need.rejudge.has(window.subject)) dirty.add(window)
  for (const window of loaded.windows.values())
    if (!window.closed && (moved.has(window.subject) || dirty.has(window)) && isOver(window, loaded)) {
      window.closed = true
      dirty.add(window)
    }
  judge(plan, directory, loaded, dirty, out)
  out.watermarks = [...moved].map((subject) => [subject, loaded.watermarks.get(subject)!])
  return out
}

/**
 * Closes windows that no more rows are expected for, so that their evidence becomes final: all that are loaded, or
 * those that ended at or before `until`. Windows that are closed already may be loaded for what is remembered; they
 * are left alone.
 */
export function close(
  plan: Plan,
  directory: Directory,
  loaded: Loaded,
  until = Number.POSITIVE_INFINITY,
): Out {
  const out = emptyOut()
  const dirty = new Set<WindowState>()
  for (const window of loaded.windows.values()) {
    if (window.closed || window.to > until) continue
    window.closed = true
    dirty.add(window)
  }
  judge(plan, directory, loaded, dirty, out)
  return out
}

/** Judges changed windows, and later ones that remember them, in order of subject and time. */
function judge(plan: Plan, directory: Directory, loaded: Loaded, dirty: Set<WindowState>, out: Out): void {
  for (const window of remember(plan, loaded, dirty)) dirty.add(window)
  out.windows = [...dirty].sort((a, b) =>
    a.subject < b.subject ? -1 : a.subject > b.subject ? 1 : a.from - b.from,
  )
  for (const window of out.windows) judgeWindow(plan, directory, loaded, window, out)
}
