import { caseId, type Evidence } from '@telltale/core'
import type { Scanned } from '../engine/scan.ts'

/** One evidence as a line of `scan --json`. A `clear` line is a clear verdict that a case or a listing rests on. */
export function evidenceLine(e: Evidence): string {
  const { id, detector, version, subject, subjects, weight, weights, says, from, to } = e
  const type = e.is === 'evidence' ? 'evidence' : 'clear'
  return JSON.stringify({ type, id, detector, version, subject, subjects, weight, weights, says, from, to })
}

/** The lines of `scan --json` after the evidence: clear verdicts that count, subjects listed, cases, farms, summary. */
export function* resultLines(result: Scanned, seconds: number): Generator<string> {
  const told = new Set<string>()
  for (const listing of result.listings)
    for (const e of listing.evidence)
      if (e.is === 'clear' && !told.has(e.id)) {
        told.add(e.id)
        yield evidenceLine(e)
      }
  for (const { subject, score, evidence } of result.listings)
    yield JSON.stringify({
      type: 'listed',
      subject,
      weight: score.weight,
      probability: score.probability,
      scheme: score.scheme,
      evidence: evidence.map((e) => e.id),
    })
  for (const listing of result.listings) {
    if (!listing.case) continue
    const { subject, score, evidence } = listing
    const subjects = [
      ...new Set([subject, ...evidence.filter((e) => e.is === 'evidence').flatMap((e) => e.subjects)]),
    ]
    yield JSON.stringify({
      type: 'case',
      id: listing.case,
      subject,
      subjects,
      weight: score.weight,
      probability: score.probability,
      scheme: score.scheme,
      evidence: evidence.map((e) => e.id),
    })
  }
  for (const { id, members, ties, doors, keeper, sure } of result.farms)
    yield JSON.stringify({
      type: 'farm',
      id,
      subjects: members.map((m) => m.subject),
      cases: members.flatMap((m) => (m.standing === 'case' ? [caseId(m.subject)] : [])),
      probability: sure.probability,
      doors: doors.map((d) => d.attributes),
      ...(keeper && { keeper: keeper.says }),
      ties: ties.flatMap((t) => t.evidence),
    })
  yield JSON.stringify({
    type: 'summary',
    observations: result.observations,
    quarantined: result.quarantinedCount,
    evidence: result.evidence,
    cases: result.listings.filter((l) => l.case).length,
    farms: result.farms.length,
    seconds: Math.round(seconds * 1000) / 1000,
  })
}
