import { caseId, type PersonView } from '@telltale/core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ndjson, noon, type TestService, testService } from '../api/test-service.ts'
import { clearing, finding, openCase } from '../work/test-cases.ts'
import { withoutOthers } from './told.ts'

const day = 86_400_000
const subject = 'person:W-1'
const id = caseId(subject)
let service: TestService

beforeAll(async () => {
  service = await testService()
  const rows = [
    {
      ...{ id: 'p1', kind: 'person', at: noon - 40 * day, about: [subject] },
      data: { name: 'Alex Example', place: { lat: 41.5, lon: -81.7 }, startDate: '2025-06-02' },
    },
    { id: 'd1', kind: 'device', at: noon - 40 * day, about: ['device:LT-1'], data: { assignedTo: subject } },
    { id: 's1', kind: 'signin', at: noon - day, about: [subject], data: { system: 'Portal' } },
  ]
  const taken = await service.app.inject({
    method: 'POST',
    url: '/v1/observations',
    headers: { 'content-type': 'application/x-ndjson' },
    payload: ndjson(...rows),
  })
  expect([taken.statusCode, taken.json().detail]).toEqual([202, undefined])
  await service.app.inject({ method: 'POST', url: '/v1/drain' })
  await openCase(service.context, subject, [
    clearing(subject, 'near'),
    finding(subject, 'twin', {
      says: 'The monitor of device:LT-9 stands there.',
      subjects: [subject, 'device:LT-9'],
    }),
  ])
})
afterAll(() => service.end())

type Headers = Record<string, string>
const post = (url: string, payload: object | undefined, headers: Headers) =>
  service.app.inject({ method: 'POST', url, headers, ...(payload && { payload }) })
const act = (deed: object, headers: Headers) => post(`/v1/cases/${id}/acts`, deed, headers)
const seen = async (cookie: string) =>
  (await service.app.inject({ url: '/v1/person', headers: { cookie } })).json() as PersonView
const lead = () => service.account('lena', 'lead')

async function sent(): Promise<string> {
  const reply = await post(`/v1/cases/${id}/person-links`, undefined, lead())
  expect(reply.statusCode).toBe(201)
  return reply.json().link.split('#')[1]
}
async function opened(link: string): Promise<string> {
  const reply = await post('/v1/person/open', { link }, {})
  expect(reply.statusCode).toBe(204)
  expect(String(reply.headers['set-cookie'])).toMatch(/Path=\/; HttpOnly; SameSite=Strict/)
  return String(reply.headers['set-cookie']).split(';')[0]!
}

