import type { HuntView } from '@telltale/core'
import { z } from 'zod'
import { huntBody } from '../hunts/hunt-file.ts'
import { HuntProblem } from '../hunts/problem.ts'
import { tablesOf } from '../hunts/sql/views.ts'
import { type Routes, typed } from './context.ts'
import { Problem } from './problem.ts'
import { readerOf } from './reader.ts'
import * as schemas from './schemas-of-hunts.ts'

const statuses = { wrong: 400, unknown: 404, busy: 409, stopped: 408 } as const

/** Saved hypotheses, and what one would have raised on history. */
export const huntRoutes: Routes = async (app, { hunts }) => {
  const api = typed(app)
  const names = z.object({ name: z.string().max(100) })

  api.get(
    '/v1/hunts',
    {
      schema: {
        summary: 'Saved hunts, and the views that SQL may read',
        response: { 200: schemas.hunts },
      },
    },
    async () => ({
      ...hunts.saved.all(),
      ...(hunts.noSql && { noSql: hunts.noSql }),
      views: tablesOf(),
    }),
  )

  api.put(
    '/v1/hunts/:name',
    {
      schema: {
        summary: 'Saves a hunt in TELLTALE_HOME, in place of an earlier one of its name',
        params: names,
        body: huntBody,
        response: { 200: schemas.hunt },
      },
    },
    async ({ params: { name }, body }) =>
      asProblem(async () => hunts.saved.save({ name, ...body } as Omit<HuntView, 'shipped'>)),
  )

  api.delete(
    '/v1/hunts/:name',
    {
      schema: { summary: 'Removes a hunt of the company’s own', params: names, response: { 204: z.null() } },
    },
    async ({ params }, reply) => {
      await asProblem(async () => hunts.saved.remove(params.name))
      return reply.code(204).send(null)
    },
  )

  api.post(
    '/v1/hunts/run',
    {
      config: { scope: 'read' },
      schema: {
        summary: 'Runs a hunt on history and keeps nothing of it; ends when the caller hangs up',
        body: schemas.huntRequest,
        response: { 200: schemas.huntRun },
      },
    },
    async (request, reply) => {
      const { role, sees } = readerOf(request)
      const hungUp = new AbortController()
      const left = () => {
        if (!reply.raw.writableEnded)
          hungUp.abort(new HuntProblem('Nobody waits for it any more.', 'stopped'))
      }
      reply.raw.on('close', left)
      try {
        return await asProblem(() =>
          hunts.run(request.body, { counsel: role === 'counsel', sees, signal: hungUp.signal }),
        )
      } finally {
        reply.raw.off('close', left)
      }
    },
  )
}

async function asProblem<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof HuntProblem)) throw error
    throw new Problem(statuses[error.is], error.message)
  }
}
