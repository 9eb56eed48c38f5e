import {
  type CaseRow,
  type CasesView,
  type CaseView,
  caseRoles,
  caseStates,
  type Deed,
  playbooks,
  type SubjectRef,
  standing,
  templates,
} from '@telltale/core'
import { z } from 'zod'
import { noteRead } from '../accounts/reads.ts'
import { shownTo } from '../accounts/sealing.ts'
import { largestFile } from '../work/attachments.ts'
import { caseInView, closedRows } from './case-views.ts'
import { type Context, type Routes, typed } from './context.ts'
import { Problem } from './problem.ts'
import { shown } from './queue.ts'
import { type Reader, readerOf } from './reader.ts'
import * as schemas from './schemas-of-cases.ts'

const oneCase = z.object({ id: z.string().max(100) })
/** Those who work on cases by bulk: see docs/cases.md. */
const bulkRoles = ['analyst', 'lead'] as const
const readers = [...caseRoles, 'auditor'] as const

/** Cases, and what people do on them. */
export const caseRoutes: Routes = async (app, context) => {
  const { work } = context
  const api = typed(app)

  api.get(
    '/v1/cases',
    {
      schema: {
        summary: 'Open cases, heaviest first; with `state=closed` the closed ones, the one closed last first',
        querystring: z.object({
          state: z.enum(caseStates).optional(),
          owner: z.string().max(300).optional().describe('an account’s id, or `me`'),
          after: z.string().max(500).optional().describe('`next` of the page before'),
          limit: z.coerce.number().int().min(1).max(1000).default(500),
        }),
        response: { 200: schemas.cases },
      },
    },
    async (request): Promise<CasesView> => {
      const reader = readerOf(request)
      const { state, after, limit, ...query } = request.query
      const owner = query.owner === 'me' ? reader.id : query.owner
      const own = { ...(owner !== undefined && { owner }) }
      return state === 'closed'
        ? closedPage(context, reader, { ...own, ...(after && { after }), limit })
        : openPage(context, reader, { ...own, ...(state && { state }), ...(after && { after }), limit })
    },
  )

  api.get(
    '/v1/cases/:id',
    {
      schema: {
        summary: 'One case with everything that stands about its subject, and the work on it',
        params: oneCase,
        response: { 200: schemas.caseView },
      },
    },
    async (request): Promise<CaseView> => {
      const { id } = request.params
      const reader = readerOf(request)
      const full = await work.full(id)
      if (!full || !reader.sees(full.state.subject))
        throw new Problem(404, `There is no case ${shown(id)}: GET /v1/cases lists them.`)
      const [view] = await Promise.all([
        caseInView(context, reader, full),
        noteRead(context, reader, full.state.subject, id),
      ])
      if (!view) throw new Problem(404, `There is no case ${shown(id)}: GET /v1/cases lists them.`)
      return view
    },
  )

  api.post(
    '/v1/cases/:id/acts',
    {
      bodyLimit: 128 * 1024,
      schema: {
        summary: 'Does one thing on a case; refused with a sentence that says why where it can’t be done',
        params: oneCase,
        body: schemas.posted,
        response: { 201: schemas.act },
      },
    },
    async (request, reply) => {
      const { because, ...deed } = request.body
      reply.code(201)
      const act = await work.act(readerOf(request), request.params.id, deed as Deed, because)
      const { person: _, ...told } = act
      return told as typeof act
    },
  )

  api.post(
    '/v1/cases/acts',
    {
      config: { seenBy: bulkRoles },
      schema: {
        summary: 'Does one thing on many cases, each by itself: what is refused on one is done on the others',
        body: schemas.bulk,
        response: { 200: schemas.bulkView },
      },
    },
    async (request) => {
      const reader = readerOf(request)
      const { cases, deed, because } = request.body
      const results = []
      for (const id of new Set(cases))
        try {
          results.push({ case: id, act: await work.act(reader, id, deed as Deed, because) })
        } catch (error) {
          if (!(error instanceof Problem)) throw error
          results.push({ case: id, problem: error.message })
        }
      return { results }
    },
  )

  await app.register(async (files) => {
    files.removeAllContentTypeParsers()
    files.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: largestFile }, (_request, body, done) =>
      done(null, body),
    )
    typed(files).post(
      '/v1/cases/:id/attachments',
      {
        bodyLimit: largestFile,
        schema: {
          summary: 'Keeps a file with a case; hashed as it comes in, every opening is recorded',
          description: `The body is the file, at most ${largestFile / 1024 / 1024} MB.`,
          params: oneCase,
          querystring: z.object({
            name: z.string().min(1).max(500),
            type: z.string().max(100).default('application/octet-stream'),
            from: z.string().max(2000).optional().describe('where it came from, in words'),
          }),
          response: { 201: schemas.attachment },
        },
      },
      async (request, reply) => {
        const bytes = (request.body as Buffer | undefined) ?? Buffer.alloc(0)
        const { from, ...named } = request.query
        const kept = await work.attach(readerOf(request), request.params.id, {
          ...{ ...named, bytes },
          ...(from && { from }),
        })
        reply.code(201)
        return kept
      },
    )
  })

  api.get(
    '/v1/cases/:id/attachments/:attachment',
    {
      config: { seenBy: readers },
      schema: {
        summary: 'The bytes of a file; opening it is entered into its custody record first',
        params: oneCase.extend({ attachment: z.string().max(100) }),
      },
    },
    async (request, reply) => {
      const { id, attachment } = request.params
      const opened = await work.openAttachment(readerOf(request), id, attachment)
      if (!opened) throw new Problem(404, 'The file has been erased; its digest stays in the case.')
      // Whatever it says it is: the browser saves it and opens nothing of it here.
      reply
        .header('content-type', 'application/octet-stream')
        .header(
          'content-disposition',
          `attachment; filename*=UTF-8''${encodeURIComponent(opened.attachment.name)}`,
        )
        .header('telltale-sha256', opened.attachment.sha256)
      return reply.send(Buffer.from(opened.bytes))
    },
  )

  api.get(
    '/v1/case-templates',
    {
      schema: {
        summary: 'Comments and tasks to begin from, and the playbooks',
        response: { 200: schemas.templates },
      },
    },
    async () => ({ ...templates, playbooks: Object.values(playbooks) }),
  )

  /** Where a page of open cases ends, as `after` takes it. */
  async function openPage(
    on: Context,
    reader: Reader,
    { state, owner, after, limit }: { state?: string; owner?: string; after?: string; limit: number },
  ): Promise<CasesView> {
    const from = after === undefined ? undefined : cursorIn<[number, SubjectRef]>(after)
    const { items } = await shownTo(on, reader)
    const page: CaseRow[] = []
    for (const item of items) {
      if (!item.case) continue
      const { weight } = item.score
      if (from && (weight > from[0] || (weight === from[0] && item.subject <= from[1]))) continue
      const summary = work.of(item.subject)
      if (!summary || summary.mergedInto !== undefined) continue
      if ((state && summary.state !== state) || (owner !== undefined && summary.owner !== owner)) continue
      if (page.length === limit) {
        const last = page.at(-1)!
        return { cases: await completed(page, reader), next: cursorOf([last.score.weight, last.subject]) }
      }
      page.push({ ...item, case: item.case, work: summary })
    }
    return { cases: await completed(page, reader) }
  }

  /** With what each can reach, which says who comes first among equals, and whether the reader has signed already. */
  async function completed(page: CaseRow[], { person }: Reader): Promise<CaseRow[]> {
    const found = await context.exposures.ofAll(page.map((row) => row.subject))
    const states = await Promise.all(page.map((row) => work.state(row.case)))
    return page.map((row, i) => {
      const { urgency, says } = found[i] ?? {}
      const state = states[i]
      const signed = person !== undefined && state && standing(state).some((v) => v.person === person)
      return {
        ...row,
        work: {
          ...row.work,
          ...(urgency && says && { exposure: { urgency, says } }),
          ...(signed && { signed }),
        },
      }
    })
  }

  async function closedPage(
    on: Context,
    reader: Reader,
    { owner, after, limit }: { owner?: string; after?: string; limit: number },
  ): Promise<CasesView> {
    const from = after === undefined ? undefined : cursorIn<[number, string]>(after)
    const records = await work.closed({
      ...(owner !== undefined && { owner }),
      ...(from && { after: { closedAt: from[0], id: from[1] } }),
      limit: limit + 1,
    })
    const last = records[limit - 1]
    const rows = await closedRows(
      on,
      records.slice(0, limit).filter((r) => reader.sees(r.subject)),
    )
    return {
      cases: rows,
      ...(records.length > limit && last && { next: cursorOf([last.closedAt!, last.id]) }),
    }
  }
}

function cursorOf(place: readonly [number, string]): string {
  return Buffer.from(JSON.stringify(place)).toString('base64url')
}

function cursorIn<T extends readonly [number, string]>(text: string): T {
  try {
    const place: unknown = JSON.parse(Buffer.from(text, 'base64url').toString())
    if (Array.isArray(place) && typeof place[0] === 'number' && typeof place[1] === 'string')
      return place as unknown as T
  } catch {} // said below, like any other text
  throw new Problem(400, `${shown(text)} is no "next" of a page before: ask again without "after".`)
}
