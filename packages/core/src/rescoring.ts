import { calibrated } from './calibration.ts'
import { type About, curveOf, type Model, priorsFor } from './model.ts'
import { subjectTypes } from './observations/kind.ts'
import { day } from './plan.ts'
import { familyOrder, round, type Weighable } from './scoring.ts'
import { type Scheme, schemes } from './types.ts'
import type { Standing } from './views-of-scoring.ts'

/**
 * Many scores by a changed model, without the parts that explain them: what `score` says of the same evidence, to the
 * last bit, in a fraction of its time. What a model can change without looking at the evidence again (priors, caps,
 * floors, tiers, calibration) is one pass over columns.
 */

const width = schemes.length
/** One bit a scheme: some of the family's accusing evidence rests on the subject's own earlier days. */
type Rested = Uint8Array

/** Means per subject, family and scheme. Row i of subject s lies in `first[s]` to `first[s + 1]`. */
export interface Prepared {
  subjects: number
  first: Uint32Array
  family: Uint8Array
  /** `width` numbers a row. */
  means: Float64Array
  rested: Rested
  /** What of the model was looked at: another model of the same kind needs no new preparation. */
  by: string
}

/** What preparation reads of a model. Equal text: prepared columns fit. */
export function preparedBy({ memoryDays, caps }: Model): string {
  return JSON.stringify([memoryDays, familyOrder.filter((f) => caps[f].newest)])
}

/** Columns from the evidence of each subject, in the order given. */
export function prepare(subjects: readonly (readonly Weighable[])[], model: Model): Prepared {
  const columns = newColumns(subjects.length)
  const means = meansBy(model)
  subjects.forEach((evidence, s) => {
    means(evidence, columns)
    columns.first[s + 1] = columns.rows
  })
  const { first, rows } = columns
  return {
    ...{ subjects: subjects.length, first, by: preparedBy(model) },
    family: columns.family.subarray(0, rows),
    means: columns.means.subarray(0, rows * width),
    rested: columns.rested.subarray(0, rows),
  }
}

interface Columns {
  rows: number
  first: Uint32Array
  family: Uint8Array
  means: Float64Array
  rested: Rested
}

function newColumns(subjects: number, rows = Math.max(16, subjects * 6)): Columns {
  return {
    rows: 0,
    first: new Uint32Array(subjects + 1),
    family: new Uint8Array(rows),
    means: new Float64Array(rows * width),
    rested: new Uint8Array(rows),
  }
}

function grown(columns: Columns): void {
  const rows = columns.family.length * 2
  const next = newColumns(0, rows)
  next.family.set(columns.family)
  next.means.set(columns.means)
  next.rested.set(columns.rested)
  columns.family = next.family
  columns.means = next.means
  columns.rested = next.rested
}

const familyNumber = new Map<string, number>(familyOrder.map((f, i) => [f, i]))
const schemeNumber = new Map<string, number>(schemes.map((s, i) => [s, i]))
const ownTypes = new Set<string>(subjectTypes)

