/** A link of two members of a component, by their places in it. */
export interface Link {
  a: number
  b: number
  /** Infinity where a person said so. */
  weight: number
}

/** So many members of either side, in canonical order, stand for the rest when two clusters are weighed. */
const sampled = 12
/** One pair says no more than this for or against two clusters. */
const bound = 6

/**
 * The clusters of one connected component. Links are taken in canonical order: heaviest first, then by the places of the two,
 * which are in the order of their ids. A link joins the clusters of its two records unless a person said "never again" of any two
 * of them, or unless all records together, in the mean of their pairs, say otherwise: so one bad link does not chain two people.
 *
 * @param apart whether a person said that these two members are different people
 * @param weigh weight of any two members, linked or not
 * @returns for each member the place of its cluster's first member
 */
export function clustersOf(
  size: number,
  links: readonly Link[],
  floor: number,
  apart: (a: number, b: number) => boolean,
  weigh: (a: number, b: number) => number,
): Int32Array {
  const cluster = Int32Array.from({ length: size }, (_, i) => i)
  const members: number[][] = Array.from({ length: size }, (_, i) => [i])
  const ordered = links
    .map(({ a, b, weight }) => (a < b ? { a, b, weight } : { a: b, b: a, weight }))
    .sort((x, y) => (x.weight === y.weight ? x.a - y.a || x.b - y.b : y.weight - x.weight))
  for (const { a, b, weight } of ordered) {
    const [x, y] = [cluster[a]!, cluster[b]!]
    if (x === y) continue
    const [into, from] = x < y ? [x, y] : [y, x]
    const [left, right] = [members[into]!, members[from]!]
    if (left.some((one) => right.some((other) => apart(one, other)))) continue
    if (
      weight !== Number.POSITIVE_INFINITY &&
      left.length + right.length > 2 &&
      mean(left, right, weigh) < floor
    )
      continue
    for (const one of right) cluster[one] = into
    members[into] = left.concat(right).sort((p, q) => p - q)
    members[from] = []
  }
  return cluster
}

function mean(
  left: readonly number[],
  right: readonly number[],
  weigh: (a: number, b: number) => number,
): number {
  let sum = 0
  const [n, m] = [Math.min(left.length, sampled), Math.min(right.length, sampled)]
  for (let i = 0; i < n; i++)
    for (let j = 0; j < m; j++) {
      const [a, b] = [left[i]!, right[j]!]
      // In one order of the two, so that the sum is the same to the last bit.
      sum += Math.max(-bound, Math.min(bound, a < b ? weigh(a, b) : weigh(b, a)))
    }
  return sum / (n * m)
}
