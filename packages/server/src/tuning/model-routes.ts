import {
  type Cap,
  defaultModel,
  type Family,
  farmModel,
  leadModel,
  type Model,
  modelBounds,
  modelProblems,
  modelVersion,
} from '@telltale/core'
import { z } from 'zod'
import { type Routes, typed } from '../api/context.ts'
import { Problem } from '../api/problem.ts'
import { readerOf } from '../api/reader.ts'
import { model as modelShape } from '../api/schemas.ts'
import { untilHungUp } from './hang-up.ts'
import * as schemas from './schemas.ts'

export const inForce = modelShape.extend({
  ...{ model: schemas.model, version: z.string() },
  inForce: z
    .object({ at: z.number(), by: z.string(), version: z.string(), because: z.string() })
    .optional()
    .describe('who put it in force; absent while the model that ships is'),
  bounds: z.custom<typeof modelBounds>(),
  refolding: z.object({ done: z.number(), of: z.number() }).optional(),
})

/** The numbers that turn evidence into a place in the queue: shown, tried on history, changed by a named person. */
export const modelRoutes: Routes = async (app, { tuner, engine }) => {
  const api = typed(app)
  const view = () => {
    const { model, models } = engine.tuning
    const { caps, priors, tiers, memoryDays } = model
    const newest = models.at(-1)
    const refolding = tuner.progress()
    return {
      ...{ caps, priors, tiers: { ...tiers }, memoryDays, farms: farmModel, leads: leadModel },
      ...{ model, version: modelVersion(model), bounds: modelBounds },
      ...(newest && {
        inForce: { at: newest.at, by: newest.by, version: newest.version, because: newest.because },
      }),
      ...(refolding && { refolding }),
    }
  }

  api.get(
    '/v1/model',
    {
      schema: {
        summary:
          'The model in force: caps of families, priors of schemes, tiers, farms and leads, with their bounds',
        response: { 200: inForce },
      },
    },
    async () => view(),
  )

  api.get(
    '/v1/models',
    { schema: { summary: 'Every model that was ever set, newest first', response: { 200: schemas.models } } },
    async () => ({ models: [...engine.tuning.models].reverse() }),
  )

  api.post(
    '/v1/model/preview',
    {
      schema: {
        summary:
          'What other numbers would have done in the last 90 days, beside those in force; keeps nothing',
        body: z.object({ changes: schemas.modelChanges }),
        response: { 200: schemas.effect.extend({ version: z.string(), model: schemas.model }) },
      },
    },
    (request, reply) => {
      const model = changed(engine.tuning.model, request.body.changes)
      return untilHungUp(reply, async (signal) => ({
        ...(await tuner.previewModel(model, readerOf(request), signal)),
        version: modelVersion(model),
        model,
      }))
    },
  )

  api.put(
    '/v1/model',
    {
      config: { seenBy: ['lead'] },
      schema: {
        summary: 'Sets other numbers; everything that stands is scored by them, a page at a time',
        body: z.object({ changes: schemas.modelChanges, because: schemas.because }),
        response: { 200: inForce },
      },
    },
    async (request) => {
      const { changes, because } = request.body
      await tuner.setModel(changed(engine.tuning.model, changes), readerOf(request), because)
      return view()
    },
  )
}

/** The model with these numbers in place of its own. Throws a `Problem` that names the field where one can't be. */
export function changed(model: Model, changes: schemas.ModelChanges): Model {
  const caps: Record<string, Cap> = { ...model.caps }
  for (const [family, own] of Object.entries(changes.caps ?? {})) {
    const known = caps[family]
    if (!known)
      throw new Problem(400, `body is not as expected: changes.caps: there is no kind of evidence ${family}`)
    caps[family] = { ...known, ...own }
  }
  const { calibration, ...rest } = model
  const next = {
    ...rest,
    priors: { ...model.priors, ...changes.priors },
    populations: changes.populations ?? model.populations,
    caps: caps as Record<Family, Cap>,
    tiers: { ...model.tiers, ...changes.tiers },
    memoryDays: changes.memoryDays ?? model.memoryDays,
    ...(calibration && changes.calibration !== null && { calibration }),
  } as Model
  const problems = modelProblems(next, defaultModel)
  if (problems.length > 0)
    throw new Problem(
      400,
      `body is not as expected: ${problems.map((p) => `changes.${p.field} ${p.reason}`).join('; ')}`,
    )
  return next
}
