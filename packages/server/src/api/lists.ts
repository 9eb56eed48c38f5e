import type { SanctionsLead } from '@telltale/core'
import { pseudonym } from '@telltale/core'
import { z } from 'zod'
import { listViews } from '../intel/views.ts'
import { configurationSeenBy } from './access.ts'
import { type Routes, typed } from './context.ts'
import { readerOf } from './reader.ts'
import * as schemas from './schemas-of-applicants.ts'

/** The reference lists, and what counsel alone is shown of them. */
export const listRoutes: Routes = async (app, context) => {
  const { store, engine, lists, now } = context
  const api = typed(app)

  api.get(
    '/v1/lists',
    {
      config: { seenBy: configurationSeenBy },
      schema: {
        summary: 'Every reference list with source, date, licence, size and age',
        response: {
          200: z.object({ lists: z.array(schemas.list), problems: z.array(z.string()).readonly() }),
        },
      },
    },
    async () => {
      const open = lists.current()
      return { lists: listViews(open, now()), problems: open.problems }
    },
  )

  api.post(
    '/v1/lists/reload',
    {
      config: { access: 'token' },
      schema: {
        summary:
          'Opens the lists anew now, rather than within a minute, after "telltale intel" has changed them',
        response: { 200: z.object({ changed: z.boolean() }) },
      },
    },
    async () => ({ changed: lists.reload() }),
  )

  api.get(
    '/v1/leads',
    {
      config: { seenBy: ['counsel'] },
      schema: {
        summary:
          'Applicants who agree with an entry of the sanctions list in more than the name; for counsel alone',
        response: { 200: z.object({ leads: z.array(schemas.lead) }) },
      },
    },
    async (request) => {
      const { sees } = readerOf(request)
      const leads: SanctionsLead[] = []
      for (const { id, audience } of engine.detectors.values()) {
        if (audience !== 'counsel') continue
        for (const e of await store.evidence({ detector: id, limit: 1000 }))
          if (e.is === 'evidence' && e.subjects.every(sees))
            leads.push({
              ...{
                subject: e.subject,
                pseudonym: pseudonym(e.subject),
                says: e.says,
                at: e.to,
                lists: e.lists,
              },
            })
      }
      return { leads }
    },
  )
}
