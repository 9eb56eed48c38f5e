import type { Routes } from '../api/context.ts'
import { budgetRoutes } from './budget-routes.ts'
import { modelRoutes } from './model-routes.ts'
import { promotionRoutes } from './promotion-routes.ts'
import { suppressionRoutes } from './suppression-routes.ts'

/** What people set about how evidence counts. */
export const tuningRoutes: Routes = async (app, context) => {
  for (const routes of [suppressionRoutes, promotionRoutes, modelRoutes, budgetRoutes])
    await app.register(routes, context)
}
