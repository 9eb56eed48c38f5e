import { defineAccumulator } from '../types.ts'
import { stepOf } from './clocks.ts'

/** Fewest clock exchanges that an offset may rest on, and the most that one is sought in. */
export const exchangesNeeded = 8
const amongMost = 64
/** Width of a bin of the histogram, milliseconds; the last bin holds everything above. */
export const bin = 4
const bins = 128
/** Later than this, a key did not travel: it lay in a queue while the laptop slept or had no network. */
const longest = 10_000
/**
 * A quartz is off by at most some 100 ppm. What runs away faster was set, or is being turned by NTP just now (by up to
 * 500 ppm; RFC 5905, 11.3), and is better not used.
 */
const steepest = 0.00015
/** Clock readings differ by this much for no reason at all: timers, interrupts, a page's frame. */
const slack = 5

export interface Collector {
  name: string
  lat?: number
  lon?: number
}

/** Keys under way from device to collector, in one window. Counts and extremes only. */
export interface UnderwayState {
  /** Keys by time under way, `bin` ms each; no trailing zeros. */
  counts: number[]
  keys: number
  /** Smallest round trip of a clock exchange, milliseconds; −1 when there was none. */
  round: number
  /** The collectors that they were received by; two stand for several. */
  collectors: Collector[]
  /** Observations that could not be used, by why. */
  few: number
  backwards: number
  stepped: number
  ahead: number
  coarse: number
}

const none: UnderwayState = {
  counts: [],
  keys: 0,
  round: -1,
  collectors: [],
  few: 0,
  backwards: 0,
  stepped: 0,
  ahead: 0,
  coarse: 0,
}

/**
 * Time from a key's event on the device to its receipt at the collector. The device's clock is set against the
 * collector's by the exchange of lowest delay among up to 64 (RFC 5905, section 10: the clock filter); between two such
 * exchanges the offset runs on a line, so that skew is taken out. An observation whose clock jumps is not used: half of
 * its keys would be off by the jump.
 */
export const underway = defineAccumulator({
  id: 'signals/underway',
  version: 1,
  reads: ['transit'],
  empty: none,
  add(state, batch) {
    let next = state
    for (const { data } of batch) next = merge(next, measured(data))
    return next
  },
  merge,
})

interface Exchange {
  t1: number
  t2: number
  t3: number
  t4: number
}

interface Seen {
  collector?: { name: string; lat?: number | null; lon?: number | null } | null
  exchanges?: readonly Exchange[] | null
  events?: readonly { eventAt: number; receivedAt: number }[] | null
}

function measured({ collector, exchanges, events }: Seen): UnderwayState {
  const keys = events ?? []
  if (keys.length === 0) return none
  const anchors = offsets(exchanges ?? [])
  if (typeof anchors === 'string') return { ...none, [anchors]: 1 }
  for (let i = 1; i < keys.length; i++)
    if (keys[i]!.receivedAt < keys[i - 1]!.receivedAt) return { ...none, backwards: 1 }
  // Ten milliseconds and more a tick, such as a browser that resists fingerprinting gives, is no time of a key.
  if (stepOf(keys.map((k) => k.eventAt)) >= 10) return { ...none, coarse: 1 }
  const counts: number[] = []
  let used = 0
  let early = 0
  for (const { eventAt, receivedAt } of keys) {
    const { offset, error } = at(anchors, eventAt)
    const lag = receivedAt - eventAt - offset
    if (lag > longest) continue
    if (lag < -error - slack) early++
    const index = Math.min(bins - 1, Math.max(0, Math.floor(lag / bin)))
    while (counts.length <= index) counts.push(0)
    counts[index]!++
    used++
  }
  // One key that arrives before it was pressed is an accident, many are a clock that can't be believed.
  if (early > 0.05 * keys.length) return { ...none, ahead: 1 }
  return {
    ...none,
    counts,
    keys: used,
    round: tenth(anchors.reduce((a, b) => Math.min(a, 2 * b.error), Number.MAX_VALUE)),
    collectors: [
      {
        name: collector?.name ?? '',
        ...(typeof collector?.lat === 'number' && { lat: collector.lat }),
        ...(typeof collector?.lon === 'number' && { lon: collector.lon }),
      },
    ],
  }
}

/** The device's clock is behind by `offset` at its time `at`, give or take `error`: half of the exchange's delay. */
interface Anchor {
  at: number
  offset: number
  error: number
}

