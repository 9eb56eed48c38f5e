import type { Millis, SubjectRef } from '../observations/kind.ts'
import { decode, encode } from '../signals/minhash.ts'
import { column, pageOf, placeOf } from './columns.ts'
import { type Alike, likeness, type Turn } from './likeness.ts'

/** A résumé that is like more others than this is a template or a wave: counted, not listed. */
export const mostAlike = 64

/** One application's newest résumé, as a store keeps it. */
export interface StoredResume {
  application: SubjectRef
  at: Millis
  /** See `signals/minhash.ts`. */
  signature: Uint8Array
}

export type Near = Alike & { application: SubjectRef }

/** A pair that is listed (`is`), that was until now (`was`), or that was in another measure (both). */
export interface Pair {
  ends: readonly [End, End]
  was?: Alike
  is?: Alike
}

/** One of the two, with the time of the résumé that is meant. */
export interface End {
  application: SubjectRef
  at: Millis
}

export interface ResumeIndex {
  /** Adds an application's résumé, or puts it in the place of an older one. Gives what that changes; undefined when it is the older. */
  put(resume: StoredResume): Pair[] | undefined
  /** The same without asking what it changes: for what was compared when it came, or is to be by `pairs`. */
  load(resume: StoredResume): void
  remove(application: SubjectRef): Pair[]
  /** Résumés like this one, the most alike first, at most `mostAlike`; `total` counts the others too. */
  near(signature: Uint8Array): { found: Near[]; total: number }
  /** What `put` would give, for this application's own pairs, without doing it. */
  foresee(resume: StoredResume): Pair[]
  /** The listed pairs of one application. */
  pairsOf(application: SubjectRef): Pair[]
  /** Every listed pair, once. Looks at each résumé in turn. */
  pairs(): Generator<Pair>
  readonly size: number
  /** Bytes of the tables; names of applications come on top. */
  readonly bytes: number
}

/**
 * Every résumé ever seen, and which of them are alike. What is listed depends on the set of résumés only, never on
 * their order of arrival: a pair is listed when the two are alike and neither is like more than `mostAlike`.
 */
