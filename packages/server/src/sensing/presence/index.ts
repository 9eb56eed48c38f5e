import type { FastifyRequest } from 'fastify'
import type { App, Context } from '../../api/context.ts'
import { addressOfClient } from '../client.ts'
import type { Policies } from '../policy.ts'
import type { Tickets } from '../tickets.ts'
import { within } from './binding.ts'
import { checks, stateOf } from './checks.ts'
import { openRoutes } from './open-routes.ts'
import { page, userAgentOf } from './page.ts'
import { personRoutes } from './person-routes.ts'
import { senderRoutes } from './sender-routes.ts'
import { sessions } from './sessions.ts'

/** What the echo socket asks of presence checks. */
export interface CheckLines {
  /** Whether a socket with a ticket of this check comes from where the check was opened. */
  admits(check: string, request: FastifyRequest): Promise<boolean>
  /** Round trips of a check wait until the person has finished. */
  hold(check: string, rows: readonly Record<string, unknown>[]): void
  /** `hand` hands over what the socket has measured so far. Gives what undoes it. */
  listen(check: string, hand: () => void): () => void
}

/** Presence checks: a link that a person is sent, agrees to, and spends two minutes on. */
export async function presenceChecks(
  app: App,
  context: Context,
  policy: Policies,
  tickets: Tickets,
): Promise<CheckLines> {
  const kept = checks(context.store)
  const running = sessions()
  senderRoutes(app, context, policy, kept, running)
  const told = page(context, policy, tickets)
  personRoutes(app, context, policy, told, kept, running)
  await openRoutes(app, context, told, kept, running)
  return {
    async admits(id, request) {
      const check = await kept.find(id)
      if (!check?.bound || stateOf(check, context.now()) !== 'opened') return false
      const same =
        check.bound.userAgent === userAgentOf(request) &&
        within(check.bound.networks, addressOfClient(request)) !== undefined
      if (!same) await kept.refuse(id, context.now(), 'another browser or network asked for echoes')
      return same
    },
    hold: (id, rows) => running.hold(id, rows),
    listen(id, hand) {
      const { lines } = running.of(id, context.now())
      lines.add(hand)
      return () => void lines.delete(hand)
    },
  }
}
