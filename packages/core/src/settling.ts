import { type Answer, answerRatios, type Check, type CheckId, checks } from './checks.ts'
import { type Measure, type MeasureId, measures } from './measures.ts'
import { type About, defaultModel, type Model } from './model.ts'
import type { SubjectRef } from './observations/kind.ts'
import { typeOf } from './observations/kind.ts'
import { countedOf, type Score, score, type Weighable } from './scoring.ts'
import { standingFor, standingOf } from './standing.ts'
import type { Detector, Evidence, Ratios } from './types.ts'
import type { SettlingCheck, SettlingOutcome } from './views-of-scoring.ts'

/**
 * Which single check would settle a case best.
 *
 * A check is worth the expected absolute change of P(misrepresentation) over its outcomes, each as likely as the score
 * as it stands makes it, per hour of work. The change of the probability and not of the log odds: what is to be settled
 * is a decision, and between 99.97 % and 99.999 % there is none, though the log odds move as far as from 3 % to 50 %.
 * The expected shift of the log odds stands beside it. (Expected value of sample information with absolute loss: Raiffa
 * and Schlaifer 1961; all costs and likelihoods are assumed.)
 */
export interface Settled {
  subject: SubjectRef
  /** Everything that the subject's score is made from. */
  evidence: readonly Evidence[]
  detectors: ReadonlyMap<string, Detector>
  model?: Model
  about?: About
  /** Forms that have been answered already: those checks are left out. */
  answered?: readonly string[]
  /** An offer has been made: checks that need one may be offered. */
  offers?: boolean
}

/** Of two checks, the quicker one goes first unless it moves less than this part of what the best one moves. Assumed. */
const worthwhile = 0.4
const answers: readonly Answer[] = ['confirmed', 'denied', 'nobody']

/** Every check and measure that would move the score, the one to offer first. */
export function bestChecks(settled: Settled): SettlingCheck[] {
  const { subject, evidence, detectors, model = defaultModel, about } = settled
  const counted = countedOf(evidence, model)
  const now = score(counted, model, about)
  const found: SettlingCheck[] = []
  for (const [id, because] of checksFor(settled, counted)) {
    const check = checks[id]
    const outcomes = answers.map((answer): SettlingOutcome => {
      const then = score([...counted, ...readings(id, answer, detectors, model)], model, about)
      return { outcome: answer, likelihood: likelihood(check, answer, now), ...standingOf(then) }
    })
    found.push({
      ...settles(now, outcomes, check.minutes),
      ...{ id, is: 'check', title: check.title, because, families: ['checks'] },
      ...(check.needs && { needs: check.needs }),
      basis: { basis: 'assumed', on: 'likelihoods of the check catalogue' },
    })
  }
  if (typeOf(subject) !== 'application')
    for (const [id, measure] of Object.entries(measures) as [MeasureId, Measure][])
      found.push(measured(id, measure, settled, counted, now, model))
  for (const c of found) c.outcomes = c.outcomes.map((o) => standingFor(subject, o))
  return inOrderOfWorth(found.filter((c) => c.moves > 0))
}

/** Checks of the catalogue that bear on what accuses, each with the evidence that it would settle. */
function checksFor({ subject, detectors, answered = [], offers }: Settled, counted: readonly Evidence[]) {
  const because = new Map<CheckId, string[]>()
  for (const e of counted) {
    if (e.is !== 'evidence' || e.weight <= 0) continue
    for (const id of detectors.get(e.detector)?.settledBy ?? [])
      because.set(id, [...(because.get(id) ?? []), e.id])
  }
  // Whoever works here was interviewed by somebody who can say whether this is the same person.
  if (typeOf(subject) === 'person' && !because.has('same-person-day-one'))
    because.set('same-person-day-one', [])
  return [...because]
    .filter(([id]) => checks[id] && !answered.includes(checks[id].form))
    .filter(([id]) => checks[id].needs !== 'offer' || offers || typeOf(subject) !== 'application')
    .map(([id, of]) => [id, of.sort()] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1))
}

/**
 * A measure has two readings, and the two ratios that caps.ts allows it say how likely each is: of P(far | honest) = p
 * and P(far | scheme) = q they give q / p = 10^cap and (1 − q) / (1 − p) = 10^floor. What can never clear says, by the
 * same equations, nothing in expectation.
 */
function measured(
  id: MeasureId,
  measure: Measure,
  { detectors, about }: Settled,
  counted: readonly Evidence[],
  now: Score,
  model: Model,
): SettlingCheck {
  const judges = [...detectors.values()].filter((d) => measure.families.includes(d.family))
  const far = 10 ** model.caps[measure.families[0]].cap
  const honest = farOfHonest(measure, model)
  const reading = (outcome: 'near' | 'far'): SettlingOutcome => {
    const then = score([...counted, ...readings(id, outcome, detectors, model)], model, about)
    const bears = new Set(judges.flatMap((d) => d.bears))
    const isFar = now.schemes.reduce(
      (sum, s) => sum + s.probability * (bears.has(s.scheme) ? honest * far : honest),
      (1 - now.probability) * honest,
    )
    return { outcome, likelihood: outcome === 'far' ? isFar : 1 - isFar, ...standingOf(then) }
  }
  const outcomes = judges.length > 0 && honest > 0 ? [reading('near'), reading('far')] : []
  return {
    ...settles(now, outcomes, measure.minutes),
    ...{ id, is: 'measure', title: measure.title, families: [...measure.families] },
    because: counted
      .filter((e) => e.is === 'evidence' && measure.families.includes(e.family))
      .map((e) => e.id)
      .sort(),
    basis: { basis: model.caps[measure.families[0]].basis, on: 'cap and floor of the family' },
  }
}

