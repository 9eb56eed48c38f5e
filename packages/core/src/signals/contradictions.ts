import { defineAccumulator, type Observation } from '../types.ts'
import { clockProblem, stepOf } from './clocks.ts'

/** What a sensor's rows say against themselves, in one window: counts of batches, and a sample of rhythms. */
export interface ContradictionsState {
  /** Batches of keys, moves and reactions that were looked at. */
  batches: number
  /** Times run backwards or stand still: clocks do that. */
  clock: number
  /** Claimed finer than 1 ms, and every time a whole tick of 8 ms or more. */
  resolution: number
  /** Keys released before they were pressed, in more than a tenth of a batch; lists of different lengths. */
  impossible: number
  /** From ingest: signed by another, sent again in other words, and whatever else a sensor found wrong. */
  signature: number
  replayed: number
  reported: number
  /** Rhythms by their fingerprint, and in how many batches each was seen. The smallest fingerprints: a sample. */
  rhythms: Record<string, number>
}

const none: ContradictionsState = {
  batches: 0,
  clock: 0,
  resolution: 0,
  impossible: 0,
  signature: 0,
  replayed: 0,
  reported: 0,
  rhythms: {},
}

/** Fewest gaps, and fewest different ones, of which a hand does not make the same twice. Macros repeat a few or one. */
const gaps = { least: 40, different: 20 }
const sample = 24

/**
 * Counts per observation, each judged by itself, so that order and splitting don't matter. A rhythm is known again by
 * its gaps in whole milliseconds: 40 gaps of a hand with some 20 ms of spread agree by chance once in 10⁵⁰.
 */
export const contradictions = defineAccumulator({
  id: 'signals/contradictions',
  version: 1,
  reads: ['keys', 'pointer', 'reaction', 'integrity'],
  empty: none,
  add(state, batch) {
    let next = state
    for (const observation of batch) next = merge(next, judged(observation))
    return next
  },
  merge,
})

type Read = Observation<'keys' | 'pointer' | 'reaction' | 'integrity'>

function judged({ kind, data }: Read): ContradictionsState {
  if (kind === 'integrity') {
    const { problem, count } = data as { problem: string; count?: number | null }
    const name = problem === 'signature' || problem === 'replayed' ? problem : 'reported'
    return { ...none, [name]: Math.max(1, Math.floor(count ?? 1)) }
  }
  if (kind === 'reaction') return { ...none, batches: 1 }
  const { resolution } = data as { resolution?: number | null }
  const times = kind === 'keys' ? (data as Keys).press : (data as { t: number[] }).t
  if (times.length < 2) return none
  const out = { ...none, batches: 1 }
  if (clockProblem(times)) return { ...out, clock: 1 }
  const fine = resolution !== undefined && resolution !== null && resolution < 1
  if (fine && stepOf(times, 8) > 0) out.resolution = 1
  if (kind !== 'keys') return out
  if (contradicts(data as Keys)) out.impossible = 1
  const print = rhythm(data as Keys)
  if (print) out.rhythms = { [print]: 1 }
  return out
}

interface Keys {
  source?: string | null
  press: number[]
  release?: number[] | null
  repeat?: number[] | null
  class?: string[] | null
  injected?: number[] | null
}

function contradicts({ press, release, repeat, class: classes }: Keys): boolean {
  for (const list of [release, repeat, classes])
    if (list && list.length > 0 && list.length !== press.length) return true
  if (!release) return false
  let early = 0
  for (let i = 0; i < release.length; i++) if (release[i]! < press[i]!) early++
  return early > 0.1 * press.length
}

/** A fingerprint of the gaps between presses; undefined where a machine may honestly make the same ones again. */
function rhythm({ source, press, repeat, injected }: Keys): string | undefined {
  if (press.length <= gaps.least || injected?.includes(1)) return undefined
  const seen = new Set<number>()
  // A page and the laptop below it see the same keys: each is compared with itself.
  let [a, b, n] = [source === 'browser' ? 1 : 0x811c9dc5, 0x9e3779b9, 0]
  for (let i = 1; i < press.length; i++) {
    if (repeat?.[i] === 1) continue
    const gap = Math.round(press[i]! - press[i - 1]!)
    seen.add(gap)
    n++
    a = Math.imul(a ^ gap, 0x01000193)
    b = Math.imul(b ^ (gap + n), 0x85ebca6b) ^ (b >>> 13)
  }
  if (n < gaps.least || seen.size < gaps.different) return undefined
  return `${hex(a)}${hex(b)}`
}

function hex(value: number): string {
  return (value >>> 0).toString(16).padStart(8, '0')
}

/** How often a rhythm came again, of those in the sample. */
export function repeated({ rhythms }: ContradictionsState, before: ContradictionsState = none): number {
  let times = 0
  for (const [print, n] of Object.entries(rhythms)) times += n - 1 + (before.rhythms[print] ? 1 : 0)
  return times
}

function merge(a: ContradictionsState, b: ContradictionsState): ContradictionsState {
  return {
    batches: a.batches + b.batches,
    clock: a.clock + b.clock,
    resolution: a.resolution + b.resolution,
    impossible: a.impossible + b.impossible,
    signature: a.signature + b.signature,
    replayed: a.replayed + b.replayed,
    reported: a.reported + b.reported,
    rhythms: smallest(a.rhythms, b.rhythms),
  }
}

/** The smallest fingerprints stay. One that stays at the end was never left out before, so its count is whole. */
function smallest(a: Record<string, number>, b: Record<string, number>): Record<string, number> {
  const prints = Object.keys(b)
  if (prints.length === 0) return a
  const known = Object.keys(a)
  // Most prints are larger than a full sample's largest: the sample is in order, and stays as it is.
  if (known.length === sample && prints.every((print) => print > known[sample - 1]!)) return a
  const out = { ...a }
  for (const print of prints) out[print] = (out[print] ?? 0) + b[print]!
  const all = Object.keys(out).sort()
  return Object.fromEntries(all.slice(0, sample).map((print) => [print, out[print]!]))
}
