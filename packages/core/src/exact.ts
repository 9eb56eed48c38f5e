import { exactInterval } from './interval.ts'

/**
 * How many of `all` have a mark, when `k` of `n` that were drawn from them without replacement do: the exact two-sided
 * 95 % interval (the hypergeometric one; Wang, Statistica Sinica 25, 2015, names this construction). In whole subjects.
 */
export function markedOf(k: number, n: number, all: number): { low: number; high: number } {
  const tail = 0.025
  // Both tails are monotone in how many are marked.
  const low = k === 0 ? 0 : least(k, all - (n - k), (marked) => 1 - atMost(k - 1, n, marked, all) > tail)
  const high = k === n ? all : most(k, all - (n - k), (marked) => atMost(k, n, marked, all) > tail)
  return { low, high }
}

function least(from: number, to: number, holds: (m: number) => boolean): number {
  let [low, high] = [from, to]
  while (low < high) {
    const middle = Math.floor((low + high) / 2)
    if (holds(middle)) high = middle
    else low = middle + 1
  }
  return low
}

function most(from: number, to: number, holds: (m: number) => boolean): number {
  let [low, high] = [from, to]
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if (holds(middle)) low = middle
    else high = middle - 1
  }
  return low
}

/** P(X ≤ k) of `n` drawn from `all` of which `marked` have the mark. */
function atMost(k: number, n: number, marked: number, all: number): number {
  let sum = 0
  for (let i = Math.max(0, n - (all - marked)); i <= Math.min(k, marked); i++) sum += drawn(i, n, marked, all)
  return Math.min(1, sum)
}

function drawn(k: number, n: number, marked: number, all: number): number {
  return Math.exp(choose(marked, k) + choose(all - marked, n - k) - choose(all, n))
}

/** log of the binomial coefficient; −∞ where there is none. */
function choose(n: number, k: number): number {
  if (k < 0 || k > n) return Number.NEGATIVE_INFINITY
  return logFactorial(n) - logFactorial(k) - logFactorial(n - k)
}

const small: number[] = [0]
for (let i = 1; i < 256; i++) small.push(small[i - 1]! + Math.log(i))

/** Exact sums for small n, Stirling's series above: its error is below 1e-13 there. */
function logFactorial(n: number): number {
  if (n < small.length) return small[n]!
  return n * Math.log(n) - n + 0.5 * Math.log(2 * Math.PI * n) + 1 / (12 * n) - 1 / (360 * n ** 3)
}

/**
 * Fisher's exact test of a 2×2 table, two-sided: the probability of every table with these margins that is no likelier
 * than the one seen (Fisher 1935; Agresti, Categorical Data Analysis, 3.5). 1 where a margin is empty.
 */
export function fisherExact(a: number, b: number, c: number, d: number): number {
  const [n, marked, all] = [a + b, a + c, a + b + c + d]
  const seen = drawn(a, n, marked, all)
  let p = 0
  for (let i = Math.max(0, n - (all - marked)); i <= Math.min(n, marked); i++) {
    const one = drawn(i, n, marked, all)
    // Equal tables differ by rounding only.
    if (one <= seen * (1 + 1e-7)) p += one
  }
  return Math.min(1, p)
}

/**
 * By how much a count grew, with its exact 95 % interval: given their sum, the later one of two Poisson counts over times
 * of equal length is binomial (Przyborowski and Wilenski, Biometrika 31, 1940).
 */
export function countChange(before: number, now: number): { change: number; low: number; high: number } {
  const sum = before + now
  if (sum === 0) return { change: 0, low: 0, high: 0 }
  const { low, high } = exactInterval(now, sum)
  return { change: now - before, low: sum * (2 * low - 1), high: sum * (2 * high - 1) }
}

/**
 * The ratio of two shares, with an interval that holds at 95 % at least whatever the sizes: the exact intervals of both at
 * 97.5 %, divided (Bonferroni). Wider than approximations, which fail where few were seen. Undefined without anybody, or
 * where nobody of the second was chosen.
 */
export function shareRatio(
  [a, n]: readonly [number, number],
  [b, m]: readonly [number, number],
): { ratio: number; low: number; high: number } | undefined {
  if (n === 0 || m === 0 || b === 0) return undefined
  const [one, other] = [exactInterval(a, n, 0.975), exactInterval(b, m, 0.975)]
  return { ratio: a / n / (b / m), low: one.low / other.high, high: one.high / other.low }
}

/** Median and the quarters at either side, between neighbours where there is no one in the middle; undefined of nothing. */
export function middleHalf(
  values: readonly number[],
): { median: number; low: number; high: number; n: number } | undefined {
  if (values.length === 0) return undefined
  const sorted = [...values].sort((a, b) => a - b)
  const at = (share: number) => {
    const place = share * (sorted.length - 1)
    const [below, above] = [sorted[Math.floor(place)]!, sorted[Math.ceil(place)]!]
    return below + (above - below) * (place - Math.floor(place))
  }
  return { median: at(0.5), low: at(0.25), high: at(0.75), n: sorted.length }
}
