import { Slips } from './one-slip.ts'
import { folded, isGeneric, isNumber, isSmall, longWords, strict, telling, wordsOf } from './school-names.ts'

/** One way in which something is called. */
export interface Named<T> {
  of: T
  name: string
  as: 'name' | 'alias' | 'former'
  /** Last year in which a former name was current. */
  until?: string
}

/** How a written name met the list, from close to loose. */
export type How = 'exact' | 'alias' | 'abbreviated' | 'typo' | 'reordered' | 'part'

export interface Met<T> {
  /** Everything that the name can mean, one as a rule; several where a list has namesakes. */
  named: readonly [Named<T>, ...Named<T>[]]
  how: How
  /** Close enough to hold something against the name; a looser meeting only keeps it from being called unknown. */
  sure: boolean
}

/** Fewer telling letters than `possible`, and one changed letter makes another school's name; below `sure` it may. Assumed, and measured in bench/applicants. */
const lettersForASlip = { possible: 4, sure: 6 } as const

/** Initials of up to four letters are shared by schools the world over. */
const initials = /^[a-z0-9]{1,4}$/

/** Reads a list of names once; looks up what people write. */
export class NameIndex<T> {
  readonly #strict = new Map<string, Named<T>[]>()
  readonly #folded = new Map<string, Named<T>[]>()
  readonly #bare = new Map<string, Named<T>[]>()
  readonly #sorted = new Map<string, Named<T>[]>()
  /** What stands before the campus: "University of Michigan" of "University of Michigan - Dearborn". */
  readonly #heads = new Map<string, Named<T>[]>()
  readonly #slips = new Slips()
  readonly #memo = new Map<string, Met<T> | null>()

