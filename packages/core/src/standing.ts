import type { Score } from './scoring.ts'
import type { Standing, Tier } from './views-of-scoring.ts'

/** Where a score puts somebody. A device can be listed, never a case: that is for whoever knows the subject to say. */
export function tierOf({ opens, listed }: Pick<Score, 'opens' | 'listed'>): Tier {
  return opens ? 'case' : listed ? 'listed' : 'nothing'
}

export function standingOf(score: Score): Standing {
  const { scheme, weight, probability } = score
  return { scheme, weight, probability, tier: tierOf(score) }
}
