import { afterEach, describe, expect, it } from 'vitest'
import { ndjson, noon, rtt, type TestService, testService } from '../api/test-service.ts'

let service: TestService
afterEach(() => service.end())

async function call(
  method: 'GET' | 'PUT' | 'POST',
  url: string,
  payload?: unknown,
  as?: 'counsel' | 'lead' | 'analyst',
) {
  const headers: Record<string, string> = as
    ? {
        cookie: `telltale_session=${service.context.access.exchange(service.context.access.issue(as).token)}`,
      }
    : { authorization: `Bearer ${service.token}` }
  const reply = await service.app.inject({
    ...{ method, url, headers: { host: 'localhost', ...headers } },
    ...(payload !== undefined && { payload: payload as object }),
  })
  const json = String(reply.headers['content-type'] ?? '').includes('json')
  return { status: reply.statusCode, body: json ? reply.json() : reply.body, headers: reply.headers }
}

async function started() {
  service = await testService({ TELLTALE_COMPANY: 'Larkspur' })
  const phone = '+1 512 555 0143'
  const rows = ndjson(
    { id: 'w1', kind: 'person', at: noon, about: ['person:WK-1'], data: { name: 'Kay <Sample>', phones: [phone], employer: 'Acme' } },
    { id: 'w2', kind: 'person', at: noon, about: ['person:WK-22'], data: { name: 'Lee Other', phones: [phone], employer: 'Acme' } },
    rtt('r1', 400, { about: ['device:LT-1', 'person:WK-1'] }),
    { id: 'both', kind: 'activity', at: noon, about: ['person:WK-1', 'person:WK-22'], data: { system: 'git', action: 'push to WK-22' } },
  ) // biome-ignore format: rows
  const reply = await service.app.inject({
    ...{ method: 'POST', url: '/v1/observations', payload: rows },
    headers: {
      'content-type': 'application/x-ndjson',
      authorization: `Bearer ${service.token}`,
      host: 'localhost',
    },
  })
  expect(reply.statusCode).toBe(202)
  while ((await service.inbox.depth()) > 0) await new Promise((done) => setTimeout(done, 5))
}

describe('an export', () => {
  it('holds everything of somebody, in plain words, and nobody else', async () => {
    await started()
    await service.context.audit.record({ by: 'local-counsel', did: 'case.read', about: 'person:WK-1' })
    const { status, body, headers } = await call('GET', '/v1/privacy/subjects/person:WK-1/export')
    expect(status).toBe(200)
    expect(headers['content-disposition']).toBe('attachment; filename="person-WK-1.json"')
    expect(body).toMatchObject({ subject: 'person:WK-1', company: 'Larkspur', thirdParties: 'removed' })
    expect(body.theirs).toContain('device:LT-1')
    const kinds = body.observations.map((o: { kind: string }) => o.kind)
    expect(kinds.sort()).toEqual(['activity', 'person', 'rtt'])
    expect(body.findings[0]).toMatchObject({
      is: 'evidence',
      says: expect.any(String),
      benign: expect.any(Array),
    })
    expect(body.looked).toContainEqual({ at: noon, did: 'case.read', as: expect.stringMatching(/counsel/) })
    const text = JSON.stringify(body)
    expect(text).toContain('Kay <Sample>')
    expect(text).not.toMatch(/WK-22|Lee Other/)
    expect(text).toContain('push to another person 1')
    const page = await call('GET', '/v1/privacy/subjects/person:WK-1/export?format=html')
    expect(page.headers['content-type']).toContain('text/html')
    expect(page.body).toContain('third parties removed')
    expect(page.body).toContain('Kay &#60;Sample&#62;')
    expect(page.body).not.toMatch(/WK-22|<Sample>|<script|https?:/)
    const [entry] = await service.store.audit({ did: 'export.subject', limit: 1 })
    expect(entry).toMatchObject({ about: 'person:WK-1', details: { format: 'html' } })
  })

  it('with third parties goes to counsel alone, and of nobody there is none', async () => {
    await started()
    const url = '/v1/privacy/subjects/person:WK-1/export?original=true'
    expect((await call('GET', url)).status).toBe(403)
    expect((await call('GET', url, undefined, 'lead')).status).toBe(403)
    const { body } = await call('GET', url, undefined, 'counsel')
    expect(body.thirdParties).toBe('original')
    expect(JSON.stringify(body)).toContain('WK-22')
    expect((await call('GET', '/v1/privacy/subjects/person:WK-9/export')).status).toBe(404)
    expect((await call('GET', '/v1/privacy/subjects/person:WK-1/export', undefined, 'analyst')).status).toBe(
      403,
    )
  })
})

