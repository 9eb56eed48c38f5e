import {
  type CalibrationView,
  calibrationNeeds,
  curveOf,
  type Decided,
  fitCalibration,
  type GroundedDecision,
  isSimulated,
  type Model,
  modelVersion,
  oddsOf,
  type Score,
  type SubjectRef,
  score,
  scoreAt,
  withoutCalibration,
} from '@telltale/core'
import type { Context } from '../api/context.ts'
import type { Reader } from '../api/reader.ts'
import { whomOf } from '../engine/treating.ts'

/** What decisions say of the model in force, and the model that a fit would put in its place. */
export interface Calibrating {
  view: CalibrationView
  /** Present where a curve foretells the decisions better than the assumed model does. */
  fitted?: Model
}

/**
 * Reads every decision, scores what was known when it was made by the model in force, and fits. Decisions about subjects
 * that the reader may not see are left out.
 */
export async function calibrate(
  context: Pick<Context, 'store' | 'engine' | 'oversight'>,
  reader: Pick<Reader, 'sees'>,
): Promise<Calibrating> {
  const { store, engine, oversight } = context
  await oversight.describe()
  const bare = withoutCalibration(engine.tuning.model)
  const version = modelVersion(bare)
  const drawn = new Set((await store.draws()).flatMap((d) => d.subjects))
  const apart = { withoutGround: 0, unsure: 0, withoutScore: 0, simulated: 0 }
  const byGround: CalibrationView['byGround'] = {}
  const points: GroundedDecision[] = []
  let sampled = 0
  for (const decided of newestOf(await store.decidedSince(0))) {
    const { subject, outcome, ground } = decided
    if (!reader.sees(subject)) continue
    if (isSimulated(subject)) apart.simulated++
    else if (outcome === 'unsure') apart.unsure++
    else if (!ground) apart.withoutGround++
    else {
      const then = await scoreWhenDecided(context, decided, bare, drawn.has(subject))
      if (!then) apart.withoutScore++
      else {
        const own = byGround[ground] ?? { confirmed: 0, cleared: 0 }
        byGround[ground] = own
        own[outcome]++
        if (drawn.has(subject)) sampled++
        points.push({ odds: Math.log10(oddsOf(then)), confirmed: outcome === 'confirmed' })
      }
    }
  }
  const { curve, ...found } = fitCalibration(points, version)
  const inForce = curveOf(engine.tuning.model)
  const confirmed = points.filter((p) => p.confirmed).length
  const view: CalibrationView = {
    is: inForce ? 'fitted' : 'assumed',
    says: inForce ? `calibrated on ${inForce.n} decisions` : 'assumed model',
    ...{ n: points.length, confirmed, cleared: points.length - confirmed, byGround, apart },
    needs: { ...calibrationNeeds },
    ...found,
    ...{ model: version, inForce: inForce !== undefined, canFit: curve !== undefined },
    notes: notes(points.length, sampled, inForce !== undefined, curve !== undefined),
  }
  return { view, ...(curve && { fitted: { ...bare, calibration: curve } }) }
}

/** Somebody who was decided twice, such as on appeal, counts once: by the last word. */
function newestOf(decided: readonly Decided[]): Decided[] {
  const newest = new Map<SubjectRef, Decided>()
  for (const d of decided) {
    const known = newest.get(d.subject)
    if (!known || d.at > known.at || (d.at === known.at && d.id > known.id)) newest.set(d.subject, d)
  }
  return [...newest.values()].sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1))
}

/**
 * From what counted just before the decision, which itself may close the case and take it out of the queue. Somebody of
 * a random sample was in no queue: theirs is made from what stands of the time until then.
 */
async function scoreWhenDecided(
  { store, engine }: Pick<Context, 'store' | 'engine'>,
  { subject, at }: Decided,
  model: Model,
  drawn: boolean,
): Promise<Score | undefined> {
  const then = scoreAt(await store.scoreHistory(subject, at - 1), at - 1)
  if (then) return score(then.pieces, model, then.by.about)
  if (!drawn) return undefined
  const known = ((await store.standing([subject])).get(subject) ?? []).filter((e) => e.to <= at)
  return score(known, model, whomOf(engine.directory, subject, known))
}

function notes(n: number, sampled: number, inForce: boolean, canFit: boolean): string[] {
  return [
    'Only decisions with independent ground count: an admission, a recovered device, a check in person, the issuer of a document. What two people concluded from Telltale’s own evidence says nothing of how right that evidence is.',
    'Whoever was decided had been listed first. The curve holds for those who are listed: of people whose odds lie outside of what was decided it says nothing, and they keep the assumed probability. Among listed people, those whose ground could be found may differ from the rest.',
    sampled > 0
      ? `${sampled} of the ${n} were drawn at random from those who did not stand out; each counts as one, because the curve is fitted at given odds, and being drawn depends on nothing else.`
      : 'Nobody drawn at random has been decided with independent ground yet: below what is listed nothing is known.',
    ...(canFit && !inForce
      ? ['A curve foretells these decisions better than the assumed model does. A lead can put it in force.']
      : []),
    ...(n > 0 && n < calibrationNeeds.n
      ? [
          `${n} decisions are too few: ${calibrationNeeds.n} are needed, ${calibrationNeeds.ofEach} of each outcome.`,
        ]
      : []),
  ]
}
