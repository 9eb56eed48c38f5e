import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { type App, type Context, typed } from '../../api/context.ts'
import { Problem } from '../../api/problem.ts'
import { addressOfClient } from '../client.ts'
import type { Policies } from '../policy.ts'
import { isKey, networkOf, shown } from './binding.ts'
import { type Check, type Checks, ended, idOf, type State, stateOf } from './checks.ts'
import { openedReply, over, type Page, toldReply, unknownLink, userAgentOf } from './page.ts'
import type { Sessions } from './sessions.ts'

const limited = (max: number) => ({ access: 'open' as const, rateLimit: { max, timeWindow: 60_000 } })
const link = z.string().min(1).max(100)

/** For the person who has a link: nobody signs in. Its secret opens the check, once; then the browser's key proves. */
export function personRoutes(
  app: App,
  { now }: Context,
  policy: Policies,
  { told, opened, allowed }: Page,
  kept: Checks,
  running: Sessions,
): void {
  const api = typed(app)

  api.post(
    '/v1/presence/look',
    {
      config: limited(60),
      schema: {
        summary: 'What a link is about. Uses nothing up: programs that preview links may ask',
        body: z.object({ link }).strict(),
        response: { 200: z.object({ ...toldReply, state: z.string(), says: z.string().optional() }) },
      },
    },
    async ({ body }) => {
      const check = await kept.find(idOf(body.link))
      if (!check) throw unknownLink()
      const state = stateOf(check, now())
      const off = !(await policy.get()).presence
      return {
        ...told(check),
        state: off && state === 'sent' ? 'off' : state,
        says:
          off && state === 'sent'
            ? 'Presence checks are switched off at the moment. There is nothing to do.'
            : over[state],
      }
    },
  )

  api.post(
    '/v1/presence/open',
    {
      config: limited(20),
      schema: {
        summary: 'The person agrees: opens the check, once, and binds it to this browser and network',
        body: z
          .object({
            link,
            agreed: z.literal(true),
            key: z.string().max(300).describe('the browser’s public key: P-256, SPKI DER in base64'),
          })
          .strict(),
        response: { 200: openedReply },
      },
    },
    async (request) => {
      const { body } = request
      await allowed()
      const networks = networkOf(addressOfClient(request))
      if (!networks || !isKey(body.key))
        throw new Problem(400, 'key is not a P-256 public key (SPKI DER in base64): nothing was opened.')
      const id = idOf(body.link)
      const check = await kept.change(id, async (before) => {
        const state = stateOf(before, now())
        if (state !== 'sent') return [before, undefined]
        const userAgent = userAgentOf(request)
        const bound = { networks, key: body.key, userAgent, mobile: isMobile(request) }
        const after: Check = { ...before, is: 'opened', openedAt: now(), bound }
        return [after, after]
      })
      if (check) {
        running.begin(id, now())
        return opened(check)
      }
      const there = await kept.find(id)
      if (!there) throw unknownLink()
      const state = stateOf(there, now())
      await kept.refuse(id, now(), `opened again (${state}), from ${shown(networks)}`)
      throw new Problem(409, over[state] ?? over.opened!)
    },
  )

  api.post(
    '/v1/presence/decline',
    {
      config: limited(20),
      schema: {
        summary: 'The person would rather not. Recorded as declined; no detector reads it',
        body: z
          .object({ link, instead: z.boolean().default(false).describe('asks for one not about timing') })
          .strict(),
        response: { 200: z.object({ state: z.literal('declined') }) },
      },
    },
    async ({ body }) => {
      const state = await kept.change<State>(idOf(body.link), async (before) => {
        const was = stateOf(before, now())
        if (was !== 'sent') return [before, was]
        const { instead } = body
        return [{ ...ended(before, 'declined', now()), instead }, 'declined']
      })
      if (!state) throw unknownLink()
      if (state !== 'declined') throw new Problem(409, over[state] ?? over.opened!)
      return { state: 'declined' as const }
    },
  )
}

/** What the browser says of itself (User-Agent Client Hints; MDN, browser detection). */
function isMobile(request: FastifyRequest): boolean {
  return request.headers['sec-ch-ua-mobile'] === '?1' || /\bMobi/.test(userAgentOf(request))
}