describe('what somebody may ask for', () => {
  it('is corrected and erased through the API, with a reason', async () => {
    await started()
    const url = '/v1/privacy/subjects/person:WK-1'
    const wrong = {
      source: 'api',
      observation: 'w1',
      field: 'employer',
      says: 'Acme GmbH',
      because: 'It moved.',
    }
    const done = await call('POST', `${url}/corrections`, wrong)
    expect(done).toMatchObject({ status: 201, body: { judged: 'anew' } })
    expect((await call('GET', `${url}/corrections`)).body.corrections).toHaveLength(1)
    const kept = (await call('GET', `${url}/export`)).body.observations
    expect(kept.find((o: { id: string }) => o.id === 'w1').corrected).toMatchObject([{ says: 'Acme GmbH' }])
    expect((await call('POST', `${url}/erase`, {})).status).toBe(400)
    const erased = await call('POST', `${url}/erase`, { because: 'asked for it' })
    expect(erased.body.subjects).toContain('person:WK-1')
    expect((await call('GET', `${url}/export`)).status).toBe(404)
    expect((await call('GET', '/v1/privacy/subjects/person:WK-22/export')).status).toBe(200)
    // Whose row it was as well: it went with them.
    expect(await service.store.corrections()).toEqual([])
  })
})

describe('retention', () => {
  it('is shown and set, not below its floor, and run', async () => {
    await started()
    const url = '/v1/privacy/retention'
    const before = await call('GET', url)
    expect(before.body).toMatchObject({ due: true, runs: [] })
    const set = (days: object, because = 'agreed') => call('PUT', url, { days, because })
    expect((await set({ findings: 30 })).body.detail).toContain('findings can be kept for 90 to')
    expect((await set({ photos: 30 })).body.detail).toContain('"photos" is not kept for a time of its own')
    expect((await set({ quarantine: 7, signin: 400 })).status).toBe(200)
    const dry = await call('POST', `${url}/run`, { dryRun: true })
    expect(dry.body.dryRun).toBe(true)
    expect((await call('POST', `${url}/run`, {})).status).toBe(200)
    const after = (await call('GET', url)).body
    expect(after).toMatchObject({ due: false, runs: [{ by: 'token:telltale', dryRun: false }] })
    expect(after.periods.find((p: { what: string }) => p.what === 'signin')).toMatchObject({
      days: 400,
      standard: 365,
    })
    service.pass(3 * 86_400_000)
    expect((await call('GET', url)).body.due).toBe(true)
  })
})

describe('documents', () => {
  it.each(['dpia', 'notices', 'annex'])('%s is made from what is switched on', async (name) => {
    await started()
    const made = async () => String((await call('GET', `/v1/privacy/documents/${name}`)).body)
    await service.context.timing.remove('*', '*')
    const off = await made()
    expect(off).toContain('Larkspur')
    expect(off).toContain('ot legal advice')
    expect(off).not.toMatch(/undefined|NaN|\[object/)
    await call('PUT', '/v1/sensor/policy', { browser: true, endpoint: false, presence: false })
    await call('PUT', '/v1/privacy/policies', { entity: 'Acme', place: 'DE', kinds: ['keys'], because: 'Agreed | signed', acknowledgedBy: 'Works council' }) // biome-ignore format: one policy
    const on = await made()
    expect(on).not.toBe(off)
    expect(on).toContain('keys')
    expect(on).toContain('DE')
    if (name !== 'notices') expect(on).toContain('Agreed \\| signed')
    if (name === 'dpia') expect(on).toMatch(/\| person \|.*\| 2 \|/)
  })

  it('are not there under another name, and keys of a store in memory are not', async () => {
    await started()
    expect((await call('GET', '/v1/privacy/documents/contract')).status).toBe(400)
    expect((await call('GET', '/v1/privacy/keys')).body).toEqual({ old: 0 })
    expect((await call('POST', '/v1/privacy/keys/rotate')).status).toBe(409)
  })
})
