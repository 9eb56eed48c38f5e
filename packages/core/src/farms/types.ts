import type { ClaimCard, Millis, SubjectRef } from '../observations/kind.ts'
import type { Score } from '../scoring.ts'
import type { Evidence } from '../types.ts'

/**
 * A group of people and applications that share what strangers don't. It is a view over link evidence: it pools no
 * hands, device or identity weights, and membership moves nobody's score.
 */
export interface Farm {
  /** Digest of the member that was tied first; stays while others join. */
  id: string
  members: FarmMember[]
  ties: FarmTie[]
  /** Where it happens: ties by network, delivery address or exit, the one that holds most people first. */
  doors: FarmDoor[]
  keeper?: FarmKeeper
  sure: FarmSurety
  firstSeen: Millis
  lastSeen: Millis
}

export interface FarmMember {
  /** A person or an application. */
  subject: SubjectRef
  /** A case of its own, on the queue, or only tied to others. */
  standing: 'case' | 'listed' | 'tied'
  devices: SubjectRef[]
  employer?: string
  /** First day of work, or of the application. */
  start?: Millis
  /** From when on it was known to be tied. */
  tiedSince: Millis
}

/** One shared attribute and whom of the farm it ties. */
export interface FarmTie {
  attribute: SubjectRef
  shown: string
  members: SubjectRef[]
  devices: SubjectRef[]
  /** log10, the largest over schemes of its strongest finding. */
  weight: number
  /** How many subjects the attribute was seen on at all, and whether it is a hub. */
  size: number
  evidence: string[]
  /** When it was first and last seen to tie two of them. */
  from: Millis
  to: Millis
  /** Set where the farm falls apart without this one attribute: the parts that remain, largest first. */
  leaves?: SubjectRef[][]
}

export interface FarmDoor {
  /** Attributes that are one door seen several ways: a router's address and those of its access points. */
  attributes: SubjectRef[]
  members: SubjectRef[]
}

/** Who or what tends it, where something points to that. Never a name: what it did. */
export interface FarmKeeper {
  by: 'recipient' | 'account' | 'local'
  ref: SubjectRef
  /** "signed for 5 of 6 parcels" */
  says: string
}

/** How sure it is that this is one operation: from links alone, under an assumed prior. */
export interface FarmSurety {
  probability: number
  /** The range when any single tie is wrong. */
  low: number
  high: number
  /** The tie whose loss costs most, and what it leaves. */
  restsOn?: SubjectRef
  /** log10 odds: prior, and what each kind of attribute adds within its cap. */
  prior: number
  parts: { type: string; weight: number; capped: boolean }[]
}

/** Accusing link evidence, findable by whom it names. */
export interface TieIndex {
  /** Takes in what ties two or more people or applications; anything else is passed over. */
  add(evidence: Evidence): void
  remove(id: string): void
  /** What ties this person or application to others. */
  of(subject: SubjectRef): readonly Evidence[]
  /** Everybody who is tied to somebody. */
  subjects(): Iterable<SubjectRef>
}

/** What farms are found in. All but the first two only add to what is shown. */
export interface FarmInput {
  /** Evidence that stands. A list is indexed first; an index is read only around the subject asked for. */
  ties: readonly Evidence[] | TieIndex
  /** Who is listed or has a case; all others are only tied. */
  standing: ReadonlyMap<SubjectRef, 'case' | 'listed'>
  /** The newest claim card. */
  cards?(subject: SubjectRef): ClaimCard | undefined
  /** The devices that a person holds. */
  devices?(subject: SubjectRef): readonly SubjectRef[]
  /** How an attribute is shown, and on how many subjects it was seen at all. */
  shown?(attribute: SubjectRef): string | undefined
  size?(attribute: SubjectRef): number | undefined
  /** Who signed for each parcel that went to this member: a recipient, or undefined where that is not known. */
  recipients?(subject: SubjectRef): readonly (SubjectRef | undefined)[]
}

/** One link of a path: what the subject before it shares with `to`. */
export interface PathStep {
  attribute: SubjectRef
  shown: string
  /** log10, as `FarmTie.weight`. */
  weight: number
  to: SubjectRef
}

/** Somebody within two strong links of a subject that people confirmed. It weighs nothing and opens nothing. */
export interface Lead {
  subject: SubjectRef
  confirmed: SubjectRef
  /** From the confirmed subject to this one: one link or two. */
  path: PathStep[]
  /** Probability as scored, and with the prior of a neighbour of a confirmed case in place of anybody's. */
  before: number
  after: number
  basis: 'assumed'
  /** People cleared this one before: named last, and no path leads on from here. */
  cleared?: true
}

export interface LeadInput extends Pick<FarmInput, 'ties' | 'shown' | 'size'> {
  /** The score as it stands; undefined where nothing weighs on the subject. */
  scores(subject: SubjectRef): Score | undefined
  /** Whether people have cleared the subject, and nobody has confirmed anything since. */
  cleared?(subject: SubjectRef): boolean
}
