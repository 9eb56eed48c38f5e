import { caseRoles, type Kind, kinds, type SubjectRef } from '@telltale/core'
import { z } from 'zod'
import { type Routes, typed } from '../api/context.ts'
import { Problem } from '../api/problem.ts'
import { shown } from '../api/queue.ts'
import { readerOf } from '../api/reader.ts'
import { subjectRef } from '../api/schemas.ts'
import { identifyingOf } from './identity.ts'

const rowsRead = 500
const naming = (Object.keys(kinds) as Kind[]).filter((kind) => identifyingOf(kind).length > 0)

/** Who is behind a pseudonym: told to those who work on cases, for a reason that stays on record. */
export const revealRoutes: Routes = async (app, context) => {
  const { store, engine, audit } = context
  typed(app).post(
    '/v1/subjects/:ref/reveal',
    {
      config: { access: 'session', seenBy: caseRoles, rateLimit: { max: 60, timeWindow: 60_000 } },
      schema: {
        summary: 'Names and contacts of a subject as they are stored; the reason and who asked are recorded',
        params: z.object({ ref: z.string().describe('such as person:W-17, URL-encoded') }),
        body: z.object({ because: z.string().trim().min(8, 'say why, in a sentence').max(2000) }).strict(),
        response: {
          200: z.object({
            subject: z.string(),
            identity: z.array(
              z.object({
                what: z.string().describe('the member of the observation, such as name or emails'),
                value: z.unknown(),
                kind: z.string(),
                source: z.string(),
                at: z.number().describe('the newest observation that says so'),
              }),
            ),
          }),
        },
      },
    },
    async (request) => {
      const reader = readerOf(request)
      const ref = subjectRef.safeParse(request.params.ref)
      if (!ref.success)
        throw new Problem(
          400,
          `${shown(request.params.ref)} is not a subject: expected one such as person:W-17.`,
        )
      const subject = ref.data as SubjectRef
      const nobody = new Problem(404, `Nothing is known of ${shown(subject)}.`)
      if (!reader.sees(subject)) throw nobody
      // A device is named by whoever holds it.
      const holder = subject.startsWith('device:')
        ? engine.directory.belongs.get(subject)?.at(-1)?.value
        : undefined
      const { observations } = await store.observations({
        subjects: [subject, ...(holder ? [holder] : [])],
        kinds: naming,
        ...{ from: 0, to: Number.MAX_SAFE_INTEGER, limit: rowsRead },
      })
      if (observations.length === 0) throw nobody
      await audit.record({
        ...{ by: reader.id, did: 'identity.revealed', about: subject },
        details: { because: request.body.because },
      })
      const found = new Map<
        string,
        { what: string; value: unknown; kind: string; source: string; at: number }
      >()
      for (const { kind, source, at, data } of observations) {
        const own = (data ?? {}) as Record<string, unknown>
        for (const what of identifyingOf(kind)) {
          const value = own[what]
          const key = `${what}\0${JSON.stringify(value)}`
          if (value === undefined || value === null || found.has(key)) continue
          found.set(key, { what, value, kind, source, at })
        }
      }
      return { subject, identity: [...found.values()] }
    },
  )
}
