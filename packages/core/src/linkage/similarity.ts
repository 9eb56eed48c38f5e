/** Likeness of two texts in pools of characters: see `Texts`. Symmetric to the last bit, whatever the order. */

const longestCompared = 64
const usedA = new Uint8Array(longestCompared)
const usedB = new Uint8Array(longestCompared)
const rows = [0, 1, 2].map(() => new Uint8Array(longestCompared + 1))

export interface Text {
  chars: Uint16Array
  from: number
  length: number
  /** A bit for each letter in it: see `Texts.masks`. */
  mask: number
}

/** At most so many letters of the shorter text can stand in the other one. */
export function commonMost(a: Text, b: Text): number {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a]
  let n = 0
  for (let i = 0; i < short.length; i++) if ((long.mask >>> (short.chars[short.from + i]! & 31)) & 1) n++
  return n
}

/** What `jaroWinkler` can't exceed where at most so many letters are common. */
export function likenessMost(a: Text, b: Text, common: number): number {
  if (common === 0) return 0
  const jaro = Math.min(1, (common / a.length + common / b.length + 1) / 3)
  return a.chars[a.from] === b.chars[b.from] ? jaro + 0.4 * (1 - jaro) : jaro
}

/** True where the first should be compared first: shorter, then by its characters. */
function ordered(a: Text, b: Text): boolean {
  if (a.length !== b.length) return a.length < b.length
  for (let i = 0; i < a.length; i++) {
    const x = a.chars[a.from + i]!
    const y = b.chars[b.from + i]!
    if (x !== y) return x < y
  }
  return true
}

/** Jaro's similarity with Winkler's bonus for a common beginning (Winkler 1990): 0 to 1. */
export function jaroWinkler(x: Text, y: Text): number {
  const [a, b] = ordered(x, y) ? [x, y] : [y, x]
  const n = Math.min(a.length, longestCompared)
  const m = Math.min(b.length, longestCompared)
  if (n === 0 || m === 0) return 0
  const reach = Math.max(0, (m >> 1) - 1)
  usedA.fill(0, 0, n)
  usedB.fill(0, 0, m)
  let common = 0
  for (let i = 0; i < n; i++) {
    const c = a.chars[a.from + i]!
    const last = Math.min(m - 1, i + reach)
    for (let j = Math.max(0, i - reach); j <= last; j++) {
      if (usedB[j] === 1 || b.chars[b.from + j] !== c) continue
      usedA[i] = 1
      usedB[j] = 1
      common++
      break
    }
  }
  if (common === 0) return 0
  let swapped = 0
  for (let i = 0, j = 0; i < n; i++) {
    if (usedA[i] === 0) continue
    while (usedB[j] === 0) j++
    if (a.chars[a.from + i] !== b.chars[b.from + j]) swapped++
    j++
  }
  const jaro = (common / n + common / m + (common - swapped / 2) / common) / 3
  let head = 0
  while (head < 4 && head < n && a.chars[a.from + head] === b.chars[b.from + head]) head++
  return jaro + head * 0.1 * (1 - jaro)
}

/** Letters lost, added, replaced or exchanged with a neighbour (optimal string alignment), given up on beyond `most`. */
export function slips(a: Text, b: Text, most: number): number {
  const n = Math.min(a.length, longestCompared)
  const m = Math.min(b.length, longestCompared)
  if (Math.abs(n - m) > most) return most + 1
  let [before, above, row] = rows as [Uint8Array, Uint8Array, Uint8Array]
  for (let j = 0; j <= m; j++) above[j] = j
  for (let i = 1; i <= n; i++) {
    row[0] = i
    let least = i
    const c = a.chars[a.from + i - 1]
    for (let j = 1; j <= m; j++) {
      const d = b.chars[b.from + j - 1]
      let best = Math.min(above[j]! + 1, row[j - 1]! + 1, above[j - 1]! + (c === d ? 0 : 1))
      if (i > 1 && j > 1 && c === b.chars[b.from + j - 2] && a.chars[a.from + i - 2] === d)
        best = Math.min(best, before[j - 2]! + 1)
      row[j] = best
      if (best < least) least = best
    }
    if (least > most) return most + 1
    ;[before, above, row] = [above, row, before]
  }
  return above[m]!
}
