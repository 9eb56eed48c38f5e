import type {
  Calibration,
  CaseState,
  Conclusion,
  Family,
  Ground,
  Millis,
  OutputEventName,
  Scheme,
  SubjectRef,
} from '@telltale/core'

/** One thing that other systems are told, before any of their formats: what every output maps from. */
export interface OutputEvent {
  /** The same thing always has the same id, so that a receiver can drop what comes twice. */
  id: string
  is: OutputEventName
  at: Millis
  company: string
  subject: SubjectRef
  pseudonym: string
  /** About the demo company, or a test message. */
  simulated: boolean
  score: Scored
  /** The weightiest finding in its own words. */
  says: string
  /** The one check to offer next. */
  check: string
  /** What accuses, the heaviest first; of an `evidence` event the one piece. */
  findings: Finding[]
  case?: CaseFacts
  /** Where a person reads on. */
  link: string
}

export interface Scored {
  scheme: Scheme
  /** log10 odds against honest. */
  weight: number
  /** 1 − P(honest). */
  probability: number
  /** False: an assumed model; said wherever the probability is. */
  calibrated: boolean
}

export interface CaseFacts {
  id: string
  state: CaseState
  openedAt?: Millis
  /** The account that works on it. */
  owner?: string
  decided?: { conclusion: Conclusion; at: Millis; ground?: Ground }
}

/** One piece of evidence as other systems are told of it. */
export interface Finding {
  /** The evidence's id. */
  id: string
  detector: string
  version: number
  title: string
  family: Family
  says: string
  /** log10 against honest, for the scheme of the score. */
  weight: number
  from: Millis
  to: Millis
  subjects: SubjectRef[]
  calibration: Calibration
  /** MITRE ATT&CK technique ids. */
  attack: readonly string[]
  /** Innocent causes: no finding leaves without them. */
  benign: readonly string[]
}

/** In words, for people who read an alert: never a verdict. */
export const eventSays: Record<OutputEventName, string> = {
  listed: 'Worth a check',
  evidence: 'Something that does not fit',
  'case-opened': 'A case has opened',
  'case-moved': 'A case goes on',
  'case-decided': 'Two people have decided a case, or one has cleared it',
  'case-overturned': 'An adverse decision was overturned',
  'case-closed': 'A case is closed',
  'case-reopened': 'A case is open again',
  test: 'A test message from Telltale',
}

/** Severity from 1 (for the record) to 5 (act now); each output has names of its own for it. */
export function severityOf({ is, case: about, findings }: OutputEvent): 1 | 2 | 3 | 4 | 5 {
  if (is === 'listed') return 3
  if (is === 'evidence') return (findings[0]?.weight ?? 0) >= 2 ? 3 : 2
  if (is === 'case-opened' || is === 'case-reopened') return 4
  if (is === 'case-overturned') return 4
  if (is === 'case-decided') return about?.decided?.conclusion === 'misrepresentation' ? 5 : 1
  return 1
}
