import {
  bestChecks,
  claimOf,
  countedBy,
  type Detector,
  type Evidence,
  type ExplainedView,
  explainScore,
  type SubjectRef,
  typeOf,
} from '@telltale/core'
import { evidenceFor } from '../accounts/sealing.ts'
import type { Context } from '../api/context.ts'
import type { Reader } from '../api/reader.ts'
import { whomOf } from '../engine/treating.ts'

/**
 * A subject's score taken apart, with the checks that would settle it; undefined where nothing is known of the subject,
 * or nothing that this reader may know. The score is the one that the queue shows; pieces that tell of somebody sealed
 * are left out of the lists, or said again without them.
 */
export async function explainedView(
  { store, engine }: Pick<Context, 'store' | 'engine'>,
  subject: SubjectRef,
  reader: Reader,
): Promise<ExplainedView | undefined> {
  if (!reader.sees(subject)) return undefined
  const [standing, abstentions] = await Promise.all([store.standing([subject]), store.abstentions(subject)])
  const { directory, tuning, requisitions } = engine
  const shown = (e: { detector: string }) =>
    reader.role === 'counsel' || engine.detectors.get(e.detector)?.audience !== 'counsel'
  const evidence = (standing.get(subject) ?? []).filter(shown)
  const claim = claimOf(directory, subject, Number.MAX_SAFE_INTEGER)
  if (evidence.length === 0 && abstentions.length === 0 && !claim) return undefined
  const detectors = asCounted(engine.detectors, tuning)
  const given = {
    ...{ subject, evidence, detectors, model: tuning.model },
    about: whomOf(directory, subject, evidence),
  }
  const forms = evidence.flatMap((e) => detectors.get(e.detector)?.judgesForm ?? [])
  const found = explainScore({ ...given, abstentions: abstentions.filter(shown) })
  const settles = bestChecks({
    ...{ ...given, answered: [...new Set(forms)] },
    offers: typeOf(subject) !== 'application' || requisitions.get(claim?.requisition ?? '')?.offers === true,
  })
  return { subject, ...readableBy(reader, found, evidence), settles }
}

/** Detectors with the status that people gave them: what they promoted counts as measured, what they demoted does not. */
function asCounted(
  detectors: ReadonlyMap<string, Detector>,
  tuning: Parameters<typeof countedBy>[0],
): Map<string, Detector> {
  return new Map(
    [...detectors].map(([id, d]) => {
      const counts = countedBy(tuning, id, d.version)
      if (counts === undefined || counts === (d.status !== 'shadow')) return [id, d]
      return [id, { ...d, status: counts ? 'experimental' : 'shadow' } as Detector]
    }),
  )
}

type Apart = ReturnType<typeof explainScore>

function readableBy(reader: Reader, found: Apart, evidence: readonly Evidence[]): Apart {
  const shown = new Map(evidence.map((e) => [e.id, evidenceFor(reader, e)]))
  if ([...shown.values()].every((e, i) => e === evidence[i])) return found
  const kept = (ids: readonly string[]) => ids.filter((id) => shown.get(id))
  return {
    ...found,
    schemes: found.schemes.map((s) => ({
      ...s,
      accuses: s.accuses.map((a) => ({ ...a, pieces: kept(a.pieces) })),
      clears: s.clears.map((a) => ({ ...a, pieces: kept(a.pieces) })),
    })),
    pieces: found.pieces.flatMap((p) => {
      const e = shown.get(p.evidence)
      return e ? [{ ...p, says: e.says }] : []
    }),
    ties: found.ties
      .filter((t) => reader.sees(t.to) && kept(t.pieces).length > 0)
      .map((t) => ({ ...t, pieces: kept(t.pieces) })),
    uncounted: found.uncounted.filter((u) => shown.get(u.evidence)),
  }
}
