import type { StatusView, SubjectRef } from '@telltale/core'
import { z } from 'zod'
import { version } from '../version.ts'
import { isCounsel, isRecruiter, signedIn } from './access.ts'
import { type Routes, typed } from './context.ts'
import { Problem } from './problem.ts'
import * as schemas from './schemas.ts'
import { ranked, subjectView } from './views.ts'

/** What people look at: the queue, cases, subjects and farms. */
export const queueRoutes: Routes = async (app, context) => {
  const { store, config, access } = context
  const api = typed(app)

  const counts = async (farms?: number): Promise<StatusView['counts']> => ({
    ...(await store.counts()),
    farms: farms ?? (await ranked(context)).farms.length,
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
    async () => {
      const { items, farms } = await ranked(context)
      return { items, counts: await counts(farms.length) }
    },
  )

  api.get(
    '/v1/cases',
    {
      schema: {
        summary: 'Open cases, heaviest first',
        response: { 200: z.object({ cases: z.array(schemas.queueItem) }) },
      },
    },
    async () => ({ cases: (await ranked(context)).items.filter((q) => q.case) }),
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
      const found = (await store.queue()).find((q) => q.case === params.id)
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

  api.get(
    '/v1/farms',
    {
      schema: {
        summary: 'Groups of cases that are tied by what they share',
        response: { 200: z.object({ farms: z.array(schemas.farm) }) },
      },
    },
    async () => ({ farms: (await ranked(context)).farms }),
  )

  api.get(
    '/v1/farms/:id',
    {
      schema: {
        summary: 'One farm',
        params: z.object({ id: z.string() }),
        response: { 200: schemas.farm },
      },
    },
    async ({ params }) => {
      const found = (await ranked(context)).farms.find((f) => f.id === params.id)
      if (!found) throw new Problem(404, `There is no farm ${shown(params.id)}: GET /v1/farms lists them.`)
      return found
    },
  )
}

/** A value from a request, safe to repeat in a message. */
function shown(value: string): string {
  return JSON.stringify(value.length > 60 ? `${value.slice(0, 60)}…` : value)
}
