import type { Signature } from '../signals/minhash.ts'
import { bandsOf, bandTables } from './bands.ts'
import { column, pageOf, placeOf } from './columns.ts'
import { commonPassage, passageTables } from './passages.ts'
import { shelf } from './shelf.ts'

/**
 * From this Jaccard similarity of their words on, two résumés are one text in two versions. The line is drawn at 0.8 of
 * all words; ours leave out the short ones, and the hair above 0.8 evens out what that does to pairs just below it.
 */
export const nearDuplicate = 0.802
/** This many passages in common are no accident: three are, between people who all use the same phrases. Simulated. */
export const fewestPassages = 4

/** What two résumés have in common: their wording as a whole, or else passages of it. */
export interface Alike {
  /** Jaccard similarity of their words; 0 where it is below `nearDuplicate`. */
  wording: number
  /** Passages in common that at most `commonPassage` résumés have; 0 where the whole is alike. */
  passages: number
}

/** Two rows whose likeness a change may have changed: what it was before, and is now. */
export interface Turn {
  a: number
  b: number
  was?: Alike
  is?: Alike
}

export interface Likeness {
  /** Adds a row; gives everything that it changes, also between others, by making a passage common. */
  insert(row: number, signature: Signature): Turn[]
  /** The same without asking: for rows that were compared when they came. */
  load(row: number, signature: Signature): void
  remove(row: number): Turn[]
  /** Rows like this one. */
  of(row: number): Map<number, Alike>
  /** Rows like a signature that need not be among them. */
  like(signature: Signature): Map<number, Alike>
  get(row: number): Signature
  bytes(): number
}

/** Most near-duplicates of one résumé that are found, and most that are looked at because they may be. */
const mostFound = 1000
const mostSeen = 20_000

/**
 * Which of many résumés are alike. Of two it depends on them, and on how many have the passages they share: never on
 * the order in which rows came. That holds until one has more than `mostFound` near-duplicates: the rest isn't found.
 */
export function likeness(): Likeness {
  const bands = bandTables()
  const passages = passageTables()
  const signatures = shelf()
  const stamps = column((length) => new Uint32Array(length))
  let stamp = 0

  /** Those that have each of the passages, other than `except`; more than `commonPassage` of a common one. */
  const othersHaving = (signature: Signature, except: number): (readonly number[])[] =>
    Array.from(signature.passages, (passage) => {
      const owners = passages.owners(passage)
      return except < 0 ? owners : owners.filter((row) => row !== except)
    })

  function near(
    signature: Signature,
    own: Uint32Array,
    except: number,
    having = othersHaving(signature, except),
  ): Map<number, Alike> {
    const out = new Map<number, Alike>()
    const unmark = signatures.mark(signature)
    stamp = (stamp + 1) >>> 0
    let seen = 0
    bands.each(own, (row) => {
      const page = stamps.pages[pageOf(row)]!
      const at = placeOf(row, 1)
      if (page[at] === stamp || row === except) return false
      page[at] = stamp
      const wording = signatures.jaccard(row, nearDuplicate)
      if (wording >= nearDuplicate) out.set(row, { wording, passages: 0 })
      return ++seen >= mostSeen || out.size >= mostFound
    })
    unmark()
    const shared = new Map<number, number>()
    for (const others of having)
      if (others.length < commonPassage)
        for (let i = 0; i < others.length; i++) shared.set(others[i]!, (shared.get(others[i]!) ?? 0) + 1)
    for (const [row, n] of shared)
      if (n >= fewestPassages && !out.has(row)) out.set(row, { wording: 0, passages: n })
    return out
  }

  const get = (row: number): Signature => ({ ...signatures.get(row), passages: passages.of(row) })
  const of = (row: number): Map<number, Alike> => {
    const signature = get(row)
    return near(signature, bandsOf(signature.words), row)
  }

  /** The same for one pair; `common` are the passages that both have. */
  function couple(a: number, b: number, common: readonly number[]): Alike | undefined {
    const [one, two] = [signatures.get(a), signatures.get(b)]
    const bandsOfTwo = bandsOf(two.words)
    if (bandsOf(one.words).some((band, i) => band === bandsOfTwo[i])) {
      const unmark = signatures.mark(one)
      const wording = signatures.jaccard(b, nearDuplicate)
      unmark()
      if (wording >= nearDuplicate) return { wording, passages: 0 }
    }
    const n = common.filter((passage) => passages.owners(passage).length <= commonPassage).length
    return n >= fewestPassages ? { wording: 0, passages: n } : undefined
  }

  /** Pairs of others that share a passage which becomes, or stops being, common with one more or less who has it. */
  function bystanders(having: readonly (readonly number[])[]): () => Turn[] {
    const pairs = new Map<number, { a: number; b: number; common: number[]; was?: Alike }>()
    for (const unordered of having) {
      if (unordered.length !== commonPassage) continue
      const others = [...unordered].sort((x, y) => x - y)
      const theirs = others.map((row) => passages.of(row))
      for (let i = 0; i < others.length; i++)
        for (let j = i + 1; j < others.length; j++) {
          const common = intersection(theirs[i]!, theirs[j]!)
          const [a, b] = [others[i]!, others[j]!]
          const key = a * 2 ** 26 + b
          if (common.length < fewestPassages || pairs.has(key)) continue
          pairs.set(key, { a, b, common, was: couple(a, b, common) })
        }
    }
    return () =>
      [...pairs.values()]
        .map(({ a, b, common, was }) => ({ a, b, was, is: couple(a, b, common) }))
        .filter(({ was, is }) => was?.passages !== is?.passages)
  }

  function load(row: number, signature: Signature, own = bandsOf(signature.words)): void {
    stamps.grow(row + 1)
    signatures.set(row, signature)
    bands.insert(row, own)
    passages.insert(row, signature.passages)
  }

  return {
    of,
    load,
    get,
    like: (signature) => near(signature, bandsOf(signature.words), -1),
    insert(row, signature) {
      const own = bandsOf(signature.words)
      const having = othersHaving(signature, row)
      const between = bystanders(having)
      load(row, signature, own)
      const mine = [...near(signature, own, row, having)].map(([b, is]): Turn => ({ a: row, b, is }))
      return [...mine, ...between()]
    },
    remove(row) {
      const signature = get(row)
      const own = bandsOf(signature.words)
      const having = othersHaving(signature, row)
      const mine = [...near(signature, own, row, having)].map(([b, was]): Turn => ({ a: row, b, was }))
      const between = bystanders(having)
      bands.remove(row, own)
      passages.remove(row)
      return [...mine, ...between()]
    },
    bytes: () => bands.bytes() + passages.bytes() + signatures.bytes() + stamps.bytes(),
  }
}

const nothing: number[] = []

/** What two ascending lists have in common. */
function intersection(a: Uint32Array, b: Uint32Array): number[] {
  let out = nothing
  for (let i = 0, j = 0; i < a.length && j < b.length; )
    if (a[i] === b[j]) {
      if (out === nothing) out = []
      out.push(a[i]!)
      i++
      j++
    } else if (a[i]! < b[j]!) i++
    else j++
  return out
}
