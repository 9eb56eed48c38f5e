import {
  bestChecks,
  type Check,
  type CheckId,
  checks,
  defaultModel,
  detectors,
  type Evidence,
  farOfHonest,
  type Measure,
  type MeasureId,
  measures,
  readings,
  type SettlingCheck,
  type SubjectRef,
  score,
  type Weighable,
} from '@telltale/core'
import type { Random } from '../../packages/server/src/demo/random.ts'

/**
 * What would become of an innocent person whom the queue brings up, were two analysts to work by the book. A simulation
 * of people, with rules that are assumed; no analyst was watched.
 *
 * Each seat has the best check made that is not made yet (`bestChecks`), and an honest person answers as the check
 * catalogue assumes of honest people. A measure reads far as often as its cap and floor allow of somebody honest, except
 * where its family accuses the person already: then it reads far again, because what looks like distance once (slow
 * hands, a satellite) looks like it again. A careful seat concludes misrepresentation only where its own check spoke
 * against the person, a case stands and the probability is at least 95 %; a credulous one wherever the probability is.
 * Adverse is what both seats conclude.
 */
export interface WorkedUp {
  checks: string[]
  /** Probability that both seats conclude misrepresentation, over every answer. */
  careful: number
  credulous: number
  /** One draw of the answers, by careful seats. */
  first: boolean
  adverse: boolean
}

const known = new Map(detectors.map((d) => [d.id, d]))
const convinced = 0.95
const seats = 2

interface State {
  seat: number
  found: readonly Weighable[]
  made: readonly string[]
  likelihood: number
  careful: boolean
  credulous: boolean
}

export function workUp(subject: SubjectRef, evidence: readonly Evidence[], stream: Random): WorkedUp {
  const accused = new Set(evidence.filter((e) => !e.shadow && e.weight > 0).map((e) => e.family))
  const offered = bestChecks({ subject, evidence, detectors: known })
  const order = offered.slice(0, seats)
  let careful = 0
  let credulous = 0
  const walk = ({ seat, found, made, likelihood, ...so }: State): void => {
    const check = order[seat]
    if (!check) {
      if (seat === seats && so.careful) careful += likelihood
      if (seat === seats && so.credulous) credulous += likelihood
      return
    }
    for (const [outcome, p] of answersOf(check, accused)) {
      const now = [...found, ...readings(check.id as CheckId, outcome, known, defaultModel)]
      const { probability, opens } = score(now)
      const sure = probability >= convinced
      walk({
        ...{ seat: seat + 1, found: now, made: [...made, check.id], likelihood: likelihood * p },
        careful: so.careful && sure && opens && (outcome === 'far' || outcome === 'denied'),
        credulous: so.credulous && sure,
      })
    }
  }
  walk({ seat: 0, found: evidence, made: [], likelihood: 1, careful: true, credulous: true })
  const drawn = drawOnce(evidence, order, accused, stream)
  return { checks: order.map((c) => c.id), careful, credulous, ...drawn }
}

function drawOnce(
  evidence: readonly Evidence[],
  order: readonly SettlingCheck[],
  accused: ReadonlySet<string>,
  stream: Random,
): Pick<WorkedUp, 'first' | 'adverse'> {
  let found: readonly Weighable[] = evidence
  const views: boolean[] = []
  for (const check of order) {
    const outcome = drawn(answersOf(check, accused), stream.next())
    found = [...found, ...readings(check.id as CheckId, outcome, known, defaultModel)]
    const { probability, opens } = score(found)
    views.push(probability >= convinced && opens && (outcome === 'far' || outcome === 'denied'))
  }
  return { first: views[0] === true, adverse: views.length === seats && views.every(Boolean) }
}

function drawn(answers: readonly [Outcome, number][], at: number): Outcome {
  let below = 0
  for (const [outcome, p] of answers) {
    below += p
    if (at < below) return outcome
  }
  return answers.at(-1)![0]
}

type Outcome = SettlingCheck['outcomes'][number]['outcome']

/** How somebody honest answers. */
function answersOf({ id, is, families }: SettlingCheck, accused: ReadonlySet<string>): [Outcome, number][] {
  if (is === 'check') {
    const [confirmed, denied] = (checks[id as CheckId] as Check).honest
    return [
      ['confirmed', confirmed],
      ['denied', denied],
      ['nobody', 1 - confirmed - denied],
    ]
  }
  if (families.some((f) => accused.has(f))) return [['far', 1]]
  const far = farOfHonest(measures[id as MeasureId] as Measure, defaultModel)
  return [
    ['near', 1 - far],
    ['far', far],
  ]
}
