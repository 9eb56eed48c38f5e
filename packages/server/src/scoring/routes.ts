import type { SubjectRef } from '@telltale/core'
import { z } from 'zod'
import { noteRead } from '../accounts/reads.ts'
import { type Routes, typed } from '../api/context.ts'
import { Problem } from '../api/problem.ts'
import { shown } from '../api/queue.ts'
import { readerOf } from '../api/reader.ts'
import * as known from '../api/schemas.ts'
import { untilHungUp } from '../tuning/hang-up.ts'
import { because, effect } from '../tuning/schemas.ts'
import { calibrate } from './calibrating.ts'
import { explainedView } from './explained.ts'
import { pastScore } from './past.ts'
import * as schemas from './schemas.ts'

/** Scores in the open: taken apart, as they were, and as decisions bear them out. */
export const scoringRoutes: Routes = async (app, context) => {
  const { store, engine, tuner, now } = context
  const api = typed(app)

  api.get(
    '/v1/cases/:id/explained',
    {
      schema: {
        summary:
          'A case’s score taken apart: what accuses, clears and is missing, what would stand without each piece, which check settles it best',
        params: z.object({ id: z.string() }),
        response: { 200: schemas.explained },
      },
    },
    async (request) => {
      const { id } = request.params
      const reader = readerOf(request)
      const record = await store.caseRecord(id)
      const view = record && (await explainedView(context, record.subject, reader))
      if (!view) throw new Problem(404, `There is no case ${shown(id)}: GET /v1/cases lists them.`)
      await noteRead(context, reader, view.subject, id)
      return view
    },
  )

  api.get(
    '/v1/subjects/:ref/explained',
    {
      schema: {
        summary: 'The same of one subject, listed or not',
        params: z.object({ ref: z.string().describe('such as person:W-17, URL-encoded') }),
        response: { 200: schemas.explained },
      },
    },
    async (request) => {
      const { ref } = request.params
      const subject = known.subjectRef.safeParse(ref)
      if (!subject.success)
        throw new Problem(400, `${shown(ref)} is not a subject: expected one such as person:W-17.`)
      const reader = readerOf(request)
      const view = await explainedView(context, subject.data as SubjectRef, reader)
      if (!view) throw new Problem(404, `Nothing is known of ${shown(ref)}.`)
      await noteRead(context, reader, view.subject, engine.ranking.item(view.subject)?.case)
      return view
    },
  )

  api.get(
    '/v1/cases/:id/score',
    {
      schema: {
        summary:
          'A case’s score as it stood at any time, made again from what counted then by the model of then',
        params: z.object({ id: z.string() }),
        querystring: z.object({
          at: z
            .string()
            .max(40)
            .optional()
            .describe(
              'milliseconds since the epoch, or a time such as 2026-03-02T12:00:00Z; now where absent',
            ),
        }),
        response: { 200: schemas.scoreThen },
      },
    },
    async (request) => {
      const { id } = request.params
      const reader = readerOf(request)
      const at = instant(request.query.at, now())
      const record = await store.caseRecord(id)
      if (!record || !reader.sees(record.subject))
        throw new Problem(404, `There is no case ${shown(id)}: GET /v1/cases lists them.`)
      const view = await pastScore(context, record.subject, at, reader)
      await noteRead(context, reader, record.subject, id)
      return { ...view, case: id }
    },
  )

  api.get(
    '/v1/calibration',
    {
      schema: {
        summary:
          'How well probabilities agree with decisions that have independent ground, and what a fit would make of them',
        response: { 200: schemas.calibrationView },
      },
    },
    async (request) => (await calibrate(context, readerOf(request))).view,
  )

  api.post(
    '/v1/calibration/preview',
    {
      config: { seenBy: ['lead'] },
      schema: {
        summary: 'What the fitted curve would have done in the last 90 days; keeps nothing',
        response: { 200: effect },
      },
    },
    (request, reply) =>
      untilHungUp(reply, async (signal) =>
        tuner.previewModel(await fitted(context), readerOf(request), signal),
      ),
  )

  api.put(
    '/v1/calibration',
    {
      config: { seenBy: ['lead'] },
      schema: {
        summary: 'Puts the fitted curve in force, after its preview; any other change of the model ends it',
        body: z.object({ because }),
        response: { 200: schemas.calibrationView },
      },
    },
    async (request) => {
      const reader = readerOf(request)
      await tuner.setModel(await fitted(context), reader, request.body.because)
      return (await calibrate(context, reader)).view
    },
  )
}

/** Fitted to every decision, whoever may read which: a curve names nobody. */
async function fitted(context: Parameters<typeof calibrate>[0]) {
  const { fitted: model, view } = await calibrate(context, { sees: () => true })
  if (model) return model
  const { n, needs } = view
  throw new Problem(
    409,
    view.methods
      ? 'No curve foretells these decisions better than the assumed model does: it stays.'
      : `Nothing can be fitted yet: ${n} decisions have independent ground; ${needs.n} are needed, ${needs.ofEach} of each outcome.`,
  )
}

/** A time from a request: refused where it can't be read or lies ahead. */
function instant(text: string | undefined, now: number): number {
  if (text === undefined) return now
  const at = /^\d{1,15}$/.test(text) ? Number(text) : Date.parse(text)
  if (!Number.isFinite(at) || at < 0)
    throw new Problem(
      400,
      `at is ${shown(text)}: give milliseconds since the epoch, or a time such as 2026-03-02T12:00:00Z.`,
    )
  if (at > now) throw new Problem(400, `at is ${shown(text)}, which lies ahead: nobody knows that score yet.`)
  return at
}
