/**
 * The exact two-sided interval of a share of which `k` in `n` were seen (Clopper and Pearson, Biometrika 26, 1934), 95 %
 * unless said: never narrower than it says. 0 to 1 where `n` is 0.
 */
export function exactInterval(k: number, n: number, level = 0.95): { low: number; high: number } {
  const tail = (1 - level) / 2
  const low = k === 0 ? 0 : bisect((p) => 1 - atMost(k - 1, n, p) < tail)
  const high = k === n ? 1 : bisect((p) => atMost(k, n, p) >= tail)
  return { low, high }
}

/** Where `holds`, true below and false above, turns. */
function bisect(holds: (p: number) => boolean): number {
  let [low, high] = [0, 1]
  for (let i = 0; i < 50; i++) {
    const middle = (low + high) / 2
    if (holds(middle)) low = middle
    else high = middle
  }
  return (low + high) / 2
}

/** P(X ≤ k) of a binomial, its terms in logarithms so that thousands of trials don't underflow. */
function atMost(k: number, n: number, p: number): number {
  let term = n * Math.log1p(-p)
  let sum = Math.exp(term)
  for (let i = 1; i <= k; i++) {
    term += Math.log((n - i + 1) / i) + Math.log(p) - Math.log1p(-p)
    sum += Math.exp(term)
  }
  return Math.min(1, sum)
}
