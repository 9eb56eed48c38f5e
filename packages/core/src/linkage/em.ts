import { type Field, fields, levels, missing } from './fields.ts'
import type { FieldModel } from './model.ts'

/** Pairs as levels and log10 of how often strangers agree so: `width` numbers a pair, in the order of `fields`. */
export interface Compared {
  count: number
  levels: Uint8Array
  u: Float32Array
}

export const width = fields.length

/** What the assumed share of a level counts as, in pairs of one person. */
const assumedPairs = 20
const rounds = 12

/**
 * Expectation maximisation of the levels' shares among records of one person (Winkler 1988), with those among strangers held: over
 * the pairs of one blocking rule, without the fields that it looks at.
 *
 * @returns expected counts by field and level; none for fields that are left out
 */
export function expect(
  compared: Compared,
  start: Record<Field, FieldModel>,
  without: readonly Field[],
): { counts: Partial<Record<Field, number[]>>; matches: number } {
  const used = fields.map((field, f) => ({ field, f })).filter(({ field }) => !without.includes(field))
  const m = new Map(used.map(({ field, f }) => [f, Float64Array.from(start[field].m, Math.log)]))
  const counts = new Map(used.map(({ field, f }) => [f, new Float64Array(levels[field].length)]))
  const toNatural = Math.LN10
  let share = 0.3
  let matches = 0
  for (let round = 0; round < rounds; round++) {
    for (const one of counts.values()) one.fill(0)
    matches = 0
    const odds = Math.log(share / (1 - share))
    for (let i = 0; i < compared.count; i++) {
      let sum = odds
      const at = i * width
      for (const { f } of used) {
        const level = compared.levels[at + f]!
        if (level !== missing) sum += m.get(f)![level]! - compared.u[at + f]! * toNatural
      }
      const p = 1 / (1 + Math.exp(-sum))
      if (p < 0.001) continue
      matches += p
      for (const { f } of used) {
        const level = compared.levels[at + f]!
        if (level !== missing) counts.get(f)![level]! += p
      }
    }
    share = Math.min(0.95, Math.max(0.0005, matches / Math.max(1, compared.count)))
    for (const { field, f } of used)
      smooth(counts.get(f)!, start[field].m).forEach((x, level) => {
        m.get(f)![level] = Math.log(x)
      })
  }
  return { counts: Object.fromEntries(used.map(({ field, f }) => [field, [...counts.get(f)!]])), matches }
}

/** Counts as shares, with the assumed ones in them as `weight` pairs, so that nothing is impossible. */
export function smooth(
  counts: ArrayLike<number>,
  assumed: readonly number[],
  weight = assumedPairs,
): number[] {
  let sum = weight
  for (let i = 0; i < counts.length; i++) sum += counts[i]!
  return assumed.map((share, i) => (counts[i]! + share * weight) / sum)
}