export function resumeIndex(): ResumeIndex {
  const rowOf = new Map<SubjectRef, number>()
  const names: SubjectRef[] = []
  const times = column((length) => new Float64Array(length))
  const free: number[] = []
  const rows = likeness()
  /** How many a row is like, for rows that are like any and where it has been counted; changes bring it up to date. */
  const degrees = new Map<number, number>()

  const end = (row: number): End => ({
    application: names[row]!,
    at: times.pages[pageOf(row)]![placeOf(row, 1)]!,
  })

  /** Of equal times the larger signature stands, so that order does not matter. */
  function isNewer({ at, signature }: StoredResume, row: number): boolean {
    const before = end(row).at
    return at === before ? larger(signature, encode(rows.get(row))) : at > before
  }

  function enter({ application, at }: StoredResume): number {
    const row = free.pop() ?? names.length
    names[row] = application
    times.grow(row + 1)
    times.pages[pageOf(row)]![placeOf(row, 1)] = at
    rowOf.set(application, row)
    return row
  }

  function degree(row: number): number {
    const known = degrees.get(row)
    if (known !== undefined) return known
    const counted = rows.of(row).size
    degrees.set(row, counted)
    return counted
  }

  /** What these turns change in what is listed, after `rows` has taken them: one row came, or went. */
  function listed(turns: readonly Turn[], row: number, came: boolean): Pair[] {
    const net = new Map<number, number>()
    for (const { a, b, was, is } of turns)
      for (const one of [a, b]) net.set(one, (net.get(one) ?? 0) + (is ? 1 : 0) - (was ? 1 : 0))
    for (const [one, change] of net) {
      const before = one === row ? (came ? 0 : -change) : degrees.get(one)
      if (before !== undefined) degrees.set(one, before + change)
    }
    const wasHub = (one: number) => degree(one) - (net.get(one) ?? 0) > mostAlike
    const isHub = (one: number) => degree(one) > mostAlike
    const out = new Map<string, Pair>()
    const consider = ({ a, b, was, is }: Turn) => {
      const [first, second] = [Math.min(a, b), Math.max(a, b)]
      const key = `${first} ${second}`
      if (out.has(key)) return
      const pair: Pair = { ends: [end(first), end(second)] }
      if (was && !wasHub(a) && !wasHub(b)) pair.was = was
      if (is && !isHub(a) && !isHub(b)) pair.is = is
      out.set(key, pair)
    }
    for (const turn of turns) consider(turn)
    for (const hub of [...net.keys()])
      if ((came || hub !== row) && wasHub(hub) !== isHub(hub))
        for (const [b, alike] of rows.of(hub)) consider({ a: hub, b, was: alike, is: alike })
    if (!came) degrees.delete(row)
    return [...out.values()].filter(
      ({ was, is }) => was?.wording !== is?.wording || was?.passages !== is?.passages,
    )
  }

  function leave(row: number): Turn[] {
    rowOf.delete(names[row]!)
    free.push(row)
    return rows.remove(row)
  }
  const take = (row: number): Pair[] => listed(leave(row), row, false)

  function pairsOf(row: number): Pair[] {
    const alike = rows.of(row)
    if (alike.size > mostAlike) return []
    return [...alike].flatMap(([other, is]) =>
      degree(other) > mostAlike ? [] : [{ ends: [end(row), end(other)] as const, is }],
    )
  }

  return {
    put(resume) {
      const before = rowOf.get(resume.application)
      if (before !== undefined && !isNewer(resume, before)) return undefined
      const gone = before === undefined ? [] : take(before)
      const row = enter(resume)
      return [...gone, ...listed(rows.insert(row, decode(resume.signature)), row, true)]
    },
    load(resume) {
      const before = rowOf.get(resume.application)
      if (before !== undefined) {
        if (!isNewer(resume, before)) return
        leave(before)
      }
      degrees.clear()
      rows.load(enter(resume), decode(resume.signature))
    },
    remove(application) {
      const row = rowOf.get(application)
      return row === undefined ? [] : take(row)
    },
    near(signature) {
      const found = [...rows.like(decode(signature))]
        .map(([row, alike]) => ({ application: names[row]!, ...alike }))
        .sort(
          (a, b) =>
            b.wording - a.wording || b.passages - a.passages || (a.application < b.application ? -1 : 1),
        )
      return { found: found.slice(0, mostAlike), total: found.length }
    },
    foresee(resume) {
      const { application, at, signature } = resume
      const before = rowOf.get(application)
      if (before !== undefined && !isNewer(resume, before)) return []
      const had = before === undefined ? new Map<number, Alike>() : rows.of(before)
      const gone = before === undefined ? [] : pairsOf(before).map(({ ends, is }) => ({ ends, was: is! }))
      const alike = rows.like(decode(signature))
      if (before !== undefined) alike.delete(before)
      if (alike.size > mostAlike) return gone
      const come = [...alike].flatMap(([other, is]) =>
        degree(other) + (had.has(other) ? 0 : 1) > mostAlike
          ? []
          : [{ ends: [{ application, at }, end(other)] as const, is }],
      )
      return [...gone, ...come]
    },
    pairsOf(application) {
      const row = rowOf.get(application)
      return row === undefined ? [] : pairsOf(row)
    },
    *pairs() {
      for (const row of rowOf.values())
        for (const pair of pairsOf(row)) if (pair.ends[0].application < pair.ends[1].application) yield pair
    },
    get size() {
      return rowOf.size
    },
    get bytes() {
      return rows.bytes() + times.bytes()
    },
  }
}

function larger(a: Uint8Array, b: Uint8Array): boolean {
  for (let i = 0; i < Math.min(a.length, b.length); i++) if (a[i] !== b[i]) return a[i]! > b[i]!
  return a.length > b.length
}
