import { type Tiers, tiers } from './caps.ts'
import { type Answer, answerRatios, type CheckId, checks } from './checks.ts'
import { type About, defaultModel, type Model } from './model.ts'
import type { Millis, SubjectRef } from './observations/kind.ts'
import { day } from './plan.ts'
import { type Score, score, type Weighable } from './scoring.ts'
import { inOrderOfWorth, likelihood, supposed } from './settling.ts'
import type { Abstention, Detector, Evidence, Scheme } from './types.ts'

/**
 * What screening says of an application. `hold` is shown as "hold for two people": an analyst's queue lists it, and
 * only two people can decide against the applicant. Nothing here rejects anybody.
 */
export type Outcome = 'proceed' | 'verify' | 'hold'

/** What holds for everybody who applies under one requisition. */
export interface Requisition {
  id: string
  title?: string
  /** Asked of every applicant, whatever screening says. */
  baseline: CheckId[]
  /** True once offers are being made: from then on checks that need one may be offered. */
  offers?: boolean
}

/** The baseline of a requisition for which nobody has set another. */
export const usualBaseline: readonly CheckId[] = ['live-interview']

/** One finding in the words of a recruiter. Never says anything of another applicant. */
export interface Finding {
  evidence: string
  detector: string
  title: string
  says: string
  weight: number
  /** Accusing findings only: what the outcome would be without it. */
  without?: Outcome
  benign: readonly string[]
  clears: readonly string[]
}

/** A check with what would follow from each answer, under the assumed likelihoods. */
export interface OfferedCheck {
  check: CheckId
  title: string
  minutes: number
  /** The findings that it would settle: an extra check follows from a listed contradiction only. */
  because: string[]
  /** By how much P(misrepresentation) is expected to move, 0 to 1. */
  moves: number
  after: Record<Answer, { outcome: Outcome; weight: number; probability: number }>
}

export interface Screening {
  application: SubjectRef
  outcome: Outcome
  /** log10, of the likeliest scheme. */
  weight: number
  probability: number
  scheme: Scheme
  doesNotFit: Finding[]
  checksOut: Finding[]
  /** What could not be judged: counts neither for nor against. */
  notChecked: { detector: string; title: string; because: string }[]
  /** At most two, the one that moves most for its minutes first. Empty unless the outcome asks for one. */
  offered: OfferedCheck[]
  baseline: CheckId[]
  /** Forms that have been answered with yes or no. */
  answered: string[]
}

/** What a screening is made from; pure data, in any order. */
export interface Screened {
  application: SubjectRef
  /** All standing evidence that names the application. */
  evidence: readonly Evidence[]
  abstentions: readonly Abstention[]
  detectors: ReadonlyMap<string, Detector>
  requisition?: Requisition
  /** By which it is scored; the one that ships unless given. */
  model?: Model
  whom?: About
}

/** How some evidence would be scored, and what that comes to. */
type Weigh = (evidence: readonly Weighable[]) => { score: Score; outcome: Outcome }

const answers: readonly Answer[] = ['confirmed', 'denied', 'nobody']

/**
 * The outcome of an application from everything that stands about it, why, and what would settle it. Evidence for
 * counsel is left out altogether, so that nobody can read it from the outcome.
 */
export function screen(given: Screened): Screening {
  const { application, evidence, abstentions, detectors, requisition, model = defaultModel, whom } = given
  const weigh: Weigh = (some) => {
    const scored = score(some, model, whom)
    return { score: scored, outcome: outcomeOf(scored, model.tiers) }
  }
  const counted = evidence.filter((e) => !e.shadow && detectors.get(e.detector)?.audience !== 'counsel')
  const { score: now, outcome } = weigh(counted)
  const accusing = counted.filter((e) => e.is === 'evidence' && e.weight > 0)
  const answered = answeredForms(counted, detectors)
  return {
    application,
    outcome,
    weight: now.weight,
    probability: now.probability,
    scheme: now.scheme,
    doesNotFit: accusing
      .map((e) => finding(e, detectors, weigh(counted.filter((other) => other !== e)).outcome))
      .sort((a, b) => b.weight - a.weight || (a.evidence < b.evidence ? -1 : 1)),
    checksOut: counted
      .filter((e) => e.is === 'clear')
      .map((e) => finding(e, detectors))
      .sort((a, b) => a.weight - b.weight || (a.evidence < b.evidence ? -1 : 1)),
    notChecked: unjudged(abstentions, detectors),
    offered: outcome === 'proceed' ? [] : offers(counted, accusing, now, { ...given, answered, weigh }),
    baseline: [...(requisition?.baseline ?? usualBaseline)],
    answered,
  }
}

