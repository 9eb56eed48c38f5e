import {
  day,
  isInForce,
  type Proposed,
  type Suppression,
  type SuppressionView,
  scopeInWords,
} from '@telltale/core'
import { z } from 'zod'
import { type Context, type Routes, typed } from '../api/context.ts'
import { Problem } from '../api/problem.ts'
import { type Reader, readerOf } from '../api/reader.ts'
import { untilHungUp } from './hang-up.ts'
import * as schemas from './schemas.ts'
import { isSeen } from './tuner.ts'

/** Ended this long ago, or ending within `soon`: asked for renewal. */
const lately = 30 * day
const soon = 14 * day

/** What people set aside: said, previewed, listed, lifted; nothing is deleted. */
export const suppressionRoutes: Routes = async (app, context) => {
  const { tuner, engine, now } = context
  const api = typed(app)

  api.get(
    '/v1/suppressions',
    {
      schema: {
        summary: 'What people set aside: in force, ended and lifted',
        response: {
          200: z.object({ suppressions: z.array(schemas.suppression), renew: z.array(z.string()) }),
        },
      },
    },
    async (request) => {
      const reader = readerOf(request)
      const all = [...engine.tuning.suppressions.values()].filter((s) => isSeen(s.scope, reader))
      return {
        suppressions: all.map((s) => viewOf(context, s)).sort(inOrder),
        renew: all
          .filter((s) => !s.lifted && s.until > now() - lately && s.until < now() + soon)
          .sort((a, b) => a.until - b.until)
          .map((s) => s.id),
      }
    },
  )

  api.post(
    '/v1/suppressions/preview',
    {
      schema: {
        summary: 'What a suppression would set aside, and who would stand otherwise; keeps nothing',
        body: schemas.proposed,
        response: { 200: schemas.suppressionEffect },
      },
    },
    (request, reply) => {
      const reader = readerOf(request)
      mayReach(request.body, reader)
      return untilHungUp(reply, (signal) => tuner.previewSuppression(request.body, reader, signal))
    },
  )

  api.post(
    '/v1/suppressions',
    {
      schema: {
        summary: 'Sets evidence aside until a day; applied to what stands at once',
        body: schemas.proposed.extend({
          worse: z
            .literal(true)
            .optional()
            .describe('the preview said that somebody looks worse, and it is meant'),
        }),
        response: { 201: schemas.suppression },
      },
    },
    async (request, reply) => {
      const reader = readerOf(request)
      const { worse, ...proposed } = request.body
      mayReach(proposed, reader)
      const s = await tuner.suppress(proposed, reader, worse === true)
      reply.code(201)
      return viewOf(context, s)
    },
  )

  const params = z.object({ id: z.string().max(100) })
  api.post(
    '/v1/suppressions/:id/lift/preview',
    {
      schema: {
        summary: 'Who would stand otherwise if it were lifted; keeps nothing',
        params,
        response: { 200: schemas.effect },
      },
    },
    (request, reply) =>
      untilHungUp(reply, (signal) => tuner.previewLift(request.params.id, readerOf(request), signal)),
  )

  api.post(
    '/v1/suppressions/:id/lift',
    {
      schema: {
        summary: 'Lifts a suppression: what it hid counts again at once; that it was made stays on record',
        params,
        body: z.object({ because: schemas.because }),
        response: { 200: schemas.suppression },
      },
    },
    async (request) =>
      viewOf(context, await tuner.lift(request.params.id, readerOf(request), request.body.because)),
  )
}

/** What reaches many takes a lead. */
function mayReach({ scope }: Proposed, reader: Reader): void {
  if ((scope.on === 'network' || scope.on === 'group') && reader.role !== 'lead')
    throw new Problem(
      403,
      `A ${scope.on} can hold many people: only a lead sets evidence aside for all of them.`,
    )
  if (!isSeen(scope, reader)) throw new Problem(404, `Nothing is known of ${scopeInWords(scope)}.`)
}

function viewOf({ now, accounts }: Context, s: Suppression): SuppressionView {
  const state = s.lifted ? 'lifted' : isInForce(s, now()) ? 'in-force' : 'ended'
  const name = accounts.get(s.by)?.name
  return { ...s, reaches: scopeInWords(s.scope), state, ...(name && { byName: name }) }
}

const states = ['in-force', 'ended', 'lifted']

function inOrder(a: SuppressionView, b: SuppressionView): number {
  const state = states.indexOf(a.state) - states.indexOf(b.state)
  const end = a.state === 'in-force' ? a.until - b.until : b.until - a.until
  return state || end || (a.id < b.id ? -1 : 1)
}
