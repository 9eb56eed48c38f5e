import { type Kind, kinds } from '@telltale/core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { z } from 'zod'
import { inForce } from '../tuning/model-routes.ts'
import * as schemas from './schemas.ts'
import { ndjson, noon, rtt, type TestService, testService } from './test-service.ts'

let service: TestService
/** The case that the rows below open: a relay, and a contradiction between claim and path. */
const subject = 'person:W-1'

beforeAll(async () => {
  service = await testService()
  const rows: object[] = [
    {
      kind: 'person',
      at: noon,
      about: [subject],
      data: { place: { lat: 41.5, lon: -81.7, city: 'Cleveland' }, role: 'Engineer' },
    },
    { kind: 'device', at: noon, about: ['device:LT-1'], data: { assignedTo: subject } },
    rtt('a', 190),
    rtt('b', 0, { about: ['device:LT-2', 'person:W-2'] }),
    rtt('c', 0, { about: ['device:LT-3'], data: { transport: [20] } }),
  ]
  for (let day = 1; day < 4; day++) rows.push(rtt(`a${day}`, 190, { at: noon - day * 86_400_000 }))
  const reply = await service.app.inject({
    method: 'POST',
    url: '/v1/observations?bad=quarantine',
    headers: { 'content-type': 'application/x-ndjson' },
    payload: ndjson(...rows, 'no JSON'),
  })
  expect(reply.statusCode).toBe(202)
  await service.app.inject({ method: 'POST', url: '/v1/drain' })
})
afterAll(() => service.end())

async function get(url: string) {
  const reply = await service.app.inject({ url, headers: { authorization: `Bearer ${service.token}` } })
  return { status: reply.statusCode, body: reply.json() }
}

/** The reply holds exactly what its schema says: nothing that OpenAPI does not tell of. */
function holds(schema: z.ZodType, body: unknown): void {
  expect(schema.parse(body)).toEqual(body)
}

describe('views', () => {
  it('queue: the relay is listed, with the check to offer, and the counts', async () => {
    const { body } = await get('/v1/queue')
    holds(schemas.queue, body)
    expect(body.items).toHaveLength(1)
    expect(body.items[0]).toMatchObject({
      subject,
      check: 'ask which VPN or gateway is in use',
      standsOut: 'The device is 190 ms further away than the network exit: a relay answers for it.',
      simulated: false,
    })
    expect(body.counts).toMatchObject({ observations: 8, listed: 1, cases: 0, farms: 0, quarantined: 1 })
  })

  it('subject: evidence, claims, what was not measured, its place in the queue', async () => {
    const { body } = await get(`/v1/subjects/${encodeURIComponent(subject)}`)
    holds(schemas.subject, body)
    expect(body.claims.place.city).toBe('Cleveland')
    expect(body.subjects).toEqual([subject, 'device:LT-1'])
    const relay = body.evidence.filter((e: { detector: string }) => e.detector === 'network/layer-gap')
    expect(relay.map((e: { status: string }) => e.status)).toEqual(['final', 'final', 'final', 'final'])
    expect(relay[0].to).toBeGreaterThan(relay[3].to)
    expect(body.neighbours).toEqual({ position: 1, of: 1 })
  })

  it('subject: a device shows what names it, and its holder’s claims', async () => {
    const { body } = await get('/v1/subjects/device%3ALT-1')
    expect(body.evidence.length).toBeGreaterThan(0)
    expect(body.claims.place.city).toBe('Cleveland')
  })

  it('subject: one that nobody would list is shown too, and why it was not measured', async () => {
    expect((await get('/v1/subjects/person%3AW-2')).body).toMatchObject({ score: { listed: false } })
    const { body } = await get('/v1/subjects/device%3ALT-3')
    holds(schemas.subject, body)
    expect(body.abstentions).toContainEqual(expect.objectContaining({ detector: 'network/layer-gap' }))
  })

  it('evidence: by subject, by detector, by id', async () => {
    const all = (await get('/v1/evidence')).body.evidence
    const some = (await get('/v1/evidence?detector=network/layer-gap&subject=person:W-1&limit=2')).body
      .evidence
    expect(all.length).toBeGreaterThan(some.length)
    expect(some).toHaveLength(2)
    const one = (await get(`/v1/evidence/${some[0].id}`)).body
    holds(schemas.evidence, one)
    expect(one).toEqual(some[0])
  })

  it('detectors, model, status, quarantine, cases, farms', async () => {
    const { detectors } = (await get('/v1/detectors')).body
    for (const detector of detectors) holds(schemas.detector, detector)
    holds(schemas.detector, (await get('/v1/detectors/network/layer-gap')).body)
    holds(inForce, (await get('/v1/model')).body)
    holds(schemas.status, (await get('/v1/status')).body)
    const { items } = (await get('/v1/quarantine')).body
    expect(items.map(({ row, reason }: { row: number; reason: string }) => [row, reason])).toEqual([
      [9, 'is not JSON'],
    ])
    expect((await get('/v1/cases')).body).toEqual({ cases: [] })
    expect((await get('/v1/farms')).body).toEqual({ farms: [] })
  })

  it.each([
    ['/v1/cases/C-NONE', 404, 'GET /v1/cases'],
    ['/v1/farms/F-NONE', 404, 'GET /v1/farms'],
    ['/v1/subjects/person%3Anobody', 404, 'Nothing is known'],
    ['/v1/subjects/nobody', 400, 'is not a subject'],
    ['/v1/evidence/none', 404, 'does not stand'],
    ['/v1/evidence/none/observations', 404, 'does not stand'],
    ['/v1/evidence/none/observations?limit=1001', 400, 'limit'],
    ['/v1/evidence?limit=0', 400, 'limit'],
    ['/v1/evidence?subject=nobody', 400, 'subject'],
    ['/v1/detectors/none', 404, 'GET /v1/detectors'],
    ['/v1/nothing', 404, '/openapi.json'],
  ])('%s is a problem: %i', async (url, status, detail) => {
    const reply = await get(url)
    holds(schemas.problem, reply.body)
    expect([reply.status, reply.body.status]).toEqual([status, status])
    expect(reply.body.detail).toContain(detail)
  })
})

