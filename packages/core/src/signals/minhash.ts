import { finish, type Words, words } from './words.ts'

/**
 * What is kept of a résumé to find it again: hashes of its words, and of some of its runs of words. Not the text.
 *
 * The measure is the Jaccard similarity of the two sets of distinct words (`words.ts`), so that sections in another
 * order change nothing and ten words in a hundred replaced still leave 0.82. Runs of words would be stricter than
 * what we measure: the same edit leaves 0.57 of all runs of three. Headings, months and skills that every résumé
 * names stay in; they are a few dozen of some two hundred words and can't lift strangers near 0.8.
 *
 * What is borrowed in part is found by runs: of each run of `runLength` words that stand in a row one hash, and of
 * those the smallest in every `window` (winnowing: Schleimer, Wilkerson, Aiken, SIGMOD 2003). A passage of
 * `window + runLength - 1` words or more, copied as it is, always shares one, wherever it stands.
 */
export interface Signature {
  /** Distinct words as hashes of `wordBits`, ascending: all of them, or the `mostWords` smallest. */
  words: Uint16Array
  /** False where there were more words than are kept: those are a fair sample (bottom-k, Cohen and Kaplan 2007). */
  whole: boolean
  /** Hashes of runs of words, distinct, ascending; at most `mostPassages`. */
  passages: Uint32Array
}

/** With fewer distinct words a text is a form's answers or a template: nothing is said of it. Assumed. */
export const fewestWords = 60
export const mostWords = 1024
/** Of 300 words one pair or so is taken for one word, which moves a similarity by less than 0.005. */
export const wordBits = 15
const runLength = 5
const window = 10
/** A power of two: see `resumes/passages.ts`. */
export const mostPassages = 32

/** The signature as bytes, to be compared and stored; undefined where the text is too short to say anything. */
export function signature(text: string): Uint8Array | undefined {
  const read = words(text)
  const { hashes } = read
  if (hashes.length < fewestWords) return undefined
  const all = distinct(hashes)
  if (all.length < fewestWords) return undefined
  const kept = all.length > mostWords ? all.subarray(0, mostWords) : all
  return encode({ words: kept, whole: kept.length === all.length, passages: winnow(read) })
}

/** One bit a word that is there; empty between two texts. */
const present = new Uint32Array(1 << (wordBits - 5))

/** The different words as `wordBits` of their hashes, ascending. */
function distinct(hashes: readonly number[]): Uint16Array {
  for (let i = 0; i < hashes.length; i++) {
    const word = hashes[i]! >>> (32 - wordBits)
    present[word >>> 5]! |= 1 << (word & 31)
  }
  const out = new Uint16Array(Math.min(hashes.length, 1 << wordBits))
  let n = 0
  for (let i = 0; i < present.length; i++) {
    for (let bits = present[i]!; bits !== 0; bits &= bits - 1)
      out[n++] = (i << 5) | (31 - Math.clz32(bits & -bits))
    present[i] = 0
  }
  return out.subarray(0, n)
}

/** Lists of skills are no passages: from this many breaks within a run on it is left out. Assumed. */
const listed = 3

function winnow({ hashes, breaks }: Words): Uint32Array {
  const runs: number[] = []
  for (let i = 0; i + runLength <= hashes.length; i++) {
    let h = 0
    let broken = 0
    for (let j = 0; j < runLength; j++) {
      h = Math.imul(h, 0x9e3779b1) ^ hashes[i + j]!
      if (j > 0) broken += breaks[i + j]!
    }
    if (broken < listed) runs.push(finish(h))
  }
  const chosen = new Uint32Array(runs.length)
  let n = 0
  let at = -1 // of the smallest in the window
  for (let i = 0; i + window <= runs.length; i++) {
    const last = i + window - 1
    if (at < i) {
      at = i
      for (let j = i + 1; j <= last; j++) if (runs[j]! < runs[at]!) at = j
    } else if (runs[last]! < runs[at]!) at = last
    else continue
    chosen[n++] = runs[at]!
  }
  return chosen
    .subarray(0, n)
    .sort()
    .filter((run, i, sorted) => run !== sorted[i - 1])
    .slice(0, mostPassages)
}

/**
 * Slots whose chance to be equal in two sets is their Jaccard similarity (MinHash, Broder 1997), from few hashes a
 * word: each word falls into one slot a round, and rounds go on until no slot is empty. One-permutation hashing (Li,
 * Owen, Zhang 2012) as Dahlgaard, Knudsen and Thorup fill it (Fast Similarity Sketching, FOCS 2017): where there are
 * about as many words as slots its slots stay as good as independent, which copying into empty ones does not give.
 */
export function slots(set: Uint16Array, count: number): Uint32Array {
  const out = new Uint32Array(count).fill(empty)
  let left = count
  for (let round = 0; left > 0 && round < 64; round++) {
    const salt = Math.imul(round + 1, 0x9e3779b1)
    for (let i = 0; i < set.length; i++) {
      const h = finish(set[i]! ^ salt)
      const slot = ((h >>> 16) * count) >>> 16
      // The round stands above the hash: a slot that is filled stays as it is in later rounds.
      const value = (round << 16) | (h & 0xffff)
      if (value < out[slot]!) {
        if (out[slot] === empty) left--
        out[slot] = value
      }
    }
  }
  return out
}

const empty = 0xffffffff

/**
 * Layout: version, 1 where whole, number of words (2 bytes), number of passages, passages (4 bytes each), then the
 * gaps between words, a byte each and 255 for "255 more", so that a word takes little more than a byte.
 */
export function encode({ words: set, whole, passages }: Signature): Uint8Array {
  const out = new Uint8Array(headLength + passages.length * 4 + set.length + 258)
  out[0] = 1
  out[1] = whole ? 1 : 0
  out[2] = set.length & 255
  out[3] = set.length >>> 8
  out[4] = passages.length
  let at = headLength
  for (const passage of passages)
    for (let shift = 0; shift < 32; shift += 8) out[at++] = (passage >>> shift) & 255
  let before = 0
  for (const word of set) {
    let gap = word - before
    for (; gap >= 255; gap -= 255) out[at++] = 255
    out[at++] = gap
    before = word
  }
  return out.slice(0, at)
}

export const headLength = 5

export function decode(bytes: Uint8Array): Signature {
  const set = new Uint16Array(bytes[2]! | (bytes[3]! << 8))
  const passages = new Uint32Array(bytes[4]!)
  let at = headLength
  for (let i = 0; i < passages.length; i++, at += 4)
    passages[i] = (bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24)) >>> 0
  let word = 0
  for (let i = 0; i < set.length; i++) {
    for (; bytes[at] === 255; at++) word += 255
    word += bytes[at++]!
    set[i] = word
  }
  return { words: set, whole: bytes[1] === 1, passages }
}
