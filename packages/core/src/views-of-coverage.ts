import type { ConnectionId } from './observations/connection.ts'
import type { Millis, SubjectRef } from './observations/kind.ts'
import type { ClaimTested, Detector, Kind, Scheme, Stage } from './types.ts'

/** What the server answers of coverage, samples and canaries. Types only. */

export type Measurees = 'workers' | 'applicants'

export interface DetectorCoverage {
  detector: string
  title: string
  tests: ClaimTested
  stage: Stage
  status: Detector['status']
  of: Measurees
  /** Judged at least once in the time. */
  measured: number
  population: number
  /** Why it judged nothing of those it looked at, their numbers taken out ("n reactions"); the most frequent first. */
  reasons: { because: string; subjects: number }[]
  /** Subjects whose reasons are not among those. */
  otherReasons: number
}

/** Of a cell of the claim, or of a scheme: for how many anything measures it. */
export interface MeasuredShare<T extends string = string> {
  name: T
  of: Measurees
  measured: number
  population: number
  detectors: string[]
}

/** What to connect next. */
export interface NextConnection {
  connection: ConnectionId
  title: string
  /** Assumed, for everybody. */
  hours: number
  /** Something that it gives comes in already: it would have to reach everybody. */
  connected: boolean
  kinds: Kind[]
  /** Cells of the claim that it would measure. */
  cells: ClaimTested[]
  /** Detectors that have nothing to read yet. */
  detectors: string[]
  /** At most so many more subjects would be measured in one of the cells. */
  workers: number
  applicants: number
}

export interface CoverageView {
  at: Millis
  days: number
  workers: number
  applicants: number
  detectors: DetectorCoverage[]
  cells: MeasuredShare<ClaimTested>[]
  schemes: MeasuredShare<Scheme>[]
  blindSpots: {
    cell: ClaimTested
    of: Measurees
    subjects: number
    population: number
    says: string
    /** The most frequent reason where something was received and was not enough. */
    often?: string
  }[]
  next: NextConnection[]
  stale: { kind: string; count: number; receivedAt: Millis; days: number }[]
}

/** An estimate with the interval that it may lie in; absent where it can't be said. */
export interface Ranged {
  estimate: number
  low: number
  high: number
}

/** What becomes of somebody who was drawn. Nobody who is drawn is suspected of anything. */
export type SampleOutcome = 'waiting' | 'cleared' | 'confirmed' | 'skipped'

export interface SampledSubject {
  subject: SubjectRef
  pseudonym: string
  outcome: SampleOutcome
  at?: Millis
  by?: string
  because?: string
}

/** One random draw: who is offered the check of this quarter. */
export interface SampleDraw {
  quarter: string
  of: Measurees
  drawnAt: Millis
  by: string
  /** How many could have been drawn. */
  frame: number
  size: number
  /** The check that all of them are offered. */
  check: string
  /** SHA-256 of the quarter's key, in hex: stated when it was drawn, so that the key can't be chosen afterwards. */
  commitment: string
  subjects: SampledSubject[]
  recall: SampleRecall
}

/** How much of what there was has been found, by a draw: found cases against those that the sample says were missed. */
export interface SampleRecall {
  checked: number
  waiting: number
  skipped: number
  /** Confirmed among those checked. */
  missedInSample: number
  /** Confirmed by Telltale in the same quarter. */
  found: number
  /** Missed in the whole frame. */
  missed?: Ranged
  recall?: Ranged
  /** So many clean checks, and no other, would say that at least half has been found. */
  wantedForHalf?: number
  says: string
}

export interface CanaryView {
  id: string
  subject: SubjectRef
  scheme: Scheme
  what: string
  by: string
  plantedAt: Millis
  endedAt?: Millis
  /** Rows about it have come in. */
  arrived: boolean
  found?: { at: Millis; as: 'case' | 'listed' | 'verify' | 'hold' }
}

export interface CanariesView {
  canaries: CanaryView[]
  /** Of those that arrived and have ended, or were found. */
  recall: { found: number; of: number; low: number; high: number }
  /** Milliseconds from planting to finding: median and middle half. */
  time?: { median: number; low: number; high: number; n: number }
  says: string
}

/** `k` of `n` with the exact 95 % interval. */
export interface Rate {
  k: number
  n: number
  rate: number
  low: number
  high: number
}

export interface ImpactRatio {
  /** This is the group that the others are compared with. */
  reference: boolean
  ratio: number
  /** Holds at 95 % at least. */
  low: number
  high: number
  /** Fisher's exact test, two-sided. */
  p: number
}

export interface GroupImpact {
  value: string
  people: number
  /** Moved on, of those moved on or rejected; absent where too few were. */
  selection?: Rate
  selectionRatio?: ImpactRatio
  /** Looked at, of those whom nobody confirmed. */
  falseAlarms: Rate
  /** Of not having been looked at. */
  peaceRatio?: ImpactRatio
  says: string
}

export interface TraitImpact {
  trait: string
  of: Measurees
  groups: GroupImpact[]
  /** Groups too small to be shown. */
  hidden: number
  says: string
}

export interface AdverseImpactView {
  /** People that a group needs to be shown. */
  minimum: number
  traits: TraitImpact[]
}
