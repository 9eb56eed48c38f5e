import {
  type Answer,
  type ApplicantEvent,
  type ApplicantView,
  type CheckId,
  checks,
  type GivenAnswer,
  isSimulated,
  type Kind,
  type ObservationView,
  type SubjectRef,
  screen,
} from '@telltale/core'
import { z } from 'zod'
import { noteRead } from '../accounts/reads.ts'
import { evidenceFor, hiddenApplications } from '../accounts/sealing.ts'
import { byModel } from '../engine/treating.ts'
import { demoSource } from '../ingest/delivery.ts'
import { writeBack, writeBackSystems } from '../outputs/write-back.ts'
import type { ScreeningRow } from '../store/screenings.ts'
import { applicantsBy, applicantsSeenBy } from './access.ts'
import { type Context, type Routes, typed } from './context.ts'
import { Problem } from './problem.ts'
import { type Reader, readerOf } from './reader.ts'
import * as schemas from './schemas-of-applicants.ts'
import { take } from './screen.ts'
import { applicantItem, requisitionView } from './views-of-applicants.ts'

const happened: readonly Kind[] = ['application', 'progress', 'attestation', 'disposition', 'interview']
const eventsShown = 200
const params = z.object({ id: z.string().describe('what follows "application:", URL-encoded') })

/** What recruiters see and do: outcomes, why, what would settle them, and the answers of checks. */
export const applicationRoutes: Routes = async (app, context) => {
  const { store, engine, now } = context
  const api = typed(app)
  const seen = { seenBy: applicantsSeenBy }

  api.get(
    '/v1/applications',
    {
      config: seen,
      schema: {
        summary: 'Screened applications, the one whose check is worth most first',
        querystring: z.object({
          requisition: z.string().max(500).optional(),
          outcome: schemas.outcome.optional(),
          limit: z.coerce.number().int().min(1).max(1000).default(200),
        }),
        response: { 200: schemas.applicants },
      },
    },
    async (request) => {
      const { query } = request
      const reader = readerOf(request)
      const without = hiddenApplications(context, reader)
      const { requisitions } = reader
      const { rows, total } = await store.screenings({
        ...query,
        without,
        ...(requisitions && { requisitions }),
      })
      return { items: rows.map((row) => applicantItem(row, now())), total }
    },
  )

  api.get(
    '/v1/applications/:id',
    {
      config: seen,
      schema: {
        summary: 'One application: its outcome, what does not fit, what checks out, and what would settle it',
        params,
        response: { 200: schemas.applicant },
      },
    },
    async (request) => {
      const reader = readerOf(request)
      const application = refOf(request.params.id)
      const view = await applicantView(context, application, reader)
      await noteRead(context, reader, application)
      return view
    },
  )

  api.post(
    '/v1/applications/:id/answers',
    {
      config: { seenBy: applicantsBy, scope: 'ingest' },
      schema: {
        summary: 'Records how a check was answered; the outcome follows from it',
        params,
        body: z.object({
          check: schemas.checkId,
          answer: schemas.answer,
          consent: z
            .boolean()
            .optional()
            .describe('the applicant’s recorded consent, where the check needs it'),
          note: z.string().max(2000).optional(),
          by: z.string().max(200).optional().describe('who asked: two interviewers are two people'),
          fields: z
            .record(z.string().max(60), z.boolean())
            .optional()
            .describe('single points of a checklist'),
        }),
        response: { 202: z.object({ recorded: z.literal(true) }) },
      },
    },
    async (request, reply) => {
      const application = refOf(request.params.id)
      const reader = readerOf(request)
      const row = await known(context, application, reader)
      const { check: id, answer, consent, note, by: name, fields } = request.body
      const check = checks[id]
      if (check.needs === 'consent' && answer !== 'nobody' && !consent)
        throw new Problem(
          409,
          `“${check.title}” needs the applicant’s recorded consent: nothing was recorded.`,
        )
      const offers = engine.requisitions.get(row.requisition)?.offers ?? false
      if (check.needs === 'offer' && !offers)
        throw new Problem(
          409,
          `“${check.title}” comes after an offer: switch on “offers are being made” for ${row.requisition} first.`,
        )
      const at = now()
      const role = reader.person === undefined ? 'the API' : reader.role
      const by = name ? `${name} (${role})` : role
      const answers = {
        ...fields,
        answer,
        confirmed: saying[answer],
        ...(consent && { consent }),
        ...(check.needs === 'offer' && { offer: true }),
        ...(note && { note }),
      }
      const { problems } = await take(
        context,
        [
          {
            row: 1,
            value: {
              id: `${application}/${check.form}/${at}`,
              kind: 'attestation',
              at,
              about: [application],
              data: { form: check.form, answers, by },
            },
          },
        ],
        isSimulated(application) ? demoSource : 'answers',
      )
      if (problems[0])
        throw new Problem(400, `${problems[0].field} ${problems[0].reason}. Nothing was recorded.`)
      return reply.code(202).send({ recorded: true })
    },
  )

  api.get(
    '/v1/applications/:id/write-back',
    {
      config: { ...seen, scope: 'export' },
      schema: {
        summary:
          'The request that tells an applicant system the outcome: a note and a tag, never a rejection',
        params,
        querystring: z.object({ to: z.enum(writeBackSystems) }),
        response: {
          200: z.object({
            system: z.string(),
            method: z.enum(['POST', 'PUT', 'PATCH']),
            path: z.string(),
            body: z.unknown(),
          }),
        },
      },
    },
    async (request) => {
      const { params, query } = request
      const reader = readerOf(request)
      const application = refOf(params.id)
      await known(context, application, reader)
      return writeBack(
        query.to,
        await screeningOf(context, application, reader),
        await candidateOf(context, application),
      )
    },
  )
}

