import {
  type Detector,
  type Evidence,
  fold,
  isSimulated,
  type Leg,
  pseudonym,
  type QueueItem,
  type SubjectRef,
  score,
} from '@telltale/core'
import type { CaseRecord } from '../store/acts.ts'
import type { Folded } from '../store/store.ts'
import { asShipped, type By } from './treating.ts'

/**
 * What the queue shows of one subject, from its standing evidence. An open case keeps a subject in the queue whose
 * score has fallen since: people close cases, scores don't. A closed one takes it out, until evidence from after the
 * closing lists it by itself.
 */
export function foldSubject(
  subject: SubjectRef,
  evidence: readonly Evidence[],
  detectors: ReadonlyMap<string, Detector>,
  known?: Pick<CaseRecord, 'id' | 'openedAt' | 'closedAt'>,
  by: By = asShipped,
): Folded {
  const closed = known?.closedAt
  const found = fold(subject, evidence, by.model, by.whom)
  if (closed !== undefined) {
    const since = evidence.filter((e) => e.to > closed)
    if (!fold(subject, since, by.model, by.whom).listing) return { subject }
    return { subject, item: queueItem(subject, evidence, detectors, known!.id, by) }
  }
  if (!found.listing && !known) return { subject }
  const id = known?.id ?? found.case?.id
  return {
    subject,
    item: queueItem(subject, evidence, detectors, id, by),
    ...(found.case && { case: { id: id!, openedAt: known?.openedAt ?? found.case.openedBy } }),
  }
}

/** A subject as a row of the queue, listed or not. */
export function queueItem(
  subject: SubjectRef,
  evidence: readonly Evidence[],
  detectors: ReadonlyMap<string, Detector>,
  caseId?: string,
  by: By = asShipped,
): QueueItem {
  const s = score(evidence, by.model, by.whom)
  const accusing = evidence
    .filter((e) => e.is === 'evidence' && !e.shadow)
    .sort(
      (a, b) =>
        (b.weights[s.scheme] ?? 0) - (a.weights[s.scheme] ?? 0) || b.to - a.to || (a.id < b.id ? -1 : 1),
    )
  const top = accusing[0]
  return {
    subject,
    pseudonym: pseudonym(subject),
    ...(caseId && { case: caseId }),
    score: s,
    standsOut: top?.says ?? 'Nothing stands out.',
    check: (top && detectors.get(top.detector)?.check) ?? 'none needed',
    legs: newestLegs(evidence),
    firstSign: Math.min(...accusing.map((e) => e.from), Number.MAX_SAFE_INTEGER),
    lastSign: Math.max(...accusing.map((e) => e.to), 0),
    simulated: isSimulated(subject),
  }
}

/** Of each leg of the ribbon the one from the newest window; an accusing one goes before a clear one of the same day. */
export function newestLegs(evidence: readonly Evidence[]): Leg[] {
  const newest = new Map<Leg['leg'], { to: number; leg: Leg }>()
  for (const e of evidence)
    for (const exhibit of e.exhibits)
      if (exhibit.type === 'ribbon')
        for (const leg of exhibit.legs) {
          const known = newest.get(leg.leg)
          const wins = !known || e.to > known.to || (e.to === known.to && leg.reads === 'contradicts')
          if (wins) newest.set(leg.leg, { to: e.to, leg })
        }
  return (['exit', 'device', 'hands'] as const).flatMap((name) => newest.get(name)?.leg ?? [])
}
