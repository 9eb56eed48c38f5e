import { createHash, timingSafeEqual } from 'node:crypto'
import { isIP } from 'node:net'
import { caseRoles, localAccount, type Millis, type Role, roles } from '@telltale/core'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Accounts } from '../accounts/accounts.ts'
import { cookieIn, sessionCookie } from '../accounts/cookie.ts'
import { seesOf } from '../accounts/sealing.ts'
import { sessionLife } from '../accounts/sessions.ts'
import { type Scope, type SignInWay, scopes } from '../store/accounts.ts'
import type { Context } from './context.ts'
import { Problem } from './problem.ts'
import type { Reader } from './reader.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /**
     * Who may call a route. `open`: everybody. `local`: programs on this machine unless TELLTALE_TOKEN is set,
     * and whoever is signed in. `token`: a token only. `session`: a person who is signed in, no token. Without a word:
     * who is signed in, by session or token, so that a forgotten route is a closed one.
     */
    access?: 'open' | 'local' | 'token' | 'session'
    /**
     * Who of those that are signed in. `everybody`: recruiters and administrators too. Without a word: those who work on
     * cases, and an auditor where nothing is changed. Tokens read what an analyst does.
     */
    seenBy?: 'everybody' | readonly Role[]
    /**
     * What a token has to be for. `operator`: only the bearer token of the token file, whoever else it is shown to. Without
     * a word: `read` where nothing is changed, `ingest` where programs on this machine may, or else `configure`.
     */
    scope?: Scope | 'operator'
    /** Pages of other sites may call it: a sensor's own routes, which take no cookie and no session. */
    crossSite?: boolean
    /** Health checks come by address: their Host header is not checked. */
    anyHost?: boolean
  }
}

/** Who works on applications, and who may look at them. */
export const applicantsBy = [...caseRoles, 'recruiter'] as const satisfies readonly Role[]
export const applicantsSeenBy = [...applicantsBy, 'auditor'] as const satisfies readonly Role[]

/** Who may set what holds for the whole installation, and who may look at it. */
export const configuredBy = [...caseRoles, 'administrator'] as const satisfies readonly Role[]
export const configurationSeenBy = [...configuredBy, 'auditor'] as const satisfies readonly Role[]

export { type Role, roles, sessionCookie, sessionLife }

/** Who is let in: the bearer token of the token file, one-time sign-in links, sessions. */
export interface Access {
  /** A new one-time token for a sign-in link, for whoever works on this machine in a role or for an account; good once, within 15 minutes. */
  issue(as?: Role | { account: string }): { token: string; expiresAt: Millis }
  /** Gives a session for a one-time token, and uses it up. */
  exchange(oneTime: string, browser?: string): string | undefined
  /** A session for an account whose credentials have been checked. */
  begin(account: string, way: SignInWay, browser?: string): string
  isSession(session: string | undefined): boolean
  /** Undefined where there is no such session. */
  roleOf(session: string | undefined): Role | undefined
  end(session: string): void
  isToken(token: string): boolean
}

export function access(token: string, accounts: Accounts): Access {
  const wanted = hash(token)
  const { sessions, links } = accounts
  const roleOf = (session: string | undefined) => sessions.find(session)?.account.roles[0]
  return {
    issue: (as = 'analyst') =>
      links.issue(typeof as === 'string' ? localAccount(as).id : as.account, 'sign-in'),
    exchange(oneTime, browser) {
      const link = links.take(oneTime, 'sign-in')
      if (!link || accounts.get(link.account)?.state !== 'active') return undefined
      return sessions.begin(link.account, 'link', browser)
    },
    begin: sessions.begin,
    isSession: (session) => roleOf(session) !== undefined,
    roleOf,
    end: (session) => void sessions.end(session),
    isToken: (given) => timingSafeEqual(hash(given), wanted),
  }
}

function hash(secret: string): Buffer {
  return createHash('sha256').update(secret).digest()
}

type Caller = { reader: Reader } & (
  | { by: 'session' }
  | { by: 'token'; scopes: readonly Scope[]; operator: boolean }
)

