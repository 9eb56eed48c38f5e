import type { Millis } from '@telltale/core'
import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { sessionCookie } from '../api/access.ts'
import { type Routes, typed } from '../api/context.ts'
import { Problem } from '../api/problem.ts'
import { cookieIn, takeCookie } from './cookie.ts'
import { recordCredential, setPassword } from './invitation-routes.ts'
import { ownAccount } from './schemas.ts'
import { tooMany } from './sign-in.ts'
import { asProblem, busy, ceremony } from './sign-in-routes.ts'

const own = { access: 'session' as const, seenBy: 'everybody' as const }
/** How long after signing in somebody may change how they sign in: an open page left behind must not let another one in. */
const freshFor: Millis = 15 * 60_000

/** What everybody does with their own account: password, passkeys, and where they are signed in. */
export const ownRoutes: Routes = async (app, context) => {
  const { accounts, audit, config, now } = context
  const api = typed(app)

  const mine = (request: FastifyRequest) => {
    const found = accounts.sessions.find(cookieIn(request, sessionCookie))
    if (!found) throw new Problem(401, 'Sign in first.')
    return found
  }
  /** A link made on Telltale's own machine signs in nobody in particular: there is nothing of theirs to change. */
  const named = (request: FastifyRequest) => {
    const found = mine(request)
    if (!accounts.all().some((a) => a.id === found.account.id))
      throw new Problem(
        409,
        'You are signed in with a link from Telltale’s own machine, which has no password and no passkey.',
      )
    return found
  }
  /** For what would let somebody in from now on, and asks for no credential by itself. */
  const fresh = (request: FastifyRequest) => {
    const found = named(request)
    if (now() - found.session.startedAt > freshFor)
      throw new Problem(
        403,
        'You signed in more than 15 minutes ago: sign out and in again, then change how you sign in.',
      )
    return found
  }

  api.get(
    '/v1/account',
    {
      config: own,
      schema: {
        summary: 'One’s own account: how it signs in, and where it is signed in now',
        response: { 200: ownAccount },
      },
    },
    async (request) => {
      const { account, session: here } = mine(request)
      const { id, name, email, requisitions } = account
      return {
        ...{ id, name, role: account.roles[0] },
        ...(email && { email }),
        ...(requisitions && { requisitions: [...requisitions] }),
        named: accounts.all().some((a) => a.id === id),
        password: accounts.passwords.has(id),
        passkeys: accounts.passkeys.of(id).map(({ id, name, host, createdAt, usedAt }) => ({
          ...{ id, name, host, createdAt },
          ...(usedAt !== undefined && { usedAt }),
        })),
        sessions: accounts.sessions
          .of(id)
          .sort((a, b) => b.startedAt - a.startedAt)
          .map(({ id, way, startedAt, seenAt, browser }) => ({
            ...{ id, way, startedAt, seenAt, here: id === here.id },
            ...(browser && { browser }),
          })),
      }
    },
  )

  api.put(
    '/v1/account/password',
    {
      config: { ...own, rateLimit: { max: 20, timeWindow: 60_000 } },
      schema: {
        summary: 'Sets one’s own password; every other session of the account ends',
        body: z.object({
          current: z.string().max(1000).optional().describe('needed where there is one'),
          password: z.string().min(1).max(1000),
        }),
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      const { account, session } = named(request)
      const { current, password } = request.body
      if (accounts.passwords.has(account.id)) {
        const wait = accounts.lockout.waitFor(account.id, request.ip)
        if (wait > 0) throw tooMany(wait)
        if (!(await accounts.passwords.holds(account.id, current ?? '').catch(busy))) {
          accounts.lockout.failed(account.id, request.ip)
          throw new Problem(403, 'The current password is another one: nothing was changed.')
        }
      } else fresh(request)
      await setPassword(context, account, password)
      accounts.sessions.endAll(account.id, session.id)
      await accounts.written()
      return reply.code(204).send(null)
    },
  )

  api.post(
    '/v1/account/passkeys/options',
    { config: own, schema: { summary: 'Begins making a passkey', response: { 200: ceremony } } },
    async (request) =>
      accounts.passkeys.offer(fresh(request).account, config.company, request.headers.host).catch(asProblem),
  )

  api.post(
    '/v1/account/passkeys',
    {
      config: own,
      schema: {
        summary: 'Keeps a passkey that was made',
        body: z.object({
          ceremony: z.string().max(100),
          response: z.looseObject({}),
          name: z.string().trim().min(1).max(60),
        }),
        response: { 201: z.object({ id: z.string() }) },
      },
    },
    async (request, reply) => {
      const { account } = named(request)
      const { ceremony, response, name } = request.body
      const { id } = await accounts.passkeys
        .add(ceremony, account.id, response, name, request.headers.host)
        .catch(asProblem)
      await recordCredential(context, account, 'passkey-added', { passkey: name })
      return reply.code(201).send({ id })
    },
  )

  api.delete(
    '/v1/account/passkeys/:id',
    {
      config: own,
      schema: {
        summary: 'Removes a passkey; the last way to sign in stays',
        params: z.object({ id: z.string().max(1000) }),
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      const { account } = fresh(request)
      const all = accounts.passkeys.of(account.id)
      const found = all.find((p) => p.id === request.params.id)
      if (!found) throw new Problem(404, 'You have no such passkey.')
      if (all.length === 1 && !accounts.passwords.has(account.id))
        throw new Problem(409, 'This passkey is the only way you have to sign in: set a password first.')
      accounts.passkeys.remove(account.id, found.id)
      await recordCredential(context, account, 'passkey-removed', { passkey: found.name })
      return reply.code(204).send(null)
    },
  )

  api.delete(
    '/v1/account/sessions',
    {
      config: own,
      schema: { summary: 'Signs out everywhere, here too', response: { 204: z.null() } },
    },
    async (request, reply) => {
      const { account } = mine(request)
      const ended = accounts.sessions.endAll(account.id)
      await accounts.written()
      await audit.record({ by: account.id, did: 'sign-in.ended', details: { everywhere: true, ended } })
      return takeCookie(reply, sessionCookie).code(204).send(null)
    },
  )

  api.delete(
    '/v1/account/sessions/:id',
    {
      config: own,
      schema: {
        summary: 'Signs out in one browser',
        params: z.object({ id: z.string().max(100) }),
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      const { account } = mine(request)
      if (!accounts.sessions.endOf(account.id, request.params.id))
        throw new Problem(404, 'You are not signed in there any more.')
      await accounts.written()
      await audit.record({ by: account.id, did: 'sign-in.ended' })
      return reply.code(204).send(null)
    },
  )
}
