import { z } from 'zod'
import { cookieIn, takeCookie } from '../accounts/cookie.ts'
import { letIn, turnAway } from '../accounts/sign-in.ts'
import { addressOf } from '../config.ts'
import { roles, sessionCookie } from './access.ts'
import { type Routes, typed } from './context.ts'
import { Problem } from './problem.ts'

/** Who is signed in; signing in by a one-time link, and out. The other ways in are in accounts/. */
export const sessionRoutes: Routes = async (app, context) => {
  const { access, accounts, audit, config, store } = context
  const api = typed(app)

  api.get(
    '/v1/session',
    {
      config: { access: 'open' },
      schema: {
        summary: 'Whether the caller is signed in, as whom, and how one can sign in',
        response: {
          200: z.object({
            signedIn: z.boolean(),
            role: z.enum(roles).optional(),
            account: z
              .object({ id: z.string(), name: z.string() })
              .optional()
              .describe('absent for a link made on Telltale’s own machine for a role'),
            ways: z.object({
              accounts: z.boolean().describe('whether anybody has an account'),
              oidc: z.string().optional().describe('what the identity provider is called'),
            }),
            company: z.string(),
            demo: z.boolean(),
          }),
        },
      },
    },
    async (request) => {
      const demo = (await store.simulated()) > 0
      const account = accounts.sessions.find(cookieIn(request, sessionCookie))?.account
      const listed = accounts.all()
      const named = account && listed.includes(account)
      return {
        signedIn: account !== undefined,
        ...(account && { role: account.roles[0] }),
        ...(named && { account: { id: account.id, name: account.name } }),
        ways: { accounts: listed.length > 0, ...(config.oidc && { oidc: config.oidc.name }) },
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
        response: { 204: z.null().describe('Signed in for at most twelve hours') },
      },
    },
    async (request, reply) => {
      const link = accounts.links.take(request.body.token, 'sign-in')
      const account = link && accounts.get(link.account)
      if (account?.state !== 'active') {
        await turnAway(context, request, 'link')
        throw new Problem(
          401,
          'This sign-in link has been used or is older than 15 minutes: "npx telltale sign-in" prints a new one.',
        )
      }
      await letIn(context, request, reply, { account, way: 'link' })
      return reply.code(204).send(null)
    },
  )

  api.delete(
    '/v1/session',
    {
      config: { access: 'open' },
      schema: { summary: 'Signs out', response: { 204: z.null().describe('Signed out') } },
    },
    async (request, reply) => {
      const session = cookieIn(request, sessionCookie)
      const ended = session ? accounts.sessions.end(session) : undefined
      if (ended) {
        await accounts.written()
        await audit.record({ by: ended.account, did: 'sign-in.ended' })
      }
      return takeCookie(reply, sessionCookie).code(204).send(null)
    },
  )

  api.post(
    '/v1/sign-in-links',
    {
      config: { access: 'token', scope: 'operator' },
      schema: {
        summary: 'A new one-time sign-in link, for whoever holds the bearer token of this machine',
        body: z
          .object({
            as: z.enum(roles).default('analyst'),
            account: z.string().max(100).optional().describe('in place of a role: for this account'),
          })
          .nullish(),
        response: { 200: z.object({ link: z.string(), expiresAt: z.number() }) },
      },
    },
    async ({ body }) => {
      const account = body?.account === undefined ? undefined : accounts.named(body.account)
      if (body?.account !== undefined && account?.state !== 'active')
        throw new Problem(
          404,
          `There is no active account ${JSON.stringify(body.account)}: "telltale account list" shows them.`,
        )
      const { token, expiresAt } = access.issue(account ? { account: account.id } : body?.as)
      await accounts.written()
      const details = { link: true, account: account?.id ?? `local-${body?.as ?? 'analyst'}` }
      await audit.record({ by: 'token:telltale', did: 'sign-in.link-made', details })
      return { link: signInLink(config, token), expiresAt }
    },
  )
}

/** The token rides in the fragment: browsers keep it to themselves, so it is in no log. */
export function signInLink(config: Parameters<typeof addressOf>[0], token: string): string {
  return `${addressOf(config)}/sign-in#${token}`
}
