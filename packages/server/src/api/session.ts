import { z } from 'zod'
import { addressOf } from '../config.ts'
import { roles, sessionCookie, sessionLife } from './access.ts'
import { type Routes, typed } from './context.ts'
import { Problem } from './problem.ts'

/** Signing in: a one-time token from a link becomes a session cookie. */
export const sessionRoutes: Routes = async (app, { access, config, store }) => {
  const api = typed(app)
  const cookie = { path: '/', httpOnly: true, sameSite: 'strict' as const }

  api.get(
    '/v1/session',
    {
      config: { access: 'open' },
      schema: {
        summary: 'Whether the caller is signed in',
        response: {
          200: z.object({
            signedIn: z.boolean(),
            role: z.enum(roles).optional(),
            company: z.string(),
            demo: z.boolean(),
          }),
        },
      },
    },
    async (request) => {
      const demo = (await store.simulated()) > 0
      const role = access.roleOf(request.cookies[sessionCookie])
      return {
        signedIn: role !== undefined,
        ...(role && { role }),
        company: demo ? 'Larkspur Instruments (simulated)' : config.company,
        demo,
      }
    },
  )

  api.post(
    '/v1/session',
    {
      config: { access: 'open', rateLimit: { max: 10, timeWindow: 60_000 } },
      schema: {
        summary: 'Uses up a one-time token, and answers with the session cookie',
        body: z.object({ token: z.string().min(1).max(200) }),
        response: { 204: z.null().describe('Signed in for twelve hours') },
      },
    },
    async (request, reply) => {
      const session = access.exchange(request.body.token)
      if (!session)
        throw new Problem(
          401,
          'This sign-in link has been used or is older than 15 minutes: "npx telltale sign-in" prints a new one.',
        )
      return reply
        .setCookie(sessionCookie, session, { ...cookie, maxAge: sessionLife / 1000 })
        .code(204)
        .send(null)
    },
  )

  api.delete(
    '/v1/session',
    {
      config: { access: 'open' },
      schema: { summary: 'Signs out', response: { 204: z.null().describe('Signed out') } },
    },
    async (request, reply) => {
      const session = request.cookies[sessionCookie]
      if (session) access.end(session)
      return reply.clearCookie(sessionCookie, cookie).code(204).send(null)
    },
  )

  api.post(
    '/v1/sign-in-links',
    {
      config: { access: 'token' },
      schema: {
        summary: 'A new one-time sign-in link, for whoever holds the bearer token',
        body: z.object({ as: z.enum(roles).default('analyst') }).nullish(),
        response: { 200: z.object({ link: z.string(), expiresAt: z.number() }) },
      },
    },
    async ({ body }) => {
      const { token, expiresAt } = access.issue(body?.as)
      return { link: signInLink(config, token), expiresAt }
    },
  )
}

/** The token rides in the fragment: browsers keep it to themselves, so it is in no log. */
export function signInLink(config: Parameters<typeof addressOf>[0], token: string): string {
  return `${addressOf(config)}/sign-in#${token}`
}
