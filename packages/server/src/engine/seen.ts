import { hash } from 'node:crypto'

/**
 * Which (source, id) have been seen, and with which content: 16 bytes a row in one growing table, because a
 * million rows in a Map of strings would take a hundred times that.
 */
export interface Seen {
  /** `new` the first time; `replay` for the same content again; `conflict` for other content under the same id. */
  note(key: string, content: string): 'new' | 'replay' | 'conflict'
}

export function seenRows(): Seen {
  let capacity = 1 << 12
  let table = new Uint32Array(capacity * 4)
  let count = 0

  /** The slot that holds the key's hash, or the free one where it would go. Linear probing. */
  function slot(into: Uint32Array, size: number, a: number, b: number): number {
    let i = a & (size - 1)
    while (into[i * 4]! !== 0 || into[i * 4 + 1]! !== 0) {
      if (into[i * 4] === a && into[i * 4 + 1] === b) return i
      i = (i + 1) & (size - 1)
    }
    return i
  }

  function grow(): void {
    const larger = new Uint32Array(capacity * 8)
    for (let i = 0; i < capacity; i++) {
      const a = table[i * 4]!
      const b = table[i * 4 + 1]!
      if (a === 0 && b === 0) continue
      const j = slot(larger, capacity * 2, a, b)
      larger.set(table.subarray(i * 4, i * 4 + 4), j * 4)
    }
    table = larger
    capacity *= 2
  }

  return {
    note(key, content) {
      if (count * 2 > capacity) grow()
      const k = hash('sha1', key, 'buffer')
      const c = hash('sha1', content, 'buffer')
      const a = k.readUInt32LE(0)
      const b = k.readUInt32LE(4) | 1 // never 0, which marks a free slot
      const i = slot(table, capacity, a, b >>> 0) * 4
      const [c0, c1] = [c.readUInt32LE(0), c.readUInt32LE(4)]
      if (table[i] === a && table[i + 1] === b >>> 0 && (table[i]! | table[i + 1]!) !== 0)
        return table[i + 2] === c0 && table[i + 3] === c1 ? 'replay' : 'conflict'
      table[i] = a
      table[i + 1] = b
      table[i + 2] = c0
      table[i + 3] = c1
      count++
      return 'new'
    },
  }
}
