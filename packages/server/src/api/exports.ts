import { hash } from 'node:crypto'
import {
  type CaseRow,
  type CaseView,
  caseRoles,
  isSimulated,
  pseudonym,
  type Role,
  type SubjectRef,
} from '@telltale/core'
import { z } from 'zod'
import { caseFile } from '../outputs/case-file.ts'
import { masking } from '../outputs/masking.ts'
import { pdf } from '../outputs/pdf.ts'
import { casesCsv, decisionsCsv, evidenceCsv } from '../outputs/tables.ts'
import { caseInView } from './case-views.ts'
import { type Routes, typed } from './context.ts'
import { Problem } from './problem.ts'
import { type Reader, readerOf } from './reader.ts'

const readers: readonly Role[] = [...caseRoles, 'auditor']
const config = { seenBy: readers, scope: 'export' as const }
const oneCase = z.object({ id: z.string().max(100) })

/** What leaves as a file. Each is in the audit log with its digest, by whom it was made and how much of it was shown. */
export const exportRoutes: Routes = async (app, context) => {
  const { work, engine, audit, now } = context
  const api = typed(app)

  const record = (reader: Reader, what: string, content: string | Buffer, more: object, about?: SubjectRef) =>
    audit.record({
      ...{ by: reader.id, did: 'export.made', ...(about && { about }) },
      details: { what, sha256: hash('sha256', content), ...more },
    })

  /** A case as this reader may see it; reading it is in the audit log by the export. */
  const viewOf = async (reader: Reader, id: string): Promise<CaseView> => {
    const full = await work.full(id)
    const view = full && (await caseInView(context, reader, full))
    if (!view) throw new Problem(404, `There is no case ${JSON.stringify(id)}: GET /v1/cases lists them.`)
    return view
  }
  const named = (name: string) => ({
    'content-disposition': `attachment; filename="${new Date(now()).toISOString().slice(0, 10)}-${name}"`,
    'cache-control': 'no-store',
  })

  api.get(
    '/v1/exports/cases.csv',
    {
      config,
      schema: {
        summary: 'Open cases as a table, by pseudonym and subject; sealed ones to their readers only',
      },
    },
    async (request, reply) => {
      const reader = readerOf(request)
      const rows = engine.ranking.items().flatMap((item): CaseRow[] => {
        const summary = item.case && reader.sees(item.subject) ? work.of(item.subject) : undefined
        return summary ? [{ ...item, case: item.case!, work: summary }] : []
      })
      const text = casesCsv(rows)
      await record(reader, 'cases.csv', text, { cases: rows.length })
      return reply.headers(named('cases.csv')).type('text/csv; charset=utf-8').send(text)
    },
  )

  api.get(
    '/v1/exports/decisions.csv',
    {
      config,
      schema: {
        summary: 'Decisions as a table, with what they rest on and whether they were taken back',
        querystring: z.object({ from: z.coerce.number().optional(), to: z.coerce.number().optional() }),
      },
    },
    async (request, reply) => {
      const reader = readerOf(request)
      const { from, to } = request.query
      const made = (await work.decisions(from, to)).filter((d) => reader.sees(d.subject))
      const text = decisionsCsv(made, pseudonym)
      await record(reader, 'decisions.csv', text, { decisions: made.length })
      return reply.headers(named('decisions.csv')).type('text/csv; charset=utf-8').send(text)
    },
  )

  api.get(
    '/v1/cases/:id/evidence.csv',
    {
      config,
      schema: { summary: 'The evidence of a case as a table; other people by pseudonym', params: oneCase },
    },
    async (request, reply) => {
      const reader = readerOf(request)
      const view = await viewOf(reader, request.params.id)
      const other = (ref: SubjectRef) => ref !== view.subject && /^(person|application):/.test(ref)
      const masked = masking(view.subject)
      const rows = view.evidence.map((e) => ({ ...e, says: masked(e.says) }))
      const text = evidenceCsv(rows, (ref) => (other(ref) ? pseudonym(ref) : ref))
      await record(reader, 'evidence.csv', text, { case: view.case, rows: rows.length }, view.subject)
      return reply
        .headers(named(`${view.case}-evidence.csv`))
        .type('text/csv; charset=utf-8')
        .send(text)
    },
  )

  api.get(
    '/v1/cases/:id/file.pdf',
    {
      config,
      schema: {
        summary: 'The case file: numbered pages, its content’s hash on each, what clears beside what accuses',
        params: oneCase,
        querystring: z.object({
          full: z
            .enum(['true', 'false'])
            .default('false')
            .describe('with other people’s ids and what people wrote: counsel alone, who has reviewed it'),
          because: z.string().max(2000).optional().describe('for what a full one is made; counsel says so'),
        }),
      },
    },
    async (request, reply) => {
      const reader = readerOf(request)
      const full = request.query.full === 'true'
      const { because } = request.query
      if (full && reader.role !== 'counsel')
        throw new Problem(403, 'A file with third parties’ data is made by counsel, who has reviewed it: leave "full" out for one without.') // biome-ignore format: one sentence
      if (full && !because?.trim())
        throw new Problem(400, 'Say in "because" for what the full file is made: it is kept with the export.')
      const view = await viewOf(reader, request.params.id)
      const file = caseFile(view, {
        ...{ detectors: engine.detectors, madeAt: now(), madeBy: reader.name, full },
        company: isSimulated(view.subject) ? 'Larkspur Instruments (simulated)' : context.config.company,
      })
      const bytes = await pdf(file)
      await record(
        reader,
        'case-file.pdf',
        bytes,
        { case: view.case, content: file.sha256, full, ...(because && { because }) },
        view.subject,
      )
      return reply
        .headers({ ...named(`${view.case}.pdf`), 'telltale-sha256': file.sha256 })
        .type('application/pdf')
        .send(bytes)
    },
  )
}
