import type { Columns } from './columns.ts'
import type { BlockingRule } from './model.ts'
import { rules } from './rules.ts'
import { Ints } from './storage.ts'

/**
 * Which records have a key in common: for each rule a hash table of keys with chains of rows. A block with more records than
 * the rule's cap is off as a whole; whether it is depends on which records there are, never on the order they came in.
 */
export class Blocks {
  readonly tables: Block[]
  readonly #columns: Columns

  constructor(columns: Columns, chosen: readonly BlockingRule[]) {
    this.#columns = columns
    this.tables = chosen.filter(({ rule }) => rules[rule]).map(({ rule, cap }) => new Block(rule, cap))
  }

  rows = 0

  /** Puts a row under all its keys. */
  insert(row: number): void {
    this.rows++
    for (const table of this.tables) for (const key of this.keys(table, row)) table.insert(key, row)
  }

  /** Whether a block of this rule that is not off holds both. */
  shared(table: Block, a: number, b: number): boolean {
    const keys = this.keys(table, a).slice()
    return keys.length > 0 && this.keys(table, b).some((key) => keys.includes(key) && !table.isOff(key))
  }

  /** Keys of a row under a rule; the array is used again. */
  keys(table: Block, row: number): readonly number[] {
    scratch.length = 0
    rules[table.rule]!.keys(this.#columns, row, emit)
    return scratch
  }
}

const scratch: number[] = []
const emit = (key: number): void => {
  if (!scratch.includes(key)) scratch.push(key)
}

const firstSize = 1 << 10

/** One rule's blocks. */
export class Block {
  readonly rule: string
  readonly cap: number
  #keys: Int32Array = new Int32Array(firstSize)
  #heads: Int32Array = new Int32Array(firstSize)
  #counts: Int32Array = new Int32Array(firstSize)
  #used = 0
  readonly rows = new Ints()
  readonly next = new Ints()
  #free = -1

  constructor(rule: string, cap: number) {
    this.rule = rule
    this.cap = cap
  }

  #slot(key: number): number {
    const mask = this.#keys.length - 1
    let slot = (Math.imul(key, 0x9e3779b1) >>> 7) & mask
    while (this.#keys[slot] !== 0 && this.#keys[slot] !== key) slot = (slot + 1) & mask
    return slot
  }

  size(key: number): number {
    const slot = this.#slot(key)
    return this.#keys[slot] === 0 ? 0 : this.#counts[slot]!
  }

  /** True where the block is too large to say anything. */
  isOff(key: number): boolean {
    return this.size(key) > this.cap
  }

  /** The block's first place in `rows` and `next`; −1 at its end. */
  head(key: number): number {
    const slot = this.#slot(key)
    return this.#keys[slot] === 0 || this.#counts[slot] === 0 ? -1 : this.#heads[slot]!
  }

  /** @returns the block's size with the row */
  insert(key: number, row: number): number {
    if (this.#used * 2 >= this.#keys.length) this.#double()
    const slot = this.#slot(key)
    if (this.#keys[slot] === 0) {
      this.#keys[slot] = key
      this.#heads[slot] = -1
      this.#used++
    }
    let at = this.#free
    if (at < 0) {
      at = this.rows.push(row)
      this.next.push(this.#heads[slot]!)
    } else {
      this.#free = this.next.at[at]!
      this.rows.at[at] = row
      this.next.at[at] = this.#heads[slot]!
    }
    this.#heads[slot] = at
    return ++this.#counts[slot]!
  }

  /** @returns the block's size without the row */
  remove(key: number, row: number): number {
    const slot = this.#slot(key)
    let before = -1
    for (let at = this.#heads[slot]!; at >= 0; before = at, at = this.next.at[at]!) {
      if (this.rows.at[at] !== row) continue
      const after = this.next.at[at]!
      if (before < 0) this.#heads[slot] = after
      else this.next.at[before] = after
      this.next.at[at] = this.#free
      this.#free = at
      return --this.#counts[slot]!
    }
    return this.#counts[slot]!
  }

  /** Pairs in blocks that are not off, those in two blocks counted twice. */
  pairs(): number {
    let sum = 0
    for (const n of this.#counts) if (n > 1 && n <= this.cap) sum += (n * (n - 1)) / 2
    return sum
  }

  /** Number of blocks with two or more records, the largest, and those that are off with one of their rows. */
  summary(): { blocks: number; largest: number; off: { key: number; size: number; row: number }[] } {
    let blocks = 0
    let largest = 0
    const off: { key: number; size: number; row: number }[] = []
    for (let slot = 0; slot < this.#keys.length; slot++) {
      const size = this.#keys[slot] === 0 ? 0 : this.#counts[slot]!
      if (size > 1) blocks++
      if (size > largest) largest = size
      if (size > this.cap) off.push({ key: this.#keys[slot]!, size, row: this.rows.at[this.#heads[slot]!]! })
    }
    return { blocks, largest, off }
  }

  /** Moves the table onto shared memory; another thread takes what it gives. */
  share(): Record<string, Int32Array> {
    const shared = (of: Int32Array) => {
      const out = new Int32Array(new SharedArrayBuffer(of.length * 4))
      out.set(of)
      return out
    }
    this.#keys = shared(this.#keys)
    this.#heads = shared(this.#heads)
    this.#counts = shared(this.#counts)
    const { keys, heads, counts } = { keys: this.#keys, heads: this.#heads, counts: this.#counts }
    return { keys, heads, counts, rows: this.rows.share(), next: this.next.share() }
  }

  take({ keys, heads, counts, rows, next }: Record<string, Int32Array>): void {
    this.#keys = keys!
    this.#heads = heads!
    this.#counts = counts!
    this.rows.take(rows!)
    this.next.take(next!)
  }

  #double(): void {
    const [keys, heads, counts] = [this.#keys, this.#heads, this.#counts]
    this.#keys = new Int32Array(keys.length * 2)
    this.#heads = new Int32Array(keys.length * 2)
    this.#counts = new Int32Array(keys.length * 2)
    for (let slot = 0; slot < keys.length; slot++) {
      if (keys[slot] === 0) continue
      const to = this.#slot(keys[slot]!)
      this.#keys[to] = keys[slot]!
      this.#heads[to] = heads[slot]!
      this.#counts[to] = counts[slot]!
    }
  }
}
