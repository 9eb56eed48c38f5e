import type { Style } from '../observations/kind.ts'

/**
 * How somebody writes, as counts: small words, punctuation, lengths of sentences and words, usual phrases. What small words
 * people use, and how often, is the oldest measure of authorship (Mosteller and Wallace 1964; Burrows, "Delta", Literary and
 * Linguistic Computing 17, 2002). Articles and phrases are counted among the rest and nowhere else: alone they would
 * measure how long somebody has been learning English. The words themselves are not kept.
 */

/** Further text is not read: one page of counts says what ten do. */
const longest = 60_000

/** Small words that stand in any English text, whatever it is about. */
const smallWords =
  `the a an of to in and for with on at by from as or but if so than that this these those which who what
when while because although not no only also very just then there here it its i me my we our you your they their he she
his her is are was were be been being have has had do does did will would can could should may might must about into over
after before between through during out up more most some any each all other such`.split(/\s+/)

const phrases = [
  'of course',
  'in order to',
  'as well as',
  'such as',
  'a lot of',
  'due to',
  'at least',
  'in terms of',
  'so that',
  'for example',
]
const marks = [',', '.', ';', ':', '!', '?', '(', '"', "'", '–', '-', '/', '…']
const sentenceEnds = [5, 10, 15, 20, 30]
const wordEnds = [2, 4, 6, 8, 11]

const smallAt = new Map(smallWords.map((word, i) => [word, i]))
const phraseForm = new RegExp(`\\b(?:${phrases.join('|')})\\b`, 'g')
/** Where each group of counts ends; each is compared as shares of its own total. */
const groups = [
  smallWords.length + 1, // the last: every other word
  marks.length,
  sentenceEnds.length + 1,
  wordEnds.length + 1,
  phrases.length + 1,
  4, // kinds of characters: capitals, small letters, digits, the rest
]
export const styleLength = groups.reduce((a, b) => a + b, 0)

/** English prose has about four small words in ten; below this it is another language, or a list of words. Assumed. */
const leastSmall = 0.2

/** The counts of a text; undefined where it is no English prose. */
export function styleOf(text: string): Style | undefined {
  const clean = text
    .slice(0, longest)
    .replace(/[’‘]/g, "'")
    .replace(/[“”«»]/g, '"')
    .replace(/—/g, '–')
    .replace(/\.{3,}/g, '…')
  const lower = clean.toLowerCase()
  const counts = new Array<number>(styleLength).fill(0)
  let words = 0
  let small = 0
  for (const [word] of lower.matchAll(/\p{L}+/gu)) {
    words++
    const at = smallAt.get(word)
    if (at !== undefined) small++
    counts[at ?? smallWords.length]!++
    counts[offset(3) + bin(word.length, wordEnds)]!++
  }
  if (words === 0 || small / words < leastSmall) return undefined
  for (const mark of clean) {
    const i = marks.indexOf(mark)
    if (i >= 0) counts[offset(1) + i]!++
    counts[offset(5) + kindOf(mark)]!++
  }
  for (const sentence of lower.split(/[.!?…\n]+/)) {
    const length = sentence.match(/\p{L}+/gu)?.length ?? 0
    if (length > 0) counts[offset(2) + bin(length, sentenceEnds)]!++
  }
  for (const [phrase] of lower.matchAll(phraseForm)) counts[offset(4) + phrases.indexOf(phrase)]!++
  counts[offset(4) + phrases.length] = words
  return { words, counts }
}

function offset(group: number): number {
  return groups.slice(0, group).reduce((a, b) => a + b, 0)
}

function bin(value: number, ends: readonly number[]): number {
  const i = ends.findIndex((end) => value <= end)
  return i < 0 ? ends.length : i
}

function kindOf(mark: string): number {
  if (mark >= 'a' && mark <= 'z') return 1
  if (mark >= 'A' && mark <= 'Z') return 0
  return mark >= '0' && mark <= '9' ? 2 : 3
}

/** Longer texts are brought down to this many words, so that distances of all lengths can be compared. */
const comparable = 300
/** Fewer than this of both texts together tell nothing. */
const leastSeen = 4

/**
 * How far apart two texts are: chi-square by degree of freedom (Kilgarriff, "Comparing Corpora", International Journal
 * of Corpus Linguistics 6, 2001), the mean over groups of counts. About 1 where both were drawn from one bag of words;
 * two texts of one person on different subjects are above that. Symmetric; undefined for counts of another length.
 */
export function styleDistance(a: Style, b: Style): number | undefined {
  if (a.counts.length !== styleLength || b.counts.length !== styleLength) return undefined
  let sum = 0
  let judged = 0
  let from = 0
  for (const length of groups) {
    const [left, right] = [share(a, from, length), share(b, from, length)]
    const totalA = left.reduce((x, y) => x + y, 0)
    const totalB = right.reduce((x, y) => x + y, 0)
    let chi = 0
    let cells = 0
    for (let i = 0; i < length; i++) {
      const seen = left[i]! + right[i]!
      if (seen < leastSeen) continue
      chi += (left[i]! * Math.sqrt(totalB / totalA) - right[i]! * Math.sqrt(totalA / totalB)) ** 2 / seen
      cells++
    }
    if (totalA > 0 && totalB > 0 && cells > 1) {
      sum += chi / (cells - 1)
      judged++
    }
    from += length
  }
  return judged === 0 ? undefined : sum / judged
}

function share({ words, counts }: Style, from: number, length: number): number[] {
  const scale = Math.min(1, comparable / words)
  return counts.slice(from, from + length).map((count) => count * scale)
}
