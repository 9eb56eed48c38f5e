import { z } from 'zod'
import { configuredBy } from './access.ts'
import { type Routes, typed } from './context.ts'

/** The simulated demo company comes and goes in one step each. */
export const demoRoutes: Routes = async (app, { demo }) => {
  const api = typed(app)

  api.delete(
    '/v1/demo',
    {
      config: { seenBy: configuredBy },
      schema: {
        summary: 'Removes the simulated demo company',
        response: { 204: z.null().describe('Removed') },
      },
    },
    async (_, reply) => {
      await demo.remove()
      return reply.code(204).send(null)
    },
  )

  api.post(
    '/v1/demo',
    {
      config: { seenBy: configuredBy },
      schema: {
        summary: 'Loads the simulated demo company anew',
        response: { 204: z.null().describe('Loaded and judged') },
      },
    },
    async (_, reply) => {
      await demo.load()
      return reply.code(204).send(null)
    },
  )
}
