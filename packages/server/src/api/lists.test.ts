import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ListView, SanctionsLead } from '@telltale/core'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { load } from '../intel/load.ts'
import { noon, type TestService, testService } from './test-service.ts'

/** All people and numbers here are invented. */

let service: TestService
beforeEach(async () => {
  service = await testService()
})
afterEach(() => service.end())

const as = (role: 'analyst' | 'recruiter' | 'counsel') => {
  const { access } = service.context
  return { cookie: `telltale_session=${access.exchange(access.issue(role).token)}` }
}

async function get<T>(url: string, headers: Record<string, string>): Promise<T> {
  const reply = await service.app.inject({ url, headers })
  expect(reply.statusCode, reply.body).toBe(200)
  return reply.json() as T
}

function apply(data: Record<string, unknown>) {
  return service.app.inject({
    ...{ method: 'POST', url: '/v1/applications', payload: { appliedAt: noon, ...data } },
    headers: { authorization: `Bearer ${service.token}` },
  })
}

/** A sanctions list with one invented person, loaded as `telltale intel load` does while the server runs. */
async function listed(): Promise<void> {
  const { home } = service.context.config
  const path = join(home, 'sdn.csv')
  const remarks = 'DOB 21 Sep 1979; Passport Q7788990 (Nowhere).'
  writeFileSync(
    path,
    `7,"EXAMPLE, Ann Mary","individual","INVENTED] [TEST",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,"${remarks}"\r\n`,
  )
  await load('sanctions', [path], { home, now: noon })
  const reply = await service.app.inject({
    ...{ method: 'POST', url: '/v1/lists/reload', headers: { authorization: `Bearer ${service.token}` } },
  })
  expect(reply.json()).toEqual({ changed: true })
}

async function screened(n: number): Promise<void> {
  for (let i = 0; i < 200; i++) {
    if ((await service.store.screenings({ limit: 1 })).total >= n) return
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
  throw new Error('not screened')
}

describe('a sanctions lead', () => {
  beforeEach(listed)

  it('reaches counsel, and nobody else can see or infer it', async () => {
    const match = await apply({
      ...{ id: 'A-1', name: 'Ann Mary Example', birthDate: '1979-09-21' },
      documents: [{ type: 'passport', number: 'Q7788990' }],
    })
    const none = await apply({ id: 'A-2', name: 'Ann Mary Example' })
    await screened(2)
    const { leads } = await get<{ leads: SanctionsLead[] }>('/v1/leads', as('counsel'))
    expect(leads.map((l) => l.subject)).toEqual(['application:A-1'])
    expect(leads[0]!.says).not.toMatch(/Ann|Mary|Example/)

    const strip = ({ took: _, application: __, ...rest }: Record<string, unknown>) => rest
    expect(strip(match.json())).toEqual(strip(none.json()))
    for (const role of ['analyst', 'counsel'] as const) {
      const { evidence } = await get<{ evidence: { id: string; detector: string }[] }>(
        '/v1/evidence',
        as(role),
      )
      const seen = evidence.filter((e) => e.detector === 'identity/sanctions-lead')
      expect(
        seen.some((e) => e.detector === 'identity/sanctions-lead'),
        role,
      ).toBe(role === 'counsel')
      const subject = await service.app.inject({ url: '/v1/subjects/application:A-1', headers: as(role) })
      expect(subject.body.includes('sanctions'), role).toBe(role === 'counsel')
    }
    const [hidden] = await service.store.evidence({ detector: 'identity/sanctions-lead' })
    for (const url of [`/v1/evidence/${hidden!.id}`, `/v1/evidence/${hidden!.id}/observations`])
      expect((await service.app.inject({ url, headers: as('analyst') })).statusCode).toBe(404)
  })

  it('keeps neither birth date nor document', async () => {
    await apply({
      id: 'A-1',
      name: 'Ann Mary Example',
      birthDate: '1979-09-21',
      wallets: ['1InventedWallet'],
    })
    await screened(1)
    const { observations } = await service.store.observations({
      ...{ subjects: ['application:A-1'], from: 0, to: Number.MAX_SAFE_INTEGER, limit: 9 },
    })
    expect(JSON.stringify(observations)).not.toMatch(/1979-09-21|InventedWallet/)
  })
})

describe('lists', () => {
  it('are shown with source, licence and age, and picked up while the server runs', async () => {
    const before = await get<{ lists: ListView[] }>('/v1/lists', as('analyst'))
    const of = (lists: ListView[]) => lists.find((l) => l.id === 'sanctions')!
    expect(of(before.lists)).toMatchObject({ origin: 'none', entries: 0 })
    await listed()
    const after = await get<{ lists: ListView[] }>('/v1/lists', as('analyst'))
    expect(of(after.lists)).toMatchObject({ origin: 'loaded', entries: 1 })
    for (const list of after.lists) expect(list.source.length, list.id).toBeGreaterThan(3)
  })
})
