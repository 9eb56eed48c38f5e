import { hash } from 'node:crypto'
import { type DecidedTrendsView, pseudonym, type Role, type SubjectRef } from '@telltale/core'
import { extractText, getDocumentProxy } from 'unpdf'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { noon, rtt, type TestService, testService } from '../api/test-service.ts'
import { finding, openCase } from '../work/test-cases.ts'
import { trendsFile } from './trends-pdf.ts'

const day = 86_400_000
let service: TestService
beforeEach(async () => {
  service = await testService()
})
afterEach(() => service.end())

const get = (url: string, role: Role = 'lead') =>
  service.app.inject({ url, headers: service.account(`the-${role}`, role) })
const month = (name: string, role?: Role) => get(`/v1/trends/month.pdf?month=${name}`, role)

async function textOf(bytes: Buffer): Promise<string[]> {
  const { text } = await extractText(await getDocumentProxy(new Uint8Array(bytes)), { mergePages: false })
  return text.map((t) => t.replaceAll(/\s+/g, ' '))
}

/** Somebody whose connection accuses, and what was decided a second after noon of 2 March. */
async function decide(id: string, outcome: string): Promise<void> {
  const rows = [
    {
      ...{ id: `hr-${id}`, kind: 'person', at: noon - 100 * day, about: [`person:${id}`] },
      data: { startDate: '2025-01-01', pay: { yearly: 120_000, currency: 'USD' } },
    },
    rtt(`rtt-${id}`, 60, { about: [`device:LT-${id}`, `person:${id}`] }),
    {
      ...{ id: `d-${id}`, kind: 'disposition', at: noon + 1000, about: [`person:${id}`] },
      data: { subject: `person:${id}`, outcome },
    },
  ]
  const headers = { authorization: `Bearer ${service.token}` }
  const payload = rows.map((r) => `${JSON.stringify(r)}\n`).join('')
  const reply = await service.app.inject({
    ...{ method: 'POST', url: '/v1/observations', payload },
    headers: { ...headers, 'content-type': 'application/x-ndjson' },
  })
  expect(reply.json().problems ?? []).toEqual([])
  await service.app.inject({ method: 'POST', url: '/v1/drain', headers })
}

describe('the month’s trends', () => {
  it('are numbered pages with figures, intervals, what they rest on and the cases; on record with their hash', async () => {
    await decide('1', 'confirmed')
    await decide('2', 'cleared')
    service.pass(40 * day)
    const reply = await month('2026-03')
    expect(reply.statusCode, reply.body).toBe(200)
    expect(reply.headers['content-disposition']).toContain('telltale-trends-2026-03.pdf')
    const pages = await textOf(reply.rawPayload)
    const digest = String(reply.headers['telltale-sha256'])
    for (const [i, text] of pages.entries()) {
      expect(text).toContain(`Page ${i + 1} of ${pages.length}`)
      expect(text).toContain(digest)
    }
    const text = pages.join(' ')
    for (const part of [
      '2026-03-01 to 2026-03-31',
      'Confirmed by two people 1 +1 (',
      'False accusations 0 of 1: a share of at most 98 %',
      'network/layer-gap 1 of 2 50 % 1 % to 99 %',
      '30,000 to 120,000',
      pseudonym('person:1'),
      pseudonym('person:2'),
    ])
      expect(text).toContain(part)
    expect(text).not.toContain('the month is not over')
    const [entry] = (await get('/v1/audit?did=export.made', 'auditor')).json().entries
    expect(entry).toMatchObject({
      by: 'the-lead',
      details: {
        ...{ what: 'trends.pdf', month: '2026-03', decisions: 2, content: digest },
        sha256: hash('sha256', reply.rawPayload),
      },
    })
  })

  it('say that nothing was decided, and that the running month is not over', async () => {
    const text = (await textOf((await month('2026-03')).rawPayload)).join(' ')
    expect(text).toContain('the month is not over')
    expect(text).toContain('Nothing was decided.')
    expect(text).toContain('precision is not known')
    expect(text).not.toMatch(/NaN|undefined/)
  })

  it('neither count nor list a case that is sealed for whoever makes them', async () => {
    const subject: SubjectRef = 'person:W-1'
    const id = await openCase(service.context, subject, [finding(subject, 'door')])
    await decide('W-1', 'confirmed')
    const sealed = await service.app.inject({
      ...{ method: 'POST', url: `/v1/cases/${id}/acts`, headers: service.account('the-counsel', 'counsel') },
      payload: { is: 'sealed', readers: ['the-counsel'], because: 'somebody of the board' },
    })
    expect(sealed.statusCode, sealed.body).toBe(201)
    service.pass(40 * day)
    const lead = (await textOf((await month('2026-03')).rawPayload)).join(' ')
    expect(lead).toContain('Confirmed by two people 0 ')
    expect(lead).not.toContain(pseudonym(subject))
    const counsel = (await textOf((await month('2026-03', 'counsel')).rawPayload)).join(' ')
    expect(counsel).toContain('Confirmed by two people 1 ')
    expect(counsel).toContain(pseudonym(subject))
  })

  it('are refused to who sees no case, and of a month that is none or has not begun', async () => {
    for (const role of ['recruiter', 'administrator'] as const)
      expect((await month('2026-03', role)).statusCode).toBe(403)
    for (const wrong of ['2026-13', '2026-3', 'march', '2027-01'])
      expect((await month(wrong)).statusCode, wrong).toBe(400)
    expect((await get('/v1/trends/month.pdf')).statusCode).toBe(400)
  })

  it('have another hash for other content', async () => {
    const view = (await get('/v1/trends/decisions')).json() as DecidedTrendsView
    const options = { month: '2026-03', company: 'Example', madeAt: noon, madeBy: 'Ana' }
    const none = { cases: [], total: 0 }
    const { sha256 } = trendsFile(view, none, options)
    expect(trendsFile(view, none, options).sha256).toBe(sha256)
    expect(trendsFile({ ...view, confirmed: 1 }, none, options).sha256).not.toBe(sha256)
  })
})
