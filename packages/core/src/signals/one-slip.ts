/**
 * Finds texts that differ from another by one slip of the pen: a letter changed, left out, put in, or swapped with its
 * neighbour. One slip leaves one half of a text whole, so that texts are kept by their halves.
 */
export class Slips {
  readonly #byLength = new Map<number, { heads: Map<string, string[]>; tails: Map<string, string[]> }>()
  readonly #all = new Set<string>()

  add(text: string): void {
    if (this.#all.has(text)) return
    this.#all.add(text)
    const n = text.length
    let halves = this.#byLength.get(n)
    if (!halves) {
      halves = { heads: new Map(), tails: new Map() }
      this.#byLength.set(n, halves)
    }
    put(halves.heads, text.slice(0, n >> 1), text)
    put(halves.tails, text.slice(n >> 1), text)
  }

  /** The texts that are one slip away, each with the place of the slip in it. */
  near(text: string): { text: string; at: number }[] {
    const found: { text: string; at: number }[] = []
    const m = text.length
    for (let n = m - 1; n <= m + 1; n++) {
      const halves = this.#byLength.get(n)
      if (!halves) continue
      const h = n >> 1
      // A text found by its head has its slip behind it; one found by its tail, before: none is found twice.
      for (const listed of halves.heads.get(text.slice(0, h)) ?? []) {
        const at = oneSlip(listed, text)
        if (at !== undefined) found.push({ text: listed, at })
      }
      for (const listed of halves.tails.get(text.slice(m - (n - h))) ?? []) {
        if (listed.startsWith(text.slice(0, h))) continue
        const at = oneSlip(listed, text)
        if (at !== undefined) found.push({ text: listed, at })
      }
    }
    // Two letters swapped across the middle break both halves.
    const h = m >> 1
    const swapped = h === 0 ? text : text.slice(0, h - 1) + text[h]! + text[h - 1]! + text.slice(h + 1)
    if (swapped !== text && this.#all.has(swapped)) found.push({ text: swapped, at: h - 1 })
    return found
  }
}

/**
 * Where two texts differ by one slip (Damerau 1964); undefined where they differ by more, or not at all.
 *
 * @returns the position in `listed`
 */
export function oneSlip(listed: string, written: string): number | undefined {
  const [n, m] = [listed.length, written.length]
  if (Math.abs(n - m) > 1 || listed === written) return undefined
  let head = 0
  while (head < n && head < m && listed.charCodeAt(head) === written.charCodeAt(head)) head++
  let tail = 0
  while (
    tail < n - head &&
    tail < m - head &&
    listed.charCodeAt(n - 1 - tail) === written.charCodeAt(m - 1 - tail)
  )
    tail++
  const [a, b] = [n - head - tail, m - head - tail]
  if (a <= 1 && b <= 1) return Math.min(head, n - 1)
  const swapped =
    a === 2 && b === 2 && listed[head] === written[head + 1] && listed[head + 1] === written[head]
  return swapped ? head : undefined
}

function put(map: Map<string, string[]>, key: string, text: string): void {
  const there = map.get(key)
  if (there) there.push(text)
  else map.set(key, [text])
}
