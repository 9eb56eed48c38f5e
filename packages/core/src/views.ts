import type { Cap, FarmModel, LeadModel } from './caps.ts'
import type { Attribute, ClaimCard, Millis, SubjectRef } from './observations/kind.ts'
import type { Score } from './scoring.ts'
import type { Abstention, Detector, Evidence, Family, Leg, Scheme } from './types.ts'
import type { NearConfirmed } from './views-of-links.ts'
import type { BudgetLine } from './views-of-tuning.ts'

/**
 * What the server answers and the console shows. Types only: the server fills them, the console and other
 * clients read them. Times are milliseconds since the epoch, weights log10.
 */

/** One row of the queue: a listed subject, with its case if one has opened. */
export interface QueueItem {
  subject: SubjectRef
  pseudonym: string
  case?: string
  farm?: string
  score: Score
  /** The weightiest accusing evidence, in its own words. */
  standsOut: string
  /** The one check to offer next, in the words of the weightiest detector. */
  check: string
  /** Legs for the small ribbon: the newest of each kind. */
  legs: Leg[]
  firstSign: Millis
  lastSign: Millis
  /** When it came into the queue, or its case opened if that was later. Absent where an earlier version listed it. */
  since?: Millis
  simulated: boolean
  /** The confirmed case that is nearest by strong links, where one is within two. Weighs nothing. */
  lead?: NearConfirmed
}

export interface QueueView {
  items: QueueItem[]
  /** Which of them stand below the line of the day's budget: in sight, not counted in it. */
  budget?: BudgetLine
  counts: StatusView['counts']
}

/** One entry of a case's log. Only people's acts and the opening; software decides nothing. */
export interface LogEntry {
  at: Millis
  by: string
  did: string
}

/** A subject with everything that stands about it. `case` is absent while it is only listed, or not even that. */
export interface SubjectView extends QueueItem {
  /** Present where people set evidence aside: how many pieces, and what it would weigh with them (log10). */
  setAside?: { pieces: number; weight: number }
  /** The subject first, then devices, applications and people that evidence names with it. */
  subjects: SubjectRef[]
  claims?: ClaimCard
  evidence: Evidence[]
  /** What could not be judged, newest window per detector: "not measured", with the reason. */
  abstentions: Abstention[]
  log: LogEntry[]
  neighbours: { previous?: string; next?: string; position: number; of: number }
}

export type DetectorView = Omit<
  Extract<Detector, { about: unknown }>,
  'detect' | 'measures' | 'remembers' | 'about' | 'reads' | 'examples'
> & {
  about: readonly string[]
  reads: readonly string[]
  examples: readonly { title: string; gives: 'evidence' | 'clear' | 'abstain' }[]
}

/** The assumed model: every number that can move a person into the queue. */
export interface ModelView {
  caps: Record<Family, Cap>
  priors: Record<Scheme, number>
  tiers: {
    verify: number
    listed: number
    listedProbability: number
    opens: number
    families: number
    familyCounts: number
  }
  memoryDays: number
  farms: FarmModel
  leads: LeadModel
}

export interface StatusView {
  company: string
  version: string
  /** Present while the simulated demo company is loaded. */
  demo?: { observations: number }
  counts: {
    observations: number
    subjects: number
    evidence: number
    listed: number
    cases: number
    farms: number
    quarantined: number
  }
  /** Per kind of observation: how many, and when the newest one was received. */
  heardFrom: { kind: string; count: number; receivedAt: Millis }[]
}

export interface QuarantineItem {
  id: number
  source: string
  row: number
  field: string
  reason: string
  receivedAt: Millis
}

/** One observation as it is kept: the raw data behind a finding. */
export interface ObservationView {
  source: string
  id: string
  kind: string
  at: Millis
  receivedAt: Millis
  about: SubjectRef[]
  /** As it was accepted, without its secrets; null where raw times are not retained (timing kinds). */
  data: unknown
  /** Shared attributes found in it: a surrogate, and what people are shown. */
  attributes: Attribute[]
}

/** The observations that one piece of evidence was judged from, newest first. */
export interface ObservationsView {
  observations: ObservationView[]
  /** How many there are; `observations` may hold only the newest of them. */
  total: number
  /** What the list does not hold, and why, in sentences for people; empty when there is nothing to say. */
  note: string
}
