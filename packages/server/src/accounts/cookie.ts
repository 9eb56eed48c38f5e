import type { FastifyReply, FastifyRequest } from 'fastify'
import { sessionCookie } from '../api/access.ts'
import type { Context } from '../api/context.ts'
import { sessionLife } from './sessions.ts'

/**
 * No script reads it, and no other site’s page sends it (RFC 6265bis). Over TLS it is never sent without: a page says by
 * Origin how it was opened, so that this holds behind a proxy too.
 */
export const cookieRules = { path: '/', httpOnly: true, sameSite: 'strict' as const }

export function setSession(request: FastifyRequest, reply: FastifyReply, session: string, secure?: boolean) {
  const tls = secure ?? baseOf(request).startsWith('https:')
  return reply.setCookie(sessionCookie, session, {
    ...cookieRules,
    maxAge: sessionLife / 1000,
    ...(tls && { secure: true }),
  })
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
