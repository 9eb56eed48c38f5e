import type { Evidence, Exhibit, Leg, Millis } from '@telltale/core'

type Ribbon = Extract<Exhibit, { type: 'ribbon' }>

/** The newest leg of each kind with what came with it, and the evidence that each leg is from. */
export interface Distance {
  legs: Leg[]
  collector?: string
  claim?: Ribbon['claim']
  claimKm?: number
  /** Detector and window of each leg, for the table and the tooltip. */
  from: Partial<Record<Leg['leg'], { detector: string; id: string; from: Millis; to: Millis }>>
}

export const legOrder = ['exit', 'device', 'hands'] as const
const telling: Record<Leg['reads'], number> = { contradicts: 0, clears: 1, unremarkable: 2 }

/**
 * Merges the ribbons of many windows into one: per leg the newest; of two from windows that end together the one
 * that says more, then the narrower, so that the picture does not depend on the order of arrival.
 */
export function distance(evidence: readonly Evidence[]): Distance {
  const ribbons = evidence
    .filter((e) => !e.shadow)
    .flatMap((e) =>
      e.exhibits.filter((x): x is Ribbon => x.type === 'ribbon').map((ribbon) => ({ e, ribbon })),
    )
    .sort((a, b) => b.e.to - a.e.to || (a.e.id < b.e.id ? -1 : 1))
  const out: Distance = { legs: [], from: {} }
  for (const kind of legOrder) {
    const found = ribbons
      .flatMap(({ e, ribbon }) =>
        ribbon.legs.filter((l) => l.leg === kind).map((leg) => ({ e, ribbon, leg })),
      )
      .sort(
        (a, b) =>
          b.e.to - a.e.to ||
          telling[a.leg.reads] - telling[b.leg.reads] ||
          a.leg.high - a.leg.low - (b.leg.high - b.leg.low),
      )
    const best = found[0]
    if (!best) continue
    out.legs.push(best.leg)
    out.from[kind] = { detector: best.e.detector, id: best.e.id, from: best.e.from, to: best.e.to }
    out.collector ??= best.ribbon.collector
  }
  out.claim = ribbons.find((r) => r.ribbon.claim)?.ribbon.claim
  out.claimKm = ribbons.find((r) => r.ribbon.claimKm !== undefined)?.ribbon.claimKm
  return out
}

/**
 * What is left of a leg for the path itself: a remote tool's own time is inside the leg's estimate and interval
 * and comes before the path.
 */
export function pathOf(leg: Leg): { estimate: number; low: number; high: number } {
  const tool = leg.tool ?? 0
  const after = (ms: number) => Math.max(0, ms - tool)
  return { estimate: after(leg.estimate), low: after(leg.low), high: after(leg.high) }
}
