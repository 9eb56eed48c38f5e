import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { detectors, type HuntRun, type HuntsView } from '@telltale/core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readConfig } from '../config.ts'
import { type Service, startService } from '../service.ts'
import { type OpenedStore, openStore } from '../store/open.ts'
import { sessionCookie } from './access.ts'
import { ndjson, noon, rtt, type TestService, testService, timeEverybody } from './test-service.ts'

/** Hunts as the console and the command ask for them. */

const day = 86_400_000

/** Three people behind relays of 20, 60 and 120 ms; the first was cleared, the last confirmed. */
const rows = [
  ...[20, 60, 120].flatMap((gap, p) =>
    [0, 1, 2].map((d) =>
      rtt(`${p}-${d}`, gap, { at: noon - d * day, about: [`device:LT-${p}`, `person:W-${p}`] }),
    ),
  ),
  ...(['cleared', 'unsure', 'confirmed'] as const).map((outcome, p) => ({
    ...{ id: `d-${p}`, kind: 'disposition', at: noon, about: [`person:W-${p}`] },
    data: { subject: `person:W-${p}`, outcome },
  })),
]

function asked(service: Pick<Service, 'app'>, headers: Record<string, string>) {
  return (method: 'GET' | 'POST' | 'PUT' | 'DELETE', url: string, payload?: unknown) =>
    service.app.inject({
      ...{ method, url, headers },
      ...(payload !== undefined && { payload: payload as object }),
    })
}

async function fed(service: Service, token: string): Promise<void> {
  const reply = await service.app.inject({
    ...{ method: 'POST', url: '/v1/observations', payload: ndjson(...rows) },
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/x-ndjson' },
  })
  expect(reply.statusCode).toBe(202)
  while ((await service.context.store.counts()).observations < rows.length) await sleep(10)
  await service.context.turns.between(async () => {})
}

