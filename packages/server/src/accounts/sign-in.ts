import type { Account, Millis } from '@telltale/core'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { sessionCookie } from '../api/access.ts'
import type { Context } from '../api/context.ts'
import { Problem } from '../api/problem.ts'
import type { SignInWay } from '../store/accounts.ts'
import { cookieIn, setSession } from './cookie.ts'
import { browserOf } from './sessions.ts'

/** Lets somebody in whose credentials have been checked: a fresh session, the one of the old cookie ends. */
export async function letIn(
  context: Context,
  request: FastifyRequest,
  reply: FastifyReply,
  { account, way, secure }: { account: Account; way: SignInWay; secure?: boolean },
): Promise<void> {
  const { accounts, audit } = context
  const before = cookieIn(request, sessionCookie)
  if (before) accounts.sessions.end(before)
  const session = accounts.sessions.begin(account.id, way, browserOf(request.headers['user-agent']))
  await accounts.written()
  await audit.record({ by: account.id, did: 'sign-in.succeeded', details: { way, from: request.ip } })
  setSession(request, reply, session, secure)
}

/** Records that somebody was not let in. What was typed as a name is kept only where it is one: it may be a password. */
export async function turnAway(
  { audit }: Context,
  request: FastifyRequest,
  way: SignInWay,
  account?: Account,
): Promise<void> {
  const details = { way, from: request.ip, ...(account && { account: account.id }) }
  await audit.record({ by: 'telltale', did: 'sign-in.failed', details })
}

export function tooMany(wait: Millis): Problem {
  const seconds = Math.ceil(wait / 1000)
  return new Problem(
    429,
    `Too many sign-ins failed: try again in ${seconds < 120 ? `${seconds} seconds` : `${Math.ceil(seconds / 60)} minutes`}, or sign in with a passkey or a link.`,
    {},
    { 'Retry-After': String(seconds) },
  )
}
