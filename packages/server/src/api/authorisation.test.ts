import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { type Role, roles } from '@telltale/core'
import type { FastifyInstance, RouteOptions } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Scope, scopes } from '../store/accounts.ts'
import { authorisation, type Entry } from './authorisation.ts'
import { type TestService, testService } from './test-service.ts'

/** The table of api/authorisation.ts, cell by cell, on the whole server. Nothing behind the guard runs. */

let service: TestService
const found: string[] = []
const passed = 299

/** Fastify tells of each instance that it makes: so the test hears of every route, and stops what the guard lets through. */
function listen(message: unknown): void {
  const { fastify } = message as { fastify: FastifyInstance }
  fastify.addHook('onRoute', ({ method, url }: RouteOptions) => {
    for (const m of [method].flat())
      if (m !== 'HEAD' && m !== 'OPTIONS' && url !== '/*') found.push(`${m} ${url}`)
  })
  fastify.addHook('preParsing', async (request, reply) => {
    if (request.headers['telltale-stop']) await reply.code(passed).send('')
  })
}

type Headers = Record<string, string>
let cookies: Record<Role, Headers>
let tokens: Record<Scope, Headers>

beforeAll(async () => {
  subscribe('fastify.initialization', listen)
  service = await testService()
  unsubscribe('fastify.initialization', listen)
  cookies = Object.fromEntries(
    roles.map((r): [Role, Headers] => [r, service.account(`the-${r}`, r)]),
  ) as Record<Role, Headers>
  const { accounts } = service.context
  const bearer = (scope: Scope) =>
    accounts.tokens.add({ name: scope, scopes: [scope], days: 1, by: 'test' })!.token
  tokens = Object.fromEntries(
    scopes.map((s): [Scope, Headers] => [s, { authorization: `Bearer ${bearer(s)}` }]),
  ) as Record<Scope, Headers>
})
afterAll(() => service.end())

let callers = 0
/** Whether the guard lets it through. Each call comes from another address, so that no rate limit answers instead. */
async function lets({ method, path }: Entry, headers: Headers, remoteAddress?: string): Promise<boolean> {
  const n = callers++
  const url = path.replace('*', 'network/layer-gap').replace(/:\w+/g, 'person:W-1')
  const reply = await service.app.inject({
    ...{ method: method as 'GET', url, headers: { 'telltale-stop': '1', ...headers } },
    remoteAddress: remoteAddress ?? `198.18.${n >> 8}.${n & 255}`,
  })
  if (reply.statusCode !== passed)
    expect([401, 403], `${method} ${path}: ${reply.body}`).toContain(reply.statusCode)
  return reply.statusCode === passed
}

describe('authorisation', () => {
  it('has an entry for every route, and a route for every entry', () => {
    expect(authorisation.map((e) => `${e.method} ${e.path}`).sort()).toEqual([...new Set(found)].sort())
  })

  it.each(authorisation)('$method $path', async (entry) => {
    const may = async (who: Record<string, Headers>) => {
      const allowed = []
      for (const [name, headers] of Object.entries(who)) if (await lets(entry, headers)) allowed.push(name)
      return allowed
    }
    expect(await may(cookies)).toEqual(entry.open ? [...roles] : roles.filter((r) => entry.roles.includes(r)))
    expect(await may(tokens)).toEqual(entry.open ? [...scopes] : scopes.filter((s) => s === entry.token))
    const operator = { authorization: `Bearer ${service.token}` }
    expect(await lets(entry, operator)).toBe(entry.open || entry.token !== undefined)
    const nobody: Headers[] = [
      {},
      { cookie: 'telltale_session=made-up' },
      { authorization: 'Bearer telltale_made-up' },
    ]
    for (const headers of nobody) expect(await lets(entry, headers)).toBe(entry.open)
    expect(await lets(entry, {}, '127.0.0.1')).toBe(entry.open || entry.machine)
  })
})