describe('the person’s own page', () => {
  it('is sent after notice only, by those who may tell somebody', async () => {
    expect((await post(`/v1/cases/${id}/person-links`, undefined, lead())).json().detail).toContain(
      'not been given notice',
    )
    for (const to of ['triage', 'investigating']) await act({ is: 'moved', to }, lead())
    expect((await act({ is: 'noticed', until: noon + 14 * day }, lead())).statusCode).toBe(201)
    const analyst = service.account('ana', 'analyst')
    expect((await post(`/v1/cases/${id}/person-links`, undefined, analyst)).statusCode).toBe(403)
    expect((await post('/v1/cases/C-NONE/person-links', undefined, lead())).statusCode).toBe(404)
  })

  it('opens once; a newer link ends the one before, and the page that it opened', async () => {
    const first = await sent()
    const cookie = await opened(first)
    expect((await post('/v1/person/open', { link: first }, {})).json().detail).toContain(
      'has been opened already',
    )
    expect((await post('/v1/person/open', { link: `${first.slice(0, -1)}_` }, {})).statusCode).toBe(404)
    service.pass(1)
    const second = await sent()
    expect((await service.app.inject({ url: '/v1/person', headers: { cookie } })).statusCode).toBe(401)
    expect((await post('/v1/person/open', { link: first }, {})).json().detail).toContain('A newer link')
    service.pass(22 * day)
    expect((await post('/v1/person/open', { link: second }, {})).json().detail).toContain('has expired')
    const { links } = (
      await service.app.inject({ url: `/v1/cases/${id}/person-links`, headers: lead() })
    ).json()
    expect(links.map((l: { state: string }) => l.state)).toEqual(['expired', 'revoked'])
  })

  it('shows findings in words, what else could explain them, and nothing of others, no score', async () => {
    const told = await seen(await opened(await sent()))
    expect(told.findings.some((f) => f.is === 'accuses' && f.benign.length > 0 && f.clears.length > 0)).toBe(
      true,
    )
    expect(told.measured.map((m) => m.kind)).toContain('signin')
    expect(told).toMatchObject({ reference: id, mayReply: true, closed: false })
    expect(told.outcome).toBeUndefined()
    expect(JSON.stringify(told)).not.toMatch(/probability|"weight"|LT-9/)
  })

  it('takes an answer with files, and the wish for the equal check, once each', async () => {
    const cookie = await opened(await sent())
    const file = await service.app.inject({
      method: 'POST',
      url: '/v1/person/files?name=bill.pdf&type=application/pdf',
      headers: { cookie, 'content-type': 'application/octet-stream' },
      payload: Buffer.from('a bill'),
    })
    expect(file.statusCode).toBe(201)
    const reply = await post(
      '/v1/person/reply',
      { text: 'A satellite line.', files: [file.json().id] },
      { cookie },
    )
    expect(reply.json().replies).toMatchObject([
      { is: 'replied', text: 'A satellite line.', files: ['bill.pdf'] },
    ])
    expect((await post('/v1/person/accommodation', undefined, { cookie })).json().accommodation).toBeDefined()
    const { work } = (await service.app.inject({ url: `/v1/cases/${id}`, headers: lead() })).json()
    expect(work.replies).toHaveLength(1)
    expect(work.attachments).toMatchObject([{ name: 'bill.pdf', by: 'subject', bytes: 6 }])
    expect((await post('/v1/person/reply', { text: ' ' }, { cookie })).statusCode).toBe(400)
  })

  it('is closed to everybody else’s cookie, and opens nothing of the console', async () => {
    const cookie = await opened(await sent())
    for (const url of ['/v1/queue', `/v1/cases/${id}`, '/v1/audit', '/v1/evidence'])
      expect((await service.app.inject({ url, headers: { cookie } })).statusCode).toBe(401)
    for (const other of ['', 'telltale_person=made-up', lead().cookie])
      expect((await service.app.inject({ url: '/v1/person', headers: { cookie: other } })).statusCode).toBe(
        401,
      )
    const foreign = { cookie, origin: 'https://elsewhere.example', 'sec-fetch-site': 'cross-site' }
    expect((await post('/v1/person/appeal', { text: 'x' }, foreign)).statusCode).toBe(403)
  })

  it('gives a copy of everything that is kept, to read and as data', async () => {
    const cookie = await opened(await sent())
    const html = await service.app.inject({ url: '/v1/person/export', headers: { cookie } })
    expect(html.headers['content-type']).toContain('text/html')
    expect(html.body).toContain('Alex Example')
    const json = await service.app.inject({ url: '/v1/person/export?as=json', headers: { cookie } })
    expect(json.json()).toMatchObject({ subject, thirdParties: 'removed' })
  })

  it('tells the outcome with its reasons, and takes an appeal', async () => {
    const cookie = await opened(await sent())
    const because = 'The box answered, and device:LT-9 was seen behind it.'
    for (const by of [lead(), service.account('cora', 'counsel')]) {
      const { work } = (await service.app.inject({ url: `/v1/cases/${id}`, headers: by })).json()
      for (const { what } of work.mine.unread) await act({ is: 'read', what }, by)
      expect((await act({ is: 'viewed', conclusion: 'misrepresentation', because }, by)).statusCode).toBe(201)
    }
    const told = await seen(cookie)
    expect(told.outcome).toMatchObject({ conclusion: 'misrepresentation' })
    expect(told.outcome?.because).toHaveLength(2)
    expect(told.appealUntil).toBeGreaterThan(service.context.now())
    const appealed = (await post('/v1/person/appeal', { text: 'Look at the bill.' }, { cookie })).json()
    expect(appealed.appealed).toBeGreaterThan(appealed.outcome.at)
    const entries = await service.store.audit({ by: 'subject', limit: 100 })
    expect(new Set(entries.map((e) => e.did))).toContain('case.link-opened')
  })
})

describe('withoutOthers', () => {
  it('takes ids and the analysts’ names of others out, whole words only', () => {
    const text = 'person:W-2 (W-2) shares a router with LT-0398, not LT-03981; W-20 is elsewhere.'
    expect(withoutOthers(text, ['person:W-2', 'device:LT-0398'])).toBe(
      'somebody else (somebody else) shares a router with another device, not LT-03981; W-20 is elsewhere.',
    )
  })
})
