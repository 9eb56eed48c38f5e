import { z } from 'zod'
import { farmsFor } from '../accounts/sealing.ts'
import { type Routes, typed } from './context.ts'
import { farmAsOf, farmViews } from './farm-views.ts'
import { Problem } from './problem.ts'
import { shown } from './queue.ts'
import { readerOf } from './reader.ts'
import * as schemas from './schemas-of-links.ts'

/** Groups of people and applications that share what strangers don't. */
export const farmRoutes: Routes = async (app, context) => {
  const api = typed(app)

  api.get(
    '/v1/farms',
    {
      schema: {
        summary: 'Groups of people and applications tied by what they share, the largest first',
        response: { 200: z.object({ farms: z.array(schemas.farm) }) },
      },
    },
    async (request) => {
      const reader = readerOf(request)
      return { farms: await farmViews(context, farmsFor(context, reader), reader) }
    },
  )

  api.get(
    '/v1/farms/:id',
    {
      schema: {
        summary: 'One farm, as it stands or as it was known at a time',
        params: z.object({ id: z.string() }),
        querystring: z.object({
          asOf: z.coerce
            .number()
            .int()
            .min(0)
            .max(8.64e15)
            .optional()
            .describe('milliseconds since the epoch: what had been seen before then'),
        }),
        response: { 200: schemas.farm },
      },
    },
    async (request) => {
      const { params, query } = request
      const reader = readerOf(request)
      const farm = farmsFor(context, reader).find((f) => f.id === params.id)
      if (!farm) throw new Problem(404, `There is no farm ${shown(params.id)}: GET /v1/farms lists them.`)
      if (query.asOf !== undefined) return farmAsOf(context, farm, query.asOf, reader)
      return (await farmViews(context, [farm], reader))[0]!
    },
  )
}
