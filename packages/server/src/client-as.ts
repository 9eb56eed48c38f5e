import type { Role } from '@telltale/core'
import { ask } from './client.ts'
import { addressOf, type Config } from './config.ts'

/**
 * Asks the Telltale that runs with these settings in the role of somebody whom its bearer token may make a sign-in link
 * for: signs in as `telltale sign-in --as ROLE` does, asks, and signs out. The audit log names the account. Throws a
 * sentence like `ask`.
 */
export async function askAs<T>(
  config: Config,
  role: Role,
  method: 'GET' | 'POST' | 'PUT' | 'DELETE',
  path: string,
  body?: unknown,
): Promise<T> {
  const { link } = await ask<{ link: string }>(config, 'POST', '/v1/sign-in-links', { as: role })
  const token = link.slice(link.indexOf('#') + 1)
  const signedIn = await send(config, 'POST', '/v1/session', undefined, { token })
  const cookie = signedIn.headers.getSetCookie()[0]?.split(';')[0]
  if (!signedIn.ok || !cookie) throw new Error(await sentence(signedIn))
  try {
    const reply = await send(config, method, path, cookie, body)
    if (!reply.ok) throw new Error(await sentence(reply))
    return (await reply.json()) as T
  } finally {
    await send(config, 'DELETE', '/v1/session', cookie).catch(() => {})
  }
}

function send(
  config: Config,
  method: string,
  path: string,
  cookie?: string,
  body?: unknown,
): Promise<Response> {
  return fetch(`${addressOf(config)}${path}`, {
    method,
    headers: { ...(cookie && { cookie }), ...(body !== undefined && { 'content-type': 'application/json' }) },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
}

async function sentence(reply: Response): Promise<string> {
  const problem = (await reply.json().catch(() => undefined)) as { detail?: string } | undefined
  return problem?.detail ?? `Telltale answered ${reply.status}.`
}