function settles(now: Score, outcomes: SettlingOutcome[], minutes: number) {
  const expected = (of: (o: SettlingOutcome) => number) =>
    outcomes.reduce((sum, o) => sum + o.likelihood * of(o), 0)
  const moves = expected((o) => Math.abs(o.probability - now.probability))
  const shifts = expected((o) => Math.abs(logOdds(o.probability) - logOdds(now.probability)))
  return {
    ...{ minutes, moves, shifts, outcomes },
    movesPerHour: (moves * 60) / minutes,
    shiftsPerHour: (shifts * 60) / minutes,
    says: outcomes.map((o) => `if ${words[o.outcome]} ${percent(o.probability)}`).join(', '),
  }
}

const words: Record<SettlingOutcome['outcome'], string> = {
  ...{ near: 'near', far: 'far', confirmed: 'confirmed', denied: 'denied' },
  nobody: 'nobody answers',
}

/** Bounded, because what rounds to certainty has no odds. */
function logOdds(probability: number): number {
  const odds = Math.log10(probability / (1 - probability))
  return Math.min(15, Math.max(-15, odds))
}

/** As people read it: never quite 0 % or 100 %. */
function percent(p: number): string {
  if (p > 0.9999) return 'over 99.99 %'
  if (p < 0.0001) return 'under 0.01 %'
  const distance = Math.min(p, 1 - p) * 100
  return `${(p * 100).toFixed(distance >= 1 ? 0 : distance >= 0.1 ? 1 : 2)} %`
}

/** What moves most per minute first, of those that move at least `worthwhile` of what the best one moves. */
export function inOrderOfWorth<
  C extends { moves: number; minutes: number } & ({ id: string } | { check: string }),
>(possible: readonly C[]): C[] {
  const most = Math.max(0, ...possible.map((c) => c.moves))
  const worth = (c: C) => (c.moves >= worthwhile * most ? c.moves / c.minutes : 0)
  const name = (c: C) => ('id' in c ? c.id : c.check)
  return [...possible].sort(
    (a, b) => worth(b) - worth(a) || b.moves - a.moves || (name(a) < name(b) ? -1 : 1),
  )
}

/** P(answer) over honest and every scheme as they stand now. */
export function likelihood(check: Check, answer: Answer, now: Score): number {
  const given = ([confirmed, denied]: readonly [number, number]) =>
    answer === 'confirmed' ? confirmed : answer === 'denied' ? denied : 1 - confirmed - denied
  return now.schemes.reduce(
    (sum, s) => sum + s.probability * given(check.false[s.scheme] ?? check.honest),
    (1 - now.probability) * given(check.honest),
  )
}

/**
 * What an outcome would be as findings, for looking ahead only: they are never stored. A far reading is the measure's
 * first family at its cap, a near one all of them at their floors.
 */
export function readings(
  id: CheckId | MeasureId,
  outcome: SettlingOutcome['outcome'],
  detectors: ReadonlyMap<string, Detector>,
  model: Model,
): Weighable[] {
  if (id in checks) return [supposed(`checks/${id}`, answerRatios(checks[id as CheckId], outcome as Answer))]
  const { families } = measures[id as MeasureId]
  return (outcome === 'far' ? families.slice(0, 1) : families).map((family) => {
    const judges = [...detectors.values()].filter((d) => d.family === family)
    const { cap, floor } = model.caps[family]
    const weight = outcome === 'far' ? cap : floor
    const bears = new Set(judges.flatMap((d) => d.bears))
    return supposed(`${family}/${id}`, Object.fromEntries([...bears].map((s) => [s, weight])), family)
  })
}

/** How likely a measure reads far of somebody honest, by cap and floor of what it measures. */
export function farOfHonest({ families }: Measure, { caps }: Model): number {
  const far = 10 ** caps[families[0]].cap
  const near = 10 ** families.reduce((sum, family) => sum + caps[family].floor, 0)
  return near < 1 && far > 1 ? (1 - near) / (far - near) : 0
}

/** A finding for looking ahead only: it is never stored. */
export function supposed(
  detector: string,
  weights: Ratios,
  family: Evidence['family'] = 'checks',
): Weighable {
  return {
    id: `supposed ${detector}`,
    detector: `supposed/${detector}`,
    ...{ family, weights },
    subject: 'application:supposed',
    to: Number.MAX_SAFE_INTEGER,
    shadow: false,
  }
}
