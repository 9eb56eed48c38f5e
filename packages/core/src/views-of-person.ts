import type { Conclusion } from './decisions/acts.ts'
import type { Millis } from './observations/kind.ts'

/** One finding as the person concerned reads it: other people are named in none of it. */
export interface ToldFinding {
  id: string
  /** `accuses` or `clears`, or `neither` where it weighs nothing. */
  is: 'accuses' | 'clears' | 'neither'
  title: string
  says: string
  /** Why such a thing is looked at. */
  why: string
  /** Innocent causes. */
  benign: readonly string[]
  /** What would clear it. */
  clears: readonly string[]
  from: Millis
  to: Millis
}

/** A kind of facts that is held about the person. */
export interface ToldMeasured {
  kind: string
  title: string
  /** What is kept of it, and what is not. */
  privacy: string
  count: number
}

/** What the person concerned sees of their own case. No score, no probability: those help nobody to answer. */
export interface PersonView {
  company: string
  /** The case's id: what to name when asking about it. */
  reference: string
  toldAt: Millis
  /** Until when an answer is waited for. */
  until: Millis
  /** Answers are taken after `until` too, as long as nothing is decided. */
  mayReply: boolean
  findings: ToldFinding[]
  /** What could not be measured, in sentences. */
  notMeasured: string[]
  measured: ToldMeasured[]
  replies: { at: Millis; is: 'replied' | 'appealed'; text: string; files: string[] }[]
  /** The equal check that is not about timing has been asked for. */
  accommodation?: { at: Millis }
  outcome?: { conclusion: Exclude<Conclusion, 'unsure'>; at: Millis; because: string[] }
  /** Until when an appeal is waited for; absent where there is nothing to appeal. */
  appealUntil?: Millis
  appealed?: Millis
  closed: boolean
}
