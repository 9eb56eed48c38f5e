import type { Millis } from '@telltale/core'
import { closeWindows, type Engine } from './loop.ts'
import type { Turns } from './turns.ts'

/** Closes every open window, or those that ended at or before `until`, a page of subjects at a time between batches. */
export async function closeOld(engine: Engine, turns: Turns, until?: Millis): Promise<void> {
  for (let after = ''; ; ) {
    const subjects = await engine.store.stillOpen(after, 200)
    if (subjects.length === 0) return
    await turns.between(() => closeWindows(engine, subjects, until))
    after = subjects.at(-1)!
  }
}
