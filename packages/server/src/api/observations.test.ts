import { randomBytes } from 'node:crypto'
import { request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Inbox } from '../ingest/inbox.ts'
import { memoryInbox } from '../ingest/memory-inbox.ts'
import { bodyLimit, rowLimit } from './observations.ts'
import { ndjson, noon, rtt, type TestService, testService } from './test-service.ts'

let service: TestService
beforeEach(async () => {
  service = await testService()
})
afterEach(() => service.end())

type Body = string | Buffer
async function post(body: Body, headers: Record<string, string> = {}, query = '', on = service) {
  const reply = await on.app.inject({
    method: 'POST',
    url: `/v1/observations${query}`,
    headers: { 'content-type': 'application/x-ndjson', ...headers },
    payload: body,
  })
  return { status: reply.statusCode, body: reply.json(), headers: reply.headers }
}

/** Judges everything sent, and gives what stands. */
async function drained(on = service) {
  await on.app.inject({ method: 'POST', url: '/v1/drain' })
  return {
    counts: await on.store.counts(),
    evidence: await on.store.evidence({}),
    bad: await on.store.quarantine(1000),
  }
}

describe('what is taken', () => {
  it.each([
    ['lines', 'application/x-ndjson', ndjson(rtt('a', 90), rtt('b', 90))],
    [
      'lines ended by CR LF, with empty ones between',
      'application/x-ndjson',
      `${JSON.stringify(rtt('a', 90))}\r\n\r\n${JSON.stringify(rtt('b', 90))}`,
    ],
    ['a byte order mark', 'application/x-ndjson', `\ufeff${ndjson(rtt('a', 90), rtt('b', 90))}`],
    ['a JSON list', 'application/json; charset=utf-8', JSON.stringify([rtt('a', 90), rtt('b', 90)])],
  ])('%s', async (_, type, body) => {
    const reply = await post(body, { 'content-type': type })
    expect(reply).toMatchObject({ status: 202, body: { accepted: 2, quarantined: 0, rows: [] } })
    const { counts, evidence } = await drained()
    expect(counts.observations).toBe(2)
    expect(evidence.find((e) => e.detector === 'network/layer-gap')).toMatchObject({
      subject: 'device:LT-1',
      weighsOn: ['person:W-1'],
      status: 'final',
    })
  })

  it('one JSON object, and gzip', async () => {
    const body = gzipSync(JSON.stringify(rtt('a', 0)))
    const reply = await post(body, { 'content-type': 'application/json', 'content-encoding': 'gzip' })
    expect(reply).toMatchObject({ status: 202, body: { accepted: 1 } })
    expect((await drained()).counts.observations).toBe(1)
  })

  it('the same rows again, without effect', async () => {
    const withoutId = { ...rtt('', 90), id: undefined }
    const body = ndjson(rtt('a', 90), rtt('b', 60), withoutId)
    for (let i = 0; i < 3; i++) {
      expect((await post(body)).status).toBe(202)
      service.pass(1000)
    }
    const { counts, bad } = await drained()
    expect(counts.observations).toBe(3)
    expect(bad).toEqual([])
  })

  it('the same id with another content only once, and says so in quarantine', async () => {
    await post(ndjson(rtt('a', 90), rtt('a', 10)))
    service.pass(1000)
    await post(ndjson(rtt('a', 50)))
    const { counts, bad } = await drained()
    expect(counts.observations).toBe(1)
    expect(bad.map((b) => b.reason)).toEqual([
      '"a" was already used for another content; the first one stands',
      '"a" was already used for another content; the first one stands',
    ])
  })

  it('the same id from two sources twice', async () => {
    await post(ndjson(rtt('a', 90)), { 'telltale-source': 'collector-1' })
    await post(ndjson(rtt('a', 10)), { 'telltale-source': 'collector-2' })
    const { counts, bad } = await drained()
    expect([counts.observations, bad]).toEqual([2, []])
  })

  it('rows with unusable fields: the fields are set aside, the rows used', async () => {
    const inventory = {
      kind: 'inventory',
      at: noon,
      about: ['device:LT-1'],
      data: { displays: [{ edid: '00ffffffffffff00' }] },
    }
    const reply = await post(ndjson(inventory))
    expect(reply).toMatchObject({ status: 202, body: { accepted: 1, quarantined: 1 } })
    expect(reply.body.rows[0]).toMatchObject({ row: 1, field: expect.stringContaining('displays') })
    const { counts } = await drained()
    expect([counts.observations, counts.quarantined]).toEqual([1, 1])
  })
})

