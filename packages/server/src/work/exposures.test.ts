import type { CasesView, CaseView } from '@telltale/core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { ndjson, noon, type TestService, testService } from '../api/test-service.ts'
import { openCase } from './test-cases.ts'

let service: TestService
let id: string
const subject = 'person:W-1'

async function send(...rows: object[]) {
  await service.app.inject({
    ...{ method: 'POST', url: '/v1/observations', headers: { 'content-type': 'application/x-ndjson' } },
    payload: ndjson(...rows),
  })
  while ((await service.inbox.depth()) > 0) await new Promise((r) => setTimeout(r, 5))
}
const access = (n: number, data: object) => ({
  id: `a${n}`,
  kind: 'access',
  at: noon + n,
  about: [subject],
  data,
})
const get = async <T>(url: string) =>
  (await service.app.inject({ url, headers: service.account('lea', 'lead') })).json() as T

beforeAll(async () => {
  service = await testService()
  id = await openCase(service.context, subject)
})
afterAll(() => service.end())

it('ranks urgency, names what to revoke, changes with a newer report, and never moves the score', async () => {
  const before = await get<CaseView>(`/v1/cases/${id}`)
  expect(before.work.exposure).toBeUndefined()
  await send(
    access(1, { adminRoles: ['DBA'], groups: ['Staff'] }),
    { id: 's', kind: 'signin', at: noon, about: [subject], data: { system: 'Portal' } },
    { ...access(2, { payments: ['wire'] }), about: ['person:W-2'] },
  )
  const after = await get<CaseView>(`/v1/cases/${id}`)
  expect(after.work.exposure).toMatchObject({
    urgency: 'high',
    says: '1 admin role, 1 group; 1 system used.',
    touched: [{ system: 'Portal', times: 1 }],
  })
  expect(after.score).toEqual(before.score)
  const row = (await get<CasesView>('/v1/cases')).cases[0]!
  expect(row.work.exposure).toEqual({ urgency: 'high', says: '1 admin role, 1 group; 1 system used.' })
  await send(access(3, { groups: ['Staff'] }))
  expect((await get<CaseView>(`/v1/cases/${id}`)).work.exposure?.urgency).toBe('low')
})
