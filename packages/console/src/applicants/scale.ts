import { type OfferedCheck, type Outcome, tiers } from '@telltale/core'

/** The outcome scale: log10 weight, linear, from what honest people have to well into "hold". */
const from = -1.3
const to = 3.3

export interface Zone {
  outcome: Outcome
  /** 0 to 1 of the scale's width. */
  from: number
  to: number
}

const edges: Record<Outcome, [number, number]> = {
  proceed: [from, tiers.verify],
  verify: [tiers.verify, tiers.listed],
  hold: [tiers.listed, to],
}

export const zones: readonly Zone[] = (['proceed', 'verify', 'hold'] as const).map((outcome) => ({
  outcome,
  from: share(edges[outcome][0]),
  to: share(edges[outcome][1]),
}))

export interface ScalePoint {
  key: 'now' | 'confirmed' | 'nobody' | 'denied'
  label: string
  outcome: Outcome
  weight: number
  probability: number
  /** 0 to 1 of the scale's width. */
  at: number
  /** The weight lies outside the scale: drawn at its end, with the number. */
  beyond: boolean
}

type State = { outcome: Outcome; weight: number; probability: number }

/**
 * Where an outcome stands on the scale. The zone is the outcome's own: it can differ from what the weight of the
 * likeliest scheme alone says, because any scheme can ask for a check and `hold` has a least probability as well.
 */
export function place({ outcome, weight }: Pick<State, 'outcome' | 'weight'>): {
  at: number
  beyond: boolean
} {
  const [low, high] = edges[outcome]
  // A point on a zone's edge would stand on the line between two words.
  const inset = 0.1
  const within = Math.min(high - inset, Math.max(low + inset, weight))
  return { at: share(within), beyond: weight < from || weight > to }
}

/** Now, and what would follow from each answer to one check; only the first while none is chosen. */
export function scalePoints(now: State, offered?: OfferedCheck): ScalePoint[] {
  const point = (key: ScalePoint['key'], label: string, state: State): ScalePoint => ({
    ...{ key, label, ...place(state) },
    ...{ outcome: state.outcome, weight: state.weight, probability: state.probability },
  })
  const points = [point('now', 'Now', now)]
  if (!offered) return points
  const { confirmed, nobody, denied } = offered.after
  return [
    ...points,
    point('confirmed', 'If it is confirmed', confirmed),
    point('nobody', 'If nobody answers', nobody),
    point('denied', 'If it is denied', denied),
  ]
}

function share(weight: number): number {
  return (weight - from) / (to - from)
}
