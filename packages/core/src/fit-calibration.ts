import { type CalibrationCurve, curveAt } from './calibration.ts'
import { exactInterval } from './interval.ts'
import type { Accuracy, CalibrationView, ReliabilityRow } from './views-of-scoring.ts'

/**
 * Turns decisions into a calibration curve. Only decisions that rest on something beside Telltale's own evidence may
 * come in here: else the model would be calibrated on itself.
 */
export interface GroundedDecision {
  /** log10 of the odds of misrepresentation by the assumed model, from what was known when it was decided. */
  odds: number
  confirmed: boolean
}

/**
 * Ten of the rarer outcome for each parameter that is fitted (Peduzzi et al., Journal of Clinical Epidemiology 49, 1996);
 * Beta calibration has three. Below that nothing is fitted, whatever it would look like.
 */
export const calibrationNeeds = { n: 60, ofEach: 30 } as const

type Method = NonNullable<CalibrationView['methods']>[number]['method']

export interface Fitted {
  /** Present where there are enough decisions and a curve foretells them better than the assumed model does. */
  curve?: CalibrationCurve
  /** How well the assumed model does; absent without decisions. */
  assumed?: Accuracy
  /** Cross-validated; absent below `calibrationNeeds`. */
  methods?: { method: Method; accuracy: Accuracy; chosen: boolean }[]
  reliability: ReliabilityRow[]
}

/** Fits and chooses by ten-fold cross-validation. The folds follow the order of the odds, so nothing is random. */
export function fitCalibration(decisions: readonly GroundedDecision[], of: string): Fitted {
  const sorted = [...decisions].sort((a, b) => a.odds - b.odds || Number(a.confirmed) - Number(b.confirmed))
  const n = sorted.length
  if (n === 0) return { reliability: [] }
  const confirmed = sorted.filter((d) => d.confirmed).length
  const assumed = sorted.map((d) => probabilityAt(d.odds))
  if (n < calibrationNeeds.n || Math.min(confirmed, n - confirmed) < calibrationNeeds.ofEach)
    return { assumed: accuracy(sorted, assumed), reliability: reliability(sorted, assumed) }
  const foretold: Record<Method, number[]> = {
    assumed,
    isotonic: crossValidated(sorted, fitIsotonic),
    beta: crossValidated(sorted, fitBeta),
  }
  const methods = (Object.keys(foretold) as Method[]).map((method) => ({
    ...{ method, accuracy: accuracy(sorted, foretold[method]), chosen: false },
  }))
  const best = methods.reduce((a, b) => (b.accuracy.logLoss < a.accuracy.logLoss ? b : a))
  best.chosen = true
  const shape =
    best.method === 'assumed' ? undefined : best.method === 'beta' ? fitBeta(sorted) : fitIsotonic(sorted)
  return {
    ...(shape && {
      curve: { ...{ of, n, confirmed, from: sorted[0]!.odds, to: sorted.at(-1)!.odds }, ...shape },
    }),
    assumed: methods[0]!.accuracy,
    methods,
    reliability: reliability(sorted, assumed, shape && foretold[best.method]),
  }
}

type Shape =
  | { method: 'isotonic'; at: number[]; gives: number[] }
  | { method: 'beta'; a: number; b: number; c: number }

const folds = 10

/** Of each decision what a curve says that was fitted without it. */
function crossValidated(
  sorted: readonly GroundedDecision[],
  fit: (d: readonly GroundedDecision[]) => Shape,
): number[] {
  const out = new Array<number>(sorted.length)
  for (let fold = 0; fold < folds; fold++) {
    const shape = fit(sorted.filter((_, i) => i % folds !== fold))
    for (let i = fold; i < sorted.length; i += folds)
      out[i] = curveAt(shape as CalibrationCurve, sorted[i]!.odds)
  }
  return out
}

/**
 * Pool adjacent violators (Ayer et al. 1955): the rising steps nearest to the decisions. Never 0 or 1: n decisions don't
 * show what happens once in n + 2.
 */
export function fitIsotonic(sorted: readonly GroundedDecision[]): Extract<Shape, { method: 'isotonic' }> {
  const blocks: { low: number; high: number; n: number; confirmed: number }[] = []
  for (let i = 0; i < sorted.length; ) {
    let end = i
    const block = { low: sorted[i]!.odds, high: sorted[i]!.odds, n: 0, confirmed: 0 }
    while (end < sorted.length && sorted[end]!.odds === block.low) {
      block.n++
      if (sorted[end]!.confirmed) block.confirmed++
      end++
    }
    i = end
    blocks.push(block)
    while (blocks.length > 1) {
      const [a, b] = [blocks.at(-2)!, blocks.at(-1)!]
      if (a.confirmed * b.n < b.confirmed * a.n) break
      blocks.splice(-2, 2, { low: a.low, high: b.high, n: a.n + b.n, confirmed: a.confirmed + b.confirmed })
    }
  }
  const least = 1 / (sorted.length + 2)
  const at: number[] = []
  const gives: number[] = []
  for (const { low, high, n, confirmed } of blocks) {
    const share = Math.min(1 - least, Math.max(least, confirmed / n))
    for (const knot of low === high ? [low] : [low, high]) {
      at.push(knot)
      gives.push(share)
    }
  }
  return { method: 'isotonic', at, gives }
}

/**
 * Beta calibration (Kull, Silva Filho and Flach, AISTATS 2017): logistic regression on ln s and −ln(1 − s) of the assumed
 * probability s, whose slopes may not fall; where one would, it is left out. The assumed model is a = b = 1, c = 0; a
 * normal prior of deviation 1 around it keeps few decisions from making certainty.
 */
