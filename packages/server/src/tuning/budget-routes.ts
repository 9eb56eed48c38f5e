import {
  type Arrival,
  type BudgetLine,
  belowTheLine,
  budgetEffect,
  budgetOf,
  day,
  type QueueItem,
} from '@telltale/core'
import { type Context, type Routes, typed } from '../api/context.ts'
import { type Reader, readerOf } from '../api/reader.ts'
import { effectDays } from './effect.ts'
import * as schemas from './schemas.ts'

/** A ceiling on how many a day a team is to look at: what is beyond it stays in sight, below a line. */
export const budgetRoutes: Routes = async (app, context) => {
  const { tuner, engine, now } = context
  const api = typed(app)
  const view = (reader: Reader) => ({
    perDay: budgetOf(engine.tuning),
    history: [...engine.tuning.budgets].reverse(),
    today: lineOf(context, reader),
  })

  api.get(
    '/v1/alert-budget',
    {
      schema: {
        summary: 'The ceiling on what a team is asked to look at in a day, and what stands below its line',
        response: { 200: schemas.budget },
      },
    },
    async (request) => view(readerOf(request)),
  )

  api.post(
    '/v1/alert-budget/preview',
    {
      schema: {
        summary: 'What another ceiling would have let through in the last 90 days',
        body: schemas.tryBudget,
        response: { 200: schemas.budgetPreview },
      },
    },
    async (request) => {
      const reader = readerOf(request)
      const arrivals = await arrivalsOf(context, reader)
      const decided = new Map((await engine.raw.dispositions()).map((d) => [d.subject, d.outcome as string]))
      const effect = budgetEffect(arrivals, decided, budgetOf(engine.tuning), request.body.perDay, effectDays)
      const first = Math.min(...arrivals.map((a) => a.at))
      const of = Math.ceil((now() - first) / day)
      return {
        ...effect,
        notes: [
          ...(arrivals.length === 0 ? ['Nobody came into the queue in that time.'] : []),
          ...(arrivals.length > 0 && of < effectDays
            ? [`Known since ${of} days only: before, nobody noted when somebody came into the queue.`]
            : []),
        ],
      }
    },
  )

  api.put(
    '/v1/alert-budget',
    {
      config: { seenBy: ['lead'] },
      schema: {
        summary: 'Sets the ceiling, or takes it away',
        body: schemas.setBudget,
        response: { 200: schemas.budget },
      },
    },
    async (request) => {
      const { perDay, owner, because } = request.body
      await tuner.setBudget(perDay, readerOf(request), owner, because)
      return view(readerOf(request))
    },
  )
}

/** Where the line stands in the queue as the reader sees it. */
export function lineOf({ engine, now }: Context, { sees }: Pick<Reader, 'sees'>): BudgetLine {
  const perDay = budgetOf(engine.tuning)
  const start = Math.floor(now() / day) * day
  const items = engine.ranking.items()
  const coming = items.filter(takesPlace)
  // The line is drawn over everybody: who is sealed to a reader must not show by where it lies.
  const below = perDay === null ? new Set() : belowTheLine(coming.map(arrivalOf), perDay)
  const today = coming.filter((q) => q.since! >= start && !below.has(q.subject) && sees(q.subject))
  return {
    ...{ day: start, perDay, above: today.length },
    below: items.flatMap((q) => (below.has(q.subject) && sees(q.subject) ? [q.subject] : [])),
  }
}

/** An open case whose score has fallen since takes no place in a budget: it is there because people have not closed it. */
function takesPlace({ since, score }: QueueItem): boolean {
  return since !== undefined && (score.listed || score.opens)
}

function arrivalOf({ subject, since, score }: QueueItem): Arrival {
  return { subject, at: since!, weight: score.weight }
}

/** Who came in within the time that previews look at: by the newest step of each, with its weight now where it is in the queue. */
async function arrivalsOf({ engine, now }: Context, { sees }: Pick<Reader, 'sees'>): Promise<Arrival[]> {
  const newest = new Map<string, Arrival>()
  for (const { subject, at, weight } of await engine.raw.begun(now() - effectDays * day))
    if (sees(subject)) newest.set(subject, { subject, at, weight })
  for (const item of engine.ranking.items())
    if (newest.has(item.subject) && takesPlace(item)) newest.set(item.subject, arrivalOf(item))
  return [...newest.values()]
}
