import { caseId, type Evidence, emptyOut, type SubjectRef } from '@telltale/core'
import { settle } from '../engine/loop.ts'
import type { Desk } from './working.ts'

/** A finding about somebody, as a detector would have made it. */
export function finding(subject: SubjectRef, id: string, over: Partial<Evidence> = {}): Evidence {
  return {
    ...{ id, detector: 'network/layer-gap', version: 1, family: 'path', stage: 'work', is: 'evidence' },
    ...{ subject, subjects: [subject], weighsOn: [subject], weights: { 'device-elsewhere': 3 }, weight: 3 },
    ...{ says: `Says ${id}.`, exhibits: [], from: 1_700_000_000_000, to: 1_700_086_400_000 },
    ...{ status: 'final', shadow: false, calibration: { basis: 'assumed', on: 'nothing' }, lists: {} },
    ...over,
  } as Evidence
}

/** Evidence of two families that opens a case, and what clears beside it. Folded by the engine, between two batches. */
export async function openCase(
  { store, engine, turns }: Pick<Desk, 'store' | 'engine' | 'turns'>,
  subject: SubjectRef,
  more: readonly Evidence[] = [],
): Promise<string> {
  const second = { family: 'mechanism', weights: { 'device-elsewhere': 2.5 }, weight: 2.5 } as const
  const evidence = [finding(subject, `${subject}/a`), finding(subject, `${subject}/b`, second), ...more]
  await turns.between(async () => {
    await store.commit({ rows: [], quarantined: [], out: { ...emptyOut(), evidence } })
    await settle(engine)
  })
  return caseId(subject)
}

/** A finding that clears: what a seat has to have read. */
export function clearing(subject: SubjectRef, id: string): Evidence {
  const weights = { 'device-elsewhere': -0.3 }
  return finding(subject, id, { is: 'clear', family: 'links', weights, weight: -0.3 })
}