describe('what is refused', () => {
  it('a request with one bad row, whole, naming row and field', async () => {
    const reply = await post(ndjson(rtt('a', 90), rtt('b', 90, { at: 'yesterday' }), rtt('c', 90)))
    expect(reply.status).toBe(400)
    expect(reply.headers['content-type']).toContain('application/problem+json')
    expect(reply.body).toEqual({
      type: 'about:blank',
      title: 'The request can’t be used',
      status: 400,
      detail:
        "1 of 3 rows can't be used; the first is row 2, at: must be milliseconds since 1970 as a number. Nothing was taken: correct them, or add ?bad=quarantine to set them aside and keep the rest.",
      rows: [{ row: 2, field: 'at', reason: 'must be milliseconds since 1970 as a number' }],
      total: 1,
    })
    expect((await drained()).counts).toMatchObject({ observations: 0, quarantined: 0 })
  })

  const deep = JSON.parse(`${'{"a":'.repeat(80)}1${'}'.repeat(80)}`)
  it.each([
    ['text that is no JSON', 'hello', '', 'is not JSON'],
    ['a line that breaks off', '{"kind":"rtt"', '', 'breaks off before its end'],
    ['a list inside lines', '[1]', '', 'expected an object'],
    ['an unknown kind', rtt('a', 1, { kind: 'horoscope' }), 'kind', '"horoscope" is not a known kind'],
    ['no subject', rtt('a', 1, { about: [] }), 'about', 'names no subject'],
    ['a subject of no type', rtt('a', 1, { about: ['planet:x'] }), 'about', 'is not a subject'],
    [
      'a time in the year 20260',
      rtt('a', 1, { at: 577_181_000_000_000 }),
      'at',
      'not between the years 2000 and 2100',
    ],
    [
      'a time tomorrow week',
      rtt('a', 1, { at: noon + 8 * 86_400_000 }),
      'at',
      'more than a day after its receipt',
    ],
    [
      'data of the wrong type',
      rtt('a', 1, { data: { transport: 'fast' } }),
      'data.transport',
      'expected a list',
    ],
    ['NUL in a text', rtt('a', 1, { data: { ip: '1\u0000', transport: [] } }), 'data.ip', 'NUL'],
    ['half a surrogate pair', rtt('a', 1, { data: { ip: '\ud800' } }), 'data.ip', 'surrogate'],
    ['endless nesting', rtt('a', 1, { data: { extra: deep } }), 'data.extra', 'nested more than'],
    [
      'the simulated company’s ids',
      rtt('a', 1, { about: ['person:larkspur-1'] }),
      'about',
      'simulated demo company',
    ],
    [
      'the same, in the data',
      { kind: 'device', at: noon, about: ['device:X'], data: { assignedTo: 'person:larkspur-1' } },
      'about',
      'simulated',
    ],
  ])('%s', async (_, row, field, reason) => {
    const { status, body } = await post(ndjson(row))
    expect(status).toBe(400)
    expect(body.rows[0].field).toContain(field)
    expect(body.rows[0].reason).toContain(reason)
  })

  it('keeps what a broken line says to itself', async () => {
    const { body } = await post('{"kind":"application","data":{"name":"Example One" oops')
    expect(JSON.stringify(body)).not.toContain('Example')
  })

  it('lists a hundred problems and tells how many there are', async () => {
    const { body } = await post(
      ndjson(...Array.from({ length: 150 }, (_, i) => rtt(`r${i}`, 1, { at: null }))),
    )
    expect(body.rows).toHaveLength(100)
    expect(body.total).toBe(150)
  })

  it.each([
    ['an empty body', '', 400, 'holds no row'],
    ['a body of empty lines', '\n\n', 400, 'holds no row'],
    ['another encoding', Buffer.from(ndjson(rtt('a', 1)), 'utf16le'), 400, 'UTF-8'],
  ])('%s', async (_, body, status, detail) => {
    const reply = await post(body)
    expect(reply.status).toBe(status)
    expect(reply.body.detail).toContain(detail)
  })

  it('a JSON body that breaks off', async () => {
    const reply = await post('[{"kind":', { 'content-type': 'application/json' })
    expect([reply.status, reply.body.detail]).toEqual([
      400,
      'The body is not JSON: it breaks off before its end. Nothing was taken.',
    ])
  })

  it('truncated and false gzip', async () => {
    const whole = gzipSync(ndjson(...Array.from({ length: 50 }, (_, i) => rtt(`r${i}`, i))))
    const headers = { 'content-encoding': 'gzip' }
    const cut = await post(whole.subarray(0, whole.length - 20), headers)
    expect([cut.status, cut.body.detail]).toEqual([
      400,
      'The gzip stream breaks off before its end. Nothing was taken.',
    ])
    const no = await post(ndjson(rtt('a', 1)), headers)
    expect([no.status, no.body.detail]).toEqual([
      400,
      'The body is not gzip, though its Content-Encoding says so.',
    ])
    expect((await drained()).counts.observations).toBe(0)
  })

  it('other kinds of content and of compression', async () => {
    expect((await post('a,b', { 'content-type': 'text/csv' })).status).toBe(415)
    const br = await post('x', { 'content-encoding': 'br' })
    expect([br.status, br.body.detail]).toEqual([
      415,
      'Content-Encoding "br" is not known: send gzip, or none.',
    ])
  })

  it('more rows than the limit, naming it', async () => {
    const row = ndjson({ kind: 'rtt', at: noon, about: ['device:A'], data: {} })
    const over = await post(row.repeat(rowLimit + 1))
    expect(over).toMatchObject({ status: 413, body: { limit: rowLimit } })
    expect(over.body.detail).toContain('10000 rows')
    expect((await post(row.repeat(rowLimit))).status).toBe(202)
  })

  it('a gzip bomb, at the limit of what it inflates to', async () => {
    const bomb = gzipSync(Buffer.alloc(4 * bodyLimit, ' '))
    expect(bomb.length).toBeLessThan(bodyLimit / 100)
    const reply = await post(bomb, { 'content-encoding': 'gzip' })
    expect(reply).toMatchObject({ status: 413, body: { limit: bodyLimit } })
    expect(reply.body.detail).toContain('32 MB once inflated')
  })

  it('a source name that is not one, or not theirs', async () => {
    expect((await post(ndjson(rtt('a', 1)), { 'telltale-source': 'demo' })).body.detail).toContain('kept for')
    const odd = await post(ndjson(rtt('a', 1)), { 'telltale-source': 'a\tb' })
    expect(odd.status).toBe(400)
    expect(odd.body.detail).toContain('telltale-source')
  })
})

