import { digest } from './digest.ts'
import type { Millis, SubjectRef } from './observations/kind.ts'
import { attributeTypes, subjectTypes, typeOf } from './observations/kind.ts'

/** What can be said: two are one person, two are never again taken for one, a share is no tie. */
export const wordKinds = ['same-person', 'different-people', 'not-tied'] as const

/**
 * What a person said of a link. It is kept for ever: undoing it adds who did so and why, and takes nothing away. It
 * holds through re-runs, restarts and re-ingestion, because it is applied wherever links are judged.
 */
export interface Word {
  id: string
  is: (typeof wordKinds)[number]
  /** `same-person` and `different-people`: an application or a person. `not-tied`: the shared attribute. */
  a: SubjectRef
  /** The other of the two. Of `not-tied`: the one subject that the attribute does not tie; everybody where absent. */
  b?: SubjectRef
  because: string
  by: string
  at: Millis
  undone?: Undone
}

/** Who took a word back. */
export interface Undone {
  because?: string
  by: string
  at: Millis
}

/** A word before anybody has signed it. */
export type Statement = Pick<Word, 'is' | 'a' | 'b'>

/** What is wrong with a statement, as the end of a sentence that begins with the field's name; undefined when nothing is. */
export function statementProblem({ is, a, b }: Statement): { field: 'a' | 'b'; reason: string } | undefined {
  if (is === 'not-tied') {
    if (!(attributeTypes as readonly string[]).includes(typeOf(a)))
      return {
        field: 'a',
        reason: `${a} is no shared attribute: name the one that ties nobody, such as phone:…`,
      }
    if (b !== undefined && !(subjectTypes as readonly string[]).includes(typeOf(b)))
      return {
        field: 'b',
        reason: `${b} is no application, person or device: leave it out to mean everybody`,
      }
    return undefined
  }
  for (const [field, ref] of [['a', a] as const, ['b', b] as const]) {
    if (ref === undefined) return { field, reason: 'is missing: name both of the two' }
    if (!['application', 'person'].includes(typeOf(ref)))
      return { field, reason: `${ref} is no application and no person` }
  }
  return a === b ? { field: 'b', reason: `is the same as a: ${a} is always itself` } : undefined
}

/** The same statement in one form: who is named first says nothing. */
export function statement({ is, a, b }: Statement): Statement {
  if (b === undefined) return { is, a }
  return is !== 'not-tied' && b < a ? { is, a: b, b: a } : { is, a, b }
}

/** The same word, said by the same person at the same time, always has the same id. */
export function wordId(word: Omit<Word, 'id'>): string {
  const { is, a, b } = statement(word)
  return `W-${digest(['word', is, a, b ?? '', word.by, word.at].join('\0')).slice(1, 9)}`
}

/** The words that stand, as judging links reads them. */
export interface Said {
  /** Whom an attribute does not tie. */
  untied(attribute: SubjectRef): 'everybody' | ReadonlySet<SubjectRef> | undefined
  /** Everybody said to be one person with the subject, itself among them, in order. Undefined where nobody is. */
  group(subject: SubjectRef): readonly SubjectRef[] | undefined
  /** Everybody said to be another person than the subject or than one of its group. */
  apart(subject: SubjectRef): ReadonlySet<SubjectRef> | undefined
}

/**
 * Compiles words. The result depends on the set of words only. Where two words contradict each other, "different
 * people" stands: two that are said to be different are never brought together, through a third one neither.
 */
export function said(words: Iterable<Word>): Said {
  const untied = new Map<SubjectRef, 'everybody' | Set<SubjectRef>>()
  const same: [SubjectRef, SubjectRef][] = []
  const different: [SubjectRef, SubjectRef][] = []
  for (const word of words) {
    if (word.undone) continue
    const { is, a, b } = statement(word)
    if (is === 'not-tied') {
      const known = untied.get(a)
      if (b === undefined) untied.set(a, 'everybody')
      else if (known === undefined) untied.set(a, new Set([b]))
      else if (known !== 'everybody') known.add(b)
    } else if (b !== undefined) (is === 'same-person' ? same : different).push([a, b])
  }
  const groups = new Map<SubjectRef, SubjectRef[]>()
  const groupOf = (ref: SubjectRef) => groups.get(ref) ?? [ref]
  const forbidden = new Set(different.flatMap(([a, b]) => [`${a}\0${b}`, `${b}\0${a}`]))
  for (const [a, b] of same.sort(inOrder)) {
    const [ours, theirs] = [groupOf(a), groupOf(b)]
    if (ours === theirs || ours.some((x) => theirs.some((y) => forbidden.has(`${x}\0${y}`)))) continue
    const both = [...new Set([...ours, ...theirs])].sort()
    for (const ref of both) groups.set(ref, both)
  }
  const apart = new Map<SubjectRef, Set<SubjectRef>>()
  const hold = (x: SubjectRef, y: SubjectRef) => {
    const known = apart.get(x)
    if (known) known.add(y)
    else apart.set(x, new Set([y]))
  }
  for (const [a, b] of different)
    for (const x of groupOf(a))
      for (const y of groupOf(b)) {
        hold(x, y)
        hold(y, x)
      }
  return {
    untied: (attribute) => untied.get(attribute),
    group: (subject) => groups.get(subject),
    apart: (subject) => apart.get(subject),
  }
}

/** Nobody has said anything. */
export const nothingSaid: Said = said([])

function inOrder([a, b]: readonly [string, string], [c, d]: readonly [string, string]): number {
  return a < c ? -1 : a > c ? 1 : b < d ? -1 : b > d ? 1 : 0
}
