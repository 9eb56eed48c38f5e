/**
 * A monotone map from the assumed model's odds to a probability, fitted to decisions with independent ground. Plain
 * JSON. Outside of the odds that decisions were made at it says nothing.
 */
export type CalibrationCurve = {
  /** The model that it was fitted to: `modelVersion` of the model without a curve. Of any other it says nothing. */
  of: string
  /** How many decisions it rests on, and how many of them confirmed. */
  n: number
  confirmed: number
  /** log10 of the assumed odds between which decisions were made. */
  from: number
  to: number
} & (
  | { method: 'isotonic'; at: readonly number[]; gives: readonly number[] }
  | { method: 'beta'; a: number; b: number; c: number }
)

/** Odds that were added up in another order are the same odds. */
const slack = 1e-9

/**
 * The calibrated probability at the assumed odds (not their logarithm); undefined without a curve, and outside of the
 * odds that it was fitted on.
 */
export function calibrated(
  curve: CalibrationCurve | undefined,
  odds: number,
): { probability: number; n: number } | undefined {
  if (!curve) return undefined
  const x = Math.log10(odds)
  if (x < curve.from - slack || x > curve.to + slack) return undefined
  return { probability: curveAt(curve, x), n: curve.n }
}

/** What the curve gives at log10 of the assumed odds. */
export function curveAt(curve: CalibrationCurve, x: number): number {
  if (curve.method === 'isotonic') return interpolated(curve.at, curve.gives, x)
  const { a, b, c } = curve
  const e = x * Math.LN10
  // With s = odds / (1 + odds): ln s = −ln(1 + e^−e), −ln(1 − s) = ln(1 + e^e).
  return 1 / (1 + Math.exp(-(c - a * Math.log1p(Math.exp(-e)) + b * Math.log1p(Math.exp(e)))))
}

/** Between knots in a straight line, so that nobody's probability jumps at a knot. */
function interpolated(at: readonly number[], gives: readonly number[], x: number): number {
  const next = at.findIndex((knot) => knot >= x)
  if (next < 0) return gives.at(-1)!
  if (next === 0) return gives[0]!
  const [a, b] = [at[next - 1]!, at[next]!]
  const part = (x - a) / (b - a)
  return gives[next - 1]! * (1 - part) + gives[next]! * part
}
