import { caseRoles, type Role, roles } from '@telltale/core'
import { z } from 'zod'
import { type Routes, typed } from '../api/context.ts'

/** Who works on cases here: whom to assign one to, whom to seal one for, whose name stands beside an act. */
export const peopleRoutes: Routes = async (app, { accounts }) => {
  typed(app).get(
    '/v1/people',
    {
      schema: {
        summary: 'Accounts that work on cases: id, name and role',
        response: {
          200: z.object({
            people: z.array(z.object({ id: z.string(), name: z.string(), role: z.enum(roles) })),
          }),
        },
      },
    },
    async () => ({
      people: accounts
        .all()
        .filter((a) => a.state === 'active' && (caseRoles as readonly Role[]).includes(a.roles[0]))
        .map((a) => ({ id: a.id, name: a.name, role: a.roles[0] })),
    }),
  )
}
