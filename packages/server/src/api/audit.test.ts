import { Readable } from 'node:stream'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { AuditEntry } from '../audit/audit.ts'
import { verify } from '../audit/verify.ts'
import { openCase } from '../work/test-cases.ts'
import { type TestService, testService } from './test-service.ts'

let service: TestService
const subject = 'person:W-1'
beforeAll(async () => {
  service = await testService()
  const id = await openCase(service.context, subject)
  await service.app.inject({ url: `/v1/cases/${id}`, headers: service.account('lena', 'lead') })
})
afterAll(() => service.end())

const operator = () => ({ authorization: `Bearer ${service.token}` })
const get = (url: string, headers: Record<string, string>) => service.app.inject({ url, headers })

describe('the audit log over HTTP', () => {
  it('tells an auditor who looked, by account and subject', async () => {
    const headers = service.as('auditor')
    const reply = await get(`/v1/audit?about=${encodeURIComponent(subject)}&did=case.read`, headers)
    expect(reply.json().entries).toMatchObject([{ by: 'lena', did: 'case.read', about: subject }])
    expect((await get('/v1/audit?by=nobody', headers)).json().entries).toEqual([])
  })

  it('is exported by the machine’s own token for verify, names nobody, and is recorded itself', async () => {
    const { publicKey, checkpoint } = (
      await service.app.inject({ method: 'POST', url: '/v1/audit/checkpoint', headers: operator() })
    ).json()
    const { body, statusCode } = await get('/v1/audit/export', operator())
    expect(statusCode).toBe(200)
    expect(body).not.toContain(subject)
    const found = await verify(Readable.from([body]), { publicKey, kept: checkpoint })
    expect(found.broken).toBeUndefined()
    const entries = (await service.store.audit({ did: 'export.audit-log', limit: 9 })) as AuditEntry[]
    expect(entries).toMatchObject([{ by: 'token:telltale', details: { told: false } }])
  })

  it('tells what its entries say to an auditor or counsel alone', async () => {
    const told = '/v1/audit/export?told=true'
    expect((await get(told, service.as('auditor'))).body).toContain(subject)
    expect((await get(told, operator())).statusCode).toBe(403)
    for (const role of ['analyst', 'lead', 'administrator'] as const)
      expect((await get(told, service.as(role))).statusCode).toBe(403)
  })
})
