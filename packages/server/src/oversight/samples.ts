import {
  counted,
  type Decided,
  day,
  type Measurees,
  type Millis,
  periodOf,
  pseudonym,
  type SampleDraw,
  type SampledSubject,
  sampleRecall,
  typeOf,
} from '@telltale/core'
import type { Reader } from '../api/reader.ts'
import type { Draw, Skipped } from '../store/coverage.ts'
import type { Store } from '../store/store.ts'

const bytesOfPlace = 8

/** Every draw with what came of it, newest first. Whom the reader may not see is counted and not named. */
export async function sampleDraws(store: Store, reader: Reader): Promise<SampleDraw[]> {
  const [draws, skipped, decided, canaries] = await Promise.all([
    store.draws(),
    store.skipped(),
    store.decidedSince(0),
    store.canaries(),
  ])
  const planted = new Set<string>(canaries.map((c) => c.subject))
  const real = decided.filter((d) => !planted.has(d.subject))
  return Promise.all(
    draws.map(async (draw) => {
      const places = await store.places(draw.quarter, draw.of)
      const frame = (places?.length ?? 0) / bytesOfPlace
      const subjects = draw.subjects.map((subject) => outcomeOf(draw, subject, real, skipped))
      const recall = sampleRecall(subjects, frame, foundIn(draw, real))
      const { quarter, of, drawnAt, by, check, commitment } = draw
      return {
        ...{ quarter, of, drawnAt, by, frame, size: draw.subjects.length, check, commitment, recall },
        subjects: subjects.filter((s) => reader.sees(s.subject)),
      }
    }),
  )
}

/** The newest decision since the draw; a word that somebody could not be checked counts while there is none. */
function outcomeOf(
  draw: Omit<Draw, 'places'>,
  subject: SampledSubject['subject'],
  decided: readonly Decided[],
  skipped: readonly Skipped[],
): SampledSubject {
  const named = { subject, pseudonym: pseudonym(subject) }
  const last = decided
    .filter((d) => d.subject === subject && d.at >= draw.drawnAt && d.outcome !== 'unsure')
    .at(-1)
  if (last) return { ...named, outcome: last.outcome as 'confirmed' | 'cleared', at: last.at }
  const skip = skipped.find((s) => s.subject === subject && s.quarter === draw.quarter && s.of === draw.of)
  if (skip) return { ...named, outcome: 'skipped', at: skip.at, by: skip.by, because: skip.because }
  return { ...named, outcome: 'waiting' }
}

/** Confirmed in the quarter of the draw and standing, of those whom Telltale itself brought up. */
function foundIn(draw: Omit<Draw, 'places'>, decided: readonly Decided[]): number {
  const { from, to } = quarterOf(draw)
  const type = draw.of === 'workers' ? 'person' : 'application'
  const drawn = new Set<string>(draw.subjects)
  return counted(decided).filter(
    (d) =>
      d.outcome === 'confirmed' &&
      !d.overturned &&
      d.fired.length > 0 &&
      d.at >= from &&
      d.at < to &&
      typeOf(d.subject) === type &&
      !drawn.has(d.subject),
  ).length
}

export function quarterOf({ drawnAt }: { drawnAt: Millis; of: Measurees }): { from: Millis; to: Millis } {
  const { from } = periodOf(Math.floor(drawnAt / day), 'quarter')
  // A quarter has 90 to 92 days: 100 after its first lie in the next one, whatever it is.
  return { from, to: periodOf(from / day + 100, 'quarter').from }
}
