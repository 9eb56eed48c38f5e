import { z } from 'zod'
import { configurationSeenBy } from './access.ts'
import { type Routes, typed } from './context.ts'
import { Problem } from './problem.ts'
import * as schemas from './schemas.ts'
import { detectorView } from './views.ts'

/** What judges. */
export const detectorRoutes: Routes = async (app, { engine }) => {
  const api = typed(app)

  api.get(
    '/v1/detectors',
    {
      config: { seenBy: configurationSeenBy },
      schema: {
        summary: 'Every detector, the company’s own ones included',
        response: { 200: z.object({ detectors: z.array(schemas.detector) }) },
      },
    },
    async () => ({ detectors: engine.plan.detectors.map(detectorView) }),
  )

  api.get(
    '/v1/detectors/*',
    {
      config: { seenBy: configurationSeenBy },
      schema: {
        summary: 'One detector; its id has a slash, as in /v1/detectors/network/layer-gap',
        params: z.object({ '*': z.string() }),
        response: { 200: schemas.detector },
      },
    },
    async ({ params }) => {
      const found = engine.detectors.get(params['*'])
      if (!found) throw new Problem(404, 'There is no such detector: GET /v1/detectors lists them.')
      return detectorView(found)
    },
  )
}
