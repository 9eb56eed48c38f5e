import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { isIP } from 'node:net'
import { caseRoles, type Millis, type Role, roles } from '@telltale/core'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Config } from '../config.ts'
import { Problem } from './problem.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /**
     * Who may call a route. `open`: everybody. `local`: programs on this machine unless TELLTALE_TOKEN is set,
     * and whoever is signed in. `token`: the bearer token only. Without a word: who is signed in, by session or
     * token, so that a forgotten route is a closed one.
     */
    access?: 'open' | 'local' | 'token'
    /**
     * Who of those that are signed in. `everybody`: recruiters and administrators too. Without a word: those who work on
     * cases, and an auditor where nothing is changed. The bearer token reads what an analyst does.
     */
    seenBy?: 'everybody' | readonly Role[]
    /** Pages of other sites may call it: a sensor's own routes, which take no cookie and no session. */
    crossSite?: boolean
    /** Health checks come by address: their Host header is not checked. */
    anyHost?: boolean
  }
}

export const sessionCookie = 'telltale_session'
const linkLife: Millis = 15 * 60_000
export const sessionLife: Millis = 12 * 3_600_000

export { type Role, roles }

/** Who is let in: one bearer token, one-time sign-in links, sessions. Kept in memory: a restart signs everybody out. */
export interface Access {
  /** A new one-time token for a sign-in link; good once, within 15 minutes. */
  issue(as?: Role): { token: string; expiresAt: Millis }
  /** Gives a session for a one-time token, and uses it up. */
  exchange(oneTime: string): string | undefined
  isSession(session: string | undefined): boolean
  /** Undefined where there is no such session. */
  roleOf(session: string | undefined): Role | undefined
  end(session: string): void
  isToken(token: string): boolean
}

export function access(token: string, now: () => Millis): Access {
  const links = new Map<string, Ticket>()
  const sessions = new Map<string, Ticket>()
  const wanted = digestOf(token)
  const sweep = (from: Map<string, Ticket>) => {
    for (const [key, { until }] of from) if (until <= now()) from.delete(key)
  }
  const roleOf = (session: string | undefined): Role | undefined => {
    const found = session === undefined ? undefined : sessions.get(keyOf(session))
    return found && found.until > now() ? found.as : undefined
  }
  return {
    issue(as = 'analyst') {
      sweep(links)
      const fresh = randomBytes(32).toString('base64url')
      const expiresAt = now() + linkLife
      links.set(keyOf(fresh), { until: expiresAt, as })
      return { token: fresh, expiresAt }
    },
    exchange(oneTime) {
      sweep(links)
      sweep(sessions)
      const link = links.get(keyOf(oneTime))
      if (!link) return undefined
      links.delete(keyOf(oneTime))
      const session = randomBytes(32).toString('base64url')
      sessions.set(keyOf(session), { until: now() + sessionLife, as: link.as })
      return session
    },
    isSession: (session) => roleOf(session) !== undefined,
    roleOf,
    end: (session) => void sessions.delete(keyOf(session)),
    isToken: (given) => timingSafeEqual(digestOf(given), wanted),
  }
}

interface Ticket {
  until: Millis
  as: Role
}

/** Only digests are kept, and compared: no time tells how much of a guess was right. */
function digestOf(secret: string): Buffer {
  return createHash('sha256').update(secret).digest()
}

function keyOf(secret: string): string {
  return digestOf(secret).toString('base64url')
}

/** Checks every request before its body is read: host name, cross-site origin, and who it is. */
export function guard(app: FastifyInstance, known: Access, config: Config): void {
  app.addHook('onRequest', async (request) => {
    const { access: wanted, anyHost, crossSite, seenBy } = request.routeOptions.config
    const host = hostOf(request.headers.host)
    const ours = isLoopback(host) || host === config.host || config.names.includes(host)
    if (!ours && !anyHost)
      throw new Problem(
        421,
        `Requests for the host ${JSON.stringify(host).slice(0, 100)} are not answered: use ${config.host}, or add the name to TELLTALE_NAMES.`,
      )
    if (request.method !== 'GET' && request.method !== 'HEAD' && !crossSite) refuseCrossSite(request)
    if (request.is404 || wanted === 'open') return
    const bearer = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '')?.[1]
    if (bearer !== undefined) {
      if (known.isToken(bearer)) {
        if (Array.isArray(seenBy) && !seenBy.includes('analyst')) refuseRole(seenBy)
        request.reader = { id: 'token:telltale', name: 'The bearer token', role: 'analyst', sees: () => true }
        return
      }
      throw unauthorised('The bearer token is not the one in the token file or TELLTALE_TOKEN.')
    }
    if (wanted === 'local' && config.token === undefined && isLoopback(request.ip) && isLoopback(host)) {
      request.reader = { id: 'machine', name: 'A program on this machine', role: 'analyst', sees: () => true }
      return
    }
    const role = known.roleOf(request.cookies[sessionCookie])
    if (wanted !== 'token' && role) {
      const reads = request.method === 'GET' || request.method === 'HEAD'
      const shown = seenBy ?? (reads ? [...caseRoles, 'auditor' as const] : caseRoles)
      if (shown !== 'everybody' && !(shown as readonly Role[]).includes(role)) refuseRole(shown)
      request.reader = { id: `local-${role}`, name: role, person: 'operator', role, sees: () => true }
      return
    }
    throw unauthorised(
      wanted
        ? 'Send "Authorization: Bearer" with the token from the file "token" in TELLTALE_HOME.'
        : 'Open a sign-in link ("npx telltale sign-in" prints one), or send the bearer token.',
    )
  })
}

/** Whether the caller is signed in, for routes that answer everybody but not the same. */
export function signedIn(request: FastifyRequest, known: Access): boolean {
  const bearer = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '')?.[1]
  return bearer !== undefined ? known.isToken(bearer) : known.isSession(request.cookies[sessionCookie])
}

function refuseRole(who: readonly Role[]): void {
  throw new Problem(
    403,
    `This is shown to ${who.join(', ')}: sign in with a link for that ("npx telltale sign-in --as …").`,
  )
}

/** A recruiter's session shows applicants: not even how many cases there are. */
export function isRecruiter(request: FastifyRequest, known: Access): boolean {
  return (
    request.headers.authorization === undefined &&
    known.roleOf(request.cookies[sessionCookie]) === 'recruiter'
  )
}

/** What the caller may see of evidence: a counsel’s session sees all of it. */
export function isCounsel(request: FastifyRequest, known: Access): boolean {
  return (
    request.headers.authorization === undefined && known.roleOf(request.cookies[sessionCookie]) === 'counsel'
  )
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
