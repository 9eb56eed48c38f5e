import { type Check, type CheckId, checks, type Requisition, trends, usualBaseline } from '@telltale/core'
import { z } from 'zod'
import { hiddenApplications } from '../accounts/sealing.ts'
import { requisitionPrefix } from '../engine/screening.ts'
import { applicantsBy, applicantsSeenBy } from './access.ts'
import { type Routes, typed } from './context.ts'
import { Problem } from './problem.ts'
import { readerOf } from './reader.ts'
import * as schemas from './schemas-of-applicants.ts'
import {
  applicantItem,
  countsWithout,
  daysWithout,
  nobody,
  requisitionView,
  viewOf,
} from './views-of-applicants.ts'

/** What holds for everybody who applies under one requisition, the catalogue of checks, and totals. */
export const requisitionRoutes: Routes = async (app, context) => {
  const { store, engine, now } = context
  const api = typed(app)
  const seen = { seenBy: applicantsSeenBy }

  api.get(
    '/v1/requisitions',
    {
      config: seen,
      schema: {
        summary: 'Requisitions with how their applications came out, the one applied to last first',
        response: { 200: z.object({ requisitions: z.array(schemas.requisition) }) },
      },
    },
    async (request) => {
      const reader = readerOf(request)
      const own = (id: string) => reader.requisitions?.includes(id) ?? true
      const counts = (await countsWithout(context, hiddenApplications(context, reader))).filter((c) =>
        own(c.requisition),
      )
      const unused = [...engine.requisitions.keys()].filter(
        (id) => own(id) && !counts.some((c) => c.requisition === id),
      )
      return {
        requisitions: [
          ...counts.map((c) => viewOf(context, c)),
          ...unused.sort().map((id) => viewOf(context, nobody(id))),
        ],
      }
    },
  )

  api.put(
    '/v1/requisitions/:id',
    {
      config: { seenBy: applicantsBy },
      schema: {
        summary: 'Sets what everybody who applies under a requisition is asked',
        params: z.object({ id: z.string().min(1).max(500) }),
        body: z.object({
          title: z.string().max(500).optional(),
          baseline: z.array(schemas.checkId).max(20).optional(),
          offers: z
            .boolean()
            .optional()
            .describe('offers are being made: checks that need one may be offered'),
        }),
        response: { 200: schemas.requisition },
      },
    },
    async (request) => {
      const { params, body } = request
      const { id } = params
      const reader = readerOf(request)
      if (reader.requisitions && !reader.requisitions.includes(id))
        throw new Problem(404, 'You have no such requisition: GET /v1/requisitions lists yours.')
      const unfit = body.baseline?.find((check) => !checks[check].baseline)
      if (unfit)
        throw new Problem(
          400,
          `“${checks[unfit].title}” follows from a contradiction and can't be asked of everybody. Nothing was changed.`,
        )
      const before = engine.requisitions.get(id)
      const next: Requisition = {
        id,
        baseline: body.baseline ? [...new Set(body.baseline)] : [...(before?.baseline ?? usualBaseline)],
        ...((body.title ?? before?.title) !== undefined && { title: body.title ?? before?.title }),
        offers: body.offers ?? before?.offers ?? false,
      }
      await store.putSetting(`${requisitionPrefix}${id}`, next)
      engine.requisitions.set(id, next)
      return requisitionView(context, id, hiddenApplications(context, reader))
    },
  )

  api.get(
    '/v1/checks',
    {
      config: seen,
      schema: {
        summary: 'Every check, with what to ask and the likelihoods that are assumed of its answers',
        response: { 200: z.object({ checks: z.record(schemas.checkId, schemas.check) }) },
      },
    },
    async () => ({ checks: checks as Record<CheckId, Check> }),
  )

  api.get(
    '/v1/trends',
    {
      schema: {
        summary: 'Screened, verified, held and confirmed by week or quarter, and their growth',
        querystring: z.object({ by: z.enum(['week', 'quarter']).default('week') }),
        response: { 200: schemas.trends },
      },
    },
    async (request) => {
      const { query } = request
      const without = hiddenApplications(context, readerOf(request))
      const [days, verify, hold] = await Promise.all([
        daysWithout(context, without),
        store.screenings({ outcome: 'verify', without, limit: 10_000 }),
        store.screenings({ outcome: 'hold', without, limit: 10_000 }),
      ])
      const at = now()
      const overdue = [...verify.rows, ...hold.rows].filter((row) => applicantItem(row, at).overdue).length
      return trends(days, query.by, overdue)
    },
  )
}
