import type { SanctionsMatch } from '@telltale/core'
import type { Birth, SdnEntry } from './sdn.ts'
import { nameWords, similarity } from './spellings.ts'

/** What an application gives to compare. All of it is dropped after the look-up. */
export interface Applicant {
  name?: string
  birthDate?: string
  documents?: readonly { type?: string; number: string }[]
  wallets?: readonly string[]
}

export interface SanctionsIndex {
  /** Cited by what is found with it. */
  version: string
  entries: number
  /** How well one entry agrees; undefined where nothing but a name does. The strongest entry, then the lowest number. */
  look(applicant: Applicant): SanctionsMatch | undefined
}

/**
 * How telling the words that agree must be, in bits: log2 of how seldom each stands on the list. A rare name needs two
 * words, a frequent one three, so that frequent names are not led to the list more often than rare ones. Assumed; what
 * comes of it is measured in bench/applicants/sanctions.ts.
 */
const tellingBits = { day: 10, year: 15 }
/** Two spellings of one word: Jaro-Winkler of this and more. Only ever read where the birth date is the same day. */
const oneWord = 0.9
/** Digits alone, and few of them, are on somebody else's document as well. */
const shortNumber = 8

interface Person {
  entry: SdnEntry
  names: string[][]
}

/** Built once for each version of the list: about half a second for all of it; a look-up takes microseconds. */
export function sanctionsIndex(entries: readonly SdnEntry[], version: string): SanctionsIndex {
  const wallets = new Map<string, SdnEntry>()
  const documents = new Map<string, { entry: SdnEntry; type: string }[]>()
  const byDay = new Map<string, Person[]>()
  const byYear = new Map<string, { person: Person; birth: Birth }[]>()
  const seen = new Map<string, number>()
  let people = 0
  for (const entry of entries) {
    for (const { address } of entry.wallets) wallets.set(walletForm(address), entry)
    for (const { type, number } of entry.documents) put(documents, documentForm(number), { entry, type })
    if (entry.type !== 'individual' || entry.births.length === 0) continue
    const person = { entry, names: entry.names.map(nameWords) }
    people++
    for (const word of new Set(person.names.flat())) seen.set(word, (seen.get(word) ?? 0) + 1)
    for (const birth of entry.births)
      if (birth.from === birth.to) put(byDay, birth.from, person)
      else
        for (let year = Number(birth.from.slice(0, 4)); year <= Number(birth.to.slice(0, 4)); year++)
          put(byYear, String(year), { person, birth })
  }
  const bits = (word: string) => Math.log2(people / (seen.get(word) ?? 1))

  return {
    version,
    entries: entries.length,
    look({ name, birthDate, documents: shown = [], wallets: given = [] }) {
      const words = name ? nameWords(name) : []
      const days = birthDate ? birthDays(birthDate) : []
      const agrees = new Map<SdnEntry, Set<SanctionsMatch['agrees'][number]>>()
      const note = (entry: SdnEntry, ...what: SanctionsMatch['agrees']) => {
        const known = agrees.get(entry) ?? new Set()
        for (const one of what) known.add(one)
        agrees.set(entry, known)
      }
      for (const wallet of given) {
        const entry = wallets.get(walletForm(wallet))
        if (entry) note(entry, 'wallet')
      }
      for (const { type, number } of shown) {
        const form = documentForm(number)
        for (const candidate of form.length < 5 ? [] : (documents.get(form) ?? [])) {
          const { entry } = candidate
          if (!sameKind(type, candidate.type)) continue
          const named = entry.names.some((other) => telling(words, nameWords(other), oneWord) > 0)
          if (/^\d+$/.test(form) && form.length < shortNumber && !named) continue
          note(entry, 'document')
          if (named) note(entry, 'name')
        }
      }
      for (const day of days) {
        for (const { entry, names } of byDay.get(day) ?? [])
          if (names.some((other) => telling(words, other, oneWord) >= tellingBits.day))
            note(entry, 'name', 'birth date')
        for (const { person, birth } of byYear.get(day.slice(0, 4)) ?? [])
          if (
            day >= birth.from &&
            day <= birth.to &&
            person.names.some((other) => telling(words, other, 1) >= tellingBits.year)
          )
            note(person.entry, 'name', 'birth year')
      }
      const best = [...agrees].sort(
        ([a, ofA], [b, ofB]) => strength(ofB) - strength(ofA) || Number(a.uid) - Number(b.uid),
      )[0]
      return best && { entry: best[0].uid, agrees: order.filter((what) => best[1].has(what)) }
    },
  }

  /** Bits of the words that agree, one to one; 0 where fewer than two do or a word of the shorter name is left over. */
  function telling(a: readonly string[], b: readonly string[], least: number): number {
    const [short, long] = a.length <= b.length ? [a, b] : [b, a]
    if (short.length < 2) return 0
    const free = new Set(long.keys())
    let sum = 0
    for (const word of short) {
      let best = -1
      let bestLikeness = least
      for (const i of free) {
        const likeness = word === long[i] ? 1 : least < 1 ? similarity(word, long[i]!) : 0
        if (likeness >= bestLikeness && (best < 0 || likeness > bestLikeness)) {
          best = i
          bestLikeness = likeness
        }
      }
      if (best < 0) return 0
      free.delete(best)
      // the words of the list are counted, whichever side they stand on
      sum += bits(seen.has(long[best]!) ? long[best]! : word) * bestLikeness
    }
    return sum
  }
}

