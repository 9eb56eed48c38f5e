import type {
  CalibrationView,
  ExplainedView,
  FamilyAdds,
  Missing,
  Piece,
  ScoreThen,
  SettlingCheck,
  Standing,
} from '@telltale/core'
import { z } from 'zod'
import { basis, calibration, family, ratios, scheme, score, stage, subjectRef } from '../api/schemas.ts'

/** The shapes of replies about scores, each held to its view in core by the compiler. */

const millis = z.number().describe('milliseconds since the epoch')
const weight = z.number().describe('log10')
const probability = z.number().describe('P(misrepresentation)')
const tier = z.enum(['nothing', 'listed', 'case'])

const standing = z
  .object({ scheme, weight, probability, tier })
  .meta({ id: 'Standing' }) satisfies z.ZodType<Standing>

const familyAdds = z
  .object({
    ...{ family, title: z.string(), weight, mean: weight, capped: z.boolean(), towardsCase: weight },
    ...{ cap: weight, floor: weight, basis },
    pieces: z.array(z.string()).describe('ids of evidence, the weightiest first'),
  })
  .meta({ id: 'FamilyAdds' }) satisfies z.ZodType<FamilyAdds>

const missing = z
  .object({
    ...{ family, title: z.string() },
    detectors: z.array(z.object({ detector: z.string(), title: z.string(), because: z.string().optional() })),
    partly: z.boolean().describe('other detectors of the family have judged'),
    ...{ now: weight, least: weight, most: weight },
    ...{ ifLeast: probability, ifMost: probability },
  })
  .meta({ id: 'MissingFamily' }) satisfies z.ZodType<Missing>

const settlingCheck = z
  .object({
    ...{ id: z.string(), is: z.enum(['check', 'measure']), title: z.string(), minutes: z.number() },
    needs: z.enum(['offer', 'consent']).optional(),
    because: z.array(z.string()).describe('evidence that it would settle'),
    families: z.array(family),
    moves: z.number().describe('expected absolute change of P(misrepresentation)'),
    movesPerHour: z.number(),
    shifts: z.number().describe('expected absolute change of the log10 odds'),
    shiftsPerHour: z.number(),
    outcomes: z.array(
      standing.extend({
        outcome: z.enum(['confirmed', 'denied', 'nobody', 'near', 'far']),
        likelihood: z.number(),
      }),
    ),
    says: z.string().describe('such as "if near 7 %, if far 99.97 %"'),
    basis: calibration,
  })
  .meta({ id: 'SettlingCheck' }) satisfies z.ZodType<SettlingCheck>

export const explained = z
  .object({
    ...{ subject: subjectRef, now: standing, score, model: z.string() },
    prior: z.object({ stage: stage.optional(), population: z.string(), because: z.string() }),
    restsOn: z.string().describe('"assumed model", or "calibrated on 62 decisions"'),
    schemes: z.array(
      z.object({
        ...{ scheme, prior: weight, weight, towardsCase: weight, probability: z.number() },
        ...{ accuses: z.array(familyAdds), clears: z.array(familyAdds), missing: z.array(missing) },
        ...{ least: weight, most: weight },
      }),
    ),
    pieces: z.array(
      z.object({
        ...{ evidence: z.string(), detector: z.string(), title: z.string(), family },
        ...{ is: z.enum(['evidence', 'clear']), says: z.string(), weights: ratios, link: z.boolean() },
        ...{ basis: calibration, without: standing, adds: z.number() },
        decides: z.boolean().describe('without it the subject would be in another tier'),
      }),
    ),
    ties: z.array(
      z.object({ to: subjectRef, pieces: z.array(z.string()), without: standing, decides: z.boolean() }),
    ),
    uncounted: z.array(
      z.object({ evidence: z.string(), why: z.enum(['shadow', 'set-aside', 'older', 'replaced']) }),
    ),
    settles: z.array(settlingCheck).describe('the one to offer first'),
  })
  .meta({ id: 'Explained' }) satisfies z.ZodType<ExplainedView>

const piece = z
  .object({
    ...{ id: z.string(), detector: z.string(), version: z.number(), family, stage },
    ...{ is: z.enum(['evidence', 'clear']), subject: subjectRef, subjects: z.array(subjectRef) },
    ...{ weighsOn: z.array(subjectRef), weights: ratios, weight, says: z.string() },
    history: z.literal(true).optional(),
    ...{
      from: millis,
      to: millis,
      status: z.enum(['provisional', 'final']),
      shadow: z.boolean(),
      calibration,
    },
  })
  .meta({ id: 'ScoredPiece' }) satisfies z.ZodType<Piece>

export const scoreThen = z
  .object({
    ...{ subject: subjectRef, case: z.string().optional(), at: millis },
    recorded: z.boolean().describe('false while it was not in the queue: then nothing was shown of it'),
    since: millis.optional(),
    until: millis.optional(),
    model: z.string().optional(),
    about: z.object({ stage, agency: z.string().optional(), employer: z.string().optional() }).optional(),
    ...{
      score: score.optional(),
      tier: tier.optional(),
      pieces: z.array(piece),
      note: z.string().optional(),
    },
  })
  .meta({ id: 'ScoreThen' }) satisfies z.ZodType<ScoreThen>

const accuracy = z.object({ brier: z.number(), logLoss: z.number().describe('nats') })
const counts = z.object({ confirmed: z.number(), cleared: z.number() })

export const calibrationView = z
  .object({
    ...{ is: z.enum(['assumed', 'fitted']), says: z.string() },
    ...{ n: z.number(), confirmed: z.number(), cleared: z.number(), byGround: z.record(z.string(), counts) },
    apart: z
      .object({
        ...{ withoutGround: z.number(), unsure: z.number(), withoutScore: z.number(), simulated: z.number() },
      })
      .describe('decisions that calibrate nothing, by why'),
    needs: z.object({ n: z.number(), ofEach: z.number() }),
    assumed: accuracy.optional(),
    methods: z
      .array(z.object({ method: z.enum(['assumed', 'isotonic', 'beta']), accuracy, chosen: z.boolean() }))
      .optional()
      .describe('cross-validated'),
    reliability: z.array(
      z.object({
        ...{ from: z.number(), to: z.number(), n: z.number(), confirmed: z.number(), assumed: z.number() },
        calibrated: z.number().optional(),
        ...{ share: z.number(), low: z.number(), high: z.number() },
      }),
    ),
    ...{ model: z.string(), inForce: z.boolean(), canFit: z.boolean(), notes: z.array(z.string()) },
  })
  .meta({ id: 'CalibrationOfScores' }) satisfies z.ZodType<CalibrationView>
