import type { Farm, FarmMember, FarmTie } from './farms/types.ts'
import type { PairExplanation } from './linkage/types.ts'
import type { Attribute, Millis, SubjectRef } from './observations/kind.ts'
import type { Evidence } from './types.ts'
import type { QueueItem } from './views.ts'
import type { Word } from './words.ts'

/**
 * What the server answers about links: farms, entities, words and leads. Analysts and counsel alone see any of it.
 * Times are milliseconds since the epoch, weights log10.
 */

/** Pay of one person since their first day, as far as it is known: what was paid out under a claim that may be false. */
export interface PaySince {
  amount: number
  /** ISO 4217. */
  currency: string
  yearly: number
  from: Millis
  until: Millis
}

export interface FarmMemberView extends FarmMember {
  /** As the queue shows the subject, listed or not. */
  item: QueueItem
  pay?: PaySince
}

/** How common shared attributes of one type are: what makes one a tie. */
export interface Commonness {
  /** How many attributes of this type are stored. */
  known: number
  /** On how many of these two or more subjects were seen. */
  shared: number
}

export interface FarmTieView extends FarmTie {
  commonness: Commonness
}

/** A farm as one thing. `cases` of the members that have one are in `members[].item.case`. */
export interface FarmView extends Omit<Farm, 'members' | 'ties'> {
  members: FarmMemberView[]
  ties: FarmTieView[]
  /** The link evidence that the ties stand on. */
  evidence: Evidence[]
  /** Pay at stake, a line for each currency, the largest first; empty where no pay is known. */
  pay: { amount: number; currency: string; members: number }[]
  /** New ties a week, from the first to the last week in which there was one. `from` is a Monday, 0:00 UTC. */
  weeks: { from: Millis; ties: number }[]
  /** Set where the farm is shown as it was known then. */
  asOf?: Millis
  simulated: boolean
}

/** A confirmed case a few links away: set on a queue item. */
export interface NearConfirmed {
  confirmed: SubjectRef
  pseudonym: string
  /** 1 or 2. */
  links: number
}

/** One step of a lead's path: from the subject before, through what they share, to the next one. */
export interface LeadStep {
  attribute: SubjectRef
  shown: string
  weight: number
  to: SubjectRef
  pseudonym: string
}

/** Somebody within two strong links of a confirmed case. It weighs nothing and lists nobody. */
export interface LeadView {
  subject: SubjectRef
  /** As the queue shows the subject, listed or not. */
  item: QueueItem
  confirmed: SubjectRef
  confirmedPseudonym: string
  /** Begins at the confirmed case, ends at the subject. */
  path: LeadStep[]
  /** Probability of misrepresentation without and with the confirmation, under an assumed model. */
  before: number
  after: number
  basis: 'assumed'
  /** People cleared this one before: shown last. */
  cleared?: true
}

export interface LeadsView {
  leads: LeadView[]
  /** Subjects whose case people have confirmed. */
  confirmed: { subject: SubjectRef; pseudonym: string }[]
}

/** One record of an entity. Its fields are shown pair by pair, masked. */
export interface EntityRecord {
  id: string
  subject: SubjectRef
  pseudonym: string
  kind: 'application' | 'person'
  at?: Millis
}

/** Records that are one person as far as the model and people say. */
export interface EntityView {
  id: string
  /** Earliest first. */
  records: EntityRecord[]
  /** Values masked: initials, year of birth, last two digits, domain of a mailbox. */
  pairs: PairExplanation[]
  /** What people said of these records, newest first; words that were undone too. */
  words: Word[]
  /** What else each record's subject was seen with: devices, accounts, networks, delivery addresses. */
  also: { subject: SubjectRef; seen: Attribute[] }[]
  /** Version of the model. */
  model: string
}

/** How far linkage is, and by which model. */
export interface LinkageState {
  /** `reading` from the start until all stored records are linked; `failed` says why in `problem`. */
  state: 'reading' | 'ready' | 'failed'
  problem?: string
  records: number
  /** Entities of two or more records. */
  entities: number
  model: {
    version: string
    /** When and from how many records it was learnt here; absent for the model that comes with Telltale. */
    learned?: { at: Millis; records: number; by: string }
  }
}

/** Pairs nearest to the threshold on either side: those that a person's word helps most. */
export interface ReviewView {
  linkage: LinkageState
  pairs: (PairExplanation & { subjects: { ref: SubjectRef; pseudonym: string }[] })[]
  blocks: { rule: string; blocks: number; largest: number; off: { shown: string; size: number }[] }[]
}

/** Words, newest first. */
export interface WordsView {
  words: WordView[]
}

export interface WordView extends Word {
  /** Of `not-tied`: what people are shown of the attribute, which is in no farm any more. */
  shown?: string
}
