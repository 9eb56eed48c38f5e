import {
  isSimulated,
  type Model,
  modelVersion,
  type PieceRevision,
  type ScoredBy,
  type SubjectRef,
} from '@telltale/core'
import { copy } from './memory-copy.ts'
import { changesAround, nobody, pieceDigest, type ScoreStore, sameMark } from './scores.ts'
import type { Folded } from './store.ts'

interface Own {
  pieces: (PieceRevision & { digest: string })[]
  marks: ScoredBy[]
}

export interface MemoryScores extends ScoreStore {
  keepScored(folded: Folded): void
  removeSimulatedScores(of?: (subject: SubjectRef) => boolean): void
}

/** The model of the Postgres one. */
export function memoryScores(): MemoryScores {
  const kept = new Map<SubjectRef, Own>()
  const models = new Map<string, Model>()
  return {
    keepScored({ subject, scored, at }) {
      const known = kept.get(subject)
      if (at === undefined || (!known && !scored)) return
      const own: Own = known ?? { pieces: [], marks: [] }
      kept.set(subject, own)
      const mark: ScoredBy = { since: at }
      if (scored) {
        mark.model = modelVersion(scored.model)
        if (scored.about) mark.about = scored.about
        models.set(mark.model, scored.model)
      }
      if (!sameMark(own.marks.at(-1), mark)) own.marks.push(mark)
      const now = new Map(
        (scored?.pieces ?? []).map((piece) => [piece.id, { piece, digest: pieceDigest(piece) }]),
      )
      for (const p of own.pieces) {
        if (p.until !== undefined) continue
        if (now.get(p.piece.id)?.digest === p.digest) now.delete(p.piece.id)
        else p.until = at
      }
      for (const { piece, digest } of now.values()) own.pieces.push({ piece, digest, since: at })
    },
    removeSimulatedScores(of = isSimulated) {
      for (const subject of [...kept.keys()].filter((s) => of(s))) kept.delete(subject)
      const unnamed = (refs: readonly SubjectRef[]) => refs.map((ref) => (of(ref) ? nobody : ref))
      for (const { pieces } of kept.values())
        for (const p of pieces) {
          const { subject, subjects, weighsOn } = p.piece
          if (![subject, ...subjects, ...weighsOn].some((ref) => of(ref))) continue
          p.piece = {
            ...p.piece,
            ...{ subject: unnamed([subject])[0]!, subjects: unnamed(subjects), weighsOn: unnamed(weighsOn) },
          }
        }
    },
    async scoreHistory(subject, at) {
      const { pieces, marks } = kept.get(subject) ?? { pieces: [], marks: [] }
      const stood = pieces.filter(
        (p) => at === undefined || (p.since <= at && (p.until === undefined || p.until > at)),
      )
      const versions = new Set(marks.flatMap((mark) => mark.model ?? []))
      return {
        pieces: copy(stood.map(({ digest: _, ...p }) => p)),
        marks: copy(marks),
        models: new Map([...versions].map((v) => [v, copy(models.get(v)!)])),
      }
    },
    async scoreChanges(subject, at) {
      const { pieces, marks } = kept.get(subject) ?? { pieces: [], marks: [] }
      return changesAround(pieces, marks, at)
    },
    async forgetScores(subjects) {
      for (const subject of subjects) kept.delete(subject)
    },
  }
}
