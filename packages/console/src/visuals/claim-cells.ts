import {
  type Abstention,
  type ClaimCard,
  type ClaimTested,
  type DetectorView,
  type Evidence,
  type Scheme,
  type SubjectRef,
  score,
} from '@telltale/core'
import { capital, idOf } from '../format.ts'

/** One of the five cells: a claim, what the evidence says of it, and what these alone would weigh. */
export interface ClaimCell {
  cell: ClaimTested
  title: string
  claim: string
  /** The weightiest finding's words, or why there is none. */
  says: string
  reads: 'contradicts' | 'agrees' | 'unremarkable' | 'not measured'
  /** log10 weight for the shown scheme of the evidence in this cell alone, families capped. */
  weight: number
  evidence: Evidence[]
  /** The detector that would measure it, when it abstained. */
  abstained?: Abstention
}

const titles: Record<ClaimTested, string> = {
  place: 'Place',
  device: 'Device',
  hands: 'Hands',
  identity: 'Identity',
  pay: 'Pay',
}
export const cellOrder: readonly ClaimTested[] = ['place', 'device', 'hands', 'identity', 'pay']

/**
 * Groups evidence by the claim that its detector tests. A finding that does not bear on the shown scheme leaves
 * its cell "unremarkable": a verified degree does not clear distant hands.
 */
export function claimCells(
  scheme: Scheme,
  devices: readonly SubjectRef[],
  claims: ClaimCard | undefined,
  evidence: readonly Evidence[],
  abstentions: readonly Abstention[],
  detectors: readonly Pick<DetectorView, 'id' | 'tests'>[],
): ClaimCell[] {
  const tests = new Map(detectors.map((d) => [d.id, d.tests]))
  return cellOrder.map((cell) => {
    const found = evidence.filter((e) => tests.get(e.detector) === cell && !e.shadow)
    const abstained = abstentions.find((a) => tests.get(a.detector) === cell)
    const weight = score(found).schemes.find((s) => s.scheme === scheme)!.weight
    const strongest = [...found].sort(
      (a, b) =>
        Math.abs(b.weights[scheme] ?? 0) - Math.abs(a.weights[scheme] ?? 0) ||
        Math.abs(b.weight) - Math.abs(a.weight) ||
        b.to - a.to,
    )[0]
    return {
      cell,
      title: titles[cell],
      claim: claimText(cell, devices, claims),
      says: strongest?.says ?? capital(abstained?.because ?? 'no input that would test it'),
      reads: !strongest
        ? 'not measured'
        : weight > 0.05
          ? 'contradicts'
          : weight < -0.05
            ? 'agrees'
            : 'unremarkable',
      weight,
      evidence: found,
      ...(!strongest && abstained && { abstained }),
    }
  })
}

function claimText(cell: ClaimTested, devices: readonly SubjectRef[], claims: ClaimCard | undefined): string {
  if (cell === 'place') {
    const { city, region, country } = claims?.place ?? {}
    return [city, region].filter(Boolean).join(', ') || country || 'No place stated'
  }
  if (cell === 'device') {
    return devices.length > 0 ? `${devices.map(idOf).join(', ')}, at that place` : 'A device at that place'
  }
  if (cell === 'hands') return 'At the keyboard'
  if (cell === 'identity')
    return claims?.employer ? `Their own; at ${claims.employer}` : 'Their own life and contacts'
  return 'Account in own name'
}
