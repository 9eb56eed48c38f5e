import { isSimulated, type Millis, type SubjectRef } from '@telltale/core'
import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { type App, type Context, typed } from '../../api/context.ts'
import { Problem } from '../../api/problem.ts'
import { readerOf } from '../../api/reader.ts'
import type { Config } from '../../config.ts'
import type { Policies } from '../policy.ts'
import { kindsOfChecks, kindsOfEchoes } from '../sensors.ts'
import { type Check, type Checks, ended, idOf, newSecret, openFor, reasons, stateOf } from './checks.ts'
import type { Sessions } from './sessions.ts'

const hour: Millis = 3_600_000
const asked = z
  .string()
  .regex(/^(?:person|application):[^\s]{1,200}$/, 'expected person: or application: and an id')
const named = z.string().regex(/^device:[^\s]{1,200}$/, 'expected device: and an id')

export const checkView = z
  .object({
    id: z.string(),
    subject: z.string(),
    device: z.string().optional(),
    reason: z.enum(reasons),
    from: z.string(),
    by: z.enum(['console', 'token']),
    state: z.enum(['sent', 'opened', 'declined', 'done', 'revoked', 'expired']),
    sentAt: z.number(),
    expiresAt: z.number(),
    openedAt: z.number().optional(),
    endedAt: z.number().optional(),
    networks: z.array(z.string()).describe('the /24 or /48 it was opened in'),
    mobile: z.boolean().optional().describe('opened on a phone: not about the device'),
    instead: z.boolean().optional().describe('declined, and wishes for a check that is not about timing'),
    took: z
      .object({ rows: z.number(), setAside: z.number(), touched: z.number(), missed: z.number() })
      .optional(),
    refusals: z.array(z.object({ at: z.number(), why: z.string() })),
  })
  .meta({ id: 'PresenceCheck' })

function viewOf(check: Check, now: Millis): z.infer<typeof checkView> {
  const { is: _, bound, ...rest } = check
  return {
    ...rest,
    state: stateOf(check, now),
    networks: Object.values(bound?.networks ?? {}),
    ...(bound && { mobile: bound.mobile }),
  }
}

/** For the one who asks: sending a check, seeing what became of it, taking it back. */
export function senderRoutes(
  app: App,
  { config, now, timing }: Context,
  policy: Policies,
  kept: Checks,
  running: Sessions,
): void {
  const api = typed(app)

  api.post(
    '/v1/presence-checks',
    {
      schema: {
        summary: 'Makes a presence check: a link that is good once, for one person',
        description: 'The link is in this answer and nowhere else; only a digest of it is stored.',
        body: z
          .object({
            subject: asked,
            device: named.optional().describe('where it is to be opened; the person is told'),
            reason: z.enum(reasons).default('re-verification'),
            from: z.string().trim().min(1).max(100).optional().describe('who asks, as the person is told'),
            hours: z.number().int().min(1).max(720).default(48),
          })
          .strict(),
        response: { 201: z.object({ link: z.string(), check: checkView }) },
      },
    },
    async (request, reply) => {
      const { subject, device, reason, from, hours } = request.body
      if (!(await policy.get()).presence)
        throw new Problem(
          403,
          'The policy of this company switches presence checks off: a person can switch them on in Settings.',
        )
      if (isSimulated(subject as SubjectRef) || (device && isSimulated(device as SubjectRef)))
        throw new Problem(409, 'This person is simulated: nobody would open the link. Nothing was sent.')
      const why = await timing.refusal([subject, ...(device ? [device] : [])] as SubjectRef[], [
        ...kindsOfChecks,
        ...kindsOfEchoes,
      ])
      if (why) throw new Problem(403, `${why} Nothing was sent.`)
      const secret = newSecret()
      const check: Check = {
        id: idOf(secret),
        subject: subject as SubjectRef,
        ...(device && { device: device as SubjectRef }),
        reason,
        from: from ?? config.company,
        by: request.headers.authorization === undefined ? 'console' : 'token',
        sentAt: now(),
        expiresAt: now() + hours * hour,
        is: 'sent',
        refusals: [],
      }
      await kept.add(check)
      return reply
        .code(201)
        .send({ link: `${baseOf(config, request)}/check#${secret}`, check: viewOf(check, now()) })
    },
  )

  api.get(
    '/v1/presence-checks',
    {
      schema: {
        summary: 'Presence checks and what became of them, newest first',
        querystring: z.object({ subject: asked.optional() }),
        response: { 200: z.array(checkView) },
      },
    },
    async (request) => {
      const { sees } = readerOf(request)
      const checks = await kept.list(request.query.subject as SubjectRef | undefined)
      return checks.filter((c) => sees(c.subject)).map((c) => viewOf(c, now()))
    },
  )

  api.post(
    '/v1/presence-checks/:id/revoke',
    {
      schema: {
        summary: 'Takes a check back: its link stops working, and what it has measured is thrown away',
        params: z.object({ id: z.string() }),
        response: { 200: checkView },
      },
    },
    async (request) => {
      const { id } = request.params
      const { sees } = readerOf(request)
      const mine = (await kept.list()).some((c) => c.id === id && sees(c.subject))
      if (!mine) throw new Problem(404, 'There is no such check: GET /v1/presence-checks lists them.')
      const check = await kept.change(id, async (before) => {
        const state = stateOf(before, now())
        if (state !== 'sent' && state !== 'opened') return [before, before]
        const after = ended(before, 'revoked', now())
        return [after, after]
      })
      if (!check) throw new Problem(404, 'There is no such check: GET /v1/presence-checks lists them.')
      if (check.is === 'revoked') running.end(id)
      return viewOf(check, now())
    },
  )
}

/** Minutes that somebody has from agreeing to the end. */
export const minutesOpen = openFor / 60_000

/**
 * Where the person will open the link. Behind a proxy that is the name it answers to, with TLS; on this machine it
 * is `localhost`, because no authenticator answers to an address.
 */
function baseOf({ names }: Config, request: FastifyRequest): string {
  if (names[0]) return `https://${names[0]}`
  const host = (request.headers.host ?? 'localhost').replace(/^(?:127\.0\.0\.1|\[::1\])(?=:|$)/, 'localhost')
  return `${request.protocol}://${host}`
}
