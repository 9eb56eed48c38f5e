import type {
  Decided,
  Measured,
  MeasuredPattern,
  Measurees,
  Millis,
  OpenCase,
  Scheme,
  SubjectRef,
  Unmeasured,
} from '@telltale/core'
import { day } from '@telltale/core'

/** A decision that has come in and of which nobody has noted yet what was known when it was made. */
export type Undescribed = Pick<Decided, 'id' | 'subject' | 'outcome' | 'at' | 'ground'>

/** A known case that a lead has planted. Never a real person: it is registered before its first row. */
export interface Canary {
  id: string
  subject: SubjectRef
  scheme: Scheme
  what: string
  by: string
  plantedAt: Millis
  endedAt?: Millis
}

/** A random draw as it was made; it is never made again, and never changed. */
export interface Draw {
  quarter: string
  of: Measurees
  drawnAt: Millis
  by: string
  check: string
  /** SHA-256 of the quarter's key, hex. */
  commitment: string
  /** Of everybody who could be drawn the first eight bytes of their place, in order: who was among them can be checked, and not read. */
  places: Uint8Array
  /** Those with the lowest places, in order. */
  subjects: SubjectRef[]
}

export interface Skipped {
  quarter: string
  of: Measurees
  subject: SubjectRef
  by: string
  at: Millis
  because: string
}

/** The part of a store that says what could be seen, and what came of it. */
export interface CoverageStore {
  /** How many people and applications were judged since then, by which instruments together. */
  measuredPatterns(since: Millis): Promise<MeasuredPattern[]>
  /** Why instruments judged nothing of whom they looked at since then. */
  unmeasured(since: Millis): Promise<Unmeasured[]>
  /** Applications screened that were made from `from` to before `to`: how many, and those that could always proceed. */
  applied(from: Millis, to: Millis): Promise<number>
  alwaysProceeded(from: Millis, to: Millis): Promise<SubjectRef[]>

  /** Oldest first. */
  undescribed(limit: number): Promise<Undescribed[]>
  /** A decision is described once: what is noted later of it is not kept. */
  describeDecided(decided: readonly Decided[]): Promise<void>
  /** Those made at or after `from`, oldest first. */
  decidedSince(from: Millis): Promise<Decided[]>
  /** Cases that opened within the time and are not decided since, the newest first. */
  openCases(from: Millis, to: Millis): Promise<OpenCase[]>
  casesOf(subjects: readonly SubjectRef[]): Promise<Map<SubjectRef, { id: string; openedAt: Millis }>>

  /** Oldest first. */
  canaries(): Promise<Canary[]>
  /** Adds it, or replaces the one with its id. */
  keepCanary(canary: Canary): Promise<void>

  /** Newest first, without the places. */
  draws(): Promise<Omit<Draw, 'places'>[]>
  places(quarter: string, of: Measurees): Promise<Uint8Array | undefined>
  /** False where there is one of that quarter already: it stays. */
  keepDraw(draw: Draw): Promise<boolean>
  skipped(): Promise<Skipped[]>
  /** The newest word of one subject counts. */
  keepSkipped(skipped: Skipped): Promise<void>
}

/**
 * What is remembered of a subject and an instrument after one more commit; the same object where it would differ by less
 * than a day, so that a busy day is written once.
 */
export function remembering(before: Measured | undefined, next: Measured): Measured {
  if (!before) return next
  const judged = next.judgedAt !== undefined && next.judgedAt >= (before.judgedAt ?? -day) + day
  const abstained =
    next.abstainedAt !== undefined &&
    (next.abstainedAt >= (before.abstainedAt ?? -day) + day || next.because !== before.because)
  if (!judged && !abstained) return before
  const after = { ...before }
  if (next.judgedAt !== undefined) after.judgedAt = Math.max(next.judgedAt, before.judgedAt ?? 0)
  if (next.abstainedAt !== undefined) {
    after.abstainedAt = Math.max(next.abstainedAt, before.abstainedAt ?? 0)
    if (next.because !== undefined) after.because = next.because
  }
  return after
}

/** The decision that a disposition states. */
export function undescribedOf(row: { source: string; id: string; at: Millis; data: unknown }): Undescribed {
  const { subject, outcome, ground } = row.data as Pick<Undescribed, 'subject' | 'outcome' | 'ground'>
  return { id: `${row.source} ${row.id}`, subject, outcome, at: row.at, ...(ground && { ground }) }
}