describe('?bad=quarantine', () => {
  it('keeps the good rows, sets the others aside and lists them', async () => {
    const body = ndjson(rtt('a', 90), 'oops', rtt('b', 90, { about: 'nobody' }), rtt('c', 90))
    const reply = await post(body, { 'telltale-source': 'export-7' }, '?bad=quarantine')
    expect(reply).toMatchObject({ status: 202, body: { accepted: 2, quarantined: 2 } })
    expect(reply.body.rows.map((r: { row: number }) => r.row)).toEqual([2, 3])
    const { counts, bad } = await drained()
    expect(counts.observations).toBe(2)
    expect(bad.map(({ source, row, field }) => ({ source, row, field })).reverse()).toEqual([
      { source: 'export-7', row: 2, field: '' },
      { source: 'export-7', row: 3, field: 'about' },
    ])
  })

  it('never fails on whatever comes, and accounts for every row', async () => {
    const value = fc.oneof(
      fc.json(),
      fc.string().map((s) => s.replaceAll(/[\r\n]/g, '')),
      fc.constant(JSON.stringify(rtt('x', 3))),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(value, { minLength: 1, maxLength: 8 }), async (lines) => {
        const full = lines.filter((line) => line.trim() !== '').length
        const { status, body } = await post(ndjson(...lines), {}, '?bad=quarantine')
        if (full === 0) expect(status).toBe(400)
        else expect([status, body.accepted + body.quarantined]).toEqual([202, full])
      }),
      { numRuns: 60 },
    )
  })
})

