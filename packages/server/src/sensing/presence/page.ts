import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Context } from '../../api/context.ts'
import { Problem } from '../../api/problem.ts'
import type { Policies } from '../policy.ts'
import type { Tickets } from '../tickets.ts'
import { type Check, openFor, reasons, type State } from './checks.ts'
import { aboutOf } from './rows.ts'
import { knownOf } from './touch.ts'

/** Why nothing more can be done with a check, for the person who has its link. */
export const over: Partial<Record<State, string>> & Record<'opened' | 'done', string> = {
  opened:
    'This link has been opened already. It works once, in the tab that opened it first; whoever sent it can send another.',
  done: 'This check is finished, and nothing more is taken. Whoever sent it can send another.',
  declined: 'This check was declined. That is recorded as declined and held against nobody.',
  expired: 'This link has expired. Whoever sent it can send another.',
  revoked: 'This check was taken back by whoever sent it. There is nothing to do.',
}

export function unknownLink(): Problem {
  return new Problem(
    404,
    'This link is not known here. It may have been cut off when it was copied: open it whole, or ask for another.',
  )
}

/** What the person is told of who asks and why. */
export const toldReply = {
  company: z.string(),
  reason: z.enum(reasons),
  from: z.string(),
  device: z.string().optional(),
  expiresAt: z.number(),
}
/** And what the page of an open check works with. */
export const openedReply = z.object({
  ...toldReply,
  check: z.string(),
  ticket: z.string(),
  until: z.number(),
  /** An authenticator of an earlier check can be asked for again. */
  known: z.boolean(),
})

export interface Page {
  told(check: Check): Omit<z.infer<typeof openedReply>, 'check' | 'ticket' | 'until' | 'known'>
  opened(check: Check): Promise<z.infer<typeof openedReply>>
  /** Throws while the policy switches presence checks off. */
  allowed(): Promise<void>
}

export function page({ config, store }: Context, policy: Policies, tickets: Tickets): Page {
  const told: Page['told'] = ({ reason, from, device, expiresAt }) => ({
    company: config.company,
    reason,
    from,
    ...(device && { device: device.slice('device:'.length) }),
    expiresAt,
  })
  return {
    told,
    async opened(check) {
      const until = check.openedAt! + openFor
      return {
        ...told(check),
        check: check.id,
        ticket: tickets.issue({ about: aboutOf(check), origins: [], expiresAt: until, check: check.id }),
        until,
        known: (await knownOf(store, check.subject)) !== undefined,
      }
    },
    async allowed() {
      if (!(await policy.get()).presence)
        throw new Problem(403, 'Presence checks are switched off at the moment; nothing is measured.')
    },
  }
}

export function userAgentOf(request: FastifyRequest): string {
  return (request.headers['user-agent'] ?? '').slice(0, 300)
}
