import type { Millis, SubjectRef, TuningAct } from '@telltale/core'
import type { Dated } from '../audit/chain.ts'

/** Somebody came into the queue, or their case opened; `weight` as it was then. */
export interface Begun {
  subject: SubjectRef
  at: Millis
  weight: number
  opened: boolean
}

/** The part of a store that keeps what people set about how evidence counts, and when somebody came into the queue. */
export interface TuningStore {
  /** Every act, oldest first. */
  tuning(): Promise<TuningAct[]>
  /**
   * Keeps acts, what the audit log says of them, and that these subjects are to be folded again: in one transaction.
   */
  keepTuning(
    acts: readonly TuningAct[],
    events: readonly Dated[],
    refold?: readonly SubjectRef[],
  ): Promise<void>
  /** Marks subjects as to be folded. */
  markUnfolded(subjects: readonly SubjectRef[]): Promise<void>
  /** Everybody on whom some evidence weighs, in pages. Somebody may come more than once. */
  weighedOn(): AsyncIterable<SubjectRef[]>
  /** Who came into the queue at or after `from`, oldest first. */
  begun(from: Millis): Promise<Begun[]>
}
