import { type Kind, policyProblem, timingKinds } from '@telltale/core'
import { z } from 'zod'
import { type Routes, typed } from '../api/context.ts'
import { Problem } from '../api/problem.ts'
import { readerOf } from '../api/reader.ts'
import { policies } from '../sensing/policy.ts'
import { answered } from './may.ts'
import { noticeOf, sensorNames } from './notices.ts'
import { retentionDays } from './retention-rule.ts'

const timingKind = z.enum(timingKinds as [Kind, ...Kind[]])
const words = z.string().trim().min(1).max(2000)

const policyView = z
  .object({
    entity: z.string(),
    place: z.string(),
    kinds: z.array(timingKind),
    because: z.string(),
    acknowledgedBy: z.string(),
    setBy: z.string(),
    setAt: z.number(),
  })
  .meta({ id: 'TimingPolicy' })

const noticeView = z
  .object({
    sensor: z.enum(sensorNames),
    title: z.string(),
    on: z.boolean(),
    collected: z.array(z.string()),
    off: z.array(z.string()),
    where: z.array(z.string()),
    text: z.string().describe('Markdown'),
  })
  .meta({ id: 'Notice' })

/** Which timing may be collected, and what people are told of it. */
export const policyRoutes: Routes = async (app, context) => {
  const { timing, store, audit, now, config } = context
  const api = typed(app)
  const everybodyMayRead = { seenBy: 'everybody' as const }

  api.get(
    '/v1/privacy/policies',
    {
      config: everybodyMayRead,
      schema: {
        summary: 'Where timing may be collected, by employer and place; without a policy nowhere',
        response: { 200: z.object({ policies: z.array(policyView), kinds: z.array(timingKind) }) },
      },
    },
    async () => ({ policies: [...timing.policies()], kinds: [...timingKinds] }),
  )

  api.put(
    '/v1/privacy/policies',
    {
      config: answered,
      schema: {
        summary: 'Sets which timing may be collected for an employer in a place; no kinds: none',
        body: z
          .object({
            entity: z.string().trim().max(300).describe('the employer as HR writes it, or *'),
            place: z.string().trim().max(10).describe('DE, US/CA, or *'),
            kinds: z.array(timingKind),
            because: words.describe('why it is needed and allowed there'),
            acknowledgedBy: words.describe(
              'who acknowledged it: a person with their office, or an agreement',
            ),
          })
          .strict(),
        response: { 200: policyView },
      },
    },
    async (request) => {
      const reader = readerOf(request)
      const problem = policyProblem(request.body)
      if (problem) throw new Problem(400, `body is not as expected: ${problem}. Nothing was changed.`)
      const policy = {
        ...request.body,
        place: request.body.place.toUpperCase(),
        kinds: [...new Set(request.body.kinds)].sort(),
        ...{ setBy: reader.id, setAt: now() },
      }
      await audit.record({ by: reader.id, did: 'privacy.policy', details: policy })
      await timing.put(policy)
      return policy
    },
  )

  api.delete(
    '/v1/privacy/policies',
    {
      config: answered,
      schema: {
        summary: 'Takes a policy away: what only it allowed is not collected any more',
        querystring: z.object({ entity: z.string(), place: z.string() }),
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      const reader = readerOf(request)
      const { entity, place } = request.query
      const gone = await timing.remove(entity, place)
      if (!gone)
        throw new Problem(404, 'There is no policy for that employer and place: nothing was changed.')
      await audit.record({ by: reader.id, did: 'privacy.policy', details: { removed: gone } })
      return reply.code(204).send(null)
    },
  )

  api.get(
    '/v1/privacy/notices/:sensor',
    {
      config: everybodyMayRead,
      schema: {
        summary: 'What people are told of a sensor, by what is switched on now',
        params: z.object({ sensor: z.enum(sensorNames) }),
        response: { 200: noticeView },
      },
    },
    async ({ params: { sensor } }) => {
      const switches = await policies(store).get()
      return noticeOf(sensor, {
        on: sensor === 'gateway' ? true : switches[sensor],
        policies: timing.policies(),
        keptDays: (await retentionDays(store)).measurements,
        company: config.company,
      })
    },
  )
}
