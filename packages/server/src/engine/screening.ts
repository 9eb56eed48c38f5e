import {
  claimOf,
  type Detector,
  type Directory,
  type Evidence,
  type Millis,
  type Observation,
  type Requisition,
  type SubjectRef,
  screen,
  type Tuning,
  typeOf,
} from '@telltale/core'
import type { Move, Screened } from '../store/screenings.ts'
import { byModel } from './treating.ts'

/** Requisitions are settings under this prefix. */
export const requisitionPrefix = 'requisition:'

/** Applications that name no requisition are listed under this one. */
export const noRequisition = 'none'

/** The applications to be screened again when the evidence of these subjects has changed. */
export function applicationsOf(directory: Directory, subjects: readonly SubjectRef[]): SubjectRef[] {
  const found = new Set<SubjectRef>()
  for (const subject of subjects) {
    if (typeOf(subject) === 'application') found.add(subject)
    if (typeOf(subject) !== 'person') continue
    for (const held of directory.holds.get(subject) ?? []) if (typeOf(held) === 'application') found.add(held)
  }
  return [...found].sort()
}

/** What of the engine screening needs. */
interface Known {
  directory: Directory
  detectors: ReadonlyMap<string, Detector>
  requisitions: ReadonlyMap<string, Requisition>
  tuning: Pick<Tuning, 'model'>
  now: Now
}

/** What is stored of an application's screening; undefined while the application itself has not been seen. */
export function screenedOf(
  { directory, detectors, requisitions, tuning, now }: Known,
  application: SubjectRef,
  evidence: readonly Evidence[],
): Screened | undefined {
  const claim = claimOf(directory, application, Number.MAX_SAFE_INTEGER)
  if (!claim) return undefined
  const requisition = claim.requisition ?? noRequisition
  const found = screen({
    ...{ application, evidence, detectors, abstentions: [] },
    requisition: requisitions.get(requisition),
    ...byModel(directory, tuning.model, application, evidence),
  })
  const [best] = found.offered
  return {
    application,
    requisition,
    appliedAt: claim.start ?? 0,
    screenedAt: now(),
    outcome: found.outcome,
    weight: found.weight,
    probability: found.probability,
    scheme: found.scheme,
    worth: best ? best.moves / best.minutes : 0,
    settled: found.answered.length > 0,
  }
}

/** Where the rows say that applications stand, and what was decided of them. */
export function movesOf(rows: readonly Observation[]): Move[] {
  return rows.flatMap((row): Move[] => {
    const key = `${row.source} ${row.id}`
    if (row.kind === 'progress') {
      const { stage, reason } = row.data as Observation<'progress'>['data']
      return row.about
        .filter((ref) => typeOf(ref) === 'application')
        .map((application) => ({ application, at: row.at, key, stage, ...(reason && { reason }) }))
    }
    if (row.kind !== 'disposition') return []
    const { subject, outcome } = row.data as Observation<'disposition'>['data']
    return subject.startsWith('application:')
      ? [{ application: subject as SubjectRef, at: row.at, key, decided: outcome }]
      : []
  })
}

/** Requisitions by id, as they were set. */
export function requisitionsIn(settings: ReadonlyMap<string, unknown>): Map<string, Requisition> {
  return new Map(
    [...settings].map(([name, value]) => [name.slice(requisitionPrefix.length), value as Requisition]),
  )
}

export type Now = () => Millis