/** Adds one subject's rows. What it looks up by detector lies in arrays that are used again for each subject. */
function meansBy({ memoryDays, caps }: Model): (evidence: readonly Weighable[], columns: Columns) => void {
  const memory = memoryDays * day
  const replaces = familyOrder.map((f) => caps[f].newest === true)
  const numbers = new Map<string, number>()
  /** By detector: its newest window, and its first and last counted finding of this subject. */
  const newest: number[] = []
  const head: number[] = []
  const tail: number[] = []
  const familyOf: number[] = []
  const isLinkOf: boolean[] = []
  /** By finding: its detector (−1 in shadow), the detector's next one, its weights, which of them are there. */
  const detectorOf: number[] = []
  const next: number[] = []
  let weights = new Float64Array(64 * width)
  const weighs: number[] = []
  const seen: number[] = []
  // An array that is emptied gives its memory back, and asks for it again with the next number.
  let values = new Float64Array(64)
  let measured = new Float64Array(64)
  return (evidence, columns) => {
    const many = evidence.length
    if (many * width > weights.length) {
      weights = new Float64Array(2 * many * width)
      values = new Float64Array(2 * many)
      measured = new Float64Array(2 * many)
    }
    seen.length = 0
    for (let i = 0; i < many; i++) {
      const e = evidence[i]!
      if (e.shadow) {
        detectorOf[i] = -1
        continue
      }
      let d = numbers.get(e.detector)
      if (d === undefined) {
        d = numbers.size
        numbers.set(e.detector, d)
        head[d] = -1
        familyOf[d] = familyNumber.get(e.family)!
      }
      detectorOf[i] = d
      if (head[d] === -1) {
        seen.push(d)
        head[d] = -2
        newest[d] = e.to
      } else if (e.to > newest[d]!) newest[d] = e.to
    }
    for (let i = 0; i < many; i++) {
      const d = detectorOf[i]!
      if (d < 0) continue
      const e = evidence[i]!
      if (replaces[familyOf[d]!] ? e.to !== newest[d] : e.to <= newest[d]! - memory) continue
      next[i] = -1
      if (head[d]! < 0) head[d] = i
      else next[tail[d]!] = i
      tail[d] = i
      const w = e.weights
      let there = 0
      const at = i * width
      for (let s = 0; s < width; s++) weights[at + s] = 0
      // Most findings weigh a scheme or two: asking for each of all schemes takes longer.
      for (const scheme in w) {
        const s = schemeNumber.get(scheme)
        const weight = w[scheme as Scheme]
        if (s === undefined || weight === undefined) continue
        weights[i * width + s] = weight
        there |= 1 << s
      }
      weighs[i] = there
    }
    // Few detectors judge one subject: sorted in place, those of one family beside each other.
    for (let k = 1; k < seen.length; k++) {
      const d = seen[k]!
      let j = k - 1
      for (; j >= 0 && familyOf[seen[j]!]! > familyOf[d]!; j--) seen[j + 1] = seen[j]!
      seen[j + 1] = d
    }
    for (let k = 0; k < seen.length; ) {
      const f = familyOf[seen[k]!]!
      let end = k + 1
      while (end < seen.length && familyOf[seen[end]!] === f) end++
      if (columns.rows === columns.family.length) grown(columns)
      const row = columns.rows++
      columns.family[row] = f
      let there = 0
      let rested = 0
      for (let j = k; j < end; j++) {
        const first = head[seen[j]!]!
        isLinkOf[seen[j]!] = first >= 0 && isShared(evidence[first]!.subject)
        for (let i = first; i >= 0; i = next[i]!) {
          there |= weighs[i]!
          if (evidence[i]!.history)
            for (let s = 0; s < width; s++) if (weights[i * width + s]! > 0) rested |= 1 << s
        }
      }
      for (let s = 0; s < width; s++) {
        if (!(there & (1 << s))) continue
        let means = 0
        let shared = Number.NEGATIVE_INFINITY
        for (let j = k; j < end; j++) {
          const first = head[seen[j]!]!
          if (first < 0) continue
          if (isLinkOf[seen[j]!]) {
            let most = Number.NEGATIVE_INFINITY
            for (let i = first; i >= 0; i = next[i]!) most = Math.max(most, weights[i * width + s]!)
            shared = Math.max(shared, round(most))
            continue
          }
          let n = 0
          for (let i = first; i >= 0; i = next[i]!) values[n++] = weights[i * width + s]!
          measured[means++] = meanInPlace(values, n)
        }
        if (shared > Number.NEGATIVE_INFINITY) measured[means++] = round(shared)
        columns.means[row * width + s] = meanInPlace(measured, means)
      }
      columns.rested[row] = rested
      k = end
    }
    for (const d of seen) head[d] = -1
  }
}

/** `meanOfRatios`, step by step the same, of values that nobody needs in their order any more. */
function meanInPlace(values: Float64Array, n: number): number {
  if (n === 1) return round(values[0]!)
  let nothing = true
  for (let i = 1; i < n; i++) {
    const w = values[i]!
    let j = i - 1
    for (; j >= 0 && values[j]! > w; j--) values[j + 1] = values[j]!
    values[j + 1] = w
  }
  for (let i = 0; i < n; i++) if (values[i] !== 0) nothing = false
  if (nothing) return 0
  const top = values[n - 1]!
  let total = 0
  for (let i = 0; i < n; i++) total += 10 ** (values[i]! - top)
  return round(top + Math.log10(round(total) / n))
}

function isShared(subject: string): boolean {
  return !ownTypes.has(subject.slice(0, subject.indexOf(':')))
}

/** One entry a subject, in the order of the prepared ones. */
export interface Rescored {
  /** log10 of the likeliest scheme, and its number in `schemes`. */
  weight: Float64Array
  scheme: Uint8Array
  probability: Float64Array
  /** Bit 1: listed; bit 2: opens a case. */
  tier: Uint8Array
}

/**
 * Scores all prepared subjects by a model. Throws where the model remembers another number of days or replaces answers
 * in other families than the one they were prepared by: prepare anew.
 */
