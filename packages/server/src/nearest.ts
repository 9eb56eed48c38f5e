/** The id that takes the fewest edits, or that contains what was typed; undefined when nothing is near. */
export function nearest(typed: string, ids: readonly string[]): string | undefined {
  const wanted = typed.toLowerCase()
  const ranked = ids
    .map((id) => {
      const name = id.slice(id.indexOf('/') + 1)
      const contains = wanted.length > 2 && id.includes(wanted)
      return { id, off: contains ? 0 : Math.min(edits(wanted, id), edits(wanted, name)) }
    })
    .sort((a, b) => a.off - b.off)
  return ranked[0] && ranked[0].off <= Math.max(2, wanted.length / 3) ? ranked[0].id : undefined
}

/** Levenshtein distance. */
function edits(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++)
      next[j] = Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1))
    row = next
  }
  return row[b.length]!
}
