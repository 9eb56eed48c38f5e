import type { FastifyReply, FastifyRequest } from 'fastify'
import { Problem } from '../api/problem.ts'
import type { Ticket } from './tickets.ts'

/** Answers a page of another site: no cookies, no credentials. (Fetch standard, CORS protocol.) */
export function allowOrigin(request: FastifyRequest, reply: FastifyReply): void {
  const { origin } = request.headers
  if (origin === undefined) return
  reply.headers({
    'Access-Control-Allow-Origin': origin,
    Vary: 'Origin',
    'Cross-Origin-Resource-Policy': 'cross-origin',
  })
}

/** Answer to a preflight request. */
export function preflight(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  allowOrigin(request, reply)
  return reply
    .code(204)
    .headers({
      'Access-Control-Allow-Methods': 'GET, POST',
      'Access-Control-Allow-Headers': 'content-type, content-encoding',
      'Access-Control-Max-Age': '600',
    })
    .send()
}

/** A ticket that names origins is good on their pages only. */
export function checkOrigin(request: FastifyRequest, ticket: Ticket): void {
  const { origin } = request.headers
  if (ticket.origins.length > 0 && (origin === undefined || !ticket.origins.includes(origin)))
    throw new Problem(403, 'This ticket is for pages of another origin: name this one when it is issued.')
}
