import type { Evidence } from '@telltale/core'
import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { withoutNames } from '../accounts/identity.ts'
import { evidenceFor } from '../accounts/sealing.ts'
import { configurationSeenBy } from './access.ts'
import { behind } from './behind.ts'
import { type Routes, typed } from './context.ts'
import { Problem } from './problem.ts'
import { readerOf } from './reader.ts'
import * as schemas from './schemas.ts'

/** Evidence as detectors gave it, and the rows that could not be used. */
export const evidenceRoutes: Routes = async (app, { store, engine }) => {
  const api = typed(app)
  /** What is for counsel alone does not exist for anybody else. */
  const shown = (request: FastifyRequest, e: Evidence): Evidence | undefined => {
    const reader = readerOf(request)
    const forAll = engine.detectors.get(e.detector)?.audience !== 'counsel'
    return forAll || reader.role === 'counsel' ? evidenceFor(reader, e) : undefined
  }

  const standing = async (request: FastifyRequest, id: string) => {
    const stands = await store.evidenceById(id)
    const found = stands && shown(request, stands)
    if (!found)
      throw new Problem(404, 'This evidence does not stand: it never did, or a later revision replaced it.')
    return found
  }

  api.get(
    '/v1/evidence',
    {
      schema: {
        summary: 'Standing evidence, newest window first',
        querystring: z.object({
          subject: schemas.subjectRef.optional().describe('names it or weighs on it'),
          detector: z.string().max(200).optional(),
          limit: z.coerce.number().int().min(1).max(1000).default(200),
        }),
        response: { 200: z.object({ evidence: z.array(schemas.evidence) }) },
      },
    },
    async (request) => ({
      evidence: (await store.evidence(request.query)).flatMap((e) => shown(request, e) ?? []),
    }),
  )

  api.get(
    '/v1/evidence/:id',
    {
      schema: {
        summary: 'One piece of evidence',
        params: z.object({ id: z.string() }),
        response: { 200: schemas.evidence },
      },
    },
    async (request) => standing(request, request.params.id),
  )

  api.get(
    '/v1/evidence/:id/observations',
    {
      schema: {
        summary: 'The observations that one piece of evidence was judged from, newest first',
        params: z.object({ id: z.string() }),
        querystring: z.object({ limit: z.coerce.number().int().min(1).max(1000).default(200) }),
        response: { 200: schemas.observations },
      },
    },
    async (request) => {
      const evidence = await standing(request, request.params.id)
      const detector = engine.detectors.get(evidence.detector)
      const found = await behind(store, evidence, detector, request.query.limit)
      const { sees } = readerOf(request)
      const observations = found.observations.filter((o) => o.about.every(sees)).map(withoutNames)
      const total = found.total - (found.observations.length - observations.length)
      return { ...found, observations, total }
    },
  )

  api.get(
    '/v1/quarantine',
    {
      config: { seenBy: configurationSeenBy },
      schema: {
        summary: 'Rows and fields that could not be used, newest first',
        querystring: z.object({ limit: z.coerce.number().int().min(1).max(1000).default(200) }),
        response: { 200: z.object({ items: z.array(schemas.quarantineItem) }) },
      },
    },
    async ({ query }) => ({ items: await store.quarantine(query.limit) }),
  )
}