/** `hold` is what the queue lists: one threshold for recruiter and analyst. */
export function outcomeOf(
  s: Pick<Score, 'weight' | 'listed' | 'schemes'>,
  { verify }: Pick<Tiers, 'verify'> = tiers,
): Outcome {
  if (s.listed) return 'hold'
  return s.schemes.some((scheme) => scheme.weight >= verify) ? 'verify' : 'proceed'
}

function finding(e: Evidence, detectors: ReadonlyMap<string, Detector>, without?: Outcome): Finding {
  const detector = detectors.get(e.detector)
  return {
    evidence: e.id,
    detector: e.detector,
    title: detector?.title ?? e.detector,
    says: e.says,
    weight: e.weight,
    ...(without && { without }),
    // What speaks for somebody needs no other explanation.
    benign: without ? (detector?.benign ?? []) : [],
    clears: without ? (detector?.clears ?? []) : [],
  }
}

function unjudged(
  abstentions: readonly Abstention[],
  detectors: ReadonlyMap<string, Detector>,
): Screening['notChecked'] {
  const newest = new Map<string, Abstention>()
  for (const a of abstentions) if (a.from >= (newest.get(a.detector)?.from ?? 0)) newest.set(a.detector, a)
  return [...newest.values()].flatMap(({ detector: id, because }) => {
    const detector = detectors.get(id)
    if (detector?.stage !== 'application') return []
    if (detector.status === 'shadow' || detector.audience === 'counsel') return []
    // A check that nobody has made is offered where it would settle something; it is no missing measurement.
    if (detector.judgesForm) return []
    return [{ detector: id, title: detector.title, because }]
  })
}

/** Forms whose answer a detector has judged: that check need not be offered again. */
function answeredForms(evidence: readonly Evidence[], detectors: ReadonlyMap<string, Detector>): string[] {
  const forms = new Set<string>()
  for (const e of evidence) {
    const form = detectors.get(e.detector)?.judgesForm
    if (form) forms.add(form)
  }
  return [...forms].sort()
}

function offers(
  counted: readonly Evidence[],
  accusing: readonly Evidence[],
  now: Score,
  {
    detectors,
    answered,
    requisition,
    weigh,
  }: Pick<Screened, 'detectors' | 'requisition'> & { answered: readonly string[]; weigh: Weigh },
): OfferedCheck[] {
  const because = new Map<CheckId, string[]>()
  for (const e of accusing)
    for (const id of detectors.get(e.detector)?.settledBy ?? [])
      because.set(id, [...(because.get(id) ?? []), e.id])
  const possible: OfferedCheck[] = []
  for (const [id, reasons] of because) {
    const check = checks[id]
    if (!check || answered.includes(check.form)) continue
    if (check.needs === 'offer' && !requisition?.offers) continue
    const after = Object.fromEntries(
      answers.map((answer) => {
        const { score: s, outcome } = weigh([...counted, supposed(id, answerRatios(check, answer))])
        return [answer, { outcome, weight: s.weight, probability: s.probability }]
      }),
    ) as OfferedCheck['after']
    const moves = answers.reduce(
      (sum, answer) =>
        sum + likelihood(check, answer, now) * Math.abs(after[answer].probability - now.probability),
      0,
    )
    possible.push({
      check: id,
      title: check.title,
      minutes: check.minutes,
      because: reasons.sort(),
      moves,
      after,
    })
  }
  return inOrderOfWorth(possible.filter((o) => o.moves > 0)).slice(0, 2)
}

/** The service level of `verify`: settled within this many working days. */
export const settledWithin = 2

/** When a check that was asked for at `since` is overdue: the end of the second working day after it (UTC, Monday to Friday). */
export function dueAt(since: Millis): Millis {
  let at = Math.floor(since / day) * day
  for (let left = settledWithin; left > 0; ) {
    at += day
    // 1970-01-01 was a Thursday.
    const weekday = (Math.floor(at / day) + 4) % 7
    if (weekday !== 0 && weekday !== 6) left--
  }
  return at + day
}
