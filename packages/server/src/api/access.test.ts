import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Role } from './access.ts'
import { buildServer } from './server.ts'
import { type TestService, testService } from './test-service.ts'

let service: TestService
beforeAll(async () => {
  service = await testService()
})
afterAll(() => service.end())

/** Signs in past the rate limit. */
function cookieOf(on: TestService, as: Role = 'analyst'): string {
  return `telltale_session=${on.context.access.exchange(on.context.access.issue(as).token)}`
}

/** Who may call which route is tried in authorisation.test.ts. */
const local = ['POST /v1/observations', 'POST /v1/drain', 'GET /metrics']
const links = 'POST /v1/sign-in-links'

async function call(
  route: string,
  headers: Record<string, string> = {},
  on = service,
  remoteAddress = '127.0.0.1',
) {
  const [method, path] = route.split(' ') as ['GET', string]
  const url = path.replace('{name}', 'dpia').replace(/\{\w+\}/, 'person:W-1')
  return on.app.inject({ method, url, headers, remoteAddress })
}

describe('who may call what', () => {
  it('gives sign-in links to the token only, not to a session', async () => {
    expect((await call(links, { cookie: cookieOf(service) })).statusCode).toBe(401)
    const reply = await call(links, { authorization: `Bearer ${service.token}` })
    expect(reply.json().link).toMatch(/^http:\/\/127\.0\.0\.1:7310\/sign-in#[\w-]{43}$/)
  })

  it('takes observations from this machine without a token, from others with it', async () => {
    const from = (remoteAddress: string, headers = {}) => call(local[0]!, headers, service, remoteAddress)
    expect((await from('127.0.0.1')).statusCode).toBe(415)
    expect((await from('::1')).statusCode).toBe(415)
    expect((await from('192.0.2.1')).statusCode).toBe(401)
    expect((await from('192.0.2.1', { authorization: `Bearer ${service.token}` })).statusCode).toBe(415)
    // A reverse proxy on this machine calls from loopback too; the name it passes on tells.
    const proxied = await testService({ TELLTALE_NAMES: 'telltale.example' })
    expect((await call(local[0]!, { host: 'telltale.example' }, proxied)).statusCode).toBe(401)
    await proxied.end()
  })

  it('asks this machine for the token too once TELLTALE_TOKEN is set', async () => {
    const strict = await testService({ TELLTALE_TOKEN: 'sixteen-or-more-characters' })
    for (const route of local) expect((await call(route, {}, strict)).statusCode).toBe(401)
    await strict.end()
  })

  it('tells the counts only to those who are signed in', async () => {
    expect((await call('GET /v1/status')).json()).toEqual({ company: 'Your company', version: '0.1.0' })
    const reply = await call('GET /v1/status', { authorization: `Bearer ${service.token}` })
    expect(reply.json().counts.observations).toBe(0)
  })
})

describe('signing in', () => {
  it('is good once, sets a cookie that scripts and other sites can’t use, and ends', async () => {
    const { token } = service.context.access.issue()
    const post = () => service.app.inject({ method: 'POST', url: '/v1/session', payload: { token } })
    const first = await post()
    expect(first.statusCode).toBe(204)
    expect(String(first.headers['set-cookie'])).toMatch(/Max-Age=43200; Path=\/; HttpOnly; SameSite=Strict/)
    expect((await post()).statusCode).toBe(401)
    const cookie = String(first.headers['set-cookie']).split(';')[0]!
    const signedIn = async () => (await call('GET /v1/session', { cookie })).json().signedIn
    expect(await signedIn()).toBe(true)
    expect(
      (await service.app.inject({ method: 'DELETE', url: '/v1/session', headers: { cookie } })).statusCode,
    ).toBe(204)
    expect(await signedIn()).toBe(false)
  })

  it('runs out: a link after fifteen minutes, a session after twelve hours', async () => {
    const known = service.context.access
    const { token } = known.issue()
    service.pass(15 * 60_000)
    expect(known.exchange(token)).toBeUndefined()
    const session = known.exchange(known.issue().token)
    expect(known.isSession(session)).toBe(true)
    service.pass(12 * 3_600_000)
    expect(known.isSession(session)).toBe(false)
  })

  it('lets nobody guess: ten attempts a minute, then 429', async () => {
    const other = await testService()
    const attempt = () =>
      other.app.inject({ method: 'POST', url: '/v1/session', payload: { token: 'guess' } })
    for (let i = 0; i < 10; i++) expect((await attempt()).statusCode).toBe(401)
    const refused = await attempt()
    expect(refused.statusCode).toBe(429)
    expect(refused.json()).toMatchObject({ status: 429, detail: expect.stringContaining('try again in') })
    expect(refused.headers['content-type']).toContain('application/problem+json')
    await other.end()
  })
})

describe('other sites', () => {
  it.each(['evil.example', 'evil.example:7310', '127.0.0.1.evil.example', '10.0.0.1'])(
    'gets no answer under the host name %j (DNS rebinding)',
    async (host) => {
      const reply = await call('GET /v1/session', { host })
      expect(reply.statusCode).toBe(421)
      expect(reply.json().detail).toContain('TELLTALE_NAMES')
    },
  )

  it.each(['localhost:7310', '127.0.0.1', '127.0.0.9:1', '[::1]:7310', 'LOCALHOST'])(
    'answers as %s',
    async (host) => {
      expect((await call('GET /v1/session', { host })).statusCode).toBe(200)
    },
  )

  it('answers health checks under any name', async () => {
    expect((await call('GET /healthz', { host: '10.1.2.3:7310' })).statusCode).toBe(200)
  })

  const foreign: Record<string, string>[] = [
    { origin: 'https://evil.example' },
    { origin: 'http://localhost:9999', host: 'localhost:7310' },
    { origin: 'null' },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
  ]
  it.each(foreign)('may not act through a browser: %j', async (headers) => {
    const reply = await call('POST /v1/observations', headers)
    expect(reply.statusCode).toBe(403)
    expect((await call('DELETE /v1/session', headers)).statusCode).toBe(403)
  })

  it('lets the console itself act', async () => {
    const headers = {
      origin: 'http://localhost:7310',
      host: 'localhost:7310',
      'sec-fetch-site': 'same-origin',
    }
    expect((await call('DELETE /v1/session', headers)).statusCode).toBe(204)
  })

  it('sends a policy that keeps foreign scripts and frames out', async () => {
    const { headers } = await call('GET /sign-in')
    expect(headers['content-security-policy']).toContain("default-src 'self'")
    expect(headers['content-security-policy']).toContain("frame-ancestors 'none'")
    expect(headers['x-content-type-options']).toBe('nosniff')
  })
})

it('builds twice in one process', async () => {
  const again = await buildServer(service.context)
  expect((await again.inject('/healthz')).statusCode).toBe(200)
  await again.close()
})
