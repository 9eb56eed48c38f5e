/**
 * A small seeded generator for simulated companies: the same seed gives the same numbers on every machine.
 * Nothing here is fit for secrets.
 */
export interface Random {
  /** Uniform in [0, 1). */
  next(): number
  /** A whole number from `low` to `high`, both included. */
  int(low: number, high: number): number
  chance(probability: number): boolean
  pick<T>(list: readonly T[]): T
  normal(mean: number, deviation: number): number
  /** `sigma` is the standard deviation of the natural logarithm. */
  logNormal(median: number, sigma: number): number
  /** Student's t with four degrees of freedom: people are heavier-tailed than a normal. */
  t4(scale: number): number
  hex(digits: number): string
}

/** Streams are named, so that one more worker does not change all others: `random('7/worker/12')`. */
export function random(name: string): Random {
  const next = mulberry32(fnv1a(name))
  const normal = (mean: number, deviation: number) =>
    mean + deviation * Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next())
  return {
    next,
    int: (low, high) => low + Math.floor(next() * (high - low + 1)),
    chance: (probability) => next() < probability,
    pick: (list) => list[Math.floor(next() * list.length)]!,
    normal,
    logNormal: (median, sigma) => median * Math.exp(normal(0, sigma)),
    t4(scale) {
      // normal / sqrt(chi-square with 4 degrees / 4); that chi-square is −2 ln of two uniforms' product
      const chi = -2 * Math.log((1 - next()) * (1 - next()))
      return (scale * normal(0, 1)) / Math.sqrt(chi / 4)
    },
    hex(digits) {
      let out = ''
      while (out.length < digits) out += Math.floor(next() * 16).toString(16)
      return out
    },
  }
}

/** Mulberry32 by Tommy Ettinger (public domain). */
function mulberry32(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

/** FNV-1a, 32 bits (Fowler, Noll, Vo). */
function fnv1a(text: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  return hash | 0
}
