import type { Detector, PromotionView } from '@telltale/core'
import { z } from 'zod'
import { type Context, type Routes, typed } from '../api/context.ts'
import { Problem } from '../api/problem.ts'
import { type Reader, readerOf } from '../api/reader.ts'
import { untilHungUp } from './hang-up.ts'
import * as schemas from './schemas.ts'
import { isCounted } from './tuner.ts'

const promotion = z
  .object({
    ...{ detector: z.string(), version: z.number(), counted: z.boolean() },
    status: z.enum(['shadow', 'experimental', 'stable', 'retired']),
    acts: z.array(
      z.object({
        is: z.enum(['promoted', 'demoted']),
        ...{ at: z.number(), by: z.string(), detector: z.string(), version: z.number(), because: z.string() },
      }),
    ),
    tried: z.number().optional().describe('when the reader last looked at the dry run of this version'),
  })
  .meta({ id: 'Promotion' }) satisfies z.ZodType<PromotionView>

/** Detectors come in shadow and count from when a named person has looked at what they would change. */
export const promotionRoutes: Routes = async (app, context) => {
  const { tuner, engine } = context
  const api = typed(app)
  const detector = (id: string): Detector => {
    const found = engine.detectors.get(id)
    if (!found) throw new Problem(404, 'There is no such detector: GET /v1/detectors lists them.')
    return found
  }
  const params = z.object({ id: z.string().max(200).describe('URL-encoded: network%2Flayer-gap') })

  api.get(
    '/v1/promotions',
    {
      schema: {
        summary: 'Which detectors count, which are in shadow, and who decided so',
        response: { 200: z.object({ promotions: z.array(promotion) }) },
      },
    },
    async (request) => ({
      promotions: engine.plan.detectors.map((d) => viewOf(context, d, readerOf(request))),
    }),
  )

  api.post(
    '/v1/detectors/:id/dry-run',
    {
      schema: {
        summary:
          'What this version of a detector would change on history: counted where it is in shadow, or the other way round',
        params,
        response: { 200: schemas.dryRun },
      },
    },
    (request, reply) =>
      untilHungUp(reply, (signal) => tuner.dryRun(detector(request.params.id), readerOf(request), signal)),
  )

  for (const [path, to] of [
    ['promote', 'promoted'],
    ['demote', 'demoted'],
  ] as const)
    api.post(
      `/v1/detectors/:id/${path}`,
      {
        config: { seenBy: ['lead'] },
        schema: {
          summary:
            to === 'promoted'
              ? 'What this version of a detector finds counts from now on; applied to what stands'
              : 'What a detector finds weighs nothing from now on; applied to what stands',
          params,
          body: z.object({ because: schemas.because }),
          response: { 200: promotion },
        },
      },
      async (request) => {
        const found = detector(request.params.id)
        await tuner.setCounted(found, to, readerOf(request), request.body.because)
        return viewOf(context, found, readerOf(request))
      },
    )
}

function viewOf({ engine }: Context, d: Detector, { id: reader }: Reader): PromotionView {
  const tried = engine.tuning.tried.filter(
    (t) => t.by === reader && t.detector === d.id && t.version === d.version,
  )
  return {
    ...{ detector: d.id, version: d.version, status: d.status, counted: isCounted(engine, d) },
    acts: [...(engine.tuning.promotions.get(d.id) ?? [])],
    ...(tried.length > 0 && { tried: tried.at(-1)!.at }),
  }
}
