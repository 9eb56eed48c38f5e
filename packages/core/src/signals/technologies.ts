import type { Technology } from '../facts/technologies.ts'

/** A technology that a text names, and where. */
export interface NamedTechnology {
  technology: Technology
  /** Position of its name in the text, and the length of the name as written. */
  at: number
  length: number
}

interface Spelling {
  technology: Technology
  name: string
  /** Place of its first run of letters or digits, by which it is found. */
  offset: number
  exact: boolean
}

interface TechnologyList {
  technologies: readonly Technology[]
}

const indexes = new WeakMap<TechnologyList, Map<number, Spelling[]>>()

/**
 * The technologies that a text names, each once, at its first mention. The longest name counts where one holds another
 * ("React Native", not "React"). Names inside web addresses are passed over. One pass, by a hash of each word.
 */
export function technologiesIn(list: TechnologyList, text: string): NamedTechnology[] {
  const index = indexOf(list)
  const found = new Map<Technology, NamedTechnology>()
  const length = Math.min(text.length, longest)
  let hash = seed
  let start = -1
  let taken = 0
  for (let i = 0; i <= length; i++) {
    const code = i < length ? lower(text.charCodeAt(i)) : 0
    if (isWord(code)) {
      if (start < 0) start = i
      hash = Math.imul(hash ^ code, 0x01000193)
      continue
    }
    if (start >= 0) {
      const spellings = index.get(hash & small)
      if (spellings && start >= taken) {
        for (const spelling of spellings) {
          const at = start - spelling.offset
          const length = lettersOf(spelling, text, at)
          if (length === 0) continue
          const { technology } = spelling
          if (!found.has(technology)) found.set(technology, { technology, at, length })
          taken = at + length
          break
        }
      }
      start = -1
      hash = seed
    }
  }
  return [...found.values()]
}

/** Nobody's account of one job is longer; what stands after that is not read. */
const longest = 20_000
const seed = 0x811c9dc5 | 0
/** Keys of 30 bits are kept without a box. */
const small = 0x3fffffff

function indexOf(list: TechnologyList): Map<number, Spelling[]> {
  let index = indexes.get(list)
  if (!index) {
    index = new Map()
    for (const technology of list.technologies) {
      const spellings = [
        ...technology.names.map((name) => ({ name: name.toLowerCase(), exact: false })),
        ...(technology.exact ?? []).map((name) => ({ name, exact: true })),
      ]
      for (const { name, exact } of spellings) {
        const run = /[a-z0-9]+/i.exec(name)
        if (!run) continue
        const key = hashOf(run[0].toLowerCase())
        index.set(key, [...(index.get(key) ?? []), { technology, name, offset: run.index, exact }])
      }
    }
    for (const spellings of index.values()) spellings.sort((a, b) => b.name.length - a.name.length)
    indexes.set(list, index)
  }
  return index
}

function hashOf(word: string): number {
  let hash = seed
  for (let i = 0; i < word.length; i++) hash = Math.imul(hash ^ word.charCodeAt(i), 0x01000193)
  return hash & small
}

/** Letters that a text takes for this name at this place; 0 where it is not there. A blank of the name stands for any blanks or a hyphen. */
function lettersOf({ name, exact, offset }: Spelling, text: string, at: number): number {
  if (at < 0 || isLetterAt(text, at - 1)) return 0
  let i = at
  for (let j = 0; j < name.length; j++) {
    if (name[j] === ' ') {
      const from = i
      while (i < text.length && i - from <= 3 && /[\s-]/.test(text[i]!)) i++
      if (i === from || i - from > 3) return 0
      continue
    }
    const code = text.charCodeAt(i)
    if ((exact ? code : lower(code)) !== name.charCodeAt(j)) return 0
    i++
  }
  const after = text[i]
  // "Java 8 years", "Windows 10 users": a count, no version. "Spring Boot Camp": a course in spring.
  if (/\d\+?$/.test(name) && counts.test(text.slice(i, i + 20))) return 0
  if (after === ' ' && name.endsWith(' boot') && /^ camps?\b/i.test(text.slice(i, i + 7))) return 0
  if (isLetterAt(text, i) || after === '+' || after === '#') return 0
  // "github.com/…", "a@firebase.io": an address.
  if (after === '.' && /^\.(?:com|org|io|net|dev|edu|ai|app)\b/i.test(text.slice(i, i + 5))) return 0
  const before = text[at - 1]
  if ((before === '@' || before === '/') && /(?:\/\/|@|www\.)\S*$/.test(text.slice(Math.max(0, at - 80), at)))
    return 0
  if (exact && offset === 0 && beginsSentence(text, at)) return 0
  return i - at
}

const counts =
  /^\s*\+?\s*(?:years?|yrs?|months?|weeks?|users?|people|customers?|developers?|engineers?|projects?|servers?|million)\b/i

/** The first word of a sentence or line has a capital for another reason. */
function beginsSentence(text: string, at: number): boolean {
  return /(?:^|[.!?:;•·*\n\r–—-])["'“(\s]*$/.test(text.slice(Math.max(0, at - 6), at))
}

function isWord(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 48 && code <= 57)
}

function lower(code: number): number {
  return code >= 65 && code <= 90 ? code + 32 : code
}

function isLetterAt(text: string, i: number): boolean {
  const code = text.charCodeAt(i)
  return i >= 0 && i < text.length && (isWord(lower(code)) || code >= 0xc0)
}
