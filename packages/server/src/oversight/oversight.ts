import { type CoverageView, coverage, coverageDays, day, type Millis } from '@telltale/core'
import { describeNew } from './describe.ts'
import { drawDue } from './draw.ts'
import { type OversightParts, workers } from './parts.ts'

export interface Oversight {
  /** What can be seen of whom: counted anew at most once a minute. */
  coverage(): Promise<CoverageView>
  /** Notes what was known of every decision that has come in since the last time. */
  describe(): Promise<void>
  /** Draws the samples that are due in this quarter. */
  draw(): Promise<void>
}

const countedFor = 60_000

/** Looks at Telltale from outside: what it could see, what became of what it found, and what it missed. */
export function oversight(parts: OversightParts): Oversight {
  const { now } = parts
  let last: { at: Millis; view: Promise<CoverageView> } | undefined
  let describing: Promise<void> | undefined
  return {
    coverage() {
      if (!last || now() - last.at >= countedFor) {
        const counting = { at: now(), view: count(parts) }
        // What failed is not what the next one gets.
        counting.view.catch(() => {
          if (last === counting) last = undefined
        })
        last = counting
      }
      return last.view
    },
    describe() {
      describing ??= describeNew(parts).finally(() => {
        describing = undefined
      })
      return describing
    },
    draw: () => drawDue(parts),
  }
}

async function count({ store, engine, now }: OversightParts): Promise<CoverageView> {
  const at = now()
  const since = at - coverageDays * day
  const [patterns, unmeasured, application, heardFrom] = await Promise.all([
    store.measuredPatterns(since),
    store.unmeasured(since),
    store.applied(since, at + day),
    store.heardFrom(),
  ])
  const person = workers(engine, at).length
  return coverage({
    detectors: engine.plan.detectors,
    population: { person, application },
    ...{ patterns, unmeasured, heardFrom, now: at },
  })
}
