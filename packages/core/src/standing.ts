import type { SubjectRef } from './observations/kind.ts'
import { typeOf } from './observations/kind.ts'
import type { Score } from './scoring.ts'
import type { Standing, Tier } from './views-of-scoring.ts'

/** Where a score puts somebody. */
export function tierOf({ opens, listed }: Pick<Score, 'opens' | 'listed'>): Tier {
  return opens ? 'case' : listed ? 'listed' : 'nothing'
}

export function standingOf(score: Score): Standing {
  const { scheme, weight, probability } = score
  return { scheme, weight, probability, tier: tierOf(score) }
}

/** As it holds for the subject: a device that nobody holds can be listed, never a case. */
export function standingFor<S extends { tier: Tier }>(subject: SubjectRef, standing: S): S {
  return typeOf(subject) === 'device' && standing.tier === 'case' ? { ...standing, tier: 'listed' } : standing
}
