/** Seeded draws: a session of the range is the same each time it is played with the same seed. */
export type Random = () => number

/** mulberry32 (Tommy Ettinger, public domain): uniform on [0, 1). */
export function random(seed: number): Random {
  let a = seed >>> 0
  return () => {
    a = (a + 0x6d2b79f5) >>> 0
    let t = a
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

export function normal(rng: Random, mean = 0, sd = 1): number {
  return mean + sd * Math.sqrt(-2 * Math.log(1 - rng())) * Math.cos(2 * Math.PI * rng())
}

/** Log-normal by its median and the standard deviation of its logarithm. */
export function lognormal(rng: Random, median: number, spread: number): number {
  return median * Math.exp(normal(rng, 0, spread))
}

export function exponential(rng: Random, mean: number): number {
  return -mean * Math.log(1 - rng())
}

/** A seed made of several parts: the same parts give the same seed, near ones give unrelated seeds. */
export function seedOf(...parts: (string | number)[]): number {
  let h = 2166136261
  for (const char of parts.join('|')) h = Math.imul(h ^ char.charCodeAt(0), 16777619)
  return h >>> 0
}