export function fitBeta(sorted: readonly GroundedDecision[]): Extract<Shape, { method: 'beta' }> {
  const rows = sorted.map(({ odds, confirmed }) => {
    const e = odds * Math.LN10
    return { x: [-softplus(-e), softplus(e), 1] as const, y: confirmed ? 1 : 0 }
  })
  let theta = regress(rows, [true, true, true])
  for (const slope of [0, 1])
    if (theta[slope]! < 0) theta = regress(rows, slope === 0 ? [false, true, true] : [true, false, true])
  const [a, b, c] = theta as [number, number, number]
  return { method: 'beta', a: Math.max(0, a), b: Math.max(0, b), c }
}

function softplus(x: number): number {
  return x > 30 ? x : Math.log1p(Math.exp(x))
}

const prior = [1, 1, 0] as const

/** Newton's method on the penalised likelihood, which is concave: each step is halved until it gains. */
function regress(
  rows: readonly { x: readonly [number, number, number]; y: number }[],
  free: readonly boolean[],
): number[] {
  const of = [0, 1, 2].filter((i) => free[i])
  const theta: number[] = prior.map((p, i) => (free[i] ? p : 0))
  const dot = (t: readonly number[], x: readonly number[]) => t[0]! * x[0]! + t[1]! * x[1]! + t[2]! * x[2]!
  const gain = (t: readonly number[]) =>
    rows.reduce((sum, { x, y }) => sum - softplus(y === 1 ? -dot(t, x) : dot(t, x)), 0) -
    of.reduce((sum, i) => sum + (t[i]! - prior[i]!) ** 2 / 2, 0)
  for (let round = 0; round < 100; round++) {
    const slope = of.map((i) => prior[i]! - theta[i]!)
    const bend = of.map((i) => of.map((j) => (i === j ? 1 : 0)))
    for (const { x, y } of rows) {
      const p = 1 / (1 + Math.exp(-dot(theta, x)))
      of.forEach((i, a) => {
        slope[a]! += (y - p) * x[i]!
        of.forEach((j, b) => {
          bend[a]![b]! += p * (1 - p) * x[i]! * x[j]!
        })
      })
    }
    const step = solve(bend, slope)
    let size = 1
    const next = () => theta.map((t, i) => (of.includes(i) ? t + size * step[of.indexOf(i)]! : t))
    const before = gain(theta)
    while (size > 1e-6 && !(gain(next()) >= before)) size /= 2
    const moved = next()
    const far = Math.max(...moved.map((t, i) => Math.abs(t - theta[i]!)))
    moved.forEach((t, i) => {
      theta[i] = t
    })
    if (far < 1e-10) break
  }
  return theta
}

/** Gauss with pivots; the matrix is positive definite. */
function solve(matrix: number[][], right: number[]): number[] {
  const m = matrix.map((row, i) => [...row, right[i]!])
  const n = m.length
  for (let k = 0; k < n; k++) {
    let pivot = k
    for (let i = k + 1; i < n; i++) if (Math.abs(m[i]![k]!) > Math.abs(m[pivot]![k]!)) pivot = i
    ;[m[k], m[pivot]] = [m[pivot]!, m[k]!]
    for (let i = k + 1; i < n; i++) {
      const factor = m[i]![k]! / m[k]![k]!
      for (let j = k; j <= n; j++) m[i]![j]! -= factor * m[k]![j]!
    }
  }
  const x = new Array<number>(n).fill(0)
  for (let i = n - 1; i >= 0; i--) {
    let sum = m[i]![n]!
    for (let j = i + 1; j < n; j++) sum -= m[i]![j]! * x[j]!
    x[i] = sum / m[i]![i]!
  }
  return x
}

function probabilityAt(odds: number): number {
  return 1 / (1 + 10 ** -odds)
}

/** Brier 1950, and the mean logarithmic loss in nats. A probability that was certain and wrong counts as one in 10¹². */
export function accuracy(decisions: readonly GroundedDecision[], foretold: readonly number[]): Accuracy {
  let brier = 0
  let logLoss = 0
  decisions.forEach(({ confirmed }, i) => {
    const p = Math.min(1 - 1e-12, Math.max(1e-12, foretold[i]!))
    brier += ((confirmed ? 1 : 0) - p) ** 2
    logLoss -= Math.log(confirmed ? p : 1 - p)
  })
  return { brier: brier / decisions.length, logLoss: logLoss / decisions.length }
}

const edges = [0, 0.05, 0.2, 0.5, 0.8, 0.95, 0.99, 1] as const

/** How often what was said to be so likely was so: shares with exact 95 % intervals. Empty rows are left out. */
export function reliability(
  decisions: readonly GroundedDecision[],
  assumed: readonly number[],
  calibrated?: readonly number[],
): ReliabilityRow[] {
  return edges.slice(1).flatMap((to, i): ReliabilityRow[] => {
    const from = edges[i]!
    const last = i === edges.length - 2
    const own = decisions.flatMap((_, d) => (assumed[d]! >= from && (assumed[d]! < to || last) ? [d] : []))
    if (own.length === 0) return []
    const mean = (of: readonly number[]) => own.reduce((sum, d) => sum + of[d]!, 0) / own.length
    const confirmed = own.filter((d) => decisions[d]!.confirmed).length
    return [
      {
        ...{ from, to, n: own.length, confirmed, assumed: mean(assumed) },
        ...(calibrated && { calibrated: mean(calibrated) }),
        share: confirmed / own.length,
        ...exactInterval(confirmed, own.length),
      },
    ]
  })
}
