import {
  type BudgetEffect,
  type BudgetView,
  type DryRun,
  groupings,
  type Model,
  type ModelsView,
  type Scope,
  type SuppressionEffect,
  type SuppressionView,
  type TuningEffect,
} from '@telltale/core'
import { z } from 'zod'
import { budgetLine, subjectRef } from '../api/schemas.ts'

/** The shapes of requests and replies about what counts, each held to its view in core by the compiler. */

const millis = z.number().describe('milliseconds since the epoch')
export const because = z.string().trim().min(1, 'say why, in a sentence').max(2000)
export const owner = z.string().trim().min(1, 'say who answers for it').max(300)

export const scope = z
  .discriminatedUnion('on', [
    z.object({ on: z.literal('subject'), subject: subjectRef }),
    z.object({ on: z.literal('attribute'), attribute: subjectRef }),
    z.object({
      on: z.literal('network'),
      network: z.string().max(60).describe('CIDR, such as 203.0.113.0/24'),
    }),
    z.object({
      ...{ on: z.literal('session'), subject: subjectRef, from: millis, to: millis },
      ticket: z.string().trim().max(200),
    }),
    z.object({ on: z.literal('group'), by: z.enum(groupings), is: z.string().trim().min(1).max(300) }),
  ])
  .meta({ id: 'SuppressionScope' }) satisfies z.ZodType<Scope>

export const proposed = z.object({
  scope,
  detector: z.string().max(200).optional().describe('every detector where absent'),
  clearing: z.literal(true).optional().describe('evidence that speaks for somebody too: they look worse'),
  because,
  owner,
  until: millis.describe('when it ends by itself; at most a year ahead'),
})

export const suppression = proposed
  .extend({
    ...{ id: z.string(), by: z.string(), at: millis },
    lifted: z.object({ by: z.string(), at: millis, because: z.string() }).optional(),
    reaches: z.string(),
    state: z.enum(['in-force', 'ended', 'lifted']),
    byName: z.string().optional(),
  })
  .meta({ id: 'Suppression' }) satisfies z.ZodType<SuppressionView>

const level = z.enum(['nothing', 'verify', 'listed', 'case'])
const stage = z.enum(['application', 'onboarding', 'work'])
const both = z.object({ listed: z.number(), cases: z.number() })
const decided = both.extend({ of: z.number() })
const tally = both.extend({
  byStage: z.record(stage, both),
  cleared: decided.describe('the cost'),
  confirmed: decided.describe('the gain'),
})

const effectShape = {
  days: z.number(),
  subjects: z.number().describe('weighed twice over'),
  now: tally,
  would: tally,
  moved: z.array(
    z.object({
      ...{ subject: subjectRef, pseudonym: z.string(), stage, was: level, would: level },
      ...{ weightWas: z.number(), weightWould: z.number() },
      decided: z.enum(['confirmed', 'cleared', 'unsure']).optional(),
      case: z.string().optional(),
    }),
  ),
  counts: z.object({
    ...{ listed: z.number(), unlisted: z.number(), opened: z.number(), unopened: z.number() },
    ...{ worse: z.number(), better: z.number() },
  }),
  notes: z.array(z.string()),
  took: z.number().describe('milliseconds'),
}

export const effect = z.object(effectShape).meta({ id: 'TuningEffect' }) satisfies z.ZodType<TuningEffect>

export const suppressionEffect = z
  .object({
    ...effectShape,
    hides: z.object({
      ...{ evidence: z.number(), clearing: z.number() },
      shown: z.array(
        z.object({
          ...{ id: z.string(), detector: z.string(), is: z.enum(['evidence', 'clear']), says: z.string() },
          ...{
            subject: subjectRef,
            weighsOn: z.array(subjectRef),
            weight: z.number(),
            from: millis,
            to: millis,
          },
        }),
      ),
    }),
  })
  .meta({ id: 'SuppressionEffect' }) satisfies z.ZodType<SuppressionEffect>

export const dryRun = z
  .object({
    ...effectShape,
    ...{ detector: z.string(), version: z.number(), counted: z.boolean() },
    ...{ findings: z.number(), accusing: z.number() },
  })
  .meta({ id: 'DryRun' }) satisfies z.ZodType<DryRun>

const scheme = z.enum([
  'hands-elsewhere',
  'device-elsewhere',
  'identity-stolen',
  'identity-invented',
  'job-shared',
])
const number = z.number()

/** A part of a model: what is absent stays as it is. */
export const modelChanges = z
  .strictObject({
    priors: z.partialRecord(scheme, number).optional().describe('log10 odds against honest'),
    populations: z
      .array(
        z.strictObject({
          name: z.string().trim().min(1).max(100),
          stage: stage.optional(),
          through: z.enum(['agency', 'direct']).optional(),
          employer: z.string().trim().min(1).max(300).optional(),
          priors: z.partialRecord(scheme, number),
          because,
        }),
      )
      .max(100)
      .optional()
      .describe('in place of those in force'),
    caps: z
      .record(
        z.string(),
        z.strictObject({
          ...{ cap: number.optional(), floor: number.optional(), towardsCase: number.optional() },
          withHistory: number.optional(),
        }),
      )
      .optional(),
    tiers: z
      .strictObject({
        ...{ verify: number.optional(), listed: number.optional(), listedProbability: number.optional() },
        ...{ opens: number.optional(), families: number.optional(), familyCounts: number.optional() },
      })
      .optional(),
    memoryDays: number.optional(),
    calibration: z.null().optional().describe('null: without the calibration in force'),
  })
  .meta({ id: 'ModelChanges' })
export type ModelChanges = z.infer<typeof modelChanges>

export const model = z.custom<Model>().describe('every number, as docs/tuning.md says')

export const models = z
  .object({
    models: z.array(
      z.object({ at: millis, by: z.string(), version: z.string(), model, because: z.string() }),
    ),
  })
  .meta({ id: 'Models' }) satisfies z.ZodType<ModelsView>

const perDay = z.number().int().min(1).max(10_000).nullable().describe('null: no ceiling')
export const setBudget = z.object({ perDay, owner, because })
export const tryBudget = z.object({ perDay })

export const budget = z
  .object({
    perDay,
    history: z.array(
      z.object({ at: millis, by: z.string(), owner: z.string(), perDay, because: z.string() }),
    ),
    today: budgetLine,
  })
  .meta({ id: 'AlertBudget' }) satisfies z.ZodType<BudgetView>

export const budgetPreview = z
  .object({
    ...{ days: z.number(), perDay, arrivals: z.number(), above: z.number(), below: z.number() },
    ...{ added: z.number(), confirmed: z.number(), cleared: z.number(), undecided: z.number() },
    notes: z.array(z.string()),
  })
  .meta({ id: 'AlertBudgetPreview' }) satisfies z.ZodType<BudgetEffect>
