import { type SubjectRef, subjectTypes } from '@telltale/core'
import { z } from 'zod'
import { type Context, type Routes, typed } from '../api/context.ts'
import { Problem } from '../api/problem.ts'
import { type Reader, readerOf } from '../api/reader.ts'
import { correct } from './correcting.ts'
import { documentNames, documentOf } from './documents.ts'
import { eraseSubject } from './erasing.ts'
import { exportOf } from './export.ts'
import { exportPage } from './export-page.ts'
import { appealDays } from './floors.ts'
import { answerable, answered } from './may.ts'
import { runRetention } from './retention.ts'
import { type Kept, periodProblem, periods, retentionDays, setRetention } from './retention-rule.ts'
import { rotate, rotationOf } from './rotating.ts'

const ref = z
  .string()
  .regex(
    new RegExp(`^(?:${subjectTypes.join('|')}):[^\\s\\0]{1,200}$`),
    'expected person:, application: or device: and an id',
  )
const because = z.string().trim().min(3, 'say why, in a sentence').max(2000)
/** Those who answer for it, and an auditor, read; what changes something checks again. */
const answering = { seenBy: [...answerable, 'analyst', 'auditor', 'administrator'] as const }

const runView = z
  .object({
    startedAt: z.number(),
    endedAt: z.number(),
    by: z.string(),
    dryRun: z.boolean(),
    lines: z.array(
      z.object({
        what: z.string(),
        days: z.number(),
        before: z.number().describe('what is older is past its time'),
        examined: z.number(),
        removed: z.number(),
        kept: z.number().describe('past its time, and kept because of a floor'),
      }),
    ),
    forgotten: z.number().describe('subjects of whom nothing was left'),
    floors: z.record(z.string(), z.number()),
  })
  .meta({ id: 'RetentionRun' })

const retentionView = z
  .object({
    periods: z.array(
      z.object({
        what: z.string(),
        days: z.number(),
        least: z.number(),
        standard: z.number(),
        says: z.string(),
      }),
    ),
    appealDays: z.number(),
    runs: z.array(runView),
    due: z.boolean().describe('it has not run for two days'),
  })
  .meta({ id: 'Retention' })

const correctionView = z
  .object({
    id: z.string(),
    subject: z.string(),
    source: z.string(),
    observation: z.string(),
    field: z.string().optional(),
    says: z.unknown(),
    because: z.string(),
    by: z.string(),
    at: z.number(),
    supersededBy: z.object({ source: z.string(), id: z.string() }).optional(),
  })
  .meta({ id: 'Correction' })

const keysView = z
  .object({
    key: z
      .string()
      .optional()
      .describe('the id of the current data key; absent where the store is in memory'),
    where: z.string().optional(),
    old: z.number().describe('keys that are held to open what is not sealed anew yet'),
    rotation: z
      .object({
        key: z.string(),
        startedAt: z.number(),
        sealed: z.number(),
        doneAt: z.number().optional(),
        running: z.boolean(),
      })
      .optional(),
  })
  .meta({ id: 'DataKeys' })