const order: SanctionsMatch['agrees'] = ['document', 'wallet', 'birth date', 'birth year', 'name']

function strength(what: ReadonlySet<SanctionsMatch['agrees'][number]>): number {
  return order.reduce((sum, one, i) => sum + (what.has(one) ? 2 ** (order.length - i) : 0), 0)
}

function put<T>(map: Map<string, T[]>, key: string, value: T): void {
  const known = map.get(key)
  if (known) known.push(value)
  else map.set(key, [value])
}

/** Addresses in hexadecimal and bech32 are the same in either case; base 58 is not. */
function walletForm(written: string): string {
  const clean = written.trim()
  return /^(?:0x|bc1|ltc1)/i.test(clean) ? clean.toLowerCase() : clean
}

function documentForm(written: string): string {
  return written.toUpperCase().replace(/[^A-Z0-9]/g, '')
}

/** A passport's number is no identity card's. Unknown kinds may be any. */
function sameKind(given: string | undefined, listed: string): boolean {
  const kind = (words: string) =>
    /passport/i.test(words) ? 'passport' : /ssn|social|tax|r\.?f\.?c|n\.?i\.?t/i.test(words) ? 'tax' : 'other'
  return !given || kind(given) === kind(listed) || (kind(given) === 'other' && kind(listed) !== 'passport')
}

/** `1979-09-21`, `21/09/1979` or `09/21/1979` (both days where either fits), `21 Sep 1979`. A year alone gives none. */
function birthDays(written: string): string[] {
  const text = written.trim()
  const iso = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:$|T)/.exec(text)
  if (iso) return days([[iso[1]!, iso[2]!, iso[3]!]])
  const either = /^(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})$/.exec(text)
  if (either)
    return days([
      [either[3]!, either[2]!, either[1]!],
      [either[3]!, either[1]!, either[2]!],
    ])
  const named = /^(\d{1,2})\.? ([a-z]{3})[a-z]* (\d{4})$/i.exec(text)
  const american = /^([a-z]{3})[a-z]*\.? (\d{1,2}),? (\d{4})$/i.exec(text)
  const month = (name: string) => String(months.indexOf(name.toLowerCase()) / 3 + 1)
  if (named) return days([[named[3]!, month(named[2]!), named[1]!]])
  if (american) return days([[american[3]!, month(american[1]!), american[2]!]])
  return []
}

const months = 'janfebmaraprmayjunjulaugsepoctnovdec'

function days(parts: [year: string, month: string, day: string][]): string[] {
  return [
    ...new Set(
      parts
        .filter(([, month, day]) => Number.isInteger(Number(month)) && between(month, 12) && between(day, 31))
        .map(([year, month, day]) => `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`),
    ),
  ]
}

function between(text: string, most: number): boolean {
  return Number(text) >= 1 && Number(text) <= most
}
