import { digest } from './digest.ts'
import { type About, defaultModel, type Model } from './model.ts'
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

/**
 * What stands about one subject. `listing` from 10², `case` from 10⁴ and two families; neither below.
 * A device that nobody holds can be listed, never a case: a case is about a person or an application.
 */
export function fold(
  subject: SubjectRef,
  evidence: readonly Evidence[],
  model: Model = defaultModel,
  whom?: About,
): { listing?: Listing; case?: Case } {
  const about = evidence
    .filter((e) => e.weighsOn.includes(subject))
    .sort((a, b) => b.to - a.to || (a.id < b.id ? -1 : 1))
  const s = score(about, model, whom)
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

/** The same subject always has the same case id: 50 bits, so that a million cases hardly share one. */
export function caseId(subject: SubjectRef): string {
  return `C-${digest(`case\0${subject}`).slice(1, 11).toUpperCase()}`
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
