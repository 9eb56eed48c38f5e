import { calibrated } from './calibration.ts'
import { caps } from './caps.ts'
import { type About, curveOf, defaultModel, type Model, modelVersion, priorsFor } from './model.ts'
import { subjectTypes, typeOf } from './observations/kind.ts'
import { day } from './plan.ts'
import { type Evidence, type Family, type Scheme, schemes } from './types.ts'

/** What a score reads of a finding. */
export type Weighable = Pick<
  Evidence,
  'id' | 'detector' | 'family' | 'subject' | 'weights' | 'history' | 'to' | 'shadow'
>

/** One detector's part in a family, for one scheme: the mean of its windows' ratios, or its strongest link. */
export interface DetectorPart {
  detector: string
  /** log10 of the arithmetic mean of the ratios over windows; of a link detector, the largest over attributes. */
  mean: number
  windows: number
  evidence: string[]
}

export interface FamilyPart {
  family: Family
  /** log10 of the mean over its detectors, of which the link detectors are one by their strongest; before the cap. */
  mean: number
  /** What counts: the mean within cap and floor. */
  weight: number
  /** What counts towards opening a case. */
  towardsCase: number
  capped: boolean
  detectors: DetectorPart[]
}

export interface SchemeScore {
  scheme: Scheme
  prior: number
  weight: number
  towardsCase: number
  /** How many families accuse by at least `tiers.familyCounts`. */
  families: number
  /** P(scheme | evidence) under the model: assumed, unless the score says on what it was calibrated. */
  probability: number
  parts: FamilyPart[]
}

/** A subject's score: recomputable from the evidence alone, in any order. */
export interface Score {
  /** The likeliest scheme. */
  scheme: Scheme
  weight: number
  /** 1 − P(honest). */
  probability: number
  listed: boolean
  opens: boolean
  schemes: SchemeScore[]
  /** Version of the model that it was made by. */
  model: string
  /** On how many decisions the probability was calibrated, and what the assumed model alone would say. */
  calibrated?: { n: number; assumed: number }
}

/**
 * Scores one person or application from all standing evidence that weighs on it.
 *
 * Per scheme: the arithmetic mean of ratios over a detector's windows of the last 90 days (a mean of e-values
 * is an e-value whatever their dependence: Vovk and Wang 2021), the mean over a family's detectors, cap and
 * floor, and the product over families. Shadow evidence counts nothing. Shared attributes are no windows of one
 * measurement: of a link detector the strongest attribute counts, so that sharing a phone *and* a mailbox never
 * weighs less than sharing the mailbox alone, and harmless shares don't dilute a telling one, whichever link detector
 * found them. Checks are no windows of one measurement either: a confirmed answer replaces the denial of the week
 * before.
 *
 * `about` decides whose priors hold; without it the general ones. Where the model has been calibrated, the probability
 * is what decisions made of the assumed one, and the schemes share it as they shared the assumed one.
 */
export function score(evidence: readonly Weighable[], model: Model = defaultModel, about?: About): Score {
  const { tiers } = model
  const counted = recent(
    standing(
      evidence.filter((e) => !e.shadow),
      model,
    ),
    model,
  )
  const families = byFamily(counted)
  const priors = priorsFor(model, about)
  const scored = schemes.map((scheme) => scoreScheme(scheme, families, model, priors[scheme]))
  const odds = scored.map((s) => 10 ** (s.prior + s.weight))
  const all = odds.reduce((a, b) => a + b, 1)
  const assumed = 1 - 1 / all
  const fitted = calibrated(curveOf(model), all - 1)
  const probability = fitted?.probability ?? assumed
  const share = fitted ? probability / assumed : 1
  scored.forEach((s, i) => {
    s.probability = (odds[i]! / all) * share
  })
  const best = scored.reduce((a, b) => (b.weight + b.prior > a.weight + a.prior ? b : a))
  return {
    scheme: best.scheme,
    weight: best.weight,
    probability,
    listed: scored.some((s) => s.weight >= tiers.listed) && probability >= tiers.listedProbability,
    opens: scored.some((s) => s.towardsCase >= tiers.opens && s.families >= tiers.families),
    schemes: scored,
    model: modelVersion(model),
    ...(fitted && { calibrated: { n: fitted.n, assumed } }),
  }
}

/** What of the evidence weighs: not in shadow, not replaced by a later answer, not older than the model remembers. */
export function countedOf<E extends Weighable>(evidence: readonly E[], model: Model = defaultModel): E[] {
  return recent(
    standing(
      evidence.filter((e) => !e.shadow),
      model,
    ),
    model,
  )
}

/** Without what a later window of the same detector replaces, in families where an answer replaces the one before. */
function standing<E extends Weighable>(evidence: E[], { caps }: Model): E[] {
  const replaces = ({ family }: Weighable) => caps[family].newest === true
  const newest = new Map<string, number>()
  for (const e of evidence)
    if (replaces(e)) newest.set(e.detector, Math.max(newest.get(e.detector) ?? 0, e.to))
  return newest.size === 0
    ? evidence
    : evidence.filter((e) => !replaces(e) || e.to === newest.get(e.detector))
}

