import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Context } from '../api/context.ts'
import { sessionLife } from './sessions.ts'

export const sessionCookie = 'telltale_session'

/** No script reads it, and no other site’s page sends it (RFC 6265bis). */
const cookieRules = { path: '/', httpOnly: true, sameSite: 'strict' as const }

/** Over TLS a browser takes a cookie of this name only from this very host, so that no neighbour can plant one (4.1.3.2). */
const ofThisHost = (name: string) => `__Host-${name}`

/** What a cookie holds, however it was set. */
export function cookieIn({ cookies }: Pick<FastifyRequest, 'cookies'>, name: string): string | undefined {
  return cookies[ofThisHost(name)] ?? cookies[name]
}

/** Sets a cookie of this host alone; over TLS it is never sent without. `maxAge` in seconds. */
export function giveCookie(
  reply: FastifyReply,
  name: string,
  value: string,
  rules: { maxAge: number; secure: boolean; sameSite?: 'strict' | 'lax' },
): FastifyReply {
  return reply.setCookie(rules.secure ? ofThisHost(name) : name, value, { ...cookieRules, ...rules })
}

export function takeCookie(reply: FastifyReply, name: string): FastifyReply {
  return reply.clearCookie(name, cookieRules).clearCookie(ofThisHost(name), { ...cookieRules, secure: true })
}

/** A page says by Origin how it was opened, so that `Secure` is right behind a proxy too. */
export function setSession(request: FastifyRequest, reply: FastifyReply, session: string, secure?: boolean) {
  const tls = secure ?? baseOf(request).startsWith('https:')
  return giveCookie(reply, sessionCookie, session, { maxAge: sessionLife / 1000, secure: tls })
}

/** Scheme and host as the browser has them. The guard has checked that Origin names this host. */
export function baseOf(request: FastifyRequest): string {
  return request.headers.origin ?? `${request.protocol}://${request.headers.host}`
}

/**
 * Where somebody invited will open their link: as the administrator’s browser has it, or else the name that a proxy has. On
 * this machine it is `localhost`, because no passkey belongs to an address.
 */
export function invitationBase({ config }: Pick<Context, 'config'>, request: FastifyRequest): string {
  if (!request.headers.origin && config.names[0]) return `https://${config.names[0]}`
  return baseOf(request).replace(/\/\/(?:127\.0\.0\.1|\[::1\])(?=:|$)/, '//localhost')
}
