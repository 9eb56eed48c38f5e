import { z } from 'zod'
import { type Routes, typed } from '../api/context.ts'
import { Problem } from '../api/problem.ts'
import { readerOf } from '../api/reader.ts'
import * as schemas from './schemas.ts'
import { trendCases, trendsOfDecisions, usualTime } from './trends-of-decisions.ts'

const time = z.coerce.number().int().min(0).max(8.64e15).optional().describe('milliseconds since the epoch')
const narrowing = {
  from: time,
  to: time,
  stage: schemas.stage.optional(),
  scheme: schemas.scheme.optional(),
  detector: z.string().max(200).optional().describe('only those in which it fired'),
}

/** What was decided over time, and the cases behind every number. */
export const trendRoutes: Routes = async (app, { store, oversight, now }) => {
  const api = typed(app)

  api.get(
    '/v1/trends/decisions',
    {
      schema: {
        summary: 'Confirmed and cleared over time: precision, false accusations, times, pay at stake',
        querystring: z.object(narrowing),
        response: { 200: schemas.decidedTrends },
      },
    },
    async (request) => {
      await oversight.describe()
      return trendsOfDecisions(store, readerOf(request), spanOf(request.query, now()), now())
    },
  )

  api.get(
    '/v1/trends/cases',
    {
      schema: {
        summary: 'The cases behind a number of the trends, newest first',
        querystring: z.object({
          ...narrowing,
          outcome: z.enum(['confirmed', 'cleared', 'open', 'overturned', 'decided']).default('decided'),
          limit: z.coerce.number().int().min(1).max(1000).default(200),
        }),
        response: { 200: schemas.trendCases },
      },
    },
    async (request) => {
      await oversight.describe()
      const { outcome, limit, ...query } = request.query
      return trendCases(store, readerOf(request), { ...spanOf(query, now()), outcome, limit }, now())
    },
  )
}

function spanOf<Q extends { from?: number | undefined; to?: number | undefined }>(query: Q, now: number) {
  const usual = usualTime(now)
  const span = { ...query, from: query.from ?? usual.from, to: query.to ?? usual.to }
  if (span.from >= span.to)
    throw new Problem(
      400,
      `"from" (${span.from}) is not before "to" (${span.to}): there is no time between them.`,
    )
  return span
}
