import type { About, Model } from './model.ts'
import type { Millis } from './observations/kind.ts'
import { countedOf, type Score, score } from './scoring.ts'
import type { Evidence } from './types.ts'
import type { Piece } from './views-of-scoring.ts'

/** One finding as it counted, from when until when. A finding that was put aside, replaced or forgotten counts no more. */
export interface PieceRevision {
  piece: Piece
  since: Millis
  /** Absent while it still counts. */
  until?: Millis
}

/** From then on somebody stood in the queue by this model; without a version they were out of it. */
export interface ScoredBy {
  since: Millis
  /** Version: see `modelVersion`. */
  model?: string
  about?: About
}

/**
 * What the scores of one subject were made from while it stood in the queue: added to, never changed. `models` holds
 * every model that `marks` name.
 */
export interface ScoreHistory {
  pieces: readonly PieceRevision[]
  /** Oldest first. */
  marks: readonly ScoredBy[]
  models: ReadonlyMap<string, Model>
}

/** A score as it was: made anew from what was known and counted then, by the model of then. */
export interface ScoredThen {
  score: Score
  pieces: Piece[]
  by: ScoredBy
}

/**
 * The score that stood at `at`; undefined where the subject was not in the queue, so that nothing was shown of it.
 * Throws where the history lacks a model that it names.
 */
export function scoreAt({ pieces, marks, models }: ScoreHistory, at: Millis): ScoredThen | undefined {
  let by: ScoredBy | undefined
  for (const mark of marks) if (mark.since <= at) by = mark
  if (by?.model === undefined) return undefined
  const model = models.get(by.model)
  if (!model) throw new Error(`the history names the model ${by.model} and does not hold it`)
  const stood = pieces
    .filter((p) => p.since <= at && (p.until === undefined || p.until > at))
    .map((p) => p.piece)
    .sort((a, b) => b.to - a.to || (a.id < b.id ? -1 : 1))
  return { score: score(stood, model, by.about), pieces: stood, by }
}

/** What is kept of evidence that a score was made from: all that counted, without its exhibits. */
export function piecesOf(evidence: readonly Evidence[], model: Model): Piece[] {
  return countedOf(evidence, model).map(
    ({ id, detector, version, family, stage, is, subject, subjects, weighsOn, weights, weight, ...e }) => ({
      ...{ id, detector, version, family, stage, is, subject, subjects, weighsOn, weights, weight },
      ...(e.history && { history: e.history }),
      ...{ says: e.says, from: e.from, to: e.to, status: e.status, shadow: e.shadow },
      calibration: e.calibration,
    }),
  )
}

/**
 * For a time before a subject first came into the queue, of which nothing was shown and nothing kept: what the findings
 * that stood when it did would have come to, of those whose windows had ended by then. They may have been received
 * later than that. Undefined after it had come into the queue, and where it never did.
 */
export function reconstructed({ pieces, marks, models }: ScoreHistory, at: Millis): ScoredThen | undefined {
  const first = marks.find((mark) => mark.model !== undefined)
  const model = first?.model === undefined ? undefined : models.get(first.model)
  if (!first || !model || at >= first.since) return undefined
  const ended = pieces.filter((p) => p.since <= first.since && p.piece.to <= at).map((p) => p.piece)
  return { score: score(ended, model, first.about), pieces: ended, by: first }
}
