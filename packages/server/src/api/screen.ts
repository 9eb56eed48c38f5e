import { hash } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { type Observation, type ScreenedReply, type SubjectRef, screen, typeOf } from '@telltale/core'
import { z } from 'zod'
import { open } from '../connectors/open.ts'
import { versioned } from '../connectors/versions.ts'
import { screenNow } from '../engine/screen-now.ts'
import { noRequisition } from '../engine/screening.ts'
import { byModel } from '../engine/treating.ts'
import { type Checked, check, type RawRow } from '../ingest/delivery.ts'
import type { Row } from '../store/store.ts'
import { applicantsBy } from './access.ts'
import { type Context, type Routes, typed } from './context.ts'
import { Problem } from './problem.ts'
import * as schemas from './schemas-of-applicants.ts'

/** Bytes of one application, and of one résumé file. */
const applicationLimit = 4 * 1024 * 1024
const fileLimit = 20 * 1024 * 1024
/** Applications of one file that are screened while the caller waits; the rest are screened a moment later. */
const screenedAtOnce = 200
/** Deliveries that may wait for the engine. */
const depthLimit = 20_000

/** Applications that are screened while the caller waits. Nothing is answered before it is on the disk. */
export const screenRoutes: Routes = async (app, context) => {
  typed(app).post(
    '/v1/applications',
    {
      bodyLimit: applicationLimit,
      config: { seenBy: applicantsBy, scope: 'ingest' },
      schema: {
        summary: 'Takes one application and answers with its outcome, why, and what would settle it',
        description:
          'The body is the data of an observation of kind application (docs/observations.md) with an id: {"id": "A-17", "emails": [...], "phones": [...], ...}. Sent again unchanged, nothing changes; sent again with other content (and a later updatedAt), the newer version counts. Telltale never rejects anybody.',
        body: z.looseObject({
          id: z.string().min(1).max(190).regex(/^\S+$/, 'expected an id without spaces'),
          appliedAt: z.number().optional(),
          updatedAt: z.number().optional(),
        }),
        response: { 200: schemas.screenedReply },
      },
    },
    async ({ body }) => {
      const started = performance.now()
      const { id, updatedAt, ...data } = body
      const at = updatedAt ?? body.appliedAt ?? context.now()
      const row = asApplication(id, at, { appliedAt: at, ...data })
      const taken = await checked(context, [{ row: 1, value: row }], 'applications')
      const [first] = taken.problems
      if (first)
        throw new Problem(400, `${first.field || 'The application'} ${first.reason}. Nothing was taken.`, {
          rows: taken.problems,
        })
      // Judged while it is written; nothing is answered before it is on the disk.
      const [[reply]] = await Promise.all([screened(context, taken.rows, started), append(context, taken)])
      return { ...reply!, remarks: taken.remarks }
    },
  )

  await app.register(async (files) => {
    files.removeAllContentTypeParsers()
    files.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: fileLimit }, (_request, body, done) =>
      done(null, body),
    )
    typed(files).post(
      '/v1/resumes',
      {
        bodyLimit: fileLimit,
        config: { seenBy: applicantsBy, scope: 'ingest' },
        schema: {
          summary:
            'Takes a file of applicants (PDF, DOCX, text, JSON Resume, CSV, an export) and screens what is in it',
          description: `The body is the file; the header Telltale-File-Name its name. At most ${fileLimit / 1024 / 1024} MB.`,
          querystring: z.object({ requisition: z.string().max(500).optional() }),
          headers: z.object({ 'telltale-file-name': z.string().max(600).default('upload') }),
          response: { 200: schemas.screenedFile },
        },
      },
      async (request) => {
        const started = performance.now()
        const body = request.body as Buffer | undefined
        if (!body || body.length === 0) throw new Problem(400, 'The file is empty: nothing was taken.')
        const name = basename(decoded(request.headers['telltale-file-name'])) || 'upload'
        const { rows, problems } = await rowsOf(body, name, request.query.requisition)
        const taken = await take(context, rows, 'resumes')
        return {
          screened: (await screened(context, taken.rows.slice(0, screenedAtOnce), started)).map((s) => ({
            ...s,
            remarks: [],
          })),
          taken: taken.rows.length,
          problems: [...problems, ...taken.problems],
        }
      },
    )
  })
}