/** Retention, what a person may ask for, data keys, and documents. */
export const privacyRoutes: Routes = async (app, context) => {
  const { store, audit, now, keys } = context
  const api = typed(app)

  api.get(
    '/v1/privacy/retention',
    {
      config: answering,
      schema: { summary: 'How long what is kept, and that it was removed', response: { 200: retentionView } },
    },
    async () => retentionOf(context),
  )

  api.put(
    '/v1/privacy/retention',
    {
      config: answered,
      schema: {
        summary: 'Sets how many days something is kept; not below its floor',
        body: z.object({ days: z.record(z.string(), z.number()), because }).strict(),
        response: { 200: retentionView },
      },
    },
    async (request) => {
      const reader = readerOf(request)
      const { days, because } = request.body
      const problem = periodProblem(days)
      if (problem) throw new Problem(400, `${problem}. Nothing was changed.`)
      await audit.record({ by: reader.id, did: 'privacy.retention-set', details: { days, because } })
      await setRetention(store, days as Partial<Record<Kept, number>>)
      return retentionOf(context)
    },
  )

  api.post(
    '/v1/privacy/retention/run',
    {
      config: answered,
      schema: {
        summary: 'Removes what is past its time now; a dry run only counts',
        body: z.object({ dryRun: z.boolean().default(false) }).strict(),
        response: { 200: runView },
      },
    },
    async (request) => {
      const reader = readerOf(request)
      return runRetention(context, { by: reader.id, dryRun: request.body.dryRun })
    },
  )

  api.get(
    '/v1/privacy/subjects/:ref/export',
    {
      config: answered,
      schema: {
        summary: 'Everything that is kept of somebody, as data or as a page, without third parties',
        params: z.object({ ref }),
        querystring: z.object({
          format: z.enum(['json', 'html']).default('json'),
          original: z
            .enum(['true', 'false'])
            .default('false')
            .describe('with what it says of other people: for counsel alone'),
        }),
      },
    },
    async (request, reply) => {
      const reader = readerOf(request)
      const subject = visible(reader, request.params.ref)
      const original = request.query.original === 'true'
      if (original && reader.role !== 'counsel')
        throw new Problem(403, 'The original, with what it says of other people, is for counsel.')
      const made = await exportOf(context, subject, original)
      if (!made) throw new Problem(404, `Nothing is known of ${subject}.`)
      await audit.record({
        ...{ by: reader.id, did: 'export.subject', about: subject },
        details: { format: request.query.format, thirdParties: made.thirdParties },
      })
      const name = `${subject.replace(/[^\w.-]/g, '-')}.${request.query.format}`
      reply
        .header('Content-Disposition', `attachment; filename="${name}"`)
        .header('Cache-Control', 'no-store')
      return request.query.format === 'html'
        ? reply.type('text/html; charset=utf-8').send(exportPage(made))
        : reply.type('application/json; charset=utf-8').send(made)
    },
  )

  api.get(
    '/v1/privacy/subjects/:ref/corrections',
    {
      schema: {
        summary: 'What somebody said is wrong in what is kept of them',
        params: z.object({ ref }),
        response: { 200: z.object({ corrections: z.array(correctionView) }) },
      },
    },
    // Nobody has corrected anything of somebody unknown: what is sealed is answered alike.
    async (request) => {
      const subject = request.params.ref as SubjectRef
      return { corrections: readerOf(request).sees(subject) ? await store.corrections(subject) : [] }
    },
  )

  api.post(
    '/v1/privacy/subjects/:ref/corrections',
    {
      config: answered,
      schema: {
        summary: 'Corrects an observation: it stays on record, and what is judged is judged without it',
        params: z.object({ ref }),
        body: z
          .object({
            source: z.string().min(1).max(200),
            observation: z.string().min(1).max(500).describe('its id'),
            field: z
              .string()
              .min(1)
              .max(100)
              .optional()
              .describe('the member that is wrong; all of it without'),
            says: z.unknown().describe('what is true; null where nothing takes its place'),
            because,
          })
          .strict(),
        response: {
          201: z.object({
            correction: correctionView,
            judged: z.enum(['anew', 'beside']),
            stays: z.array(z.string()),
          }),
        },
      },
    },
    async (request, reply) => {
      const reader = readerOf(request)
      const subject = visible(reader, request.params.ref)
      const done = await correct(context, subject, { ...request.body, says: request.body.says }, reader.id)
      const { id, source, observation, field } = done.correction
      await audit.record({
        ...{ by: reader.id, did: 'privacy.corrected', about: subject },
        details: { id, source, observation, ...(field && { field }), judged: done.judged },
      })
      return reply.code(201).send(done)
    },
  )

  api.post(
    '/v1/privacy/subjects/:ref/erase',
    {
      config: answered,
      schema: {
        summary:
          'Forgets somebody for good; refused under a hold, an open case or within the time for an appeal',
        params: z.object({ ref }),
        body: z.object({ because: because.describe('without the name: it stays in the audit log') }).strict(),
        response: {
          200: z.object({
            subjects: z.array(z.string()),
            removed: z.record(z.string(), z.number()),
            rejudged: z.number(),
            stays: z.array(z.string()),
          }),
        },
      },
    },
    async (request) => {
      const reader = readerOf(request)
      const subject = visible(reader, request.params.ref)
      return eraseSubject(context, subject, { by: reader.id, because: request.body.because })
    },
  )

  api.get(
    '/v1/privacy/keys',
    {
      config: answering,
      schema: {
        summary: 'The data key’s id, and how far sealing anew has come',
        response: { 200: keysView },
      },
    },
    async () => keysOf(context),
  )

  api.post(
    '/v1/privacy/keys/rotate',
    {
      config: { seenBy: [...answerable, 'administrator'] as const, scope: 'operator' },
      schema: {
        summary: 'Seals everything with a new data key, page by page; all stays readable meanwhile',
        response: { 202: keysView },
      },
    },
    async (request, reply) => {
      const reader = readerOf(request)
      if (!keys) throw new Problem(409, 'This store is in memory: nothing of it is sealed.')
      const begun = rotate(context, reader.id)
      // What is refused is refused at once; the rest goes on by itself.
      await Promise.race([begun, new Promise((later) => setTimeout(later, 50))])
      begun.catch((error: Error) =>
        request.log.error({ err: error }, 'sealing anew broke off; asked again, it goes on where it was'),
      )
      return reply.code(202).send(await keysOf(context))
    },
  )

  api.get(
    '/v1/privacy/documents/:name',
    {
      config: answering,
      schema: {
        summary:
          'DPIA, notices or annex for employees’ representatives, made from what is switched on; Markdown',
        params: z.object({ name: z.enum(documentNames) }),
      },
    },
    async (request, reply) => {
      const { name } = request.params
      const text = await documentOf(context, name)
      await audit.record({ by: readerOf(request).id, did: 'export.document', details: { name } })
      return reply
        .type('text/markdown; charset=utf-8')
        .header(
          'Content-Disposition',
          `attachment; filename="telltale-${name}-${new Date(now()).toISOString().slice(0, 10)}.md"`,
        )
        .send(text)
    },
  )
}

/** A sealed case hides whom it is about from those who may not see it. */
function visible(reader: Reader, subject: string): SubjectRef {
  if (!reader.sees(subject as SubjectRef)) throw new Problem(404, `Nothing is known of ${subject}.`)
  return subject as SubjectRef
}

async function retentionOf({ store, now }: Context): Promise<z.infer<typeof retentionView>> {
  const days = await retentionDays(store)
  const runs = await store.retentionRuns(30)
  return {
    periods: (Object.keys(periods) as Kept[]).sort().map((what) => ({
      ...{ what, days: days[what], standard: periods[what].days },
      ...{ least: periods[what].least, says: periods[what].says },
    })),
    appealDays,
    runs,
    due: runs.length === 0 || now() - runs[0]!.endedAt > 2 * 86_400_000,
  }
}

async function keysOf(context: Context): Promise<z.infer<typeof keysView>> {
  const { keys } = context
  const rotation = await rotationOf(context)
  return {
    ...(keys && { key: keys.current, where: keys.where }),
    old: keys?.old() ?? 0,
    ...(rotation && { rotation }),
  }
}
