import { type Family, type Score, type Standing, type SubjectView, type Tier, tiers } from '@telltale/core'
import { percent } from '../format.ts'

/**
 * What would stand without everything of one kind of evidence: families multiply, so its part is taken out of each
 * scheme. Undefined under a calibrated model, whose curve the page does not have; its pieces then say it one by one.
 */
export function withoutFamily(score: Score, family: Family): Standing | undefined {
  if (score.calibrated) return undefined
  const left = score.schemes.map((s) => {
    const part = s.parts.find((p) => p.family === family)
    return {
      scheme: s.scheme,
      prior: s.prior,
      weight: s.weight - (part?.weight ?? 0),
      towardsCase: s.towardsCase - (part?.towardsCase ?? 0),
      families: s.families - (part && part.towardsCase >= tiers.familyCounts ? 1 : 0),
    }
  })
  const odds = left.reduce((sum, s) => sum + 10 ** (s.prior + s.weight), 0)
  const best = left.reduce((a, b) => (b.prior + b.weight > a.prior + a.weight ? b : a))
  const probability = odds / (1 + odds)
  const opens = left.some((s) => s.towardsCase >= tiers.opens && s.families >= tiers.families)
  const listed = left.some((s) => s.weight >= tiers.listed) && probability >= tiers.listedProbability
  return {
    scheme: best.scheme,
    weight: best.weight,
    probability,
    tier: opens ? 'case' : listed ? 'listed' : 'nothing',
  }
}

const tierWords: Record<Tier, string> = { case: 'a case', listed: 'listed, no case', nothing: 'not listed' }

/** "88 % → 6 %, not listed". What stays as it is is said so. */
export function withoutWords(now: Pick<Standing, 'probability' | 'tier'>, then: Standing): string {
  const moved = percent(now.probability) === percent(then.probability)
  const chance = moved
    ? `still ${percent(then.probability)}`
    : `${percent(now.probability)} → ${percent(then.probability)}`
  return `${chance}, ${then.tier === now.tier ? 'still ' : ''}${tierWords[then.tier]}`
}

/** Where a subject stands now. */
export function tierOf(view: Pick<SubjectView, 'case' | 'score'>): Tier {
  return view.case ? 'case' : view.score.listed ? 'listed' : 'nothing'
}
