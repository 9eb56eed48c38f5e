/** How well a partition of records fits the truth: over pairs, and over whole clusters of two and more. */
export interface Agreement {
  precision: number
  recall: number
  f1: number
  /** Clusters that hold exactly one person's records, all of them. */
  clusters: { precision: number; recall: number; f1: number }
  largest: number
}

/** `found` and `truth` give each record's cluster as any number; records by position. */
export function agreement(found: Uint32Array, truth: Uint32Array): Agreement {
  const f = sizes(found)
  const t = sizes(truth)
  const both = new Map<number, Map<number, number>>()
  for (let i = 0; i < found.length; i++) {
    const row = both.get(found[i]!) ?? new Map<number, number>()
    both.set(found[i]!, row.set(truth[i]!, (row.get(truth[i]!) ?? 0) + 1))
  }
  let pairs = 0
  let exact = 0
  for (const [cluster, row] of both)
    for (const [person, n] of row) {
      pairs += (n * (n - 1)) / 2
      if (n > 1 && f.get(cluster) === n && t.get(person) === n) exact++
    }
  const of = (right: number, all: number, real: number) => {
    const [precision, recall] = [all === 0 ? 1 : right / all, real === 0 ? 1 : right / real]
    return { precision, recall, f1: right === 0 ? 0 : (2 * precision * recall) / (precision + recall) }
  }
  const count = (m: Map<number, number>) => [...m.values()].reduce((s, n) => s + (n * (n - 1)) / 2, 0)
  const many = (m: Map<number, number>) => [...m.values()].filter((n) => n > 1).length
  return {
    ...of(pairs, count(f), count(t)),
    clusters: of(exact, many(f), many(t)),
    largest: [...f.values()].reduce((a, b) => Math.max(a, b), 0),
  }
}

function sizes(of: Uint32Array): Map<number, number> {
  const out = new Map<number, number>()
  for (const c of of) out.set(c, (out.get(c) ?? 0) + 1)
  return out
}
