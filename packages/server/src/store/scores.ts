import {
  type About,
  canonical,
  digest,
  type Millis,
  type Model,
  type Piece,
  type PieceRevision,
  type ScoredBy,
  type ScoreHistory,
  type SubjectRef,
} from '@telltale/core'

/** Who stands in others' past scores where somebody erased stood. */
export const nobody: SubjectRef = 'person:erased'

/** What a score in the queue was made from, at the time when it was made. */
export interface Scored {
  at: Millis
  model: Model
  about?: About
  pieces: readonly Piece[]
}

/** The part of a store that keeps what scores in the queue were made from. `commitFold` adds to it. */
export interface ScoreStore {
  /** All of one subject, or only what stood at one time: then `pieces` are those alone, `marks` and `models` all. */
  scoreHistory(subject: SubjectRef, at?: Millis): Promise<ScoreHistory>
  /** When what stood at `at` had come about, and when it changed; absent where it never did. */
  scoreChanges(subject: SubjectRef, at: Millis): Promise<{ since?: Millis; until?: Millis }>
  /** Forgets everything of these subjects: an erasure. The models stay. */
  forgetScores(subjects: readonly SubjectRef[]): Promise<void>
}

/** Names a piece by all that counts of it; that its window has closed since changes no score. */
export function pieceDigest({ status: _, ...counts }: Piece): string {
  return digest(canonical(counts))
}

/** Whether a mark says anything that the one before it did not. */
export function sameMark(a: ScoredBy | undefined, b: ScoredBy): boolean {
  return (
    a?.model === b.model &&
    canonical(a?.about ?? null) === canonical(b.about ?? null) &&
    (a !== undefined || b.model === undefined)
  )
}

/** The change at or before `at`, and the first one after it. */
export function changesAround(
  pieces: Iterable<Pick<PieceRevision, 'since' | 'until'>>,
  marks: Iterable<Pick<ScoredBy, 'since'>>,
  at: Millis,
): { since?: Millis; until?: Millis } {
  let since: Millis | undefined
  let until: Millis | undefined
  const seen = (t: Millis | undefined) => {
    if (t === undefined) return
    if (t <= at) since = Math.max(since ?? t, t)
    else until = Math.min(until ?? t, t)
  }
  for (const p of pieces) {
    seen(p.since)
    seen(p.until)
  }
  for (const m of marks) seen(m.since)
  return { ...(since !== undefined && { since }), ...(until !== undefined && { until }) }
}