describe('health', () => {
  it('is ready while the loop runs and the store answers', async () => {
    expect((await get('/readyz')).body).toEqual({ status: 'ok' })
  })

  it('is not ready while the store is away, says so, and is again once it is back', async () => {
    const other = await testService()
    other.context.store.known = async () => Promise.reject(new Error('connection refused'))
    const away = await other.app.inject('/readyz')
    expect([away.statusCode, away.headers['retry-after']]).toEqual([503, '5'])
    expect(away.json().detail).toBe("The store can't be reached: connection refused")
    await other.end()
  })

  it('a commit that fails is tried again, and nothing is lost', async () => {
    const other = await testService()
    const { commit } = other.context.store
    let failures = 1
    other.context.store.commit = async (change) => {
      if (failures-- > 0) throw new Error('connection lost')
      return commit(change)
    }
    const payload = ndjson(rtt('a', 190))
    const headers = { 'content-type': 'application/x-ndjson' }
    await other.app.inject({ method: 'POST', url: '/v1/observations', headers, payload })
    await expect.poll(() => other.context.trouble()).toContain('connection lost')
    expect((await other.app.inject('/readyz')).statusCode).toBe(503)
    await expect.poll(() => other.inbox.depth(), { timeout: 5000 }).toBe(0)
    expect((await other.store.counts()).observations).toBe(1)
    await expect.poll(() => other.context.trouble(), { timeout: 10_000 }).toBeUndefined()
    await other.end()
  })

  it('counts what happened, without naming anybody', async () => {
    const reply = await service.app.inject('/metrics')
    expect(reply.headers['content-type']).toContain('text/plain')
    expect(reply.body).toContain('telltale_ingest_rows_total 8\n')
    expect(reply.body).toContain('telltale_quarantined_total{part="row"} 1\n')
    expect(reply.body).toContain('telltale_inbox_depth 0\n')
    expect(reply.body).toMatch(/telltale_evidence_total\{is="evidence",status="final"\} \d/)
    expect(reply.body).toMatch(/telltale_loop_batch_seconds_count [1-9]/)
    expect(reply.body).toMatch(/telltale_evidence_lag_seconds_count [1-9]/)
    expect(reply.body).not.toMatch(/person:|device:|W-1/)
  })
})

describe('OpenAPI', () => {
  type Node = Record<string, unknown>
  let document: {
    openapi: string
    paths: Record<string, Record<string, Node>>
    components: { schemas: Node }
  }
  beforeAll(async () => {
    document = (await get('/openapi.json')).body
  })

  it('is 3.1, and every reference in it leads somewhere', () => {
    expect(document.openapi).toBe('3.1.0')
    const names = new Set(Object.keys(document.components.schemas))
    const refs = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map((m) => m[1]!)
    expect(refs.length).toBeGreaterThan(40)
    for (const ref of refs) expect(names).toContain(ref.replace('#/components/schemas/', ''))
    expect([...names].filter((name) => name.endsWith('Input'))).toEqual([])
  })

  it('describes every kind of observation with its fields', () => {
    for (const kind of Object.keys(kinds) as Kind[]) {
      expect(document.components.schemas[`Data_${kind}`]).toMatchObject(kinds[kind].schema.json)
      expect(document.components.schemas[`Observation_${kind}`]).toMatchObject({
        properties: { kind: { const: kind } },
      })
    }
  })

  it('gives every operation an id of its own, a summary, a reply and the shape of errors', () => {
    const operations = Object.values(document.paths).flatMap((methods) => Object.values(methods))
    expect(new Set(operations.map((o) => o.operationId)).size).toBe(operations.length)
    for (const operation of operations) {
      expect(operation.summary).toEqual(expect.any(String))
      expect(operation.responses).toHaveProperty('default.content.application/problem+json')
    }
  })

  it('says what ingest takes', () => {
    const { requestBody } = document.paths['/v1/observations']!.post!
    expect(Object.keys((requestBody as { content: object }).content)).toEqual([
      'application/x-ndjson',
      'application/json',
    ])
  })
})