export function rescore(prepared: Prepared, model: Model, about?: readonly (About | undefined)[]): Rescored {
  if (prepared.by !== preparedBy(model))
    throw new Error(
      'these scores were prepared by a model with another memory or with other families whose answers are replaced: prepare them again from the evidence',
    )
  const { subjects } = prepared
  const out: Rescored = {
    weight: new Float64Array(subjects),
    scheme: new Uint8Array(subjects),
    probability: new Float64Array(subjects),
    tier: new Uint8Array(subjects),
  }
  const one = scorer(model)
  const general = schemes.map((s) => model.priors[s])
  const known = new Map<About, number[]>()
  for (let s = 0; s < subjects; s++) {
    const whom = about?.[s]
    let priors = general
    if (whom) {
      let own = known.get(whom)
      if (!own) {
        const of = priorsFor(model, whom)
        own = schemes.map((scheme) => of[scheme])
        known.set(whom, own)
      }
      priors = own
    }
    one(prepared, prepared.first[s]!, prepared.first[s + 1]!, priors, out, s)
  }
  return out
}

/** A billionth, as `round` of scoring.ts has it. */
function scorer(model: Model) {
  const { tiers } = model
  const curve = curveOf(model)
  const caps = familyOrder.map((f) => model.caps[f])
  const cap = Float64Array.from(caps, (c) => c.cap)
  const withHistory = Float64Array.from(caps, (c) => c.withHistory ?? c.cap)
  const floor = Float64Array.from(caps, (c) => c.floor)
  const towardsCase = Float64Array.from(caps, (c) => c.towardsCase)
  return (
    { family, means, rested }: Pick<Prepared, 'family' | 'means' | 'rested'>,
    from: number,
    to: number,
    priors: readonly number[],
    out: Rescored,
    at: number,
  ) => {
    let all = 1
    let best = 0
    let bestOf = Number.NEGATIVE_INFINITY
    let bestWeight = 0
    let listed = false
    let opens = false
    for (let s = 0; s < width; s++) {
      let weight = 0
      let towards = 0
      let families = 0
      for (let row = from; row < to; row++) {
        const f = family[row]!
        const mean = means[row * width + s]!
        // What a family does not say of a scheme is nothing, whatever its floor and cap.
        if (mean === 0) continue
        const most = rested[row]! & (1 << s) ? withHistory[f]! : cap[f]!
        const least = floor[f]!
        const counts = Math.min(most, Math.max(least, mean))
        weight += counts
        const forCase = Math.min(towardsCase[f]!, counts)
        towards += forCase
        if (forCase >= tiers.familyCounts) families++
      }
      weight = round(weight)
      all += 10 ** (priors[s]! + weight)
      if (weight + priors[s]! > bestOf) {
        bestOf = weight + priors[s]!
        best = s
        bestWeight = weight
      }
      if (weight >= tiers.listed) listed = true
      if (round(towards) >= tiers.opens && families >= tiers.families) opens = true
    }
    const probability = calibrated(curve, all - 1)?.probability ?? 1 - 1 / all
    out.weight[at] = bestWeight
    out.scheme[at] = best
    out.probability[at] = probability
    out.tier[at] = (listed && probability >= tiers.listedProbability ? 1 : 0) | (opens ? 2 : 0)
  }
}

export function standingAt(of: Rescored, at: number): Standing {
  const tier = of.tier[at]!
  return {
    scheme: schemes[of.scheme[at]!]!,
    weight: of.weight[at]!,
    probability: of.probability[at]!,
    tier: tier & 2 ? 'case' : tier & 1 ? 'listed' : 'nothing',
  }
}

/**
 * What would stand without some of a subject's evidence, for many choices of it: only the families that lose something
 * are weighed again.
 */
export function withoutEach<E extends Weighable>(
  evidence: readonly E[],
  losses: readonly ReadonlySet<E>[],
  model: Model,
  about?: About,
): Standing[] {
  const byFamily = new Map<string, E[]>()
  for (const e of evidence) {
    const own = byFamily.get(e.family)
    if (own) own.push(e)
    else byFamily.set(e.family, [e])
  }
  const order = familyOrder.filter((f) => byFamily.has(f))
  const whole = order.map((f) => prepare([byFamily.get(f)!], model))
  const prior = schemes.map((s) => priorsFor(model, about)[s])
  const one = scorer(model)
  const out: Rescored = {
    weight: new Float64Array(1),
    scheme: new Uint8Array(1),
    probability: new Float64Array(1),
    tier: new Uint8Array(1),
  }
  return losses.map((lost) => {
    const touched = new Set<string>()
    for (const e of lost) touched.add(e.family)
    const parts = order.map((f, i) =>
      touched.has(f) ? prepare([byFamily.get(f)!.filter((e) => !lost.has(e))], model) : whole[i]!,
    )
    const rows = parts.reduce((n, p) => n + p.family.length, 0)
    const joined = {
      family: new Uint8Array(rows),
      means: new Float64Array(rows * width),
      rested: new Uint8Array(rows),
    }
    let row = 0
    for (const p of parts) {
      joined.family.set(p.family, row)
      joined.means.set(p.means, row * width)
      joined.rested.set(p.rested, row)
      row += p.family.length
    }
    one(joined, 0, rows, prior, out, 0)
    return standingAt(out, 0)
  })
}
