import { folded, wordsOf } from './school-names.ts'

/** Words of a field of study that tell nothing by themselves. */
const small = new Set(
  'bachelor master doctor bsc ba bs msc ma ms be btech beng meng mtech mba phd degree diploma major minor specialization specialisation concentration studies study applied general honours honors with program programme sci art tech eng'.split(
    ' ',
  ),
)

/** Short forms of whole fields, by their initials or by use. */
const short: Record<string, string> = {
  cs: 'computer science',
  cse: 'computer science engineering',
  cis: 'computer information systems',
  it: 'information technology',
  ict: 'information communication technology',
  is: 'information systems',
  ee: 'electrical engineering',
  eee: 'electrical electronics engineering',
  ece: 'electrical electronics computer communication engineering',
  ce: 'civil computer engineering',
  me: 'mechanical engineering',
  mis: 'management information systems',
  math: 'mathematics',
  maths: 'mathematics',
  stats: 'statistics',
  comp: 'computer',
  computing: 'computer',
  computers: 'computer',
  informatics: 'computer information',
  software: 'software computer',
  accountancy: 'accounting',
  bio: 'biology',
  psych: 'psychology',
  polisci: 'politics political',
}

/**
 * Whether a written field may be one of those offered. Generous: one telling word in common is enough, and a field written in
 * initials, in another script or in words that tell nothing may be any.
 */
export function mayBeOffered(written: string, offered: readonly string[]): boolean {
  const asked = tellingWords(written)
  if (asked.size === 0 || !/\p{Script=Latin}/u.test(written)) return true
  const initials = /^\p{Lu}{2,5}$/u.test(written.trim())
  return offered.some((field) => {
    const words = tellingWords(field)
    if (words.size === 0 || initials) return words.size === 0 || field.trim()[0] === written.trim()[0]
    for (const a of asked) for (const b of words) if (alike(a, b)) return true
    return false
  })
}

const memo = new Map<string, Set<string>>()

function tellingWords(field: string): Set<string> {
  let words = memo.get(field)
  if (!words) {
    words = readWords(field.slice(0, 200))
    if (memo.size >= 20_000) memo.clear()
    memo.set(field, words)
  }
  return words
}

function readWords(field: string): Set<string> {
  const words = wordsOf(field).flatMap((word) => (short[word] ?? word).split(' '))
  return new Set(
    folded(words).filter((word) => !small.has(word) && (word.length > 2 || word.charCodeAt(0) > 127)),
  )
}

/** "Economics" and "economic", "biology" and "biological", "matemáticas" and "mathematics": a common beginning of five letters, or of all there is. */
function alike(a: string, b: string): boolean {
  const n = Math.min(a.length, b.length, 5)
  return a.slice(0, n) === b.slice(0, n)
}
