import { defineAccumulator } from '../types.ts'
import { clockProblem, stepOf } from './clocks.ts'

/**
 * Input that stalls and then comes at once: three key events within 10 ms, pointer moves much closer together than
 * usual. A path with jitter or loss does that, and so does a computer that is too busy to look.
 */
export interface BurstsState {
  keyEvents: number
  /** Key events that, with the two before them, lie within 10 ms. */
  triples: number
  moves: number
  /** Gaps between moves below a fifth of their batch's median gap. */
  close: number
  unusable: number
  bluetooth: number
}

const none: BurstsState = { keyEvents: 0, triples: 0, moves: 0, close: 0, unusable: 0, bluetooth: 0 }
const together = 10
const longest = 400

export const bursts = defineAccumulator({
  id: 'signals/bursts',
  version: 1,
  reads: ['keys', 'pointer'],
  empty: none,
  add(state, batch) {
    let next = state
    for (const { kind, data } of batch) {
      const times = kind === 'keys' ? (data as { press: number[] }).press : (data as { t: number[] }).t
      // Ticks of 8 ms and more put what is apart at one time, and look like a burst.
      if (clockProblem(times) || stepOf(times, 8) > 0) next = merge(next, { ...none, unusable: 1 })
      else if (kind === 'keys') next = merge(next, ofKeys(data as Keys))
      else next = merge(next, ofMoves(times))
      if ((data as { bus?: string }).bus === 'bluetooth') next = merge(next, { ...none, bluetooth: 1 })
    }
    return next
  },
  merge,
})

interface Keys {
  press: number[]
  release?: number[]
  repeat?: number[]
  class?: string[]
}

/** Repeats and modifiers are left out: a chord is three keys at once, and meant. */
function ofKeys({ press, release, repeat, class: classes }: Keys): BurstsState {
  let n = 0
  const times = new Float64Array(press.length * 2)
  for (let i = 0; i < press.length; i++) {
    if (repeat?.[i] === 1 || classes?.[i] === 'modifier') continue
    times[n++] = press[i]!
    const up = release?.[i]
    if (up !== undefined && up > press[i]!) times[n++] = up
  }
  const sorted = times.subarray(0, n).sort()
  let triples = 0
  for (let i = 2; i < n; i++) if (sorted[i]! - sorted[i - 2]! < together) triples++
  return { ...none, keyEvents: n, triples }
}

function ofMoves(t: readonly number[]): BurstsState {
  let n = 0
  // Typed, because its sort is numeric by itself: a comparison function takes most of a day's time here.
  const gaps = new Float64Array(Math.max(0, t.length - 1))
  for (let i = 1; i < t.length; i++) {
    const gap = t[i]! - t[i - 1]!
    if (gap < longest) gaps[n++] = gap
  }
  if (n < 20) return none
  const sorted = gaps.subarray(0, n).sort()
  const few = 0.2 * sorted[n >> 1]!
  let close = 0
  while (close < n && sorted[close]! < few) close++
  return { ...none, moves: n, close }
}

/** 100 × share of triples + 20 × share of close moves; undefined below 100 key events and 100 moves. */
export function burstiness({ keyEvents, triples, moves, close }: BurstsState): number | undefined {
  if (keyEvents < 100 && moves < 100) return undefined
  return (keyEvents < 100 ? 0 : (100 * triples) / keyEvents) + (moves < 100 ? 0 : (20 * close) / moves)
}

function merge(a: BurstsState, b: BurstsState): BurstsState {
  return {
    keyEvents: a.keyEvents + b.keyEvents,
    triples: a.triples + b.triples,
    moves: a.moves + b.moves,
    close: a.close + b.close,
    unusable: a.unusable + b.unusable,
    bluetooth: a.bluetooth + b.bluetooth,
  }
}
