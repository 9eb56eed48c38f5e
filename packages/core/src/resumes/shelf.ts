import { decode, encode, headLength, type Signature, wordBits } from '../signals/minhash.ts'
import { column, pageOf, placeOf } from './columns.ts'

const pageBytes = 1 << 20

const none = new Uint32Array(0)

/** The words of signatures by row, and how alike those of two are. */
export interface Shelf {
  set(row: number, signature: Signature): void
  /** Without its passages. */
  get(row: number): Signature
  /** Marks the words that `jaccard` compares with, until the returned function is called. */
  mark(signature: Signature): () => void
  /** Jaccard similarity of the row's words and those marked; 0 where it can't reach `least`. */
  jaccard(row: number, least: number): number
  bytes(): number
}

export function shelf(): Shelf {
  const places = column((length) => new Uint32Array(length))
  const pages: Uint8Array[] = []
  let filled = pageBytes
  const marked = new Uint8Array(1 << wordBits)
  let mine: Signature = { words: new Uint16Array(0), whole: true, passages: none }

  const read = (row: number): Uint8Array => {
    const place = places.pages[pageOf(row)]![placeOf(row, 1)]! * 4
    return pages[Math.floor(place / pageBytes)]!.subarray(place % pageBytes)
  }

  return {
    get: (row) => decode(read(row)),
    set(row, signature) {
      const bytes = encode({ ...signature, passages: none })
      places.grow(row + 1)
      // A signature stands whole on one page. What it replaces stays unused until the next start.
      if (filled + bytes.length > pageBytes) {
        pages.push(new Uint8Array(pageBytes))
        filled = 0
      }
      pages.at(-1)!.set(bytes, filled)
      places.pages[pageOf(row)]![placeOf(row, 1)] = ((pages.length - 1) * pageBytes + filled) / 4
      filled += (bytes.length + 3) & ~3
    },
    mark(signature) {
      mine = signature
      for (let i = 0; i < mine.words.length; i++) marked[mine.words[i]!] = 1
      return () => {
        for (let i = 0; i < mine.words.length; i++) marked[mine.words[i]!] = 0
      }
    },
    jaccard(row, least) {
      const bytes = read(row)
      const n = bytes[2]! | (bytes[3]! << 8)
      const ours = mine.words.length
      const whole = bytes[1] === 1
      if (whole && mine.whole) {
        if (n < least * ours || ours < least * n) return 0
        let at = headLength
        let word = 0
        let common = 0
        for (let i = 0; i < n; i++) {
          for (; bytes[at] === 255; at++) word += 255
          word += bytes[at++]!
          common += marked[word]!
        }
        return common / (ours + n - common)
      }
      // A sample tells nothing beyond its largest word: both are compared up to there.
      const other = decode(bytes).words
      const end = Math.min(whole ? 0xffff : other.at(-1)!, mine.whole ? 0xffff : mine.words.at(-1)!)
      const theirs = other.filter((word) => word <= end)
      const common = theirs.reduce((sum, word) => sum + marked[word]!, 0)
      return common / (mine.words.filter((word) => word <= end).length + theirs.length - common)
    },
    bytes: () => pages.length * pageBytes + places.bytes() + marked.byteLength,
  }
}
