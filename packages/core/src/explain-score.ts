import { type About, defaultModel, type Model, populationOf } from './model.ts'
import type { SubjectRef } from './observations/kind.ts'
import { typeOf } from './observations/kind.ts'
import { withoutEach } from './rescoring.ts'
import { countedOf, type FamilyPart, isLink, type SchemeScore, type Score, score } from './scoring.ts'
import { standingFor, standingOf } from './standing.ts'
import type { Abstention, Detector, Evidence, Family, Scheme } from './types.ts'
import type {
  FamilyAdds,
  Missing,
  PieceExplained,
  SchemeExplained,
  ScoreExplained,
  Tie,
} from './views-of-scoring.ts'

/** What a score is explained from; pure data, in any order. */
export interface ToExplain {
  subject: SubjectRef
  /** Everything that weighs on the subject. */
  evidence: readonly Evidence[]
  abstentions: readonly Abstention[]
  detectors: ReadonlyMap<string, Detector>
  model?: Model
  about?: About
}

/**
 * A score taken apart: per scheme what accuses, what clears and what is missing; of each piece what would stand
 * without it; of each thing that was taken to be the subject's what would stand if it were not.
 */
export function explainScore(given: ToExplain): ScoreExplained {
  const { subject, evidence, detectors, model = defaultModel, about } = given
  const counted = countedOf(evidence, model)
  const now = score(counted, model, about)
  const standing = standingFor(subject, standingOf(now))
  const ties = tiesOf(subject, counted)
  const losses = [...counted.map((e) => new Set([e])), ...ties.map(([, own]) => new Set(own))]
  // From all that stands: an answer that a later one replaced counts again without it.
  const left = withoutEach(evidence, losses, model, about).map((s) => standingFor(subject, s))
  const pieces = counted.map((e, i): PieceExplained => {
    const without = left[i]!
    return {
      ...{ evidence: e.id, detector: e.detector, family: e.family, is: e.is, says: e.says },
      title: detectors.get(e.detector)?.title ?? e.detector,
      ...{ weights: e.weights, link: isLink([e]), basis: e.calibration, without },
      adds: now.probability - without.probability,
      decides: without.tier !== standing.tier,
    }
  })
  const population = populationOf(model, about)
  return {
    ...{ now: standing, score: now, model: now.model },
    prior: {
      ...(about && { stage: about.stage }),
      population: population?.name ?? 'everybody',
      because: population?.because ?? 'Assumed; no company’s true rate is known.',
    },
    restsOn: restsOn(now),
    schemes: now.schemes
      .map((s) => explainScheme(s, now, counted, given, model))
      .sort((a, b) => b.probability - a.probability),
    pieces: pieces.sort((a, b) => Math.abs(b.adds) - Math.abs(a.adds) || (a.evidence < b.evidence ? -1 : 1)),
    ties: ties.map(([to, own], i): Tie => {
      const without = left[counted.length + i]!
      return {
        ...{ to, without, pieces: own.map((e) => e.id).sort() },
        decides: without.tier !== standing.tier,
      }
    }),
    uncounted: uncounted(evidence, counted, model),
  }
}

/** What a probability rests on, as it stands beside it. */
export function restsOn({ calibrated }: Pick<Score, 'calibrated'>): string {
  return calibrated ? `calibrated on ${calibrated.n} decisions` : 'assumed model'
}

function explainScheme(
  s: SchemeScore,
  now: Score,
  counted: readonly Evidence[],
  given: ToExplain,
  model: Model,
): SchemeExplained {
  const adds = s.parts.map((part) => familyAdds(part, s.scheme, counted, model))
  const missing = missingOf(s, now, given, model)
  return {
    ...{ scheme: s.scheme, prior: s.prior, weight: s.weight },
    ...{ towardsCase: s.towardsCase, probability: s.probability },
    accuses: adds.filter((a) => a.weight > 0).sort((a, b) => b.weight - a.weight),
    clears: adds.filter((a) => a.weight < 0).sort((a, b) => a.weight - b.weight),
    missing,
    least: s.weight + missing.reduce((sum, m) => sum + m.least - m.now, 0),
    most: s.weight + missing.reduce((sum, m) => sum + m.most - m.now, 0),
  }
}

function familyAdds(
  { family, mean, weight, towardsCase, capped }: FamilyPart,
  scheme: Scheme,
  counted: readonly Evidence[],
  model: Model,
): FamilyAdds {
  const { title, cap, floor, basis } = model.caps[family]
  const own = counted.filter((e) => e.family === family && (e.weights[scheme] ?? 0) !== 0)
  own.sort((a, b) => Math.abs(b.weights[scheme]!) - Math.abs(a.weights[scheme]!) || (a.id < b.id ? -1 : 1))
  return {
    ...{ family, title, weight, mean, capped, towardsCase, cap, floor, basis },
    pieces: own.map((e) => e.id),
  }
}

