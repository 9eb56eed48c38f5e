import type { AttributeType, Millis } from './observations/kind.ts'
import { typeOf } from './observations/kind.ts'
import type { Share } from './out.ts'
import { day } from './plan.ts'
import type { Abstention, Detector, Evidence, Kind } from './types.ts'

/** Who can be measured: people who work here, and applications. */
export const measurable = ['person', 'application'] as const
export type Measurable = (typeof measurable)[number]

/** How long a judgement counts: as long as evidence weighs (`caps.ts`). */
export const coverageDays = 90

/**
 * What is remembered of one subject and one instrument, a detector or an attribute that link detectors read
 * (`attribute/phone`): when it was last judged, and when and why it could not be.
 */
export interface Measured {
  subject: string
  /** A detector's id, or `attribute/` and a type of attribute. */
  by: string
  judgedAt?: Millis
  abstainedAt?: Millis
  because?: string
}

export const attributeInstrument = (type: AttributeType): string => `attribute/${type}`

/** What one commit adds to what has been measured; of several rows about one subject and instrument one is made. */
export function measuredIn(out: {
  evidence: readonly Evidence[]
  abstentions: readonly Abstention[]
  shares?: readonly Share[]
}): Measured[] {
  const found = new Map<string, Measured>()
  const of = (subject: string, by: string): Measured | undefined => {
    const type = subject.slice(0, subject.indexOf(':'))
    if (!(measurable as readonly string[]).includes(type)) return undefined
    const key = `${subject}\0${by}`
    const known = found.get(key) ?? { subject, by }
    found.set(key, known)
    return known
  }
  const judged = (subject: string, by: string, at: Millis) => {
    const row = of(subject, by)
    if (row) row.judgedAt = Math.max(row.judgedAt ?? 0, at)
  }
  // `to` is the first instant after the window: the window's last day is the one that was measured.
  for (const e of out.evidence) for (const s of e.weighsOn) judged(s, e.detector, e.to - 1)
  for (const { attribute, subject, holders, day: on } of out.shares ?? [])
    for (const { person } of holders.length > 0 ? holders : [{ person: undefined }])
      judged(person ?? subject, attributeInstrument(typeOf(attribute.ref) as AttributeType), on * day)
  for (const a of out.abstentions)
    for (const s of a.weighsOn) {
      const row = of(s, a.detector)
      if (!row || (row.abstainedAt ?? -1) > a.from) continue
      row.abstainedAt = a.from
      row.because = reasonOf(a.because)
    }
  return [...found.values()]
}

/** Reasons that differ in their numbers alone are one: "3 reactions of 20" and "4 reactions of 20". */
export function reasonOf(because: string): string {
  return because
    .replace(/\b(?:application|person|device):[^\s,;]+/g, '…')
    .replace(/\d[\d.,]*/g, 'n')
    .slice(0, 300)
}

/** Instruments that a detector's judgement is seen by: itself, or the attributes that it compares. */
export function instrumentsOf(detector: Detector): string[] {
  return 'links' in detector ? detector.links.map(attributeInstrument) : [detector.id]
}

/** Whom a detector can be about. What is shared when somebody applies can be seen on people and on applications. */
export function populationsOf(detector: Detector): Measurable[] {
  if ('links' in detector) return detector.stage === 'application' ? [...measurable] : ['person']
  const out: Measurable[] = []
  if (detector.about.includes('person') || detector.about.includes('device')) out.push('person')
  if (detector.about.includes('application')) out.push('application')
  return out
}

/**
 * Each a set of kinds that is enough for the detector to judge, by its own examples: `reads` names also what it can do
 * without.
 */
export function enough(detector: Detector): Kind[][] {
  const sets = new Map<string, Kind[]>()
  for (const { gives, rows } of detector.examples) {
    if (gives === 'abstain') continue
    const kinds = [...new Set(rows.map((r) => r.kind))]
      .filter((k) => (detector.reads as readonly Kind[]).includes(k))
      .sort()
    sets.set(kinds.join(' '), kinds)
  }
  return [...sets.values()]
}
