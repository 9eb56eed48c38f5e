import { adminRoutes } from './admin-routes.ts'
import { invitationRoutes } from './invitation-routes.ts'
import { ownRoutes } from './own-routes.ts'
import { peopleRoutes } from './people.ts'
import { revealRoutes } from './reveal.ts'
import { signInRoutes } from './sign-in-routes.ts'

/** Everything that is asked about accounts. */
export const accountRoutes = [
  signInRoutes,
  invitationRoutes,
  ownRoutes,
  adminRoutes,
  peopleRoutes,
  revealRoutes,
]
