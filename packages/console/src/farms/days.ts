import type { FarmView, Millis } from '@telltale/core'

const day = 86_400_000
const week = 7 * day

/** A day as the address has it: 2026-11-17, UTC. */
export function dayOf(at: Millis): string {
  return new Date(at).toISOString().slice(0, 10)
}

export function isDay(text: unknown): text is string {
  return typeof text === 'string' && /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text))
}

/** The first moment after a day: what was known on it is what was known before then. */
export function endOf(iso: string): Millis {
  return Date.parse(iso) + day
}

export interface Timeline {
  /** First and last day that can be chosen, 0:00 UTC. */
  from: Millis
  last: Millis
  /** Every week from the first to the last, quiet ones too. `height` is 0 to 1 of the busiest. */
  weeks: { from: Millis; ties: number; height: number }[]
  /** First days of months within. */
  months: Millis[]
}

/** The days that the slider has: from the first week to the last day on which the farm was seen. */
export function timeline(farm: Pick<FarmView, 'weeks' | 'firstSeen' | 'lastSeen'>): Timeline {
  const first = Math.floor(farm.firstSeen / day) * day
  // `lastSeen` is the first moment after the last window.
  const last = Math.max(first, Math.floor((farm.lastSeen - 1) / day) * day)
  const at = new Map(farm.weeks.map((w) => [w.from, w.ties]))
  const most = Math.max(1, ...at.values())
  const from = Math.min(mondayOf(first), ...at.keys())
  const until = Math.max(mondayOf(last), ...at.keys())
  const weeks: Timeline['weeks'] = []
  for (let w = from; w <= until; w += week) {
    const ties = at.get(w) ?? 0
    weeks.push({ from: w, ties, height: ties / most })
  }
  const months: Millis[] = []
  const d = new Date(from)
  for (let m = 0; ; m++) {
    const start = Date.UTC(d.getUTCFullYear(), d.getUTCMonth() + m, 1)
    if (start > last) break
    if (start >= from) months.push(start)
  }
  return { from, last, weeks, months }
}

/** The day so many days on, within the timeline; the last day is "now" and needs no mention in the address. */
export function stepped(line: Timeline, chosen: string | undefined, by: number): string | undefined {
  return chosenDay(line, (chosen === undefined ? line.last : Date.parse(chosen)) + by * day)
}

/** What the address says of a moment on the slider. */
export function chosenDay(line: Timeline, at: Millis): string | undefined {
  const held = Math.min(line.last, Math.max(line.from, Math.round(at / day) * day))
  return held >= line.last ? undefined : dayOf(held)
}

/** How far along the slider a moment is, 0 to 1. */
export function along(line: Timeline, at: Millis): number {
  const length = line.last + day - line.from
  return Math.min(1, Math.max(0, (at - line.from) / length))
}

function mondayOf(at: Millis): Millis {
  // 1 January 1970 was a Thursday.
  return Math.floor((at - 4 * day) / week) * week + 4 * day
}