/** One application as the canonical row. Its id carries the content, so that an edited one is another observation. */
function asApplication(id: string, at: number, data: Record<string, unknown>): Record<string, unknown> {
  const ref = id.startsWith('application:') ? id : `application:${id}`
  const content = hash('sha256', JSON.stringify(data), 'base64url').slice(0, 16)
  return { id: `${ref}/${content}`, kind: 'application', at, about: [ref], data }
}

/** Checks rows and appends the good ones durably; bad ones are set aside with their reason. */
export async function take(context: Context, rows: Iterable<RawRow>, source: string): Promise<Checked> {
  const taken = await checked(context, rows, source)
  await append(context, taken)
  return taken
}

/** Checks rows as the one door into the engine does; nothing is taken yet. */
async function checked(context: Context, rows: Iterable<RawRow>, source: string): Promise<Checked> {
  const { inbox, index, now } = context
  if ((await inbox.depth()) >= depthLimit)
    throw new Problem(
      503,
      'The engine is behind: send again in a few seconds, nothing was taken.',
      {},
      { 'Retry-After': '5' },
    )
  const receivedAt = now()
  const digest = hash('sha256', String(receivedAt), 'base64url').slice(0, 22)
  return check(rows, { source, receivedAt, digest }, index, context.enrich())
}

async function append({ inbox, metrics }: Context, { rows, quarantined }: Checked): Promise<void> {
  if (rows.length > 0 || quarantined.length > 0) await inbox.append({ rows, quarantined })
  metrics.ingested(rows.length)
  metrics.setAside(quarantined)
}

/** The outcomes of applications that are on their way into the inbox. */
async function screened(
  context: Context,
  rows: readonly Row[],
  started: number,
): Promise<Omit<ScreenedReply, 'remarks'>[]> {
  const { engine } = context
  const replies: Omit<ScreenedReply, 'remarks'>[] = []
  for (const { observation } of rows) {
    const application = applicationIn(observation)
    if (!application) continue
    const foreseen = await screenNow(engine, observation)
    const { requisition = noRequisition } = observation.data as { requisition?: string }
    const found = screen({
      ...foreseen,
      application,
      detectors: engine.detectors,
      requisition: engine.requisitions.get(requisition),
      ...byModel(engine.directory, engine.tuning.model, application, foreseen.evidence),
    })
    replies.push({ ...found, durable: true, took: Math.round((performance.now() - started) * 100) / 100 })
  }
  return replies
}

function applicationIn(observation: Observation): SubjectRef | undefined {
  return observation.kind === 'application'
    ? observation.about.find((ref) => typeOf(ref) === 'application')
    : undefined
}

/** Reads an uploaded file as `scan` would; it exists for that long only. */
async function rowsOf(body: Buffer, name: string, requisition: string | undefined) {
  const folder = await mkdtemp(join(tmpdir(), 'telltale-upload-'))
  const rows: RawRow[] = []
  const problems: { row: number; field: string; reason: string }[] = []
  try {
    const path = join(folder, 'file')
    await writeFile(path, body, { mode: 0o600 })
    const opened = await open(path, name)
    if ('problem' in opened) return { rows, problems: [{ row: 0, field: '', reason: opened.problem }] }
    for await (const row of opened.rows) {
      if (row.problem) problems.push({ row: row.row, ...row.problem })
      // one source for all uploads: the same file handed in again, or for another posting, is another version
      else
        rows.push({
          row: row.row,
          value: versioned(requisition ? under(row.value, requisition) : row.value),
        })
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
  return { rows, problems }
}

/** The row under the requisition that it was handed in for, unless it names one itself. */
function under(value: unknown, requisition: string): unknown {
  const row = value as { kind?: unknown; data?: Record<string, unknown> }
  return row?.kind === 'application' ? { ...row, data: { requisition, ...row.data } } : value
}

/** File names travel percent-encoded, because headers are Latin-1. */
function decoded(name: string): string {
  try {
    return decodeURIComponent(name)
  } catch {
    return name
  }
}
