import {
  type Detector,
  type Evidence,
  fold,
  type HuntLevel,
  outcomeOf,
  type SubjectRef,
  score,
  typeOf,
} from '@telltale/core'
import type { By } from '../engine/treating.ts'

/** How a subject stands by some evidence, and what of it the detector of the hunt says. */
export interface Weighed {
  level: HuntLevel
  weight: number
  /** The detector's accusing findings, the weightiest first. */
  accusing: Evidence[]
}

const levels: readonly HuntLevel[] = ['nothing', 'evidence', 'verify', 'listed', 'case']

export function rank(level: HuntLevel): number {
  return levels.indexOf(level)
}

/** `evidence`: all that weighs on the subject; of an application, all that names it, as screening reads it. */
export function weigh(
  subject: SubjectRef,
  evidence: readonly Evidence[],
  hunted: string,
  detectors: ReadonlyMap<string, Detector>,
  { model, whom }: By,
): Weighed {
  const accusing = evidence
    .filter((e) => e.detector === hunted && accuses(e))
    .sort((a, b) => b.weight - a.weight || b.to - a.to || (a.id < b.id ? -1 : 1))
  const found = fold(subject, evidence, model, whom)
  const weight = score(
    evidence.filter((e) => e.weighsOn.includes(subject)),
    model,
    whom,
  ).weight
  const level = found.case
    ? 'case'
    : found.listing
      ? 'listed'
      : toVerify(subject, evidence, detectors, { model, whom })
        ? 'verify'
        : accusing.length > 0
          ? 'evidence'
          : 'nothing'
  return { level, weight, accusing }
}

function toVerify(
  subject: SubjectRef,
  evidence: readonly Evidence[],
  detectors: ReadonlyMap<string, Detector>,
  { model, whom }: By,
): boolean {
  if (typeOf(subject) !== 'application') return false
  const counted = evidence.filter((e) => !e.shadow && detectors.get(e.detector)?.audience !== 'counsel')
  return outcomeOf(score(counted, model, whom), model.tiers) !== 'proceed'
}

export function accuses(e: Evidence): boolean {
  return e.is === 'evidence' && e.weight > 0
}

/** Whom a finding concerns: those it weighs on, and the applications that it names, which screening reads it for. */
export function concerned(e: Evidence): SubjectRef[] {
  const applications = e.subjects.filter((ref) => typeOf(ref) === 'application')
  return [...new Set([...e.weighsOn, ...applications])]
}
