import {
  type Evidence,
  type Millis,
  type Piece,
  reconstructed,
  type ScoreThen,
  type SubjectRef,
  scoreAt,
  standingFor,
  tierOf,
} from '@telltale/core'
import { evidenceFor } from '../accounts/sealing.ts'
import type { Context } from '../api/context.ts'
import type { Reader } from '../api/reader.ts'

/** A subject's score as it stood at `at`, made again from what was counted then by the model of then. */
export async function pastScore(
  { store, engine }: Pick<Context, 'store' | 'engine'>,
  subject: SubjectRef,
  at: Millis,
  reader: Reader,
): Promise<Omit<ScoreThen, 'case'>> {
  const [slice, changes] = await Promise.all([
    store.scoreHistory(subject, at),
    store.scoreChanges(subject, at),
  ])
  const stood = scoreAt(slice, at)
  const found = stood ?? reconstructed(await store.scoreHistory(subject), at)
  if (!found)
    return { subject, at, recorded: false, ...changes, pieces: [], note: noteOf(slice.marks.length > 0) }
  const { score, by } = found
  const readable = (p: Piece): Piece[] => {
    if (reader.role !== 'counsel' && engine.detectors.get(p.detector)?.audience === 'counsel') return []
    const e = evidenceFor(reader, { ...p, exhibits: [], lists: {} } as Evidence)
    return e ? [{ ...p, says: e.says, subjects: e.subjects, weighsOn: e.weighsOn }] : []
  }
  return {
    ...{ subject, at, recorded: stood !== undefined, ...changes, score },
    ...(by.model !== undefined && { model: by.model }),
    ...(by.about && { about: by.about }),
    tier: standingFor(subject, { tier: tierOf(score) }).tier,
    pieces: found.pieces.flatMap(readable),
    ...(!stood && { note: before }),
  }
}

const before =
  'It was not in the queue then: nothing was shown or kept of it. This is what the findings come to that stood when it first came in and whose windows had ended by this time; they may have been received later.'

function noteOf(known: boolean): string {
  return known
    ? 'It was not in the queue then: nothing was shown of it, and nothing is kept of that time.'
    : 'It has not been in the queue since Telltale keeps what scores are made from.'
}
