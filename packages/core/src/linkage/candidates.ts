import type { Blocks } from './blocks.ts'
import type { Columns } from './columns.ts'
import type { Scorer } from './scorer.ts'

/** So far below the threshold pairs are kept, for a person to look at. */
export const reviewed = 1

/**
 * Scores the candidate pairs whose earlier row leaves `part` when divided by `parts`, each pair once, and gives those of at
 * least `least` that no rule refuses. What all parts give together is the same for any number of parts.
 */
export function candidateLinks(
  columns: Columns,
  blocks: Blocks,
  scorer: Scorer,
  least: number,
  give: (a: number, b: number, weight: number) => void,
  part = 0,
  parts = 1,
): number {
  const { rows } = columns
  const seen = new Int32Array(rows).fill(-1)
  let pairs = 0
  scorer.bound()
  const compare = (a: number, b: number) => {
    if (seen[b] === a) return
    seen[b] = a
    pairs++
    const weight = scorer.score(a, b, least)
    if (weight >= least && scorer.rule === 0) give(a, b, weight)
  }
  const batches = blocks.tables.map((table) => table.batch)
  if (batches.every((batch) => batch !== undefined)) {
    const places = new Int32Array(batches.length)
    for (let a = part; a < rows; a += parts)
      for (let t = 0; t < batches.length; t++) {
        const { nodes, newer, length } = batches[t]!
        let n = places[t]!
        while (n < length && nodes[n * 2]! < a) n++
        for (; n < length && nodes[n * 2] === a; n++)
          for (let next = newer[n]!; next >= 0; next = newer[next]!) compare(a, nodes[next * 2]!)
        places[t] = n
      }
    return pairs
  }
  const gone = columns.gone.at
  for (let a = part; a < rows; a += parts) {
    if (gone[a] === 1) continue
    for (const table of blocks.tables) {
      const keys = blocks.keys(table, a)
      for (let k = 0; k < keys.length; k++) {
        // Chains go from the newest row to the oldest: those before this row are met from their own side.
        for (let node = table.comparable(keys[k]!); node >= 0; node = table.after(node)) {
          const b = table.rowAt(node)
          if (b <= a) break
          compare(a, b)
        }
      }
    }
  }
  return pairs
}
