import { digest } from './digest.ts'
import type { Millis, SubjectRef } from './observations/kind.ts'
import { typeOf } from './observations/kind.ts'
import { type Score, score } from './scoring.ts'
import type { Evidence, Scheme } from './types.ts'

/** A subject that the queue shows: at 10² from anything. Opens nothing and says nothing but what to check. */
export interface Listing {
  subject: SubjectRef
  pseudonym: string
  score: Score
  /** Everything that names the subject, accusing and clearing, newest first. */
  evidence: Evidence[]
}

/** A case is about one person or one application. */
export interface Case extends Listing {
  id: string
  subjects: SubjectRef[]
  scheme: Scheme
  weight: number
  probability: number
  openedBy: Millis
}

export interface Farm {
  id: string
  /** The people and applications of its cases. */
  subjects: SubjectRef[]
  cases: string[]
  /** The link evidence that ties them. */
  ties: string[]
}

/**
 * What stands about one subject. `listing` from 10², `case` from 10⁴ and two families; neither below.
 * A device that nobody holds can be listed, never a case: a case is about a person or an application.
 */
export function fold(subject: SubjectRef, evidence: readonly Evidence[]): { listing?: Listing; case?: Case } {
  const about = evidence
    .filter((e) => e.weighsOn.includes(subject))
    .sort((a, b) => b.to - a.to || (a.id < b.id ? -1 : 1))
  const s = score(about)
  if (!s.listed && !s.opens) return {}
  const listing: Listing = { subject, pseudonym: pseudonym(subject), score: s, evidence: about }
  if (!s.opens || typeOf(subject) === 'device') return { listing }
  return {
    listing,
    case: {
      ...listing,
      id: caseId(subject),
      subjects: [
        ...new Set([
          subject,
          ...about.filter((e) => e.is === 'evidence' && !e.shadow).flatMap((e) => e.subjects),
        ]),
      ].sort((a, b) => (a === subject ? -1 : b === subject ? 1 : a < b ? -1 : 1)),
      scheme: s.scheme,
      weight: s.weight,
      probability: s.probability,
      openedBy: Math.max(...about.filter((e) => e.is === 'evidence').map((e) => e.to)),
    },
  }
}

/** The same subject always has the same case id. */
export function caseId(subject: SubjectRef): string {
  return `C-${digest(`case\0${subject}`).slice(1, 7).toUpperCase()}`
}

/**
 * Groups cases that are tied by shares: connected components over accusing link evidence that names two or
 * more subjects with a case. Weights are not pooled; membership moves nobody's score.
 */
export function farms(cases: readonly Pick<Case, 'id' | 'subject'>[], evidence: readonly Evidence[]): Farm[] {
  const caseOf = new Map(cases.map((c) => [c.subject, c.id]))
  const parent = new Map<SubjectRef, SubjectRef>()
  const root = (s: SubjectRef): SubjectRef => {
    let at = s
    while (parent.get(at) !== undefined && parent.get(at) !== at) at = parent.get(at)!
    return at
  }
  const ties = evidence.filter(
    (e) =>
      e.is === 'evidence' &&
      !e.shadow &&
      e.weight > 0 &&
      !['application', 'person', 'device'].includes(typeOf(e.subject)),
  )
  for (const tie of ties) {
    const tied = tie.weighsOn.filter((s) => caseOf.has(s))
    for (const s of tied) {
      if (!parent.has(s)) parent.set(s, s)
      const [a, b] = [root(tied[0]!), root(s)].sort() as [SubjectRef, SubjectRef]
      parent.set(b, a)
    }
  }
  const groups = new Map<SubjectRef, SubjectRef[]>()
  for (const s of [...parent.keys()].sort()) groups.set(root(s), [...(groups.get(root(s)) ?? []), s])
  const out: Farm[] = []
  for (const [first, subjects] of groups) {
    if (subjects.length < 2) continue
    const members = new Set(subjects)
    out.push({
      id: `F-${digest(`farm\0${first}`).slice(1, 6).toUpperCase()}`,
      subjects,
      cases: subjects.map((s) => caseOf.get(s)!),
      ties: ties
        .filter((e) => e.weighsOn.filter((s) => members.has(s)).length > 1)
        .map((e) => e.id)
        .sort(),
    })
  }
  return out.sort((a, b) => b.subjects.length - a.subjects.length || (a.id < b.id ? -1 : 1))
}

/** Ids with this prefix belong to the simulated demo company; ingest refuses them from anywhere else. */
export const simulatedPrefix = 'larkspur-'

export function isSimulated(subject: SubjectRef): boolean {
  return subject.slice(subject.indexOf(':') + 1).startsWith(simulatedPrefix)
}

const qualities = ['Quiet', 'Pale', 'Slate', 'Marsh', 'Snow', 'Corn', 'Reed', 'Ashen', 'Tawny', 'Grey', 'Hill', 'River', 'Dusk', 'Amber', 'Moss', 'Flint', 'Coral', 'Frost', 'Heath', 'Cedar', 'Linen', 'Umber', 'Fern', 'Silver', 'Copper', 'Sable', 'Ochre', 'Harbour', 'Meadow', 'Winter', 'Summer', 'Early'] // biome-ignore format: a list
const birds = ['Heron', 'Kestrel', 'Wren', 'Tit', 'Petrel', 'Bunting', 'Plover', 'Rook', 'Owl', 'Wagtail', 'Pipit', 'Teal', 'Swift', 'Finch', 'Lark', 'Curlew', 'Osprey', 'Grebe', 'Siskin', 'Linnet', 'Dunlin', 'Merlin', 'Avocet', 'Crake', 'Godwit', 'Martin', 'Whimbrel', 'Shrike', 'Dipper', 'Thrush', 'Eider', 'Jay'] // biome-ignore format: a list

/** A name that tells nothing about the person, the same everywhere; the subject's id stands beside it. */
export function pseudonym(subject: SubjectRef): string {
  const code = digest(`pseudonym\0${subject}`)
  const number = [...code.slice(1, 6)].reduce((n, c) => (n * 37 + c.charCodeAt(0)) % 1024, 0)
  return `${qualities[number % 32]} ${birds[Math.floor(number / 32)]}`
}
