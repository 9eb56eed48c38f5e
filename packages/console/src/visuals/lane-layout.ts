import type { Abstention, Evidence, LogEntry, Millis, Scheme } from '@telltale/core'

const day = 86_400_000

/** One mark of a lane: a judged window, with what it weighs for the shown scheme. */
export interface LaneMark {
  from: Millis
  to: Millis
  weight: number
  tone: 'accuse' | 'clear' | 'band'
  says: string
}

export interface Lane {
  detector: string
  marks: LaneMark[]
  /** Since when its newest window could not be judged. */
  missing?: { from: Millis; because: string }
  accusing: number
}

export interface Lanes {
  from: Millis
  to: Millis
  lanes: Lane[]
  log: readonly LogEntry[]
  /** First moments of months inside the span. */
  months: Millis[]
}

/** Windows of each detector along time, the busiest accuser first; abstentions only where they are newer. */
export function lanes(
  scheme: Scheme,
  evidence: readonly Evidence[],
  abstentions: readonly Abstention[],
  log: readonly LogEntry[],
): Lanes | undefined {
  if (evidence.length === 0) return undefined
  const of = new Map<string, Lane>()
  for (const e of [...evidence].sort((a, b) => a.from - b.from)) {
    const lane = of.get(e.detector) ?? { detector: e.detector, marks: [], accusing: 0 }
    const weight = e.weights[scheme] ?? 0
    const tone = weight > 0 ? 'accuse' : weight < 0 ? 'clear' : 'band'
    lane.marks.push({ from: e.from, to: e.to, weight, tone, says: e.says })
    if (tone === 'accuse') lane.accusing++
    of.set(e.detector, lane)
  }
  for (const a of abstentions) {
    const lane = of.get(a.detector)
    if (lane && a.from >= Math.max(...lane.marks.map((m) => m.to)))
      lane.missing = { from: a.from, because: a.because }
  }
  const ends = evidence.map((e) => e.to)
  const dated = log.filter((l) => l.at >= Math.min(...evidence.map((e) => e.from)) - 400 * day)
  const from = Math.min(...evidence.map((e) => e.from), ...dated.map((l) => l.at))
  const to = Math.max(...ends, from + 14 * day)
  return {
    from,
    to,
    lanes: [...of.values()].sort((a, b) => b.accusing - a.accusing || (a.detector < b.detector ? -1 : 1)),
    log: dated,
    months: monthStarts(from, to),
  }
}

function monthStarts(from: Millis, to: Millis): Millis[] {
  const out: Millis[] = []
  const first = new Date(from)
  for (let i = 1; ; i++) {
    const at = Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + i, 1)
    if (at >= to) return out
    out.push(at)
  }
}
