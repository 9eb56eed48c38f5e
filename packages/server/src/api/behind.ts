import { type Detector, type Evidence, type Kind, kinds, type ObservationsView, typeOf } from '@telltale/core'
import type { ObservationFilter, Store } from '../store/store.ts'

/**
 * The observations that a finding was judged from, as they are kept: the kinds that its detector reads, in its
 * window, about its subject; of a shared attribute, the rows about those it names in which it was found.
 * `detector` is absent when it is not loaded any more: then every kind is given.
 */
export async function behind(
  store: Store,
  evidence: Evidence,
  detector: Detector | undefined,
  limit: number,
): Promise<ObservationsView> {
  const found = await store.observations({ ...judgedFrom(evidence, detector), limit })
  return { ...found, note: note(evidence, detector, found).join(' ') }
}

function judgedFrom(evidence: Evidence, detector: Detector | undefined): Omit<ObservationFilter, 'limit'> {
  const { subject, subjects, from, to } = evidence
  const kinds = detector?.reads as readonly Kind[] | undefined
  const type = typeOf(subject)
  if (type !== 'application' && type !== 'person' && type !== 'device')
    return { subjects, attribute: subject, from, to, kinds }
  // A row is judged at the first type of subject that the detector prefers: where it names one, not here.
  const about = detector && 'about' in detector ? detector.about : []
  const without = about.slice(0, Math.max(0, about.indexOf(type)))
  return { subjects: [subject], from, to, kinds, without }
}

/** What the list does not hold, and why. */
function note(
  evidence: Evidence,
  detector: Detector | undefined,
  { observations, total }: Pick<ObservationsView, 'observations' | 'total'>,
): string[] {
  const said: string[] = []
  if (total > observations.length) said.push(`The newest ${observations.length} of ${total} are listed.`)
  if (total === 0) said.push('No observation of this window is stored any more; the finding still stands.')
  const dropped = [...new Set(observations.filter((o) => o.data === null).map((o) => o.kind))].sort()
  if (dropped.length > 0)
    said.push(
      `Raw times are not retained (${dropped.join(', ')}): what was measured from them, such as counts and minima, is in the finding.`,
    )
  if (!detector)
    said.push(
      `The detector ${evidence.detector} is not loaded any more: rows of every kind in its window are listed.`,
    )
  else if ('remembers' in detector && detector.remembers?.length)
    said.push('The detector also weighs what it remembers from earlier windows, whose rows are not listed.')
  const claims = Object.keys(kinds).filter((kind) => 'claim' in kinds[kind as Kind])
  const compares = detector && ('links' in detector || detector.tests === 'place')
  if (compares && !claims.some((kind) => detector.reads.includes(kind as Kind)))
    said.push(
      `What was claimed then stands in rows of kind ${claims.join(' or ')}, of this or an earlier date, which are not listed.`,
    )
  return said
}