const saying: Record<Answer, boolean | null> = { confirmed: true, denied: false, nobody: null }

function refOf(id: string): SubjectRef {
  return (id.startsWith('application:') ? id : `application:${id}`) as SubjectRef
}

/** An application that is sealed, or under another recruiter’s requisition, is one that nobody has screened. */
async function known({ store }: Context, application: SubjectRef, reader: Reader): Promise<ScreeningRow> {
  const { requisitions } = reader
  const own = { application, ...(requisitions && { requisitions }), limit: 1 }
  const { rows } = reader.sees(application) ? await store.screenings(own) : { rows: [] }
  if (!rows[0])
    throw new Problem(404, `No application ${JSON.stringify(application.slice(12, 80))} has been screened.`)
  return rows[0]
}

async function screeningOf(context: Context, application: SubjectRef, reader: Reader) {
  const { store, engine } = context
  const [naming, abstentions, row] = await Promise.all([
    store.naming([application]),
    abstentionsOf(context, application),
    known(context, application, reader),
  ])
  const evidence = (naming.get(application) ?? []).flatMap((e) => evidenceFor(reader, e) ?? [])
  return screen({
    application,
    evidence,
    abstentions,
    detectors: engine.detectors,
    requisition: engine.requisitions.get(row.requisition),
    ...byModel(engine.directory, engine.tuning.model, application, evidence),
  })
}

/** Of the application itself: where it belongs to a candidate, its findings weigh on the candidate. */
async function abstentionsOf({ store, engine }: Context, application: SubjectRef) {
  const holder = engine.directory.belongs.get(application)?.at(-1)?.value
  const found = await Promise.all([application, ...(holder ? [holder] : [])].map((s) => store.abstentions(s)))
  return found.flat().filter((a) => a.subject === application)
}

async function applicantView(
  context: Context,
  application: SubjectRef,
  reader: Reader,
): Promise<ApplicantView> {
  const { store, now } = context
  const row = await known(context, application, reader)
  const [screening, requisition, { observations }] = await Promise.all([
    screeningOf(context, application, reader),
    requisitionView(context, row.requisition, hiddenApplications(context, reader)),
    store.observations({
      subjects: [application],
      kinds: happened,
      from: 0,
      to: Number.MAX_SAFE_INTEGER,
      limit: eventsShown,
    }),
  ])
  const rows = [...observations].reverse()
  return {
    ...applicantItem(row, now()),
    screening,
    requisitionView: requisition,
    answers: rows.flatMap(given),
    log: [...rows.flatMap(event), { at: row.screenedAt, did: 'screened', by: 'Telltale' }].sort(
      (a, b) => a.at - b.at,
    ),
  }
}

function given({ kind, at, data }: ObservationView): GivenAnswer[] {
  if (kind !== 'attestation') return []
  const { form, answers, by } = data as {
    form: string
    answers?: { answer?: unknown; confirmed?: unknown }
    by?: string
  }
  const check = (Object.keys(checks) as CheckId[]).find((id) => checks[id].form === form)
  const said = schemas.answer.safeParse(answers?.answer)
  const answer = said.success
    ? said.data
    : answers?.confirmed === true
      ? 'confirmed'
      : answers?.confirmed === false
        ? 'denied'
        : undefined
  return [{ at, form, ...(check && { check }), ...(answer && { answer }), ...(by && { by }) }]
}

const answerWords: Record<Answer, string> = {
  confirmed: 'confirmed',
  denied: 'denied',
  nobody: 'nobody answered',
}

function event(row: ObservationView): ApplicantEvent[] {
  const { kind, at } = row
  const data = row.data as Record<string, unknown>
  if (kind === 'application') return [{ at, did: 'applied' }]
  if (kind === 'attestation') {
    const [answer] = given(row)
    const title = answer?.check ? checks[answer.check].title : String(data.form)
    const said = answer?.answer ? `: ${answerWords[answer.answer]}` : ''
    return [{ at, did: `${title}${said}`, ...(answer?.by && { by: answer.by }) }]
  }
  if (kind === 'progress') return [{ at, did: `the applicant system says: ${String(data.stage)}` }]
  if (kind === 'interview') return [{ at, did: 'interview' }]
  return [{ at, did: `decided: ${String(data.outcome)}`, ...(data.by ? { by: String(data.by) } : {}) }]
}

/** The applicant system's own number of whoever applied, where an observation says it. */
async function candidateOf({ store }: Context, application: SubjectRef): Promise<string | undefined> {
  const { observations } = await store.observations({
    subjects: [application],
    kinds: ['application'],
    from: 0,
    to: Number.MAX_SAFE_INTEGER,
    limit: 1,
  })
  return (observations[0]?.data as { candidate?: string } | undefined)?.candidate
}
