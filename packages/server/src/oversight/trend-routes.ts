import { hash } from 'node:crypto'
import { caseRoles } from '@telltale/core'
import { z } from 'zod'
import { type Routes, typed } from '../api/context.ts'
import { Problem } from '../api/problem.ts'
import { readerOf } from '../api/reader.ts'
import { pdf } from '../outputs/pdf.ts'
import { trendsFile } from '../outputs/trends-pdf.ts'
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
export const trendRoutes: Routes = async (app, { store, oversight, audit, config, now }) => {
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

  api.get(
    '/v1/trends/month.pdf',
    {
      config: { seenBy: [...caseRoles, 'auditor'], scope: 'export' },
      schema: {
        summary: 'The trends of one month as numbered pages, with intervals, what they rest on and the cases',
        querystring: z.object({
          month: z
            .string()
            .regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'expected a month such as 2026-10')
            .describe('in UTC; the one that is running counts up to now'),
        }),
      },
    },
    async (request, reply) => {
      const reader = readerOf(request)
      const { month } = request.query
      const span = monthOf(month, now())
      await oversight.describe()
      const view = await trendsOfDecisions(store, reader, span, now())
      const behind = await trendCases(store, reader, { ...span, outcome: 'decided', limit: 1000 }, now())
      const file = trendsFile(view, behind, {
        ...{ month, madeAt: now(), madeBy: reader.name },
        company: view.simulated ? 'Larkspur Instruments (simulated)' : config.company,
      })
      const bytes = await pdf(file)
      await audit.record({
        ...{ by: reader.id, did: 'export.made' },
        details: {
          ...{ what: 'trends.pdf', month, decisions: behind.total, content: file.sha256 },
          sha256: hash('sha256', bytes),
        },
      })
      return reply
        .headers({
          'content-disposition': `attachment; filename="telltale-trends-${month}.pdf"`,
          'cache-control': 'no-store',
          'telltale-sha256': file.sha256,
        })
        .type('application/pdf')
        .send(bytes)
    },
  )
}

/** A month of UTC, the running one up to now. Refused where it has not begun. */
function monthOf(month: string, now: number) {
  const [year, ofYear] = month.split('-').map(Number) as [number, number]
  const [from, end] = [Date.UTC(year, ofYear - 1), Date.UTC(year, ofYear)]
  if (!(from >= 0 && from < now))
    throw new Problem(400, `"month" is ${month}: expected one between 1970-01 and the running month.`)
  return { from, to: Math.min(end, now) }
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
