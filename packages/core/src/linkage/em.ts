import { contexts, type Field, fields, missing, room } from './fields.ts'
import type { FieldModel, Shares } from './model.ts'

/** Pairs as levels and log10 of how often strangers agree so: `width` numbers a pair, in the order of `fields`. */
export interface Compared {
  count: number
  /** Level and context: see `code`. */
  levels: Uint8Array
  u: Float32Array
}

export const width = fields.length

export function code(level: number, context: number): number {
  return context * room + level
}

/** One number for each level in each context. */
const codes = room * contexts.length

/** What the assumed share of a level counts as, in pairs of one person. */
const assumedPairs = 20
const rounds = 8

/**
 * Expectation maximisation of the levels' shares among records of one person (Winkler 1988), with those among strangers held: over
 * the pairs of one blocking rule, without the fields that it looks at.
 *
 * @returns expected counts by field and code; none for fields that are left out
 */
export function expect(
  compared: Compared,
  start: Record<Field, FieldModel>,
  without: readonly Field[],
): Partial<Record<Field, Float64Array>> {
  const used = fields.map((field, f) => ({ field, f })).filter(({ field }) => !without.includes(field))
  // By place in `used`: no look-up for each of a million numbers.
  const columns = Int32Array.from(used, ({ f }) => f)
  const m = used.map(({ field }) => spreadOut(start[field], (shares) => shares.m.map(Math.log)))
  const counts = used.map(() => new Float64Array(codes))
  const { levels, u } = compared
  let share = 0.3
  for (let round = 0; round < rounds; round++) {
    for (const one of counts) one.fill(0)
    let matches = 0
    const odds = Math.log(share / (1 - share))
    for (let i = 0; i < compared.count; i++) {
      let sum = odds
      const at = i * width
      for (let c = 0; c < columns.length; c++) {
        const level = levels[at + columns[c]!]!
        if (level !== missing) sum += m[c]![level]! - u[at + columns[c]!]! * Math.LN10
      }
      const p = 1 / (1 + Math.exp(-sum))
      if (p < 0.001) continue
      matches += p
      for (let c = 0; c < columns.length; c++) {
        const level = levels[at + columns[c]!]!
        if (level !== missing) counts[c]![level]! += p
      }
    }
    share = Math.min(0.95, Math.max(0.0005, matches / Math.max(1, compared.count)))
    used.forEach(({ field }, c) => {
      m[c] = spreadOut(start[field], (shares, context) =>
        smooth(countsOf(counts[c]!, context), shares.m).map(Math.log),
      )
    })
  }
  return Object.fromEntries(used.map(({ field }, c) => [field, counts[c]!]))
}

/** The counts of one context, by level. */
export function countsOf(counts: Float64Array, context: number): Float64Array {
  return counts.subarray(context * room, (context + 1) * room)
}

function spreadOut(model: FieldModel, of: (shares: Shares, context: number) => number[]): Float64Array {
  const out = new Float64Array(codes)
  contexts.forEach((context, i) => {
    out.set(of((context === 'alone' ? undefined : model[context]) ?? model, i), i * room)
  })
  return out
}

/** Counts as shares, with the assumed ones in them as `weight` pairs, so that nothing is impossible. */
export function smooth(
  counts: ArrayLike<number>,
  assumed: readonly number[],
  weight = assumedPairs,
): number[] {
  let sum = weight
  for (let i = 0; i < assumed.length; i++) sum += counts[i]!
  return assumed.map((share, i) => (counts[i]! + share * weight) / sum)
}
