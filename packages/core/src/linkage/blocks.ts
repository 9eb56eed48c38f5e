import type { Columns } from './columns.ts'
import type { BlockingRule } from './model.ts'
import { rules } from './rules.ts'
import { Ints, sharedInts } from './storage.ts'

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

  /** Puts all rows of a batch into empty tables: see `fill`. */
  fillAll(): void {
    for (const table of this.tables) this.fill(table)
    const { gone, rows } = this.#columns
    this.rows = 0
    for (let row = 0; row < rows; row++) if (gone.at[row] !== 1) this.rows++
  }

  /** Puts all rows of a batch into an empty table, and keeps who follows whom in a block for `candidateLinks`. */
  fill(table: Block): void {
    const { gone, rows } = this.#columns
    table.start(rows)
    for (let row = 0; row < rows; row++)
      if (gone.at[row] !== 1) for (const key of this.keys(table, row)) table.insert(key, row)
    table.settle()
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

const firstSlots = 1 << 10
/** Key, first node and number of rows lie together, so that a look-up touches memory once. */
const wide = 3

/** One rule's blocks: an open hash table of keys, and chains of nodes (row, next node) from the newest row to the oldest. */
export class Block {
  readonly rule: string
  readonly cap: number
  #table: Int32Array<ArrayBufferLike> = new Int32Array(firstSlots * wide)
  #mask = firstSlots - 1
  #used = 0
  readonly #nodes = new Ints()
  #free = -1
  /** Of a batch, by node: the next node of its block, or −1. */
  #newer: Ints | undefined

  constructor(rule: string, cap: number) {
    this.rule = rule
    this.cap = cap
  }

  /** Where the key stands in the table, or would. */
  #find(key: number): number {
    const table = this.#table
    let slot = (Math.imul(key, 0x9e3779b1) >>> 7) & this.#mask
    for (;;) {
      const there = table[slot * wide]!
      if (there === key || there === 0) return slot * wide
      slot = (slot + 1) & this.#mask
    }
  }

  size(key: number): number {
    return this.#table[this.#find(key) + 2]!
  }

  /** True where the block is too large to say anything. */
  isOff(key: number): boolean {
    return this.size(key) > this.cap
  }

  /** The node of the block's newest row; −1 where there is none. Later rows stand before earlier ones. */
  head(key: number): number {
    const at = this.#find(key)
    return this.#table[at + 2] === 0 ? -1 : this.#table[at + 1]!
  }

  /** As `head`; −1 too where the block is off or holds one row. */
  comparable(key: number): number {
    const at = this.#find(key)
    const size = this.#table[at + 2]!
    return size < 2 || size > this.cap ? -1 : this.#table[at + 1]!
  }

  rowAt(node: number): number {
    return this.#nodes.at[node]!
  }

  after(node: number): number {
    return this.#nodes.at[node + 1]!
  }

  /** @returns the block's size with the row, which must be newer than all that it holds */
  insert(key: number, row: number): number {
    if (this.#used >= (this.#mask + 1) * 0.7) this.#rehash((this.#mask + 1) * 2)
    const at = this.#find(key)
    const table = this.#table
    if (table[at] === 0) {
      table[at] = key
      table[at + 1] = -1
      this.#used++
    }
    let node = this.#free
    if (node < 0) {
      node = this.#nodes.push(row)
      this.#nodes.push(table[at + 1]!)
    } else {
      this.#free = this.after(node)
      this.#nodes.at[node] = row
      this.#nodes.at[node + 1] = table[at + 1]!
    }
    if (this.#newer) {
      this.#newer.push(-1)
      if (table[at + 1]! >= 0) this.#newer.at[table[at + 1]! >> 1] = node >> 1
    }
    table[at + 1] = node
    return ++table[at + 2]!
  }

  /** @returns the block's size without the row */
  remove(key: number, row: number): number {
    const at = this.#find(key)
    const table = this.#table
    let before = -1
    for (let node = this.head(key); node >= 0; before = node, node = this.after(node)) {
      if (this.rowAt(node) !== row) continue
      if (before < 0) table[at + 1] = this.after(node)
      else this.#nodes.at[before + 1] = this.after(node)
      this.#nodes.at[node + 1] = this.#free
      this.#free = node
      return --table[at + 2]!
    }
    return table[at + 2]!
  }

  /** Pairs in blocks that are not off, those in two blocks counted twice. */
  pairs(): number {
    let sum = 0
    this.#each((_, size) => {
      if (size <= this.cap) sum += (size * (size - 1)) / 2
    })
    return sum
  }

  #each(visit: (key: number, size: number, head: number) => void): void {
    for (let at = 0; at < this.#table.length; at += wide)
      if (this.#table[at + 2]! > 0) visit(this.#table[at]!, this.#table[at + 2]!, this.#table[at + 1]!)
  }

  /** Number of blocks with two or more records, the largest, and those that are off with one of their rows. */
  summary(): { blocks: number; largest: number; off: { key: number; size: number; row: number }[] } {
    let blocks = 0
    let largest = 0
    const off: { key: number; size: number; row: number }[] = []
    this.#each((key, size, head) => {
      if (size > 1) blocks++
      if (size > largest) largest = size
      if (size > this.cap) off.push({ key, size, row: this.rowAt(head) })
    })
    return { blocks, largest, off }
  }

  /** Begins a batch of so many rows in an empty table. */
  start(rows: number): void {
    this.reserve(rows)
    this.#newer = new Ints()
    this.#newer.reserve(rows)
  }

  /** Ends a batch: who is in a block that is off is followed by nobody, and the records that come next find room. */
  settle(): void {
    if (this.#used > (this.#mask + 1) * 0.6) this.#rehash((this.#mask + 1) * 2)
    const newer = this.#newer!.at
    this.#each((_, size, head) => {
      if (size > this.cap) for (let node = head; node >= 0; node = this.after(node)) newer[node >> 1] = -1
    })
  }

  /**
   * A batch's nodes in the order of their rows: the row of node n stands at 2n, and `newer` leads to the next node of its block.
   * Read one after the other they need no look-up of a key. Undefined where rows came otherwise.
   */
  get batch(): { nodes: Int32Array; newer: Int32Array; length: number } | undefined {
    return this.#newer && { nodes: this.#nodes.at, newer: this.#newer.at, length: this.#newer.length }
  }

  /** The batch is over: from here on rows come and go. */
  finish(): void {
    this.#newer = undefined
  }

  /** Makes room for so many rows in all, each with a key of its own. */
  reserve(rows: number): void {
    this.#nodes.reserve(rows * 2)
    let slots = this.#mask + 1
    while (rows > slots * 0.7) slots *= 2
    if (slots > this.#mask + 1) this.#rehash(slots)
  }

  /** The table on shared memory, for another thread to take; this one goes on using it. */
  share(): Record<string, Int32Array<ArrayBufferLike>> {
    if (!(this.#table.buffer instanceof SharedArrayBuffer)) this.#rehash(this.#mask + 1, true)
    return {
      ...{ table: this.#table, nodes: this.#nodes.share(), used: Int32Array.of(this.#used) },
      ...(this.#newer && { newer: this.#newer.share() }),
    }
  }

  take({ table, nodes, used, newer }: Record<string, Int32Array<ArrayBufferLike>>): void {
    this.#table = table!
    this.#mask = table!.length / wide - 1
    this.#used = used![0]!
    this.#nodes.take(nodes!)
    this.#newer = newer && new Ints()
    if (newer) this.#newer!.take(newer)
  }

  #rehash(slots: number, shared = false): void {
    const before = this.#table
    this.#table = shared ? new Int32Array(new SharedArrayBuffer(slots * wide * 4)) : sharedInts(slots * wide)
    this.#mask = slots - 1
    for (let from = 0; from < before.length; from += wide) {
      if (before[from] === 0) continue
      const to = this.#find(before[from]!)
      this.#table[to] = before[from]!
      this.#table[to + 1] = before[from + 1]!
      this.#table[to + 2] = before[from + 2]!
    }
  }
}