function recent<E extends Weighable>(evidence: readonly E[], { memoryDays }: Model): E[] {
  const newest = new Map<string, number>()
  for (const e of evidence) newest.set(e.detector, Math.max(newest.get(e.detector) ?? 0, e.to))
  return evidence.filter((e) => e.to > newest.get(e.detector)! - memoryDays * day)
}

/** A family's evidence by detector, the same for every scheme. */
interface Group {
  family: Family
  history: Weighable[]
  /** Schemes that some of it weighs. */
  weighs: ReadonlySet<string>
  /** What it comes to for every other scheme: nothing. */
  nothing: FamilyPart
  detectors: { detector: string; link: boolean; found: Weighable[]; ids: string[] }[]
}

function byFamily(evidence: readonly Weighable[]): Group[] {
  const families = groupBy(evidence, (e) => e.family)
  const groups: Group[] = []
  for (const family of familyOrder) {
    const own = families.get(family)
    if (!own) continue
    const detectors = [...groupBy(own, (e) => e.detector)]
      .map(([detector, found]) => ({
        ...{ detector, found, link: isLink(found) },
        ids: found.length === 1 ? [found[0]!.id] : found.map((e) => e.id).sort(),
      }))
      .sort((a, b) => (a.detector < b.detector ? -1 : 1))
    groups.push({
      family,
      history: own.filter((e) => e.history),
      weighs: new Set(own.flatMap((e) => Object.keys(e.weights))),
      nothing: {
        ...{ family, mean: 0, weight: 0, towardsCase: 0, capped: false },
        detectors: detectors.map(({ detector, found, ids }) => ({
          ...{ detector, mean: 0, windows: found.length, evidence: ids },
        })),
      },
      detectors,
    })
  }
  return groups
}

/** The order in which families are added up. */
export const familyOrder = Object.keys(caps) as Family[]

function scoreScheme(
  scheme: Scheme,
  families: readonly Group[],
  { caps, tiers }: Model,
  prior: number,
): SchemeScore {
  const parts: FamilyPart[] = []
  for (const { family, history, weighs, nothing, detectors: groups } of families) {
    if (!weighs.has(scheme)) {
      parts.push(nothing)
      continue
    }
    const detectors = groups.map(({ detector, link, found, ids }): DetectorPart => {
      const weights = found.map((e) => e.weights[scheme] ?? 0)
      return {
        detector,
        mean: link ? largest(weights) : meanOfRatios(weights),
        windows: found.length,
        evidence: [...ids],
      }
    })
    // Whatever found them, shared attributes are no measurements of one thing: the strongest counts once.
    const shared = detectors.filter((_, i) => groups[i]!.link).map((d) => d.mean)
    const measured = detectors.filter((_, i) => !groups[i]!.link).map((d) => d.mean)
    const mean = meanOfRatios(shared.length > 0 ? [...measured, largest(shared)] : measured)
    const { floor, towardsCase, withHistory, cap: usual } = caps[family]
    const rested = history.some((e) => (e.weights[scheme] ?? 0) > 0)
    const cap = (rested ? withHistory : undefined) ?? usual
    const weight = Math.min(cap, Math.max(floor, mean))
    parts.push({
      family,
      mean,
      weight,
      towardsCase: Math.min(towardsCase, weight),
      capped: mean > cap,
      detectors,
    })
  }
  return {
    scheme,
    prior,
    weight: sum(parts.map((p) => p.weight)),
    towardsCase: sum(parts.map((p) => p.towardsCase)),
    families: parts.filter((p) => p.towardsCase >= tiers.familyCounts).length,
    probability: 0,
    parts,
  }
}

/** Whether findings are about a shared attribute. */
export function isLink(found: readonly Weighable[]): boolean {
  return !(subjectTypes as readonly string[]).includes(typeOf(found[0]!.subject))
}

export function largest(weights: readonly number[]): number {
  return round(weights.reduce((a, b) => Math.max(a, b)))
}

/** log10 of the mean of 10^w. Sorted first, so that the result does not depend on the order of arrival. */
function meanOfRatios(weights: readonly number[]): number {
  if (weights.length === 0) return 0
  // What most findings say of most schemes: nothing.
  if (weights.every((w) => w === 0)) return 0
  if (weights.length === 1) return round(weights[0]!)
  const sorted = [...weights].sort((a, b) => a - b)
  const top = sorted.at(-1)!
  const total = sum(sorted.map((w) => 10 ** (w - top)))
  return round(top + Math.log10(total / sorted.length))
}

function sum(values: readonly number[]): number {
  return round(values.reduce((a, b) => a + b, 0))
}

/** To a billionth: keeps equal scores equal in print and in comparison. */
export function round(value: number): number {
  return Math.round(value * 1e9) / 1e9 + 0
}

function groupBy<T>(items: readonly T[], by: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const item of items) {
    const key = by(item)
    const group = groups.get(key)
    if (group) group.push(item)
    else groups.set(key, [item])
  }
  return groups
}

/** Odds of misrepresentation by the assumed model, before any calibration. */
export function oddsOf({ schemes: all }: Pick<Score, 'schemes'>): number {
  return all.reduce((sum, s) => sum + 10 ** (s.prior + s.weight), 0)
}
