import { mostPassages } from '../signals/minhash.ts'
import { column, pageOf, pageRows, placeOf } from './columns.ts'

/** A passage that more résumés than this have is a phrase that everybody uses, or one project of a whole class. Assumed. */
export const commonPassage = 64

export interface Passages {
  insert(row: number, passages: Uint32Array): void
  remove(row: number): void
  /** The passages of a row, ascending. */
  of(row: number): Uint32Array
  /** Rows that have the passage; of a common one as many as show that it is, two above the limit. Not to be changed. */
  owners(passage: number): readonly number[]
  bytes(): number
}

const tables = 256
const firstBits = 6
const stride = mostPassages
/** A page of postings: a power of two, as `stride` is. */
const pageSize = pageRows * stride
const pageBits = Math.log2(pageSize)

/** Passages by row, and rows by passage: posting `row * stride + i` is the row's i-th passage. Chained hash tables. */
export function passageTables(): Passages {
  const heads = Array.from({ length: tables }, () => new Int32Array(1 << firstBits).fill(-1))
  const held = new Uint32Array(tables)
  const keys = column((length) => new Uint32Array(length), stride)
  const next = column((length) => new Int32Array(length), stride)
  const counts = column((length) => new Uint8Array(length))
  /** Rows of passages that are common for sure, so that their long chains are not followed each time. */
  const common = new Map<number, number[]>()
  const keyAt = (posting: number) => keys.pages[posting >>> pageBits]![posting & (pageSize - 1)]!
  const nextAt = (posting: number) => next.pages[posting >>> pageBits]![posting & (pageSize - 1)]!
  const setNext = (posting: number, to: number) => {
    next.pages[posting >>> pageBits]![posting & (pageSize - 1)] = to
  }
  const tableOf = (key: number) => key & (tables - 1)
  const bucketOf = (key: number, table: Int32Array) => (key >>> 8) & (table.length - 1)

  function double(t: number): void {
    const before = heads[t]!
    const after = new Int32Array(before.length * 2).fill(-1)
    for (let bucket = 0; bucket < before.length; bucket++)
      for (let posting = before[bucket]!; posting >= 0; ) {
        const following = nextAt(posting)
        const to = bucketOf(keyAt(posting), after)
        setNext(posting, after[to]!)
        after[to] = posting
        posting = following
      }
    heads[t] = after
  }

  const of = (row: number): Uint32Array => {
    const at = placeOf(row, stride)
    return keys.pages[pageOf(row)]!.subarray(at, at + counts.pages[pageOf(row)]![placeOf(row, 1)]!)
  }

  return {
    of,
    insert(row, passages) {
      for (const c of [keys, next, counts]) c.grow(row + 1)
      counts.pages[pageOf(row)]![placeOf(row, 1)] = passages.length
      keys.pages[pageOf(row)]!.set(passages, placeOf(row, stride))
      for (let i = 0; i < passages.length; i++) {
        const t = tableOf(passages[i]!)
        // Tables double one after the other, not all at one size.
        if (++held[t]! > heads[t]!.length * (1.4 + (1.4 * t) / tables) && heads[t]!.length < 1 << 24)
          double(t)
        const bucket = bucketOf(passages[i]!, heads[t]!)
        setNext(row * stride + i, heads[t]![bucket]!)
        heads[t]![bucket] = row * stride + i
      }
    },
    remove(row) {
      of(row).forEach((passage, i) => {
        const t = tableOf(passage)
        common.delete(passage)
        held[t]!--
        const bucket = bucketOf(passage, heads[t]!)
        const posting = row * stride + i
        if (heads[t]![bucket] === posting) heads[t]![bucket] = nextAt(posting)
        else
          for (let at = heads[t]![bucket]!; at >= 0; at = nextAt(at))
            if (nextAt(at) === posting) {
              setNext(at, nextAt(posting))
              break
            }
      })
      counts.pages[pageOf(row)]![placeOf(row, 1)] = 0
    },
    owners(passage) {
      const long = common.get(passage)
      if (long) return long
      const out: number[] = []
      const table = heads[tableOf(passage)]!
      for (let at = table[bucketOf(passage, table)]!; at >= 0; at = nextAt(at))
        if (keyAt(at) === passage && out.push(Math.floor(at / stride)) === commonPassage + 2) {
          common.set(passage, out)
          break
        }
      return out
    },
    bytes: () =>
      heads.reduce((sum, h) => sum + h.byteLength, 0) + keys.bytes() + next.bytes() + counts.bytes(),
  }
}
