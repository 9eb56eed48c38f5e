import { type LeadsView, pseudonym, score } from '@telltale/core'
import { byModel } from '../engine/treating.ts'
import { type Context, type Routes, typed } from './context.ts'
import { itemsOf } from './farm-views.ts'
import { type Reader, readerOf } from './reader.ts'
import * as schemas from './schemas-of-links.ts'

/** Whom a confirmed case leads to. Leads weigh nothing and list nobody. */
export const leadRoutes: Routes = async (app, context) => {
  typed(app).get(
    '/v1/confirmed-leads',
    {
      schema: {
        summary: 'Everybody within two strong links of a confirmed case, with the path; weighs nothing',
        response: { 200: schemas.leads },
      },
    },
    (request) => leadsView(context, readerOf(request)),
  )
}

/** The likeliest first; who was cleared before comes last. Those whose own case is confirmed are no leads any more. */
async function leadsView(context: Context, reader: Reader): Promise<LeadsView> {
  const { ranking } = context.engine
  const confirmed = ranking.confirmed().filter((s) => reader.sees(s))
  const all = new Set(confirmed)
  const near = ranking.leads().filter((l) => !all.has(l.subject))
  const items = await itemsOf(
    context,
    near.map((l) => l.subject),
    reader,
  )
  const standing = await context.store.standing([...items.keys()])
  const scores = new Map(
    [...standing].map(([s, evidence]) => {
      const { directory, tuning } = context.engine
      const { model, whom } = byModel(directory, tuning.model, s, evidence)
      return [s, score(evidence, model, whom)]
    }),
  )
  const leads = ranking
    .leads(scores)
    .filter((l) => !all.has(l.subject) && items.has(l.subject) && reader.sees(l.confirmed))
    .filter((l) => l.path.every((step) => reader.sees(step.to)))
    .sort(
      (a, b) =>
        Number(a.cleared ?? false) - Number(b.cleared ?? false) ||
        b.after - a.after ||
        (a.subject < b.subject ? -1 : 1),
    )
  return {
    leads: leads.map(({ path, ...lead }) => ({
      ...lead,
      item: items.get(lead.subject)!,
      confirmedPseudonym: pseudonym(lead.confirmed),
      path: path.map((step) => ({ ...step, pseudonym: pseudonym(step.to) })),
    })),
    confirmed: confirmed.map((subject) => ({ subject, pseudonym: pseudonym(subject) })),
  }
}
