import type { Account, SubjectRef } from '@telltale/core'
import { z } from 'zod'
import { type Context, type Routes, typed } from '../api/context.ts'
import { Problem } from '../api/problem.ts'
import { readerOf } from '../api/reader.ts'
import type { ApiToken } from '../store/accounts.ts'
import { AccountProblem } from './accounts.ts'
import { invitationBase } from './cookie.ts'
import * as schemas from './schemas.ts'

/** Administrators, and whoever holds the bearer token of this machine. Auditors look. */
const changed = { seenBy: ['administrator'], scope: 'operator' } as const
const looked = { seenBy: ['administrator', 'auditor'], scope: 'operator' } as const
const named = z.object({ id: z.string().max(100) })

/** Who may sign in, and what programs may do. */
export const adminRoutes: Routes = async (app, context) => {
  const { accounts, audit } = context
  const api = typed(app)
  const known = (id: string): Account => {
    const found = accounts.all().find((a) => a.id === id)
    if (!found)
      throw new Problem(404, `There is no account ${JSON.stringify(id)}: GET /v1/accounts lists them.`)
    return found
  }
  const record = async (by: string, did: string, details: object) => {
    await accounts.written()
    await audit.record({ by, did: `configuration.${did}`, details })
  }
  const invitation = z.object({
    account: schemas.account,
    link: z.string().describe('good once, for three days; it is in this answer and nowhere else'),
    expiresAt: z.number(),
  })

  api.get(
    '/v1/accounts',
    {
      config: looked,
      schema: {
        summary: 'Everybody who may sign in, disabled accounts too',
        response: { 200: z.object({ accounts: z.array(schemas.account) }) },
      },
    },
    async () => ({ accounts: accounts.all().map((a) => viewOf(context, a)) }),
  )

  api.post(
    '/v1/accounts',
    {
      config: changed,
      schema: {
        summary: 'Adds an account, and makes the invitation for who will use it',
        body: schemas.newAccount,
        response: { 201: invitation },
      },
    },
    async (request, reply) => {
      const { body } = request
      const reader = readerOf(request)
      const account = attempt(() =>
        accounts.add({ ...body, subject: body.subject as SubjectRef | undefined }),
      )
      const { token, expiresAt } = accounts.links.issue(account.id, 'invitation')
      const { id, roles, person, requisitions } = account
      await record(reader.id, 'account-added', { account: id, role: roles[0], person, requisitions })
      const link = `${invitationBase(context, request)}/invitation#${token}`
      return reply.code(201).send({ account: viewOf(context, account), link, expiresAt })
    },
  )

  api.put(
    '/v1/accounts/:id',
    {
      config: changed,
      schema: {
        summary: 'Changes an account: name, role, requisitions, or whether it may sign in',
        params: named,
        body: schemas.accountChange,
        response: { 200: schemas.account },
      },
    },
    async (request) => {
      const before = known(request.params.id)
      const reader = readerOf(request)
      const { body } = request
      const locksOut = body.state === 'disabled' || (body.role && body.role !== 'administrator')
      if (before.id === reader.id && locksOut)
        throw new Problem(409, 'This is your own account: have another administrator change it.')
      const after = attempt(() =>
        accounts.change(before.id, { ...body, subject: body.subject as SubjectRef | null | undefined }),
      )!
      const was = { state: before.state, role: before.roles[0] }
      await record(reader.id, 'account-changed', { account: after.id, ...body, was })
      return viewOf(context, after)
    },
  )

  api.post(
    '/v1/accounts/:id/reset',
    {
      config: changed,
      schema: {
        summary: 'Takes an account’s password and passkeys away, signs it out, and makes a new invitation',
        params: named,
        response: { 200: invitation },
      },
    },
    async (request) => {
      const account = known(request.params.id)
      if (account.state === 'disabled')
        throw new Problem(409, `${account.id} is disabled: set it active before it is invited.`)
      accounts.reset(account.id)
      const { token, expiresAt } = accounts.links.issue(account.id, 'invitation')
      await record(readerOf(request).id, 'account-reset', { account: account.id })
      return {
        account: viewOf(context, account),
        ...{ link: `${invitationBase(context, request)}/invitation#${token}`, expiresAt },
      }
    },
  )

  api.get(
    '/v1/tokens',
    {
      config: looked,
      schema: {
        summary: 'Tokens of programs, good or not, the newest first',
        response: { 200: z.object({ tokens: z.array(schemas.token) }) },
      },
    },
    async () => ({ tokens: accounts.tokens.all().map((t) => tokenView(context, t)) }),
  )

  api.post(
    '/v1/tokens',
    {
      config: changed,
      schema: {
        summary: 'Makes a token for a program',
        body: schemas.newToken,
        response: {
          201: z.object({
            token: z.string().describe('in this answer and nowhere else: only its digest is kept'),
            is: schemas.token,
          }),
        },
      },
    },
    async (request, reply) => {
      const by = readerOf(request).id
      const { name, scopes, days } = request.body
      const made = accounts.tokens.add({ ...{ name, scopes, days, by } })
      if (!made)
        throw new Problem(
          409,
          `A token ${name} is good already: revoke it first, or name this one otherwise.`,
        )
      await record(by, 'token-added', { token: name, scopes, expiresAt: made.is.expiresAt })
      return reply.code(201).send({ token: made.token, is: tokenView(context, made.is) })
    },
  )

  api.delete(
    '/v1/tokens/:id',
    {
      config: changed,
      schema: {
        summary: 'Revokes a token, by its id or name; it stops working at once',
        params: named,
        response: { 200: schemas.token },
      },
    },
    async (request) => {
      const gone = accounts.tokens.revoke(request.params.id)
      if (!gone)
        throw new Problem(
          404,
          `No good token is called ${JSON.stringify(request.params.id)}: GET /v1/tokens lists them.`,
        )
      await record(readerOf(request).id, 'token-revoked', { token: gone.name })
      return tokenView(context, { ...gone, revokedAt: context.now() })
    },
  )
}

function attempt<T>(work: () => T): T {
  try {
    return work()
  } catch (error) {
    if (error instanceof AccountProblem) throw new Problem(409, error.message)
    throw error
  }
}

function viewOf({ accounts, now }: Context, account: Account): z.infer<typeof schemas.account> {
  const { roles, requisitions, ...rest } = account
  const { book, sessions } = accounts
  const own = [...book.of('credential').values()].filter((c) => c.account === account.id)
  const invited = [...book.of('link').values()].find(
    (l) => l.account === account.id && l.is === 'invitation' && l.until > now(),
  )
  const seenAt = Math.max(...sessions.of(account.id).map((s) => s.seenAt))
  return {
    ...rest,
    role: roles[0],
    ...(requisitions && { requisitions: [...requisitions] }),
    ways: [...new Set(own.map((c) => c.is))].sort(),
    ...(invited && { invitedUntil: invited.until }),
    ...(Number.isFinite(seenAt) && { seenAt }),
  }
}

function tokenView({ now }: Context, { digest: _, ...token }: ApiToken): z.infer<typeof schemas.token> {
  const good = token.revokedAt === undefined && token.expiresAt > now()
  return { ...token, scopes: [...token.scopes], good }
}