  constructor(all: Iterable<Named<T>>) {
    for (const named of all) {
      this.#add(named, named.name)
      const without = withoutAcronym(named.name)
      if (without) this.#add(named, without)
    }
    for (const text of this.#strict.keys()) this.#slips.add(text)
    for (const text of this.#folded.keys()) this.#slips.add(text)
  }

  /** @param written as an applicant wrote it; undefined where the list has nothing that it can mean */
  look(written: string): Met<T> | undefined {
    let met = this.#memo.get(written)
    if (met === undefined) {
      met = (written.length <= 300 && this.#read(written)) || null
      if (this.#memo.size >= 10_000) this.#memo.clear()
      this.#memo.set(written, met)
    }
    return met ?? undefined
  }

  #read(written: string): Met<T> | undefined {
    const words = wordsOf(written)
    if (words.length === 0) return undefined
    const short = folded(words)
    return (
      this.#whole(written, words, short) ?? this.#head(short) ?? this.#reordered(short) ?? this.#part(written)
    )
  }

  #add(named: Named<T>, name: string): void {
    const words = wordsOf(name)
    if (words.length === 0) return
    const short = folded(words)
    put(this.#strict, strict(words), named)
    put(this.#folded, short.join(' '), named)
    put(this.#bare, bare(short), named)
    put(this.#sorted, sorted(short), named)
    const head = /^(.{8,}?)(?:,| - |-(?=\p{Lu})| (?:at|in) (?=\p{Lu})| \()/u.exec(name)?.[1]
    if (head) {
      const of = folded(wordsOf(head))
      // "Academy of Arts, …": a head that names no school in particular stands for none.
      if (telling(of) >= lettersForASlip.possible)
        for (const key of new Set([of.join(' '), bare(of)])) put(this.#heads, key, named)
    }
  }

  #whole(written: string, words: readonly string[], short: readonly string[]): Met<T> | undefined {
    const exact = this.#strict.get(strict(words))
    if (exact) {
      if (exact.some((n) => n.as === 'name')) return meet(exact, 'exact')
      // "MIT" may be one in Manipal that the list does not know by these letters.
      return { ...meet(exact, 'alias'), sure: !initials.test(words.join('')) }
    }
    const name = short.join(' ')
    const abbreviated = short.length > 0 ? this.#folded.get(name) : undefined
    if (abbreviated) return meet(abbreviated, 'abbreviated')
    const without = withoutAcronym(written)
    if (without) return this.#alone(without)
    // "Michigan State". Where "university" was written, it must stand in its place.
    const unnamed = short.length > 1 && !short.includes('univ') ? this.#bare.get(name) : undefined
    if (unnamed && single(unnamed)) return meet(unnamed, 'abbreviated')
    return this.#slip(words, short)
  }

  #alone(part: string): Met<T> | undefined {
    const words = wordsOf(part)
    return words.length > 0 ? this.#whole(part, words, folded(words)) : undefined
  }

  /** One slip of the pen, in a word that many schools share or in the name itself; or one in each, which is loose. */
  #slip(words: readonly string[], short: readonly string[]): Met<T> | undefined {
    const mended = words.map((word) => mend(word) ?? word)
    const inWord = words.flatMap((word, i) =>
      mended[i] === word ? [] : (this.#folded.get(folded(words.with(i, mended[i]!)).join(' ')) ?? []),
    )
    if (inWord.length > 0) return single(inWord) ? meet(inWord, 'typo') : undefined
    const inName = this.#oneLetterOff(strict(words), short.join(' '))
    if (inName) return inName
    const both = mended.some((word, i) => word !== words[i])
      ? this.#oneLetterOff(strict(mended), folded(mended).join(' '))
      : undefined
    return both && { ...both, sure: false }
  }

  #oneLetterOff(full: string, short: string): Met<T> | undefined {
    const found: Named<T>[] = []
    let sure = false
    for (const [text, map] of [
      [full, this.#strict],
      [short, this.#folded],
    ] as const)
      for (const { text: listed, at } of this.#slips.near(text)) {
        const named = map.get(listed)
        if (!named || !mayDiffer(listed, text, at)) continue
        found.push(...named)
        sure ||= telling(listed.split(' ')) >= lettersForASlip.sure
      }
    return found.length > 0 && single(found) ? { ...meet(found, 'typo'), sure } : undefined
  }

  #reordered(short: readonly string[]): Met<T> | undefined {
    const found = short.length > 1 ? this.#sorted.get(sorted(short)) : undefined
    return found && single(found) ? meet(found, 'reordered') : undefined
  }

  /** A school named without its campus: any of its campuses. Or without the word that says what it is: "Stanford". */
  #head(short: readonly string[]): Met<T> | undefined {
    const name = short.join(' ')
    const found = this.#heads.get(name)
    if (found) return meet(found, 'part')
    const one = this.#bare.get(name)
    return one && telling(short) >= lettersForASlip.sure && single(one) ? meet(one, 'part') : undefined
  }

  /** "Haas School of Business, UC Berkeley", "Ohio State University - Columbus": one part of it is in the list. */
  #part(written: string): Met<T> | undefined {
    const parts = written.split(/\s*(?:[,;:|/()[\]\n\u2012-\u2015]|\s-\s)\s*/).filter((part) => part !== '')
    if (parts.length < 2 || parts.length > 8) return undefined
    const found: Named<T>[] = []
    for (const part of parts) {
      // "National University, Rosario": what is left tells nothing.
      if (telling(wordsOf(part)) < 3) continue
      const met = this.#alone(part)
      if (met) found.push(...met.named)
    }
    return found.length > 0 && single(found) ? meet(found, 'part') : undefined
  }
}

/** "West Coast University (WCU)" without the letters in brackets, where they are the initials of what stands before. */
function withoutAcronym(name: string): string | undefined {
  const parts = /^(.*\S)\s*[([]\s*((?:\p{Lu}[.\s]?){2,8})\s*[)\]]\s*$/u.exec(name)
  if (!parts) return undefined
  const initials = wordsOf(parts[1]!).map((word) => word[0]!)
  let at = 0
  for (const letter of parts[2]!.toLowerCase().replace(/[^\p{L}]/gu, '')) {
    at = initials.indexOf(letter, at) + 1
    if (at === 0) return undefined
  }
  return parts[1]
}

/** A slip is looked for in words that are long enough, and never in "IV", "2" or "B". */
function mayDiffer(listed: string, written: string, at: number): boolean {
  const words = listed.split(' ')
  // A blank lost or put in.
  if (listed.replaceAll(' ', '') === written.replaceAll(' ', '')) return true
  let [i, end] = [0, words[0]!.length]
  while (end < at && i < words.length - 1) end += 1 + words[++i]!.length
  const word = words[i]!
  if (isNumber(word)) return false
  return isSmall(word) || isGeneric(word) || telling(words) >= lettersForASlip.possible
}

const shared = new Slips()
for (const word of longWords) shared.add(word)

/** "Univeristy" as "university": of five letters or more, and one slip away from a word that many schools share. */
function mend(word: string): string | undefined {
  return word.length < 5 || isGeneric(word) ? undefined : shared.near(word)[0]?.text
}

function bare(short: readonly string[]): string {
  return short.filter((word) => word !== 'univ').join(' ')
}

function sorted(short: readonly string[]): string {
  return [...short].sort().join(' ')
}

/** One school, or several of one and the same name. */
function single<T>(found: readonly Named<T>[]): boolean {
  const [first] = found
  const name = folded(wordsOf(first!.name)).join(' ')
  return found.every((n) => n.of === first!.of || folded(wordsOf(n.name)).join(' ') === name)
}

/** A current name goes before a former one of the same school; each school once. */
function meet<T>(found: readonly Named<T>[], how: How): Met<T> {
  const order = { name: 0, alias: 1, former: 2 }
  const once = new Map<T, Named<T>>()
  for (const named of [...found].sort((a, b) => order[a.as] - order[b.as]))
    if (!once.has(named.of)) once.set(named.of, named)
  const [first, ...rest] = once.values()
  return { named: [first!, ...rest], how, sure: how !== 'reordered' && how !== 'part' }
}

function put<V>(map: Map<string, V[]>, key: string, value: V): void {
  const there = map.get(key)
  if (!there) map.set(key, [value])
  else if (!there.includes(value)) there.push(value)
}
