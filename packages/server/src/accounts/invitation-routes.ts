import type { Account } from '@telltale/core'
import { z } from 'zod'
import { type Context, type Routes, typed } from '../api/context.ts'
import { Problem } from '../api/problem.ts'
import { longestPassword, shortestPassword, unfit } from './password-rules.ts'
import { letIn } from './sign-in.ts'
import { asProblem, busy, ceremony } from './sign-in-routes.ts'

const open = { access: 'open' as const, rateLimit: { max: 20, timeWindow: 60_000 } }
const token = z.string().min(1).max(200)

/** What the person invited does: looks, and sets a password or a passkey. The link is used up by that, not by looking. */
export const invitationRoutes: Routes = async (app, context) => {
  const { accounts, config } = context
  const api = typed(app)

  const invited = (link: string): Account => {
    const found = accounts.links.look(link, 'invitation')
    const account = found && accounts.get(found.account)
    if (account?.state !== 'active')
      throw new Problem(
        401,
        'This invitation has been used, or is older than three days: ask who sent it for a new one.',
      )
    return account
  }

  api.post(
    '/v1/invitations/look',
    {
      config: open,
      schema: {
        summary: 'Whom an invitation is for',
        body: z.object({ token }),
        response: { 200: z.object({ account: z.string(), name: z.string(), role: z.string() }) },
      },
    },
    async ({ body }) => {
      const { id, name, roles } = invited(body.token)
      return { account: id, name, role: roles[0] }
    },
  )

  api.post(
    '/v1/invitations/password',
    {
      config: open,
      schema: {
        summary: 'Sets the password of who was invited, and signs in',
        body: z.object({ token, password: z.string().min(1).max(1000) }),
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      const { token, password } = request.body
      const account = invited(token)
      await setPassword(context, account, password)
      accounts.links.take(token, 'invitation')
      await letIn(context, request, reply, { account, way: 'password' })
      return reply.code(204).send(null)
    },
  )

  api.post(
    '/v1/invitations/passkey/options',
    {
      config: open,
      schema: {
        summary: 'Begins making the passkey of who was invited',
        body: z.object({ token }),
        response: { 200: ceremony },
      },
    },
    async (request) =>
      accounts.passkeys
        .offer(invited(request.body.token), config.company, request.headers.host)
        .catch(asProblem),
  )

  api.post(
    '/v1/invitations/passkey',
    {
      config: open,
      schema: {
        summary: 'Keeps the passkey of who was invited, and signs in',
        body: z.object({ token, ceremony: z.string().max(100), response: z.looseObject({}) }),
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      const { token, ceremony, response } = request.body
      const account = invited(token)
      const { host } = request.headers
      const made = await accounts.passkeys
        .add(ceremony, account.id, response, 'First passkey', host)
        .catch(asProblem)
      accounts.links.take(token, 'invitation')
      await recordCredential(context, account, 'passkey-added', { passkey: made.name })
      await letIn(context, request, reply, { account, way: 'passkey' })
      return reply.code(204).send(null)
    },
  )
}

/** Sets a password that keeps the rules, and records that it was set. */
export async function setPassword(context: Context, account: Account, password: string): Promise<void> {
  const { accounts, config, now } = context
  const about = [account.id, account.name, account.email ?? '', config.company]
  const problem = unfit(password, about)
  if (problem)
    throw new Problem(400, problem, { rules: { shortest: shortestPassword, longest: longestPassword } })
  await accounts.passwords.set(account.id, password, now()).catch(busy)
  await recordCredential(context, account, 'password-set')
}

export async function recordCredential(
  { accounts, audit }: Context,
  account: Account,
  did: 'password-set' | 'passkey-added' | 'passkey-removed',
  details: Record<string, string> = {},
): Promise<void> {
  await accounts.written()
  await audit.record({ by: account.id, did: `sign-in.${did}`, details })
}
