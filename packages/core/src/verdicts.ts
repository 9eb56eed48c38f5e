import { canonical, digest } from './digest.ts'
import type { Facts } from './facts/index.ts'
import type { Millis, SubjectRef } from './observations/kind.ts'
import type { Out } from './out.ts'
import type { FactLists } from './plan.ts'
import { type Detector, type Evidence, type Ratios, schemes, type Verdict } from './types.ts'

type Settled = Pick<Out, 'evidence' | 'withdrawn' | 'abstentions' | 'answered' | 'faults'>

/** Records a verdict where it differs from the standing one, and withdraws what it replaces. */
export function settle(
  standing: { verdicts: Record<string, string> },
  detector: Detector,
  verdict: Verdict,
  out: Settled,
  evidence: () => Evidence,
  where: { subject: SubjectRef; from: Millis; weighsOn: SubjectRef[] },
): void {
  const before = standing.verdicts[detector.id]
  let found: Evidence | undefined
  let because = verdict.is === 'abstain' ? verdict.because : ''
  if (verdict.is !== 'abstain')
    try {
      found = evidence()
    } catch (error) {
      const { subject, from } = where
      out.faults.push({ detector: detector.id, subject, from, message: (error as Error).message })
      because = failed
    }
  const now = found ? `${found.status === 'final' ? 'f' : 'p'}:${found.id}` : abstaining(because, where)
  if (before === now) return
  // The same finding, now final, replaces nothing.
  if (!found || before?.slice(2) !== found.id) forget(standing, detector, out, where)
  standing.verdicts[detector.id] = now
  if (found) out.evidence.push(found)
  else out.abstentions.push({ detector: detector.id, ...where, because })
}

const reasons = new Map<string, string>()
const mostReasons = 10_000

/** Names an abstention. Reasons are few, windows are many: each reason is digested once. */
function abstaining(
  because: string,
  { subject, weighsOn }: { subject: SubjectRef; weighsOn: SubjectRef[] },
): string {
  let known = reasons.get(because)
  if (known === undefined) {
    if (reasons.size >= mostReasons) reasons.clear()
    known = digest(because)
    reasons.set(because, known)
  }
  const own = weighsOn.length === 1 && weighsOn[0] === subject
  return own ? `abstains: ${known}` : `abstains: ${known} ${digest(canonical(weighsOn))}`
}

/** Takes back whatever stands: there is nothing left to judge, or another verdict takes its place. */
export function forget(
  standing: { verdicts: Record<string, string> },
  detector: Detector,
  out: Pick<Out, 'withdrawn' | 'answered'>,
  { subject, from }: { subject: SubjectRef; from: Millis },
): void {
  const before = standing.verdicts[detector.id]
  if (before === undefined) return
  delete standing.verdicts[detector.id]
  if (before.startsWith('abstains: ')) out.answered.push({ detector: detector.id, subject, from })
  else out.withdrawn.push(before.slice(2))
}

/** What a window says whose detector threw. */
export const failed = 'the detector failed; see faults'

/** What an evidence is about, from whichever stage made it. */
export interface Bearing {
  subject: SubjectRef
  subjects: SubjectRef[]
  weighsOn: SubjectRef[]
  from: Millis
  to: Millis
  closed: boolean
  lists: Record<string, string>
}

export function evidenceOf(detector: Detector, verdict: Verdict, bearing: Bearing): Evidence {
  if (verdict.is === 'abstain') throw new Error('an abstention is no evidence')
  const weights: Ratios = {}
  for (const scheme of schemes) {
    const weight = verdict.weight?.[scheme]
    if (weight === undefined || weight === 0) continue
    if (!Number.isFinite(weight)) throw new Error(`${detector.id} gave a weight of ${weight} for ${scheme}`)
    weights[scheme] = Math.round(weight * 1000) / 1000
  }
  const exhibits = verdict.exhibits ?? []
  const { subject, subjects, weighsOn, from, to, lists } = bearing
  // Detectors build their findings in one order of members, so that plain JSON is a form, and a fast one.
  const content = JSON.stringify([weights, verdict.says, exhibits, subjects, weighsOn, from, to, lists])
  return {
    id: digest(`${detector.id}\0${detector.version}\0${subject}\0${verdict.is}\0${content}`),
    detector: detector.id,
    version: detector.version,
    family: detector.family,
    stage: detector.stage,
    is: verdict.is,
    subject,
    subjects,
    weighsOn,
    weights,
    weight: largest(weights),
    says: verdict.says,
    ...(verdict.history && { history: true as const }),
    exhibits: [...exhibits],
    from,
    to,
    status: bearing.closed ? 'final' : 'provisional',
    shadow: detector.status === 'shadow',
    calibration: detector.calibration,
    lists,
  }
}

function largest(weights: Ratios): number {
  return Object.values(weights).reduce((a, b) => (Math.abs(b) > Math.abs(a) ? b : a), 0)
}

/** Reads a list and notes its version for the evidence. */
export function citing(facts: FactLists, lists: Record<string, string>) {
  return <L extends keyof Facts>(list: L): Facts[L] => {
    lists[list] = facts[list].version
    return facts[list].data
  }
}
