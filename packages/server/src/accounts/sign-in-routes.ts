import { z } from 'zod'
import { type Routes, typed } from '../api/context.ts'
import { Problem } from '../api/problem.ts'
import { baseOf, cookieIn, giveCookie, takeCookie } from './cookie.ts'
import { callback, OidcProblem, oidc } from './oidc.ts'
import { PasskeyProblem } from './passkeys.ts'
import { Busy } from './passwords.ts'
import { letIn, tooMany, turnAway } from './sign-in.ts'

/** Attempts that one address has in a minute, whatever names it tries. */
const rateLimit = { max: 20, timeWindow: 60_000 }
const open = { access: 'open' as const, rateLimit }
export const ceremony = z.object({ ceremony: z.string(), options: z.unknown() })
const oidcCookie = 'telltale_oidc'

/** Signing in by password, passkey, or the company’s identity provider. */
export const signInRoutes: Routes = async (app, context) => {
  const { accounts, config, now, audit } = context
  const api = typed(app)
  const signedIn = z.null().describe('Signed in; the cookie is the session')

  api.post(
    '/v1/session/password',
    {
      config: open,
      schema: {
        summary: 'Signs in with an account and its password',
        body: z.object({
          account: z.string().min(1).max(320).describe('its name or mail address'),
          password: z.string().min(1).max(1000),
        }),
        response: { 204: signedIn },
      },
    },
    async (request, reply) => {
      const { account: name, password } = request.body
      const wait = accounts.lockout.waitFor(name, request.ip)
      if (wait > 0) throw tooMany(wait)
      const account = accounts.named(name)
      const fits = await accounts.passwords.holds(account?.id, password).catch(busy)
      if (!fits || account?.state !== 'active') {
        const locked = accounts.lockout.failed(name, request.ip)
        await turnAway(context, request, 'password', account)
        if (locked)
          await audit.record({
            by: 'telltale',
            did: 'sign-in.locked',
            details: { from: request.ip, ...(account && { account: account.id }) },
          })
        throw new Problem(401, 'Account and password do not fit together.')
      }
      accounts.lockout.succeeded(name, request.ip)
      await letIn(context, request, reply, { account, way: 'password' })
      return reply.code(204).send(null)
    },
  )

  api.post(
    '/v1/session/passkey/options',
    {
      config: open,
      schema: { summary: 'Begins signing in with a passkey', response: { 200: ceremony } },
    },
    async (request) => accounts.passkeys.ask(request.headers.host).catch(asProblem),
  )

  api.post(
    '/v1/session/passkey',
    {
      config: open,
      schema: {
        summary: 'Signs in with what the passkey answered',
        body: z.object({ ceremony: z.string().max(100), response: z.looseObject({}) }),
        response: { 204: signedIn },
      },
    },
    async (request, reply) => {
      const { ceremony, response } = request.body
      try {
        const id = await accounts.passkeys.verify(ceremony, response, request.headers.host)
        const account = accounts.get(id)
        if (account?.state !== 'active')
          throw new PasskeyProblem('Nobody here has this passkey: it may have been removed.')
        await letIn(context, request, reply, { account, way: 'passkey' })
        return reply.code(204).send(null)
      } catch (error) {
        if (error instanceof PasskeyProblem) await turnAway(context, request, 'passkey')
        return asProblem(error, 401)
      }
    },
  )

  const provider = config.oidc && oidc(config.oidc, accounts, now)
  const refusal = 'Signing in by an identity provider is not set up here: set TELLTALE_OIDC_ISSUER.'

  api.post(
    '/v1/session/oidc',
    {
      config: open,
      schema: {
        summary: 'Begins signing in by the company’s identity provider: where to send the browser',
        response: { 200: z.object({ url: z.string() }) },
      },
    },
    async (request, reply) => {
      if (!provider) throw new Problem(404, refusal)
      const { url, cookie } = await provider.start(baseOf(request)).catch((error: Error) => {
        request.log.warn({ err: error }, 'the identity provider can’t be reached')
        throw new Problem(503, 'The identity provider does not answer: try again, or sign in otherwise.')
      })
      // The provider sends the browser back from its own site, so this one is not strict.
      const secure = baseOf(request).startsWith('https:')
      giveCookie(reply, oidcCookie, cookie, { maxAge: 600, sameSite: 'lax', secure })
      return { url }
    },
  )

  app.get(
    callback,
    {
      config: open,
      schema: { summary: 'Where the identity provider sends the browser back to; answers with a redirect' },
    },
    async (request, reply) => {
      if (!provider) throw new Problem(404, refusal)
      takeCookie(reply, oidcCookie)
      const address = new URL(request.url, 'http://telltale')
      try {
        const found = await provider.finish(address, cookieIn(request, oidcCookie))
        const { account, roleWas, secure } = found
        if (roleWas)
          await audit.record({
            by: 'telltale',
            did: 'configuration.account-changed',
            details: { account: account.id, role: account.roles[0], was: roleWas, from: 'identity provider' },
          })
        await letIn(context, request, reply, { account, way: 'oidc', secure })
        return reply.redirect('/')
      } catch (error) {
        if (!(error instanceof OidcProblem)) throw error
        request.log.warn({ err: error }, 'a sign-in by the identity provider failed')
        await turnAway(context, request, 'oidc')
        return reply.redirect(`/sign-in?problem=${error.why}`)
      }
    },
  )
}

/** What the person can do about it, as an answer. */
export function asProblem(error: unknown, status = 409): never {
  if (error instanceof PasskeyProblem) throw new Problem(status, error.message)
  throw error
}

export function busy(error: unknown): never {
  if (error instanceof Busy)
    throw new Problem(
      503,
      'Many are signing in at this moment: try again in a few seconds.',
      {},
      { 'Retry-After': '5' },
    )
  throw error
}
