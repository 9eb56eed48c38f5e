import type { Ground } from './decisions/acts.ts'
import type { Millis, SubjectRef } from './observations/kind.ts'
import type { Scheme, Stage } from './types.ts'

/** What the server answers of decisions over time. Types only. Times are milliseconds since the epoch. */

/** A decision with what was known when it was made: facts of later days do not change it. */
export interface Decided {
  /** Names the decision for ever. */
  id: string
  subject: SubjectRef
  outcome: 'confirmed' | 'cleared' | 'unsure'
  at: Millis
  ground?: Ground
  case?: string
  openedAt?: Millis
  /** When the earliest of the evidence that stood was seen. */
  firstSign?: Millis
  stage?: Stage
  scheme?: Scheme
  /** Detectors whose accusing evidence stood, those in shadow left out. */
  fired: string[]
  /** What the claim card said of pay, and of the contract's end. */
  pay?: { yearly: number; currency: string; end?: Millis }
}

/** A case that is not decided. */
export interface OpenCase {
  subject: SubjectRef
  case: string
  openedAt: Millis
  scheme?: Scheme
}

/** By how much a count grew; low and high are the exact 95 % interval. */
export interface CountChange {
  change: number
  low: number
  high: number
}

/** Median and middle half, milliseconds. */
export interface MiddleHalf {
  median: number
  low: number
  high: number
  n: number
}

export interface DecidedQuarter {
  /** `2026-Q4`. */
  period: string
  from: Millis
  confirmed: number
  cleared: number
  /** Not over yet: it is compared with nothing. */
  running: boolean
  onQuarter?: Record<'confirmed' | 'cleared', CountChange>
  onYear?: Record<'confirmed' | 'cleared', CountChange>
  /** First sign to decision. */
  decide?: MiddleHalf
}

export interface DetectorPrecision {
  detector: string
  /** Confirmed and not overturned, of those decided in which it fired. */
  confirmed: number
  decided: number
  low: number
  high: number
}

export interface DecidedTrends {
  from: Millis
  to: Millis
  confirmed: number
  cleared: number
  /** Cleared after having been confirmed. */
  clearedOnAppeal: number
  open: number
  /** Against the time of the same length just before, and against the same time a year earlier. */
  onBefore: Record<'confirmed' | 'cleared', CountChange>
  onYear: Record<'confirmed' | 'cleared', CountChange>
  weeks: { from: Millis; confirmed: number; cleared: number; open: number }[]
  quarters: DecidedQuarter[]
  detectors: DetectorPrecision[]
  stages: { name: Stage; confirmed: number; cleared: number }[]
  schemes: { name: Scheme; confirmed: number; cleared: number }[]
  falseAccusations: { overturned: number; confirmed: number; high: number }
  times: {
    /** First sign to the case. */
    detect?: MiddleHalf
    /** First sign to the decision. */
    decide?: MiddleHalf
    /** The case to the decision. */
    deciding?: MiddleHalf
    /** First sign to the decision, a year earlier. */
    decideYearBefore?: MiddleHalf
  }
  pay: {
    sums: { currency: string; low: number; high: number; people: number; toContractEnd: number }[]
    /** Confirmed without pay on the claim card. */
    unknown: number
    says: string
  }
}

/** Of everybody screened since the beginning of the time. */
export interface CameOutCounts {
  screened: number
  verified: number
  held: number
}

export interface DecidedTrendsView extends DecidedTrends {
  cameOut: CameOutCounts & { cases: number }
  /** Of those counts on the time of the same length before, and on the same time a year earlier. */
  cameOutChanges: Record<keyof CameOutCounts, { onBefore: CountChange; onYear: CountChange }>
  /** What narrows it, as it was asked. */
  filter: { stage?: Stage; scheme?: Scheme; detector?: string }
  /** Planted cases and simulated ones are counted nowhere here, or only they are. */
  simulated: boolean
}

/** One case behind a number. */
export interface TrendCase {
  subject: SubjectRef
  pseudonym: string
  case?: string
  outcome: 'confirmed' | 'cleared' | 'open'
  at: Millis
  openedAt?: Millis
  firstSign?: Millis
  overturned?: true
  fired: string[]
}

export interface TrendCasesView {
  cases: TrendCase[]
  total: number
}
