import type { StatusView, SubjectRef } from '@telltale/core'
import { z } from 'zod'
import { version } from '../version.ts'
import { isCounsel, isRecruiter, signedIn } from './access.ts'
import { type Routes, typed } from './context.ts'
import { Problem } from './problem.ts'
import * as schemas from './schemas.ts'
import { subjectView } from './views.ts'

/** What people look at: the queue, cases and subjects. */
export const queueRoutes: Routes = async (app, context) => {
  const { store, config, access, engine } = context
  const api = typed(app)

  const counts = async (): Promise<StatusView['counts']> => ({
    ...(await store.counts()),
    farms: engine.ranking.farms().length,
  })

  api.get(
    '/v1/status',
    {
      config: { access: 'open' },
      schema: { summary: 'What this installation is, and holds', response: { 200: schemas.statusReply } },
    },
    async (request) => {
      const simulated = await store.simulated()
      const shown = {
        company: simulated > 0 ? 'Larkspur Instruments (simulated)' : config.company,
        version,
        ...(simulated > 0 && { demo: { observations: simulated } }),
      }
      if (!signedIn(request, access) || isRecruiter(request, access)) return shown
      return { ...shown, counts: await counts(), heardFrom: await store.heardFrom() }
    },
  )

  api.get(
    '/v1/queue',
    { schema: { summary: 'Listed subjects and cases, heaviest first', response: { 200: schemas.queue } } },
    async () => ({ items: [...engine.ranking.items()], counts: await counts() }),
  )

  api.get(
    '/v1/cases',
    {
      schema: {
        summary: 'Open cases, heaviest first',
        response: { 200: z.object({ cases: z.array(schemas.queueItem) }) },
      },
    },
    async () => ({ cases: engine.ranking.items().filter((q) => q.case) }),
  )

  api.get(
    '/v1/cases/:id',
    {
      schema: {
        summary: 'One case with everything that stands about its subject',
        params: z.object({ id: z.string() }),
        response: { 200: schemas.subject },
      },
    },
    async (request) => {
      const { params } = request
      const found = engine.ranking.items().find((q) => q.case === params.id)
      const view = found && (await subjectView(context, found.subject, isCounsel(request, access)))
      if (!view) throw new Problem(404, `There is no case ${shown(params.id)}: GET /v1/cases lists them.`)
      return view
    },
  )

  api.get(
    '/v1/subjects/:ref',
    {
      schema: {
        summary: 'One subject with everything that stands about it, listed or not',
        params: z.object({ ref: z.string().describe('such as person:W-17, URL-encoded') }),
        response: { 200: schemas.subject },
      },
    },
    async (request) => {
      const { params } = request
      const ref = schemas.subjectRef.safeParse(params.ref)
      if (!ref.success)
        throw new Problem(400, `${shown(params.ref)} is not a subject: expected one such as person:W-17.`)
      const view = await subjectView(context, ref.data as SubjectRef, isCounsel(request, access))
      if (!view) throw new Problem(404, `Nothing is known of ${shown(params.ref)}.`)
      return view
    },
  )
}

/** A value from a request, safe to repeat in a message. */
export function shown(value: string): string {
  return JSON.stringify(value.length > 60 ? `${value.slice(0, 60)}…` : value)
}
