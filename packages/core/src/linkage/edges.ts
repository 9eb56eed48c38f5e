import { Ints, roomy } from './storage.ts'

/** Pairs of rows with their weight, by either row. */
export class Edges {
  readonly heads = new Ints()
  /** By half: even and the odd after it are one pair. */
  readonly to = new Ints()
  readonly next = new Ints()
  weights: Float64Array<ArrayBufferLike> = new Float64Array(1024)
  #free = -1
  size = 0

  /** The half from `a` to `b`; −1 where there is none. */
  find(a: number, b: number): number {
    for (let h = this.heads.at[a]!; h >= 0; h = this.next.at[h]!) if (this.to.at[h] === b) return h
    return -1
  }

  grow(rows: number): void {
    if (rows > this.heads.length) this.heads.extend(Math.max(rows, this.heads.length), -1)
  }

  /** Makes room for so many rows and pairs in all. */
  reserve(rows: number, pairs: number): void {
    this.heads.reserve(rows)
    this.to.reserve(pairs * 2)
    this.next.reserve(pairs * 2)
    if (pairs > this.weights.length) this.#widen(roomy(pairs))
  }

  #widen(length: number): void {
    const wider = new Float64Array(new SharedArrayBuffer(length * 8))
    wider.set(this.weights)
    this.weights = wider
  }

  add(a: number, b: number, weight: number): void {
    let h = this.#free
    if (h < 0) {
      h = this.to.push(b)
      this.to.push(a)
      this.next.push(-1)
      this.next.push(-1)
      if (h >= this.weights.length * 2) this.#widen(this.weights.length * 2)
    } else {
      this.#free = this.next.at[h]!
      this.to.at[h] = b
      this.to.at[h + 1] = a
    }
    this.weights[h >> 1] = weight
    this.next.at[h] = this.heads.at[a]!
    this.heads.at[a] = h
    this.next.at[h + 1] = this.heads.at[b]!
    this.heads.at[b] = h + 1
    this.size++
  }

  weight(half: number): number {
    return this.weights[half >> 1]!
  }

  remove(a: number, b: number): boolean {
    const h = this.find(a, b)
    if (h < 0) return false
    this.#unchain(a, h)
    this.#unchain(b, h ^ 1)
    const even = h & ~1
    this.next.at[even] = this.#free
    this.#free = even
    this.size--
    return true
  }

  #unchain(row: number, half: number): void {
    let before = -1
    for (let h = this.heads.at[row]!; h !== half; h = this.next.at[h]!) before = h
    if (before < 0) this.heads.at[row] = this.next.at[half]!
    else this.next.at[before] = this.next.at[half]!
  }
}
