import { defineAccumulator } from '../types.ts'
import { clockProblem, stepOf } from './clocks.ts'

/**
 * How evenly a held key repeats. A keyboard's driver repeats on a timer at the device; repeats that an operator's
 * machine makes have crossed a network and a tool, and arrive unevenly. The rate is a setting and says nothing; the
 * interquartile range inside one hold does. Each hold is one entry, so that a change of rate between holds, or a
 * stuck key, weighs no more than one.
 */
export interface RepeatsState {
  /** Holds with at least 16 intervals, and all their intervals (at most 48 counted of each). */
  holds: number
  intervals: number
  /** Holds by their interquartile range: bins of 0.1 ms, the last from 6.3 ms on. */
  spread: number[]
  backwards: number
  /** Batches whose times are whole milliseconds or coarser: the spread looked for is about one. */
  coarse: number
}

const bins = 64
const perBin = 0.1
const fewest = 16
const most = 48
/** Two repeats of one hold are nearer than this; the slowest setting in use is 2 a second on a first repeat only. */
const longest = 200

export const repeats = defineAccumulator({
  id: 'signals/repeats',
  version: 1,
  reads: ['keys'],
  empty: { holds: 0, intervals: 0, spread: [], backwards: 0, coarse: 0 } as RepeatsState,
  add(state, batch) {
    let next = state
    for (const { data } of batch) {
      const { press, repeat } = data
      if (!repeat?.includes(1)) continue
      if (clockProblem(press)) next = merge(next, { ...none, backwards: 1 })
      // Whatever resolution the sensor claims, its times must be as fine.
      else if ((data.resolution ?? 1) >= 0.9 || stepOf(press, 8) > 0)
        next = merge(next, { ...none, coarse: 1 })
      else next = merge(next, measure(press, repeat))
    }
    return next
  },
  merge,
})

const none: RepeatsState = { holds: 0, intervals: 0, spread: [], backwards: 0, coarse: 0 }

function measure(press: readonly number[], repeat: readonly number[]): RepeatsState {
  const out = { ...none, spread: new Array<number>(bins).fill(0) }
  let hold: number[] = []
  const end = () => {
    if (hold.length >= fewest) {
      const used = hold.slice(0, most).sort((a, b) => a - b)
      const range = quantile(used, 0.75) - quantile(used, 0.25)
      out.holds++
      out.intervals += used.length
      out.spread[Math.min(bins - 1, Math.floor(range / perBin))]!++
    }
    hold = []
  }
  for (let i = 1; i < press.length; i++) {
    // The first repeat comes after a pause of its own, which is another setting.
    const gap = press[i]! - press[i - 1]!
    if (repeat[i] === 1 && repeat[i - 1] === 1 && gap > 0 && gap < longest) hold.push(gap)
    else if (repeat[i] !== 1) end()
  }
  end()
  return out
}

/** Linear interpolation between order statistics (Hyndman and Fan 1996, type 7). */
function quantile(sorted: readonly number[], p: number): number {
  const at = (sorted.length - 1) * p
  const low = Math.floor(at)
  return sorted[low]! + (at - low) * ((sorted[low + 1] ?? sorted[low]!) - sorted[low]!)
}

/** Mean of the holds' interquartile ranges in milliseconds, to half a bin; ranges beyond 6.3 ms count as 6.35. */
export function spreadOf({ spread, holds }: RepeatsState): number {
  let total = 0
  for (let i = 0; i < spread.length; i++) total += spread[i]! * (i + 0.5) * perBin
  return total / holds
}

function merge(a: RepeatsState, b: RepeatsState): RepeatsState {
  const [long, short] = a.spread.length >= b.spread.length ? [a.spread, b.spread] : [b.spread, a.spread]
  return {
    holds: a.holds + b.holds,
    intervals: a.intervals + b.intervals,
    spread: long.map((v, i) => v + (short[i] ?? 0)),
    backwards: a.backwards + b.backwards,
    coarse: a.coarse + b.coarse,
  }
}
