import type { BudgetEffect } from './budget.ts'
import type { Model } from './model.ts'
import type { Millis, SubjectRef } from './observations/kind.ts'
import type { Suppression } from './suppressions.ts'
import type { Budget, ModelInForce, Promotion } from './tuning.ts'
import type { Detector, Evidence, Stage } from './types.ts'
import type { ModelView } from './views.ts'
import type { HuntLevel } from './views-of-hunts.ts'

/** What the server answers about how evidence counts, and what a change of it would do. Types only. */

/** How somebody stands; `verify` is of applications alone. */
export type TunedLevel = Exclude<HuntLevel, 'evidence'>

/** Decided subjects, and how many of them are in the queue. */
export interface TunedDecided {
  of: number
  listed: number
  cases: number
}

export interface TunedTally {
  /** In the queue by their score, those with a case among them. */
  listed: number
  /** By their score a case. */
  cases: number
  byStage: Record<Stage, { listed: number; cases: number }>
  /** The cost: people whom others have cleared. */
  cleared: TunedDecided
  /** The gain: people whose case was confirmed. */
  confirmed: TunedDecided
}

/** Somebody for whom a change would change something. */
export interface TunedMove {
  subject: SubjectRef
  pseudonym: string
  stage: Stage
  was: TunedLevel
  would: TunedLevel
  /** log10, of the likeliest scheme. */
  weightWas: number
  weightWould: number
  decided?: 'confirmed' | 'cleared' | 'unsure'
  /** An open case: people close it, whatever a score does. */
  case?: string
}

/** What a change would have done to everybody with evidence from the last `days`. */
export interface TuningEffect {
  days: number
  /** How many were weighed twice over. */
  subjects: number
  now: TunedTally
  would: TunedTally
  /** Those who stand or weigh otherwise, the gravest change first; at most 200, `counts` has them all. */
  moved: TunedMove[]
  counts: {
    /** Onto the list, and off it. */
    listed: number
    unlisted: number
    /** Cases that would open, and that would not have opened. */
    opened: number
    unopened: number
    /** Look worse than now. */
    worse: number
    better: number
  }
  /** What to know before relying on it, in sentences. */
  notes: string[]
  /** Milliseconds. */
  took: number
}

/** A piece of evidence that a suppression would set aside. */
export type HiddenEvidence = Pick<
  Evidence,
  'id' | 'detector' | 'is' | 'says' | 'subject' | 'weighsOn' | 'weight' | 'from' | 'to'
>

export interface SuppressionEffect extends TuningEffect {
  hides: {
    evidence: number
    /** Of these, evidence that speaks for somebody. */
    clearing: number
    /** At most 50, the weightiest first. */
    shown: HiddenEvidence[]
  }
}

export interface SuppressionView extends Suppression {
  /** In words. */
  reaches: string
  state: 'in-force' | 'ended' | 'lifted'
  byName?: string
}

export interface SuppressionsView {
  /** In force first, the one that ends first before the others; then those that ended by themselves; then lifted ones. */
  suppressions: SuppressionView[]
  /** Ids of those that ended within the last 30 days or end within the next 14: for renewal. */
  renew: string[]
}

export interface PromotionView {
  detector: string
  version: number
  status: Detector['status']
  /** Whether what this version finds counts. */
  counted: boolean
  /** In order. */
  acts: Promotion[]
  /** When the reader last looked at the dry run of this version. */
  tried?: Millis
}

export interface DryRun extends TuningEffect {
  detector: string
  version: number
  /** What it would become: counted where it is in shadow now, in shadow where it counts. */
  counted: boolean
  /** How many findings of this version there are on history, and how many accuse. */
  findings: number
  accusing: number
}

/** The model in force with everything that decides, and its bounds. */
export interface ModelInForceView extends ModelView {
  model: Model
  version: string
  /** Absent while the model that ships is in force. */
  inForce?: Omit<ModelInForce, 'model'>
  bounds: ModelBounds
  /** Present while the queue is brought up to a change, in pages between other work. */
  refolding?: { done: number; of: number }
}

/** Between which numbers the model can be set; log10 unless it says otherwise. */
export interface ModelBounds {
  prior: [number, number]
  cap: [number, number]
  floor: [number, number]
  verify: [number, number]
  listed: [number, number]
  listedProbability: [number, number]
  opens: [number, number]
  families: [number, number]
  familyCounts: [number, number]
  memoryDays: [number, number]
  populations: number
}

export interface ModelsView {
  /** The one that ships is not among them. Newest first. */
  models: ModelInForce[]
}

export interface BudgetView {
  /** Null: no ceiling. */
  perDay: number | null
  /** Newest first. */
  history: Budget[]
  today: BudgetLine
}

/** Where the line of a day stands. */
export interface BudgetLine {
  /** Start of the day, UTC. */
  day: Millis
  perDay: number | null
  /** Came in today and stand above the line. */
  above: number
  /** Of the whole queue, whatever their day, in order of weight: below the line, not counted in the budget. */
  below: SubjectRef[]
}

export type BudgetPreview = BudgetEffect & { notes: string[] }