/** Checks every request before its body is read: host name, cross-site origin, and who it is. */
export function guard(app: FastifyInstance, context: Context): void {
  const { config } = context
  app.addHook('onRequest', async (request) => {
    const { access: wanted, anyHost, crossSite } = request.routeOptions.config
    const host = hostOf(request.headers.host)
    const ours = isLoopback(host) || host === config.host || config.names.includes(host)
    if (!ours && !anyHost)
      throw new Problem(
        421,
        `Requests for the host ${JSON.stringify(host).slice(0, 100)} are not answered: use ${config.host}, or add the name to TELLTALE_NAMES.`,
      )
    if (request.method !== 'GET' && request.method !== 'HEAD' && !crossSite) refuseCrossSite(request)
    if (request.is404) return
    const caller = callerOf(request, context)
    if (wanted === 'open') {
      if (caller) request.reader = caller.reader
      return
    }
    if (caller && (caller.by === 'token' || wanted !== 'token')) {
      request.reader = caller.reader
      check(request, caller)
      return
    }
    if (bearerOf(request) !== undefined)
      throw unauthorised(
        'The bearer token is neither the one in the token file or TELLTALE_TOKEN, nor one that "telltale token list" shows as good.',
      )
    if (wanted === 'local' && config.token === undefined && isLoopback(request.ip) && isLoopback(host)) {
      const [id, name] = ['machine', 'A program on this machine']
      request.reader = { id, name, role: 'analyst', sees: seesOf(context) }
      return
    }
    throw unauthorised(
      wanted === 'token' || wanted === 'local'
        ? 'Send "Authorization: Bearer" with the token from the file "token" in TELLTALE_HOME.'
        : 'Sign in, open a sign-in link ("npx telltale sign-in" prints one), or send a token.',
    )
  })
}

/** Who is calling, by token or cookie; undefined where neither is good. A token that is not good hides the cookie. */
function callerOf(request: FastifyRequest, context: Context): Caller | undefined {
  const { access: known, accounts } = context
  const bearer = bearerOf(request)
  if (bearer !== undefined) {
    const [role, sees] = ['analyst' as const, seesOf(context)]
    if (known.isToken(bearer)) {
      const reader = { id: 'token:telltale', name: 'The bearer token', role, sees }
      return { by: 'token', scopes, operator: true, reader }
    }
    const token = accounts.tokens.find(bearer)
    if (!token) return undefined
    const reader = { id: `token:${token.name}`, name: token.name, role, sees }
    return { by: 'token', scopes: token.scopes, operator: false, reader }
  }
  const account = accounts.sessions.find(cookieIn(request, sessionCookie))?.account
  if (!account) return undefined
  const { id, name, person, requisitions } = account
  const [role] = account.roles
  const own = role === 'recruiter' && requisitions ? { requisitions } : {}
  return { by: 'session', reader: { id, name, person, role, ...own, sees: seesOf(context, id) } }
}

function check(request: FastifyRequest, caller: Caller): void {
  const { access: wanted, seenBy, scope } = request.routeOptions.config
  const reads = request.method === 'GET' || request.method === 'HEAD'
  const shown: readonly Role[] =
    seenBy === 'everybody' ? roles : (seenBy ?? (reads ? [...caseRoles, 'auditor'] : caseRoles))
  if (caller.by === 'session') {
    if (!shown.includes(caller.reader.role)) refuseRole(shown)
    return
  }
  if (wanted === 'session') throw new Problem(403, 'This is for people who are signed in, not for tokens.')
  const needed = scope ?? (reads ? 'read' : wanted === 'local' ? 'ingest' : 'configure')
  if (needed === 'operator') {
    if (!caller.operator)
      throw new Problem(403, 'This takes the bearer token of the token file, not one with scopes.')
    return
  }
  if (!shown.includes('analyst')) refuseRole(shown)
  if (!caller.scopes.includes(needed))
    throw new Problem(
      403,
      `The token ${caller.reader.name} lacks the scope “${needed}”: make one that has it.`,
    )
}

function bearerOf(request: FastifyRequest): string | undefined {
  return /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '')?.[1]
}

function refuseRole(who: readonly Role[]): never {
  throw new Problem(403, `This is shown to ${who.join(', ')}, whose session or link this is not.`)
}

function unauthorised(detail: string): Problem {
  return new Problem(401, detail, {}, { 'WWW-Authenticate': 'Bearer realm="Telltale"' })
}

/** Browsers say where a request comes from; programs don't. A page of another site may not act for the analyst. */
function refuseCrossSite(request: FastifyRequest): void {
  const site = request.headers['sec-fetch-site']
  const { origin } = request.headers
  const foreign =
    (site !== undefined && site !== 'same-origin' && site !== 'none') ||
    (origin !== undefined && !sameHost(origin, request.headers.host))
  if (foreign) throw new Problem(403, 'A page of another site sent this request; only the console may.')
}

function sameHost(origin: string, host: string | undefined): boolean {
  try {
    return new URL(origin).host === host
  } catch {
    return false // "null": a sandboxed frame or a local file
  }
}

function hostOf(header: string | undefined): string {
  const host = (header ?? '').toLowerCase().replace(/:\d+$/, '')
  return host.startsWith('[') ? host.slice(1, -1) : host
}

function isLoopback(host: string): boolean {
  if (host === 'localhost' || host === '::1') return true
  const v4 = host.startsWith('::ffff:') ? host.slice(7) : host
  return isIP(v4) === 4 && v4.startsWith('127.')
}