describe('when it can’t', () => {
  const broken = (over: Partial<Inbox>): Inbox => ({ ...memoryInbox(), ...over })

  it('answers 503 with a time to wait while the engine is behind', async () => {
    const behind = await testService({}, broken({ depth: async () => 20_000 }))
    const reply = await post(ndjson(rtt('a', 1)), {}, '', behind)
    expect([reply.status, reply.headers['retry-after']]).toEqual([503, '5'])
    expect(reply.body.detail).toBe('The engine is behind: send again in a few seconds, nothing was taken.')
    await behind.end()
  })

  it('never says 202 when the inbox has not kept it', async () => {
    const failing = await testService(
      {},
      broken({ append: async () => Promise.reject(new Error('disk full')) }),
    )
    const reply = await post(ndjson(rtt('a', 1)), {}, '', failing)
    expect(reply.status).toBe(503)
    expect(JSON.stringify(reply.body)).not.toContain('disk full')
    await failing.end()
  })
})

describe('over a real socket', () => {
  it('refuses a large body early and still answers', async () => {
    await service.app.listen({ host: '127.0.0.1', port: 0 })
    const { port } = service.app.server.address() as AddressInfo
    const status = await new Promise<number | undefined>((resolve, reject) => {
      const out = request(
        {
          port,
          method: 'POST',
          path: '/v1/observations',
          headers: { 'content-type': 'application/x-ndjson', 'content-length': String(bodyLimit + 10) },
        },
        (reply) => {
          reply.resume()
          resolve(reply.statusCode)
        },
      )
      out.on('error', reject)
      out.write(randomBytes(1000))
    })
    expect(status).toBe(413)
  })

  it('takes chunked gzip sent in small pieces', async () => {
    await service.app.listen({ host: '127.0.0.1', port: 0 })
    const { port } = service.app.server.address() as AddressInfo
    const body = gzipSync(ndjson(...Array.from({ length: 200 }, (_, i) => rtt(`r${i}`, i % 50))))
    const status = await new Promise<number | undefined>((resolve, reject) => {
      const out = request(
        {
          port,
          method: 'POST',
          path: '/v1/observations',
          headers: { 'content-type': 'application/x-ndjson', 'content-encoding': 'gzip' },
        },
        (reply) => {
          reply.resume()
          resolve(reply.statusCode)
        },
      )
      out.on('error', reject)
      for (let i = 0; i < body.length; i += 500) out.write(body.subarray(i, i + 500))
      out.end()
    })
    expect(status).toBe(202)
    expect((await drained()).counts.observations).toBe(200)
  })

  it('drops a request whose sender goes away', async () => {
    await service.app.listen({ host: '127.0.0.1', port: 0 })
    const { port } = service.app.server.address() as AddressInfo
    await new Promise<void>((resolve) => {
      const out = request({
        port,
        method: 'POST',
        path: '/v1/observations',
        headers: { 'content-type': 'application/x-ndjson', 'content-length': '5000' },
      })
      out.on('error', () => resolve())
      out.write(ndjson(rtt('a', 90)), () => setTimeout(() => out.destroy(), 20))
      out.on('close', () => resolve())
    })
    expect((await post(ndjson(rtt('b', 90)))).status).toBe(202)
    expect((await drained()).counts.observations).toBe(1)
  })
})
