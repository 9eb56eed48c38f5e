import { caseRoles, isSimulated } from '@telltale/core'
import { z } from 'zod'
import { type Context, type Routes, typed } from '../api/context.ts'
import { Problem } from '../api/problem.ts'
import { readerOf } from '../api/reader.ts'
import { someoneRef } from '../api/schemas.ts'
import { take } from '../api/screen.ts'
import { demoSource } from '../ingest/delivery.ts'
import { canariesFor } from './canaries.ts'
import { proveDraw, sampleSetting, sampleSettings } from './draw.ts'
import { quarterOf, sampleDraws } from './samples.ts'
import * as schemas from './schemas.ts'

/** What Telltale can see and what it misses: coverage, random samples, planted cases. */
export const oversightRoutes: Routes = async (app, context) => {
  const { store, audit, oversight, now } = context
  const api = typed(app)

  api.get(
    '/v1/coverage',
    {
      config: { seenBy: [...caseRoles, 'auditor', 'administrator'] },
      schema: {
        summary:
          'Of how many workers and applicants anything can be measured, what cannot, and what to connect next',
        response: { 200: schemas.coverageView },
      },
    },
    () => oversight.coverage(),
  )

  api.get(
    '/v1/samples',
    {
      schema: {
        summary:
          'Random samples of those who don’t stand out, what came of them, and the recall that follows',
        response: { 200: z.object({ settings: schemas.sampleSettings, draws: z.array(schemas.sampleDraw) }) },
      },
    },
    async (request) => {
      await oversight.describe()
      return { settings: await sampleSettings(context), draws: await sampleDraws(store, readerOf(request)) }
    },
  )

  api.put(
    '/v1/samples/settings',
    {
      config: { seenBy: ['lead', 'counsel'] },
      schema: {
        summary:
          'Sets how many are drawn each quarter; holds from the next draw on, and draws at once where none was made',
        body: schemas.sampleSettings.partial(),
        response: { 200: schemas.sampleSettings },
      },
    },
    async (request) => {
      const next = { ...(await sampleSettings(context)), ...request.body }
      await audit.record({ by: readerOf(request).id, did: 'configuration.sample-set', details: next })
      await store.putSetting(sampleSetting, next)
      await oversight.draw()
      return next
    },
  )

  api.post(
    '/v1/samples/outcomes',
    {
      schema: {
        summary: 'Records that the check of somebody who was drawn found nothing, or could not be made',
        description:
          'A check that finds something is not recorded here: open the case, which two people decide. It counts for the sample by itself.',
        body: schemas.sampleOutcome,
        response: { 202: z.object({ recorded: z.literal(true) }) },
      },
    },
    async (request, reply) => {
      const reader = readerOf(request)
      const { quarter, of, subject, outcome, ground, because } = request.body
      const drawn = (await store.draws()).find((d) => d.quarter === quarter && d.of === of)
      if (!drawn?.subjects.includes(subject) || !reader.sees(subject))
        throw new Problem(404, `${subject} was not drawn in ${quarter}: GET /v1/samples lists who was.`)
      const at = now()
      if (outcome === 'skipped') await store.keepSkipped({ quarter, of, subject, by: reader.id, at, because })
      else
        await recordCleared(context, {
          subject,
          by: reader.id,
          because,
          ground,
          id: `sample/${quarter}/${subject}/${at}`,
        })
      await audit.record({
        by: reader.id,
        did: `decision.sample-${outcome}`,
        about: subject,
        details: { quarter, because },
      })
      return reply.code(202).send({ recorded: true })
    },
  )

  api.get(
    '/v1/samples/:quarter/proof',
    {
      config: { seenBy: ['auditor', 'counsel', 'lead'] },
      schema: {
        summary:
          'Computes a draw again: whether those drawn are the first in the order that was committed to',
        params: z.object({ quarter: z.string() }),
        response: { 200: z.object({ proofs: z.array(schemas.drawProof) }) },
      },
    },
    async ({ params: { quarter } }) => {
      const draws = (await store.draws()).filter((d) => d.quarter === quarter)
      if (draws.length === 0)
        throw new Problem(404, `Nobody was drawn in ${JSON.stringify(quarter.slice(0, 20))}.`)
      return {
        proofs: await Promise.all(
          draws.map(async (draw) =>
            proveDraw(
              draw,
              (await store.places(quarter, draw.of)) ?? new Uint8Array(),
              context.sampleSecret,
              now() >= quarterOf(draw).to,
            ),
          ),
        ),
      }
    },
  )

  api.get(
    '/v1/canaries',
    {
      schema: {
        summary:
          'Planted cases and whether they were found; who works on cases is shown those that have ended',
        response: { 200: schemas.canariesView },
      },
    },
    (request) => canariesFor(store, readerOf(request)),
  )

  api.post(
    '/v1/canaries',
    {
      config: { seenBy: ['lead'] },
      schema: {
        summary: 'Registers a case that is about to be planted, before its first row',
        body: z.object({
          id: z.string().regex(/^[\w.-]{1,60}$/, 'expected letters, digits, dots and dashes'),
          subject: someoneRef,
          scheme: schemas.scheme,
          what: z
            .string()
            .trim()
            .min(1)
            .max(1000)
            .describe('what is planted: which device, driven from where'),
        }),
        response: { 201: z.object({ id: z.string(), plantedAt: z.number() }) },
      },
    },
    async (request, reply) => {
      const { id, subject, scheme, what } = request.body
      const known = await store.canaries()
      if (known.some((c) => c.id === id || c.subject === subject))
        throw new Problem(409, `${id} or ${subject} is a canary already: choose another.`)
      // Whoever is in the data may be somebody: a canary is there before anything is known of it.
      const { total } = await store.observations({
        subjects: [subject],
        from: 0,
        to: Number.MAX_SAFE_INTEGER,
        limit: 1,
      })
      if (total > 0 || context.engine.directory.claims.has(subject))
        throw new Problem(
          409,
          `${subject} is in the data already and may be a person: register a canary before its first row, under an id that nobody has.`,
        )
      const [by, plantedAt] = [readerOf(request).id, now()]
      await audit.record({
        by,
        did: 'configuration.canary-registered',
        details: { id, subject, scheme, what },
      })
      await store.keepCanary({ id, subject, scheme, what, by, plantedAt })
      return reply.code(201).send({ id, plantedAt })
    },
  )

  api.post(
    '/v1/canaries/:id/end',
    {
      config: { seenBy: ['lead'] },
      schema: {
        summary: 'Ends a canary: one that was not found counts as missed, and everybody may know of it',
        params: z.object({ id: z.string() }),
        response: { 200: z.object({ id: z.string(), endedAt: z.number() }) },
      },
    },
    async (request) => {
      const canary = (await store.canaries()).find((c) => c.id === request.params.id)
      if (!canary)
        throw new Problem(404, `There is no canary ${JSON.stringify(request.params.id.slice(0, 60))}.`)
      const endedAt = canary.endedAt ?? now()
      await audit.record({
        by: readerOf(request).id,
        did: 'configuration.canary-ended',
        details: { id: canary.id },
      })
      await store.keepCanary({ ...canary, endedAt })
      return { id: canary.id, endedAt }
    },
  )
}

/** Whom a check clears is cleared by a disposition, like whom a case clears. */
async function recordCleared(
  context: Context,
  given: { subject: string; by: string; because: string; ground: string | undefined; id: string },
): Promise<void> {
  const { subject, by, because, ground, id } = given
  const row = {
    ...{ id, kind: 'disposition', at: context.now(), about: [subject] },
    data: { subject, outcome: 'cleared', because, by, ...(ground && { ground }) },
  }
  const source = isSimulated(subject as never) ? demoSource : 'sample'
  const { problems } = await take(context, [{ row: 1, value: row }], source)
  if (problems[0]) throw new Problem(400, `${problems[0].field} ${problems[0].reason}. Nothing was recorded.`)
}