/** What could judge somebody of this type, is switched on and bears on the scheme, and has not judged. */
function missingOf(
  s: SchemeScore,
  now: Score,
  { subject, abstentions, detectors }: ToExplain,
  model: Model,
): Missing[] {
  const why = newestReasons(abstentions)
  const application = typeOf(subject) === 'application'
  const silent = new Map<Family, Detector[]>()
  for (const d of detectors.values()) {
    if (d.status === 'shadow' || d.status === 'retired' || d.audience === 'counsel') continue
    if (!d.bears.includes(s.scheme)) continue
    // Of somebody who works here, the application is missing only where it was heard of and could not be judged.
    const fits = application ? d.stage === 'application' : d.stage !== 'application'
    if (!fits && !why.has(d.id)) continue
    const judged = s.parts.some((p) => p.detectors.some((part) => part.detector === d.id))
    if (!judged) silent.set(d.family, [...(silent.get(d.family) ?? []), d])
  }
  const missing: Missing[] = []
  for (const [family, own] of silent) {
    const { title, cap, floor } = model.caps[family]
    const part = s.parts.find((p) => p.family === family)
    const { least, most } = couldAdd(part, own, cap, floor)
    const weight = part?.weight ?? 0
    if (least === weight && most === weight) continue
    missing.push({
      ...{ family, title, partly: part !== undefined, now: weight, least, most },
      detectors: own
        .map((d) => ({
          ...{ detector: d.id, title: d.title },
          ...(why.has(d.id) && { because: why.get(d.id)! }),
        }))
        .sort((a, b) => (a.detector < b.detector ? -1 : 1)),
      ifLeast: shifted(now, s.scheme, least - weight),
      ifMost: shifted(now, s.scheme, most - weight),
    })
  }
  return missing.sort((a, b) => b.most - b.now - (a.most - a.now) || (a.family < b.family ? -1 : 1))
}

/** Bounds of a family once the silent detectors have judged: all of them as clear, or as accusing, as can be. */
function couldAdd(
  part: FamilyPart | undefined,
  silent: readonly Detector[],
  cap: number,
  floor: number,
): { least: number; most: number } {
  if (!part || part.detectors.length === 0) return { least: floor, most: cap }
  // The strongest link counts: others that clear take nothing from it.
  if (silent.every((d) => 'links' in d)) return { least: part.weight, most: Math.max(cap, part.weight) }
  // A mean of ratios: n silent ones that say next to nothing divide what the k others say.
  const k = part.detectors.length
  const thinned = part.mean + Math.log10(k / (k + silent.filter((d) => !('links' in d)).length))
  return { least: Math.min(part.weight, Math.max(floor, thinned)), most: Math.max(cap, part.weight) }
}

/** P(misrepresentation) with one scheme's weight moved and everything else as it is; assumed model. */
function shifted(now: Score, scheme: Scheme, by: number): number {
  const odds = now.schemes.reduce(
    (sum, s) => sum + 10 ** (s.prior + s.weight + (s.scheme === scheme ? by : 0)),
    0,
  )
  return odds / (1 + odds)
}

function newestReasons(abstentions: readonly Abstention[]): Map<string, string> {
  const newest = new Map<string, Abstention>()
  for (const a of abstentions)
    if (a.from >= (newest.get(a.detector)?.from ?? Number.NEGATIVE_INFINITY)) newest.set(a.detector, a)
  return new Map([...newest].map(([detector, { because }]) => [detector, because]))
}

/** Evidence by what it was taken from, where that is not the subject itself: each is a link that could be wrong. */
function tiesOf(subject: SubjectRef, counted: readonly Evidence[]): [SubjectRef, Evidence[]][] {
  const by = new Map<SubjectRef, Evidence[]>()
  for (const e of counted) if (e.subject !== subject) by.set(e.subject, [...(by.get(e.subject) ?? []), e])
  return [...by].sort(([a], [b]) => (a < b ? -1 : 1))
}

function uncounted(
  evidence: readonly Evidence[],
  counted: readonly Evidence[],
  model: Model,
): ScoreExplained['uncounted'] {
  const weighs = new Set(counted)
  return evidence
    .filter((e) => !weighs.has(e))
    .map((e) => ({
      evidence: e.id,
      why: e.setAside
        ? ('set-aside' as const)
        : e.shadow
          ? ('shadow' as const)
          : model.caps[e.family].newest
            ? ('replaced' as const)
            : ('older' as const),
    }))
    .sort((a, b) => (a.evidence < b.evidence ? -1 : 1))
}
