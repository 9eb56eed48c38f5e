import type { StatusView, SubjectRef } from '@telltale/core'
import { z } from 'zod'
import { noteRead } from '../accounts/reads.ts'
import { type Shown, shownTo } from '../accounts/sealing.ts'
import { lineOf } from '../tuning/budget-routes.ts'
import { version } from '../version.ts'
import { type Routes, typed } from './context.ts'
import { Problem } from './problem.ts'
import { readerOf, seesCases } from './reader.ts'
import * as schemas from './schemas.ts'
import { subjectView } from './views.ts'

/** What people look at: the queue and subjects. */
export const queueRoutes: Routes = async (app, context) => {
  const { store, config } = context
  const api = typed(app)

  /** What is sealed to the reader is in no count. Rows as they were taken in are counted whole: they tell of no case. */
  const counts = async ({ farms, hidden, hiddenEvidence }: Shown): Promise<StatusView['counts']> => {
    const all = await store.counts()
    return {
      ...all,
      subjects: all.subjects - hidden.length,
      evidence: all.evidence - hiddenEvidence,
      listed: all.listed - hidden.length,
      cases: all.cases - hidden.filter((q) => q.case).length,
      farms: farms.length,
    }
  }

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
      const { reader } = request
      if (!reader || !seesCases(reader)) return shown
      const counted = await counts(await shownTo(context, reader))
      return { ...shown, counts: counted, heardFrom: await store.heardFrom() }
    },
  )

  api.get(
    '/v1/queue',
    { schema: { summary: 'Listed subjects and cases, heaviest first', response: { 200: schemas.queue } } },
    async (request) => {
      const found = await shownTo(context, readerOf(request))
      const budget = lineOf(context, readerOf(request))
      return { items: found.items, budget, counts: await counts(found) }
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
      const reader = readerOf(request)
      const view = await subjectView(context, ref.data as SubjectRef, reader)
      if (view) await noteRead(context, reader, view.subject, view.case)
      if (!view) throw new Problem(404, `Nothing is known of ${shown(params.ref)}.`)
      return view
    },
  )
}

/** A value from a request, safe to repeat in a message. */
export function shown(value: string): string {
  return JSON.stringify(value.length > 60 ? `${value.slice(0, 60)}…` : value)
}