describe('hunts over the API', () => {
  let service: TestService
  let ask: ReturnType<typeof asked>
  const own = (name: string) => join(service.context.config.home, 'hunts', `${name}.json`)

  beforeAll(async () => {
    service = await testService()
    ask = asked(service, { authorization: `Bearer ${service.token}` })
    await fed(service, service.token)
  })
  afterAll(() => service.end())

  it('say what would be raised and dropped, with the false-alarm cost side by side', async () => {
    const reply = await ask('POST', '/v1/hunts/run', {
      ...{ detector: 'network/layer-gap', thresholds: { relayed: 40 } },
    })
    expect(reply.statusCode).toBe(200)
    const { found } = reply.json<HuntRun>()
    expect(found!.now.cleared).toMatchObject({ of: 1, raised: 1 })
    expect(found!.would.cleared).toMatchObject({ of: 1, raised: 0 })
    expect(found!.would.confirmed).toMatchObject({ of: 1, raised: 1 })
    expect(found!.dropped.map((s) => s.subject)).toEqual(['person:W-0'])
    expect(found!.judged.windows).toBe(9)
    expect(found!.thresholds).toMatchObject([{ name: 'relayed', value: 40, was: 15, unit: 'ms' }])
  })

  it('are listed with those that come with Telltale, and the views that SQL reads', async () => {
    const { hunts, views, noSql, problems } = (await ask('GET', '/v1/hunts')).json<HuntsView>()
    expect(hunts.find((h) => h.name === 'relays-from-8-ms')).toMatchObject({ shipped: true })
    expect(views.map((v) => v.name)).toContain('evidence')
    expect(noSql).toMatch(/memory/)
    expect(problems).toEqual([])
  })

  it('are saved, changed, run by name with other values, and removed', async () => {
    const hunt = { says: 'Far relays.', detector: 'network/layer-gap', thresholds: { relayed: 100 } }
    expect((await ask('PUT', '/v1/hunts/far-relays', hunt)).json()).toEqual({
      ...{ name: 'far-relays', shipped: false },
      ...hunt,
    })
    expect(JSON.parse(readFileSync(own('far-relays'), 'utf8'))).toEqual({ name: 'far-relays', ...hunt })
    const by = async (thresholds?: Record<string, number>) =>
      (
        await ask('POST', '/v1/hunts/run', { name: 'far-relays', ...(thresholds && { thresholds }) })
      ).json<HuntRun>()
    expect((await by()).found!.counts).toEqual({ raised: 0, dropped: 2 })
    expect((await by({ relayed: 40 })).found!.counts.dropped).toBe(1)
    expect((await by()).name).toBe('far-relays')
    await ask('PUT', '/v1/hunts/far-relays', { ...hunt, thresholds: { relayed: 15 } })
    expect((await by()).found!.counts).toEqual({ raised: 0, dropped: 0 })
    expect((await ask('DELETE', '/v1/hunts/far-relays')).statusCode).toBe(204)
    expect(existsSync(own('far-relays'))).toBe(false)
    expect((await ask('DELETE', '/v1/hunts/far-relays')).statusCode).toBe(404)
    expect((await ask('DELETE', '/v1/hunts/relays-from-8-ms')).json()).toMatchObject({
      detail: expect.stringContaining('comes with Telltale'),
    })
  })

  it.each([
    [
      { detector: 'network/layer-gab' },
      400,
      /no detector "network\/layer-gab"; did you mean network\/layer-gap\?/,
    ],
    [
      { detector: 'network/layer-gap', thresholds: { relay: 3 } },
      ...([
        400,
        /thresholds\.relay: network\/layer-gap has no such threshold; it has enough, relayed, least/,
      ] as const),
    ],
    [{}, 400, /needs a detector, or "sql"/],
    [{ detector: 'network/layer-gap', sql: 'select 1' }, 400, /not both/],
    [{ sql: 'select 1', thresholds: { relayed: 3 } }, 400, /SQL has none/],
    [{ sql: 'select 1' }, 400, /need Postgres/],
    [{ name: 'relays-from-9-ms' }, 404, /no hunt "relays-from-9-ms"; did you mean relays-from-8-ms\?/],
    [{ name: '../../token' }, 404, /no hunt/],
    [{ name: 'relays-from-8-ms', detector: 'network/layer-gap' }, 400, /not both/],
    [{ detector: 'network/layer-gap', thresholds: { relayed: 'eight' } }, 400, /thresholds\.relayed/],
    [{ detector: 'identity/sanctions-lead' }, 400, /counsel alone/],
    [{ detector: 'network/layer-gap', minutes: 100_000 }, 400, /minutes/],
    [{ detektor: 'network/layer-gap' }, 400, /detektor/],
  ])('refuse %j with what to do', async (body, status, detail) => {
    const reply = await ask('POST', '/v1/hunts/run', body)
    expect([reply.statusCode, reply.json().detail]).toEqual([status, expect.stringMatching(detail)])
  })

  it.each([
    ['Bad Name', { says: 'x', sql: 'select 1' }, /name: use lower-case letters/],
    ['../token', { says: 'x', sql: 'select 1' }, /name: use lower-case letters/],
    ['fine', { says: '', sql: 'select 1' }, /says/],
    ['fine', { says: 'x' }, /needs a detector/],
    ['fine', { says: 'x', detector: 'nobody/knows' }, /no detector/],
  ])('are not saved as %s %j', async (name, body, detail) => {
    const reply = await ask('PUT', `/v1/hunts/${encodeURIComponent(name)}`, body)
    expect([reply.statusCode, reply.json().detail]).toEqual([400, expect.stringMatching(detail)])
    expect(existsSync(own('fine'))).toBe(false)
  })

  it('of files that people wrote are used, or named with field and reason', async () => {
    mkdirSync(join(service.context.config.home, 'hunts'), { recursive: true })
    const files: Record<string, string> = {
      'good.json': '{"$schema": "x", "name": "good", "says": "Good.", "detector": "network/layer-gap"}',
      'broken.json': '{"name": ',
      'other-name.json': '{"name": "another", "says": "x", "sql": "select 1"}',
      'unknown-field.json': '{"name": "unknown-field", "says": "x", "sql": "select 1", "query": 1}',
      'no-number.json':
        '{"name": "no-number", "says": "x", "detector": "network/layer-gap", "thresholds": {"relayed": "8"}}',
      'large.json': JSON.stringify({ name: 'large', says: 'x'.repeat(100_000), sql: 'select 1' }),
      'relays-from-8-ms.json':
        '{"name": "relays-from-8-ms", "says": "Ours.", "detector": "network/layer-gap"}',
      'notes.txt': 'not a hunt',
    }
    for (const [file, text] of Object.entries(files)) writeFileSync(join(own('x'), '..', file), text)
    const { hunts, problems } = (await ask('GET', '/v1/hunts')).json<HuntsView>()
    expect(hunts.find((h) => h.name === 'good')).toEqual({
      ...{ name: 'good', says: 'Good.', detector: 'network/layer-gap', shipped: false },
    })
    expect(hunts.find((h) => h.name === 'relays-from-8-ms')).toMatchObject({ says: 'Ours.', shipped: false })
    expect(problems.map((p) => p.replace(/^.*\/hunts\//, ''))).toEqual([
      expect.stringMatching(/^broken\.json: not JSON/),
      'large.json: larger than 64 kB, which is no hunt.',
      'no-number.json: thresholds.relayed: expected a number.',
      'other-name.json: name: the hunt is called another: name its file another.json.',
      expect.stringMatching(/^unknown-field\.json: query: not a member of a hunt/),
    ])
    const reply = await ask('POST', '/v1/hunts/run', { name: 'broken' })
    expect(reply.json().detail).toMatch(/broken\.json: not JSON/)
    rmSync(join(own('x'), '..'), { recursive: true })
  })

  it('are for analysts and counsel: a recruiter sees none, and nobody without signing in', async () => {
    const session = (role: 'recruiter' | 'analyst' | 'counsel') => {
      const { access } = service.context
      return asked(service, { cookie: `${sessionCookie}=${access.exchange(access.issue(role).token)}` })
    }
    const urls = [
      ['GET', '/v1/hunts'],
      ['POST', '/v1/hunts/run', { detector: 'network/layer-gap' }],
      ['PUT', '/v1/hunts/mine', { says: 'x', sql: 'select 1' }],
      ['DELETE', '/v1/hunts/mine'],
    ] as const
    for (const [method, url, body] of urls) {
      expect((await session('recruiter')(method, url, body)).statusCode).toBe(403)
      expect((await asked(service, {})(method, url, body)).statusCode).toBe(401)
    }
    expect((await session('analyst')('GET', '/v1/hunts')).statusCode).toBe(200)
    const counsel = await session('counsel')('POST', '/v1/hunts/run', { detector: 'identity/sanctions-lead' })
    expect(counsel.statusCode).toBe(200)
  })
})

describe.skipIf(process.platform === 'win32')('hunts on a database', () => {
  const home = mkdtempSync(join(tmpdir(), 'telltale-hunts-'))
  const token = 'a-token-for-the-tests-only'
  let opened: OpenedStore
  let service: Service
  let ask: ReturnType<typeof asked>

  beforeAll(async () => {
    opened = await openStore({ home })
    const { store, sql } = opened
    const config = readConfig({ TELLTALE_HOME: home, TELLTALE_LOG: 'silent' })
    service = await startService({
      config,
      store,
      sql,
      inbox: store.inbox,
      detectors,
      now: () => noon,
      token,
    })
    await timeEverybody(service)
    ask = asked(service, { authorization: `Bearer ${token}` })
    await fed(service, token)
  })
  afterAll(async () => {
    await service.stop()
    await opened.stop()
    rmSync(home, { recursive: true, force: true })
  })

  const sql = (text: string, over = {}) => ask('POST', '/v1/hunts/run', { sql: text, ...over })

  it('read the documented views', async () => {
    const reply = await sql('select subject, outcome from dispositions order by 1')
    expect(reply.json<HuntRun>().table).toEqual({
      columns: [
        { name: 'subject', type: 'text' },
        { name: 'outcome', type: 'text' },
      ],
      rows: [
        ['person:W-0', 'cleared'],
        ['person:W-1', 'unsure'],
        ['person:W-2', 'confirmed'],
      ],
      truncated: false,
    })
    const wrong = await sql('select * from nobody')
    expect([wrong.statusCode, wrong.json().detail]).toEqual([
      400,
      expect.stringContaining('line 1, column 15'),
    ])
    expect((await sql('delete from evidence')).statusCode).toBe(400)
  })

  it('that come with Telltale all run, and accuse the cleared as the store says', async () => {
    const { hunts, noSql } = (await ask('GET', '/v1/hunts')).json<HuntsView>()
    expect(noSql).toBeUndefined()
    for (const { name } of hunts) {
      const reply = await ask('POST', '/v1/hunts/run', { name })
      expect([name, reply.statusCode, reply.json().detail]).toEqual([name, 200, undefined])
    }
    const { table } = (
      await ask('POST', '/v1/hunts/run', { name: 'what-accused-the-cleared' })
    ).json<HuntRun>()
    expect(table!.rows).toContainEqual(['network/layer-gap', 1, 1])
  })

  it('of the documentation all run', async () => {
    const page = readFileSync(new URL('../../../../docs/hunts.md', import.meta.url), 'utf8')
    const examples = [...page.matchAll(/```sql\n([^`]+)```/g)].map((found) => found[1]!)
    expect(examples.length).toBeGreaterThan(3)
    for (const example of examples) {
      const reply = await sql(example)
      expect([example, reply.statusCode, reply.json().detail]).toEqual([example, 200, undefined])
    }
    const [, written] = /```json\n([^`]+)```/.exec(page)!
    const { name: _, ...body } = JSON.parse(written!)
    expect((await ask('PUT', '/v1/hunts/of-the-page', body)).statusCode).toBe(200)
    expect((await ask('POST', '/v1/hunts/run', { name: 'of-the-page' })).statusCode).toBe(200)
  })

  it('run one at a time, end after their minutes, and when the caller hangs up', async () => {
    await service.app.listen({ host: '127.0.0.1', port: 0 })
    const { port } = service.app.server.address() as AddressInfo
    const busy = async () => (await sql('select 1')).statusCode === 409
    const hanging = await (async () => {
      for (;;) {
        const waiting = request({
          ...{ host: '127.0.0.1', port, path: '/v1/hunts/run', method: 'POST' },
          headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        })
        waiting.on('error', () => {})
        // Our own question may have come first: then this one is refused, and asked again.
        const refused = new Promise<true>((resolve) => waiting.on('response', () => resolve(true)))
        waiting.end(JSON.stringify({ sql: 'select pg_sleep(600)' }))
        while (!(await Promise.race([refused, sleep(20, false)]))) if (await busy()) return waiting
      }
    })()
    hanging.destroy()
    while (await busy()) await sleep(20)
    const slow = await sql('select pg_sleep(600)', { minutes: 0.01 })
    expect([slow.statusCode, slow.json().detail]).toEqual([
      408,
      expect.stringMatching(/too long|was stopped/),
    ])
    expect((await sql('select 1')).statusCode).toBe(200)
  })

  it('take everything in while the engine goes on', async () => {
    const more = rtt('later', 70, { about: ['device:LT-9', 'person:W-9'] })
    const [found, took] = await Promise.all([
      ask('POST', '/v1/hunts/run', { detector: 'network/layer-gap', thresholds: { relayed: 16 } }),
      service.app.inject({
        ...{ method: 'POST', url: '/v1/observations', payload: ndjson(more) },
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/x-ndjson' },
      }),
    ])
    expect([found.statusCode, took.statusCode]).toEqual([200, 202])
    while ((await service.context.store.counts()).observations < rows.length + 1) await sleep(10)
  })
})
