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

/** Who may call which route. A new route has to be entered here, or the first test fails. */
const open = ['GET /v1/status', 'GET /v1/session', 'POST /v1/session', 'DELETE /v1/session', 'GET /healthz', 'GET /readyz', 'GET /openapi.json', 'GET /v1/sensor/policy', 'GET /v1/sensor/telltale.js', 'POST /v1/sensor/rows', 'POST /v1/sensor/batches', 'POST /v1/webhooks/{system}', 'GET /v1/person', 'GET /v1/person/export', ...['open', 'reply', 'appeal', 'accommodation', 'files'].map((call) => `POST /v1/person/${call}`), ...['look', 'open', 'decline', 'resume', 'stop', 'touch', 'touched', 'finish'].map((call) => `POST /v1/presence/${call}`)] // biome-ignore format: a list
const local = ['POST /v1/observations', 'POST /v1/drain', 'GET /metrics']
const tokenOnly = ['POST /v1/sign-in-links', 'POST /v1/sensor/devices', 'POST /v1/lists/reload']
/** Recruiters see these and nothing else. */
const everybody = ['POST /v1/applications', 'POST /v1/resumes', 'GET /v1/applications', 'GET /v1/applications/{id}', 'POST /v1/applications/{id}/answers', 'GET /v1/applications/{id}/write-back', 'GET /v1/requisitions', 'PUT /v1/requisitions/{id}', 'GET /v1/checks', 'GET /v1/privacy/policies', 'GET /v1/privacy/notices/{sensor}'] // biome-ignore format: a list
const counselOnly = ['GET /v1/leads', 'GET /v1/audit', 'GET /v1/adverse-impact']
/** Neither an analyst’s nor the token’s: a lead, counsel or an auditor calls them. */
const overseersOnly = ['POST /v1/cases/{id}/person-links', 'PUT /v1/outputs', 'GET /v1/outputs/stix/bundle', 'POST /v1/outputs/stix/sign', 'DELETE /v1/outputs/stix/sign', 'PUT /v1/samples/settings', 'GET /v1/samples/{quarter}/proof', 'POST /v1/canaries', 'POST /v1/canaries/{id}/end', 'POST /v1/adverse-impact/groups', 'DELETE /v1/adverse-impact/groups'] // biome-ignore format: a list
/** For those who answer for people's data, and the machine's own token. */
const answerableOnly = ['PUT /v1/privacy/policies', 'DELETE /v1/privacy/policies', 'PUT /v1/privacy/retention', 'POST /v1/privacy/retention/run', 'GET /v1/privacy/subjects/{ref}/export', 'POST /v1/privacy/subjects/{ref}/corrections', 'POST /v1/privacy/subjects/{ref}/erase', 'POST /v1/privacy/keys/rotate'] // biome-ignore format: a list
/** Goes on for minutes once it is let in. */
const streamed = ['GET /v1/events']
const leadOnly = ['POST /v1/detectors/{id}/promote', 'POST /v1/detectors/{id}/demote', 'PUT /v1/model', 'PUT /v1/alert-budget', 'POST /v1/calibration/preview', 'PUT /v1/calibration'] // biome-ignore format: a list
const read = ['GET /v1/exports/cases.csv', 'GET /v1/exports/decisions.csv', 'GET /v1/cases/{id}/evidence.csv', 'GET /v1/cases/{id}/file.pdf', 'GET /v1/cases/{id}/person-links', 'GET /v1/privacy/retention', 'GET /v1/privacy/subjects/{ref}/corrections', 'GET /v1/privacy/keys', 'GET /v1/privacy/documents/{name}', 'GET /v1/outputs', 'GET /v1/outputs/{target}/dead', 'POST /v1/outputs/{target}/test', 'POST /v1/outputs/{target}/replay', 'GET /v1/cases/{id}/explained', 'GET /v1/subjects/{ref}/explained', 'GET /v1/cases/{id}/score', 'GET /v1/calibration', 'GET /v1/suppressions', 'POST /v1/suppressions', 'POST /v1/suppressions/preview', 'POST /v1/suppressions/{id}/lift', 'POST /v1/suppressions/{id}/lift/preview', 'GET /v1/promotions', 'POST /v1/detectors/{id}/dry-run', 'GET /v1/models', 'POST /v1/model/preview', 'GET /v1/alert-budget', 'POST /v1/alert-budget/preview', 'GET /v1/queue', 'GET /v1/people', 'GET /v1/cases', 'GET /v1/cases/{id}', 'POST /v1/cases/{id}/acts', 'POST /v1/cases/acts', 'POST /v1/cases/{id}/attachments', 'GET /v1/cases/{id}/attachments/{attachment}', 'GET /v1/case-templates', 'GET /v1/subjects/{ref}', 'GET /v1/farms', 'GET /v1/farms/{id}', 'GET /v1/confirmed-leads', 'GET /v1/entities', 'GET /v1/entities/{id}', 'GET /v1/subjects/{ref}/entity', 'POST /v1/linkage/learn', 'GET /v1/hunts', 'POST /v1/hunts/run', 'PUT /v1/hunts/{name}', 'DELETE /v1/hunts/{name}', 'GET /v1/link-words', 'POST /v1/link-words', 'POST /v1/link-words/{id}/undo', 'GET /v1/evidence', 'GET /v1/evidence/{id}', 'GET /v1/evidence/{id}/observations', 'GET /v1/quarantine', 'GET /v1/detectors', 'GET /v1/detectors/{id}', 'GET /v1/model', 'GET /v1/lists', 'GET /v1/trends', 'GET /v1/trends/decisions', 'GET /v1/trends/cases', 'GET /v1/coverage', 'GET /v1/samples', 'POST /v1/samples/outcomes', 'GET /v1/canaries', 'DELETE /v1/demo', 'POST /v1/demo', 'PUT /v1/sensor/policy', 'POST /v1/sensor/tickets', 'GET /v1/sensor/devices', 'POST /v1/audit/checkpoint', 'GET /v1/audit/export', 'GET /v1/presence-checks', 'POST /v1/presence-checks', 'POST /v1/presence-checks/{id}/revoke'] // biome-ignore format: a list

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
  it('knows every route', async () => {
    const document = (await call('GET /openapi.json')).json() as { paths: Record<string, object> }
    const routes = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    )
    expect(routes.sort()).toEqual(
      [
        ...open,
        ...local,
        ...tokenOnly,
        ...everybody,
        ...counselOnly,
        ...overseersOnly,
        ...answerableOnly,
        ...leadOnly,
        ...streamed,
        ...read,
      ].sort(),
    )
  })

  it.each([
    ...read,
    ...everybody,
    ...counselOnly,
    ...overseersOnly,
    ...answerableOnly,
    ...leadOnly,
    ...streamed,
    ...tokenOnly,
  ])('%s is closed without a session or token', async (route) => {
    const reply = await call(route)
    expect(reply.statusCode).toBe(401)
    expect(reply.headers['www-authenticate']).toContain('Bearer')
    expect((await call(route, { cookie: 'telltale_session=made-up' })).statusCode).toBe(401)
    expect((await call(route, { authorization: 'Bearer made-up' })).statusCode).toBe(401)
  })

  it.each(read.filter((route) => route.startsWith('GET')))(
    '%s opens to a session and to the token',
    async (route) => {
      const cookie = cookieOf(service)
      const ways: Record<string, string>[] = [{ cookie }, { authorization: `Bearer ${service.token}` }]
      for (const headers of ways) expect([200, 404]).toContain((await call(route, headers)).statusCode)
    },
  )

  it.each(everybody.filter((route) => !route.endsWith('write-back')))(
    '%s opens to a recruiter',
    async (route) => {
      const reply = await call(route, { cookie: cookieOf(service, 'recruiter') })
      expect([200, 400, 404]).toContain(reply.statusCode)
    },
  )

  it.each(read)('%s is closed to a recruiter', async (route) => {
    expect((await call(route, { cookie: cookieOf(service, 'recruiter') })).statusCode).toBe(403)
  })

  it.each(answerableOnly)(
    '%s is closed to an analyst, and open to counsel and the machine’s token',
    async (route) => {
      for (const as of ['analyst', 'auditor', 'recruiter'] as const)
        expect((await call(route, { cookie: cookieOf(service, as) })).statusCode).toBe(403)
      const ways: Record<string, string>[] = [
        { cookie: cookieOf(service, 'counsel') },
        { authorization: `Bearer ${service.token}` },
      ]
      for (const headers of ways)
        expect([202, 400, 404, 409]).toContain((await call(route, headers)).statusCode)
    },
  )

  it.each(overseersOnly)('%s is closed to an analyst and to the token', async (route) => {
    expect((await call(route, { cookie: cookieOf(service) })).statusCode).toBe(403)
    expect((await call(route, { authorization: `Bearer ${service.token}` })).statusCode).toBe(403)
  })

  it.each(counselOnly)('%s opens to counsel alone', async (route) => {
    expect((await call(route, { cookie: cookieOf(service, 'counsel') })).statusCode).toBe(200)
    for (const as of ['analyst', 'recruiter'] as const)
      expect((await call(route, { cookie: cookieOf(service, as) })).statusCode).toBe(403)
    expect((await call(route, { authorization: `Bearer ${service.token}` })).statusCode).toBe(403)
  })

  it.each(open.filter((route) => route.startsWith('GET')))('%s is open', async (route) => {
    // The sensor's script is there once it has been built.
    expect(route.endsWith('.js') ? [200, 404] : [200]).toContain((await call(route)).statusCode)
  })

  it('gives sign-in links to the token only, not to a session', async () => {
    expect((await call(tokenOnly[0]!, { cookie: cookieOf(service) })).statusCode).toBe(401)
    const reply = await call(tokenOnly[0]!, { authorization: `Bearer ${service.token}` })
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
    const { headers } = await call('GET /v1/session')
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
