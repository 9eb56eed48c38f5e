import type { CaseState, Conclusion, DeadLetter, Millis, OutputState, SubjectRef } from '@telltale/core'
import type { OutputEvent } from '../outputs/event.ts'

/** What other systems have been told of a subject: the next message says what has changed since. */
export interface Told {
  listed: boolean
  /** Which findings: `detector|subject`. */
  pieces: string[]
  case?: string
  state?: CaseState
  decided?: { conclusion: Conclusion; at: Millis }
  /** An adverse decision was told that nobody has taken back since. */
  adverse?: true
}

/** A message on its way to one target. */
export interface Outgoing {
  target: string
  event: OutputEvent
}

export interface Kept extends Outgoing {
  seq: number
  attempts: number
  /** Not before this time. */
  nextAt: Millis
}

/** The part of a store that outputs need: a spool of messages for each target, in order, and what was told. */
export interface Outputs {
  /** What was told of each subject; of those that nothing was told of, nothing. Of all without `of`. */
  told(of?: readonly SubjectRef[]): Promise<Map<SubjectRef, Told>>
  /**
   * Puts messages into the spool and remembers what they tell, in one transaction. A message whose id a target has
   * already is left as it is. Undefined forgets what was told of a subject.
   */
  postOutputs(messages: readonly Outgoing[], told: ReadonlyMap<SubjectRef, Told | undefined>): Promise<void>
  /** The oldest that wait for a target, in the order in which they were posted. */
  outputsWaiting(target: string, limit: number): Promise<Kept[]>
  outputsSent(seqs: readonly number[], at: Millis): Promise<void>
  /** A failed attempt: to be tried again at `nextAt`, or a dead letter without it. */
  outputFailed(seq: number, failure: { at: Millis; because: string; nextAt?: Millis }): Promise<void>
  /** Keeps back what has been sealed since. */
  withholdOutputs(seqs: readonly number[]): Promise<void>
  /** How each target's spool stands; `lost` is not counted here. */
  outputSpools(): Promise<Map<string, Omit<OutputState, 'lost'>>>
  deadLetters(target: string, limit: number): Promise<DeadLetter[]>
  /** Lets messages wait again: dead letters, or everything posted since a time. Gives how many. */
  replayOutputs(target: string, what: { dead: true } | { since: Millis }): Promise<number>
  /** Removes what was delivered before a time, and everything of a target that there is no more. */
  pruneOutputs(before: Millis, targets: readonly string[]): Promise<void>
  /** Removes every message about a subject and what was told of it: for erasure. */
  forgetOutputs(subject: SubjectRef): Promise<void>
}
