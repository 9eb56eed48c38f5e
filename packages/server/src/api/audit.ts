import { Readable } from 'node:stream'
import type { SubjectRef } from '@telltale/core'
import { z } from 'zod'
import { exportLines } from '../audit/export.ts'
import { checkpointNow } from '../audit/keep-checkpoints.ts'
import { type Routes, typed } from './context.ts'
import { Problem } from './problem.ts'
import { readerOf } from './reader.ts'
import { subjectRef } from './schemas.ts'

const entry = z
  .object({
    seq: z.number(),
    at: z.number(),
    by: z.string(),
    did: z.string(),
    about: z.string().nullable().optional().describe('null once it has been erased'),
    details: z.unknown().optional().describe('null once it has been erased'),
    hash: z.string(),
  })
  .meta({ id: 'AuditEntry' })

const checkpoint = z
  .object({
    seq: z.number(),
    hash: z.string(),
    at: z.number(),
    key: z.string().describe('fingerprint of the public key'),
    signature: z.string().describe('Ed25519, base64url'),
  })
  .meta({ id: 'Checkpoint' })

const readers = ['auditor', 'counsel', 'lead'] as const
/** Signatures and digests name nobody. */
const others = ['administrator', 'analyst', 'people-partner'] as const

/** The audit log: who did, decided and looked at what. */
export const auditRoutes: Routes = async (app, { store, audit, auditKey, config, now }) => {
  const api = typed(app)

  api.get(
    '/v1/audit',
    {
      config: { seenBy: readers },
      schema: {
        summary: 'What people did, decided and looked at, newest first',
        querystring: z.object({
          about: subjectRef.optional(),
          by: z.string().max(300).optional().describe('an account'),
          did: z.string().max(100).optional().describe('such as case.read, or the family: case'),
          before: z.coerce.number().int().positive().optional().describe('only entries before this one'),
          limit: z.coerce.number().int().min(1).max(500).default(100),
        }),
        response: {
          200: z.object({
            entries: z.array(entry),
            next: z.number().optional().describe('what to give as "before" for those before them'),
            checkpoint: checkpoint.optional().describe('the newest one'),
          }),
        },
      },
    },
    async (request) => {
      const { about, ...filter } = request.query
      const reader = readerOf(request)
      const entries = await store.audit({ ...filter, ...(about && { about: about as SubjectRef }) })
      const seen = entries.filter((e) => !e.about || reader.sees(e.about))
      const newest = (await store.checkpoints()).at(-1)
      return {
        entries: seen,
        ...(entries.length === filter.limit && { next: entries.at(-1)!.seq }),
        ...(newest && { checkpoint: newest }),
      }
    },
  )

  api.post(
    '/v1/audit/checkpoint',
    {
      config: { seenBy: [...readers, ...others] },
      schema: {
        summary: 'Signs where the log stands, to be kept elsewhere',
        response: { 200: z.object({ checkpoint: checkpoint.optional(), publicKey: z.string() }) },
      },
    },
    async () => {
      const newest = await checkpointNow(store, auditKey, now())
      return { ...(newest && { checkpoint: newest }), publicKey: auditKey.publicKey }
    },
  )

  api.get(
    '/v1/audit/export',
    {
      config: { seenBy: ['auditor', 'counsel'], scope: 'operator' },
      schema: {
        summary: 'The whole log as NDJSON, for "telltale audit verify"; names nobody unless told to',
        querystring: z.object({ told: z.stringbool().default(false) }),
        response: { 200: z.any().describe('application/x-ndjson') },
      },
    },
    async (request, reply) => {
      const { told } = request.query
      const { id, role } = readerOf(request)
      if (told && role !== 'auditor' && role !== 'counsel')
        throw new Problem(
          403,
          'What the entries tell is exported for an auditor or counsel: leave out "told".',
        )
      await audit.record({ by: id, did: 'export.audit-log', details: { told } })
      const lines = exportLines(store, auditKey, { company: config.company, now: now(), told })
      return reply
        .type('application/x-ndjson')
        .header('content-disposition', 'attachment; filename="telltale-audit.ndjson"')
        .send(Readable.from(lines))
    },
  )
}
