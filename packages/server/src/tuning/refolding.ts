import type { SubjectRef } from '@telltale/core'
import { type Engine, settle } from '../engine/loop.ts'
import type { Turns } from '../engine/turns.ts'
import { everybody } from './effect.ts'

/** Set while the queue has to be brought up to a change; a restart goes on from it. */
export const refoldMarker = 'refold'

const subjectsAtOnce = 250
const retryAfter = 30_000

/** Brings the queue up to a change that can concern everybody, a page at a time between two batches. */
export interface Refolding {
  /** Starts, or starts over where it is under way. */
  start(): void
  /** Present while it is under way. */
  progress(): { done: number; of: number } | undefined
  /** Resolves once it is not under way. */
  done(): Promise<void>
  stop(): void
}

export function refolding(engine: Engine, turns: Turns, failed: (error: Error) => void): Refolding {
  let running: Promise<void> | undefined
  let again = false
  let stopped = false
  let at: { done: number; of: number } | undefined

  const once = async () => {
    again = false
    const all = await everybody(engine)
    at = { done: 0, of: all.length }
    for (let i = 0; i < all.length && !again && !stopped; i += subjectsAtOnce) {
      await turns.between(() => fold(engine, all.slice(i, i + subjectsAtOnce)))
      at = { done: Math.min(i + subjectsAtOnce, all.length), of: all.length }
    }
  }
  const run = async () => {
    do {
      await once()
      if (!again && !stopped) await engine.raw.putSetting(refoldMarker, null)
    } while (again && !stopped)
  }
  const start = () => {
    again = true
    running ??= run()
      .catch((error: Error) => {
        again = false
        failed(error)
        setTimeout(start, retryAfter).unref()
      })
      .finally(() => {
        running = undefined
        at = undefined
        if (again && !stopped) start()
      })
  }
  return {
    start,
    progress: () => at,
    done: async () => running,
    stop() {
      stopped = true
    },
  }
}

async function fold(engine: Engine, subjects: readonly SubjectRef[]): Promise<void> {
  await engine.raw.markUnfolded(subjects)
  await settle(engine)
}
