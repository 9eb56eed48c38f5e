/**
 * An array of its own on shared memory: another thread takes it without a copy, and V8 does not count it as a reason to collect
 * garbage, which would walk a million records each time a column grows. Pages that nobody wrote to cost no memory.
 */
export function sharedInts(length: number): Int32Array<ArrayBufferLike> {
  return new Int32Array(length < smallest ? new ArrayBuffer(length * 4) : new SharedArrayBuffer(length * 4))
}

/** Shorter arrays stay in the heap until they grow or are shared. */
const smallest = 4096

/** Room beyond what is known to come, so that the records after a batch do not make every column grow. */
export function roomy(length: number): number {
  // Not the same for every column: no single record makes them all grow.
  stagger = (stagger + 1) & 63
  return length + (length >> 2) + 1024 + stagger * (64 + (length >> 10))
}
let stagger = 0

/** Numbers in a typed array that grows when it is full: a million records are read without an object each. */
export class Ints {
  at: Int32Array<ArrayBufferLike>
  length = 0

  constructor(capacity = 1024) {
    this.at = sharedInts(capacity)
  }

  push(value: number): number {
    if (this.length === this.at.length) this.#grow(this.length * 2)
    this.at[this.length] = value
    return this.length++
  }

  /** Makes room for `length` numbers; new ones are `fill`. */
  extend(length: number, fill = 0): void {
    if (length > this.at.length) this.#grow(length * 2)
    if (fill !== 0) this.at.fill(fill, this.length, length)
    if (length > this.length) this.length = length
  }

  /** Makes room for so many numbers in all, and some more. */
  reserve(length: number): void {
    if (length > this.at.length) this.#grow(roomy(length))
  }

  /** The numbers on shared memory, for another thread to take; this one goes on using them. */
  share(): Int32Array<ArrayBufferLike> {
    if (!(this.at.buffer instanceof SharedArrayBuffer)) {
      const shared = new Int32Array(new SharedArrayBuffer(this.at.length * 4))
      shared.set(this.at.subarray(0, this.length))
      this.at = shared
    }
    return this.at.subarray(0, this.length)
  }

  /** What `share` gave, with the room behind it. */
  take(shared: Int32Array<ArrayBufferLike>): void {
    this.at = new Int32Array(shared.buffer)
    this.length = shared.length
  }

  #grow(capacity: number): void {
    const wider = sharedInts(capacity)
    wider.set(this.at.subarray(0, this.length))
    this.at = wider
  }
}

/** FNV-1a over UTF-16 units, spread (finaliser of MurmurHash3, public domain). Never 0, which stands for "no key". */
export function hashOf(text: string): number {
  let h = 0x811c9dc5
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193)
  return spread(h)
}

export function spread(hash: number): number {
  let h = hash ^ (hash >>> 16)
  h = Math.imul(h, 0x85ebca6b)
  h ^= h >>> 13
  h = Math.imul(h, 0xc2b2ae35)
  h ^= h >>> 16
  return h === 0 ? 1 : h
}

/** Two hashes as one; the order counts. */
export function both(a: number, b: number): number {
  return spread(Math.imul(a, 0x9e3779b1) ^ b)
}

/**
 * Distinct texts as numbers, in the order of their arrival. Characters lie in one typed array, so that comparisons make
 * no strings and threads can share them.
 */
export class Texts {
  /** Open hash table of numbers plus one; 0 is empty. */
  #table: Int32Array<ArrayBufferLike> = new Int32Array(1 << 10)
  chars: Uint16Array<ArrayBufferLike> = new Uint16Array(1 << 14)
  readonly ends = new Ints()
  readonly hashes = new Ints()
  /** By text: a bit for each letter in it (of 32), to tell at once what can't be alike. */
  readonly masks = new Ints()
  #used = 0

  get size(): number {
    return this.ends.length
  }

  /** The text's number; a new one where it was never seen. */
  id(text: string): number {
    const hash = hashOf(text)
    if (this.ends.length * 10 >= this.#table.length * 7) this.#rehash(this.#table.length * 2)
    const mask = this.#table.length - 1
    let slot = Math.imul(hash, 0x9e3779b1) & mask
    for (let id = this.#table[slot]!; id !== 0; id = this.#table[slot]!) {
      if (this.hashes.at[id - 1] === hash && this.#is(id - 1, text)) return id - 1
      slot = (slot + 1) & mask
    }
    const id = this.#append(text, hash)
    this.#table[slot] = id + 1
    return id
  }

  #is(id: number, text: string): boolean {
    const start = this.start(id)
    if (this.ends.at[id]! - start !== text.length) return false
    for (let i = 0; i < text.length; i++) if (this.chars[start + i] !== text.charCodeAt(i)) return false
    return true
  }

  #append(text: string, hash: number): number {
    const { length } = text
    if (this.#used + length > this.chars.length)
      this.#widen(Math.max(this.chars.length * 2, this.#used + length))
    let mask = 0
    for (let i = 0; i < length; i++) {
      const c = text.charCodeAt(i)
      this.chars[this.#used + i] = c
      mask |= 1 << (c & 31)
    }
    this.#used += length
    this.ends.push(this.#used)
    this.masks.push(mask)
    return this.hashes.push(hash)
  }

  /** Makes room for so many texts in all. */
  reserve(texts: number, characters: number): void {
    this.ends.reserve(texts)
    this.hashes.reserve(texts)
    this.masks.reserve(texts)
    if (characters > this.chars.length) this.#widen(roomy(characters))
    let slots = this.#table.length
    while (texts * 2 > slots) slots *= 2
    if (slots > this.#table.length) this.#rehash(slots)
  }

  #widen(length: number): void {
    const wider = new Uint16Array(new SharedArrayBuffer(length * 2))
    wider.set(this.chars.subarray(0, this.#used))
    this.chars = wider
  }

  #rehash(slots: number): void {
    this.#table = sharedInts(slots)
    const mask = this.#table.length - 1
    for (let id = 0; id < this.ends.length; id++) {
      let slot = Math.imul(this.hashes.at[id]!, 0x9e3779b1) & mask
      while (this.#table[slot] !== 0) slot = (slot + 1) & mask
      this.#table[slot] = id + 1
    }
  }

  /** The characters on shared memory, as `Ints.share`. */
  shareChars(): Uint16Array {
    if (!(this.chars.buffer instanceof SharedArrayBuffer)) this.#widen(this.chars.length)
    return this.chars.subarray(0, this.#used)
  }

  text(id: number): string {
    return String.fromCharCode(...this.chars.subarray(this.start(id), this.ends.at[id]!))
  }

  start(id: number): number {
    return id === 0 ? 0 : this.ends.at[id - 1]!
  }
}

/** Small sets of numbers by row: none, one in place, or a list kept beside. */
export class Sets {
  readonly first = new Ints()
  readonly more = new Ints()

  /** Makes room for so many rows in all, one in `many` of which has two or more. */
  reserve(rows: number, many = 8): void {
    this.first.reserve(rows)
    this.more.reserve(Math.ceil((rows * 3) / many))
  }

  push(values: readonly number[]): void {
    if (values.length < 2) {
      this.first.push(values.length === 0 ? -1 : values[0]!)
      return
    }
    this.first.push(-2 - this.more.length)
    this.more.push(values.length)
    for (const value of values) this.more.push(value)
  }

  count(row: number): number {
    const first = this.first.at[row]!
    return first >= 0 ? 1 : first === -1 ? 0 : this.more.at[-2 - first]!
  }

  value(row: number, index: number): number {
    const first = this.first.at[row]!
    return first >= 0 ? first : this.more.at[-1 - first + index]!
  }
}
