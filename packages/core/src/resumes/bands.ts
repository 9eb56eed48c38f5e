import { slots } from '../signals/minhash.ts'
import { finish } from '../signals/words.ts'
import { column, pageOf, placeOf } from './columns.ts'

/**
 * Which résumés may be alike: locality-sensitive hashing over bands of MinHash slots (Indyk and Motwani 1998; Leskovec,
 * Rajaraman and Ullman, Mining of Massive Datasets, chapter 3). Two of similarity s meet in a band with probability
 * 1 - (1 - s^rows)^bands: 0.994 at 0.8, 0.9999 at 0.86, 0.21 at 0.55, 0.002 at 0.3, 0.00001 at 0.15.
 */
export const bandCount = 28
const rows = 8

/** The first table of a band has this many buckets, and their number is a power of two from then on. */
const firstBits = 10

/** The bands of a résumé as hashes of their slots. */
export function bandsOf(words: Uint16Array): Uint32Array {
  const all = slots(words, bandCount * rows)
  const out = new Uint32Array(bandCount)
  for (let band = 0; band < bandCount; band++) {
    let h = band
    for (let row = 0; row < rows; row++) h = finish(Math.imul(h, 0x9e3779b1) ^ all[band * rows + row]!)
    out[band] = h
  }
  return out
}

export interface Bands {
  insert(row: number, bands: Uint32Array): void
  remove(row: number, bands: Uint32Array): void
  /** Calls `visit` with every row that has one of the bands, more than once where it has several; true ends it. */
  each(bands: Uint32Array, visit: (row: number) => boolean): void
  bytes(): number
}

/**
 * A hash table with chains for each band. Of a hash 26 bits are used: the lowest 10 name a bucket of the first table,
 * the other 16 are kept as the row's mark, which gives the further bits when a table doubles and is compared first.
 */
export function bandTables(): Bands {
  const heads = Array.from({ length: bandCount }, () => new Int32Array(1 << firstBits).fill(-1))
  const next = column((length) => new Int32Array(length), bandCount)
  const marks = column((length) => new Uint16Array(length), bandCount)
  let size = 0
  const markOf = (hash: number) => (hash >>> firstBits) & 0xffff

  function double(band: number): void {
    const before = heads[band]!
    const bit = Math.log2(before.length)
    const after = new Int32Array(before.length * 2).fill(-1)
    for (let bucket = 0; bucket < before.length; bucket++)
      for (let row = before[bucket]!; row >= 0; ) {
        const page = pageOf(row)
        const at = placeOf(row, bandCount) + band
        const following = next.pages[page]![at]!
        const to = bucket | (((marks.pages[page]![at]! >>> (bit - firstBits)) & 1) << bit)
        next.pages[page]![at] = after[to]!
        after[to] = row
        row = following
      }
    heads[band] = after
  }

  return {
    insert(row, bands) {
      next.grow(row + 1)
      marks.grow(row + 1)
      size++
      const page = pageOf(row)
      const at = placeOf(row, bandCount)
      for (let band = 0; band < bandCount; band++) {
        // Each band doubles at a size of its own, so that no insertion waits for all of them.
        const full = heads[band]!.length * (1.4 + (1.4 * band) / bandCount)
        if (size > full && heads[band]!.length < 1 << (firstBits + 16)) double(band)
        const table = heads[band]!
        const bucket = bands[band]! & (table.length - 1)
        next.pages[page]![at + band] = table[bucket]!
        marks.pages[page]![at + band] = markOf(bands[band]!)
        table[bucket] = row
      }
    },
    remove(row, bands) {
      size--
      for (let band = 0; band < bandCount; band++) {
        const table = heads[band]!
        const bucket = bands[band]! & (table.length - 1)
        const following = next.pages[pageOf(row)]![placeOf(row, bandCount) + band]!
        if (table[bucket] === row) {
          table[bucket] = following
          continue
        }
        for (let at = table[bucket]!; at >= 0; ) {
          const page = next.pages[pageOf(at)]!
          const place = placeOf(at, bandCount) + band
          if (page[place] === row) {
            page[place] = following
            break
          }
          at = page[place]!
        }
      }
    },
    each(bands, visit) {
      for (let band = 0; band < bandCount; band++) {
        const table = heads[band]!
        const mark = markOf(bands[band]!)
        for (let row = table[bands[band]! & (table.length - 1)]!; row >= 0; ) {
          const page = pageOf(row)
          const at = placeOf(row, bandCount) + band
          if (marks.pages[page]![at] === mark && visit(row)) return
          row = next.pages[page]![at]!
        }
      }
    },
    bytes: () => heads.reduce((sum, h) => sum + h.byteLength, 0) + next.bytes() + marks.bytes(),
  }
}