function offsets(exchanges: readonly Exchange[]): Anchor[] | 'few' | 'backwards' | 'stepped' {
  const ordered = [...exchanges].sort((a, b) => a.t2 - b.t2 || a.t1 - b.t1)
  if (ordered.length < exchangesNeeded) return 'few'
  const all: Anchor[] = []
  let before: Exchange | undefined
  for (const e of ordered) {
    const delay = e.t4 - e.t1 - (e.t3 - e.t2)
    // In the order of the collector's clock, the device's must not run backwards.
    if (e.t4 < e.t1 || e.t3 < e.t2 || delay < 0 || (before && e.t1 < before.t1)) return 'backwards'
    before = e
    if (delay > longest) continue
    all.push({ at: (e.t1 + e.t4) / 2, offset: (e.t2 - e.t1 + e.t3 - e.t4) / 2, error: delay / 2 })
  }
  if (all.length < exchangesNeeded) return 'few'
  const pieces = Math.max(
    1,
    Math.min(Math.floor(all.length / exchangesNeeded), Math.ceil(all.length / amongMost) + 1),
  )
  const best: Anchor[] = []
  for (let i = 0; i < pieces; i++) {
    const piece = all.slice(
      Math.floor((i * all.length) / pieces),
      Math.floor(((i + 1) * all.length) / pieces),
    )
    best.push(piece.reduce((a, b) => (b.error < a.error ? b : a)))
  }
  // On one way, offsets differ by no more than the queues they met (RFC 5905, 10): more, and the clock was set or the
  // way changed. The smallest delay of all may be of an exchange during which the clock was set, so the second counts.
  const way = all.map((e) => e.error).sort((a, b) => a - b)[1]!
  for (const a of all)
    for (const b of best) {
      const queues = Math.max(0, a.error + b.error - 2 * way)
      if (Math.abs(a.offset - b.offset) > queues + slack + steepest * Math.abs(a.at - b.at)) return 'stepped'
    }
  return best
}

/** The offset at a time of the device: on the line through the anchors beside it, or the last two before it. */
function at(anchors: readonly Anchor[], time: number): { offset: number; error: number } {
  let i = 0
  while (i < anchors.length - 2 && anchors[i + 1]!.at < time) i++
  const a = anchors[i]!
  const b = anchors[i + 1]
  if (!b || b.at <= a.at) return a
  const slope = Math.max(-steepest, Math.min(steepest, (b.offset - a.offset) / (b.at - a.at)))
  return { offset: a.offset + slope * (time - a.at), error: Math.max(a.error, b.error) }
}

/** The smallest time under way that `share` of the keys stay below: the bin's lower edge, milliseconds. */
export function quantileOf({ counts, keys }: Pick<UnderwayState, 'counts' | 'keys'>, share: number): number {
  let seen = 0
  for (let i = 0; i < counts.length; i++) {
    seen += counts[i]!
    if (seen > share * keys) return i * bin
  }
  return counts.length * bin
}

function merge(a: UnderwayState, b: UnderwayState): UnderwayState {
  const longer = a.counts.length >= b.counts.length ? a.counts : b.counts
  const shorter = longer === a.counts ? b.counts : a.counts
  return {
    counts: longer.map((n, i) => n + (shorter[i] ?? 0)),
    keys: a.keys + b.keys,
    round: a.round < 0 ? b.round : b.round < 0 ? a.round : Math.min(a.round, b.round),
    collectors: [...a.collectors, ...b.collectors].sort(byPlace).filter(differs).slice(0, 2),
    few: a.few + b.few,
    backwards: a.backwards + b.backwards,
    stepped: a.stepped + b.stepped,
    ahead: a.ahead + b.ahead,
    coarse: a.coarse + b.coarse,
  }
}

function byPlace(a: Collector, b: Collector): number {
  return (
    (a.name < b.name ? -1 : a.name > b.name ? 1 : 0) ||
    (a.lat ?? 999) - (b.lat ?? 999) ||
    (a.lon ?? 999) - (b.lon ?? 999)
  )
}

function differs(collector: Collector, i: number, all: readonly Collector[]): boolean {
  return i === 0 || byPlace(collector, all[i - 1]!) !== 0
}

function tenth(ms: number): number {
  return Math.round(ms * 10) / 10
}
