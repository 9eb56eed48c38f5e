import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type AdverseImpactView, detectors, type SubjectRef, simulatedPrefix } from '@telltale/core'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Role } from '../api/access.ts'
import { noon, type TestService, testService } from '../api/test-service.ts'
import { sqlHunts } from '../hunts/sql/index.ts'
import type { Move, Screened } from '../store/screenings.ts'
import type { Store } from '../store/store.ts'
import { backends, storesOf } from '../store/test-stores.ts'
import { memoryVolunteered } from './memory-volunteered.ts'
import { postgresVolunteered } from './postgres-volunteered.ts'
import type { VolunteeredStore } from './volunteered.ts'

const nothing = {
  ...{ evidence: [], withdrawn: [], abstentions: [], answered: [], faults: [] },
  ...{ windows: [], watermarks: [], learned: [], shares: [], late: 0 },
}

const screened = (id: string, outcome: Screened['outcome']): Screened => ({
  ...{ application: `application:${id}`, requisition: 'R', appliedAt: noon, screenedAt: noon, outcome },
  ...{ weight: 0, probability: 0.01, scheme: 'identity-invented', worth: 0, settled: false },
})
const move = (id: string, over: Partial<Move>): Move => ({
  ...{ application: `application:${id}`, at: noon, key: id },
  ...over,
})

async function people(store: Store): Promise<void> {
  await store.commit({
    ...{ rows: [], quarantined: [], out: nothing },
    moves: [
      move('1', { stage: 'hired' }),
      move('2', { stage: 'rejected' }),
      move('3', { stage: 'withdrawn' }),
      move('4', { stage: 'advanced', decided: 'confirmed' }),
    ],
  })
  const found = (['proceed', 'verify', 'hold', 'hold', 'proceed'] as const).map((o, i) =>
    screened(String(i + 1), o),
  )
  await store.commitFold([
    { subject: 'application:1', screened: found },
    { subject: 'person:7', case: { id: 'C-7', openedAt: noon } },
    { subject: 'person:8', case: { id: 'C-8', openedAt: noon } },
  ])
  await store.describeDecided([{ id: 'd', subject: 'person:8', outcome: 'confirmed', at: noon, fired: [] }])
}
const row = (subject: string, trait: string, value: string) => ({
  subject: subject as SubjectRef,
  trait,
  value,
})

describe.each(backends())('what people volunteered, $name', (backend) => {
  const stores = storesOf(backend)
  let volunteered: VolunteeredStore
  let store: Store
  beforeEach(async () => {
    store = (await stores.fresh()).store
    volunteered = backend.connection ? postgresVolunteered(stores.connection()) : memoryVolunteered(store)
    await people(store)
  })
  afterEach(() => volunteered.close())

  it('comes out as counts of how each group came out, and in no other way', async () => {
    await volunteered.load(
      [
        ...['1', '2', '3', '4', '5', 'unknown'].map((id) => row(`application:${id}`, 'group', 'A')),
        ...['7', '8', '9'].map((id) => row(`person:${id}`, 'assistive input', 'yes')),
      ],
      noon,
    )
    expect(await volunteered.counts()).toEqual([
      {
        ...{ of: 'applicants', trait: 'group', value: 'A', people: 5 },
        // 1 hired and 4 advanced of those and the rejected one; the withdrawn and the undecided are not considered.
        ...{ selected: 2, considered: 3 },
        // 2 and 3 were looked at without cause; 4 was confirmed and is neither.
        ...{ falseAlarms: 2, notConfirmed: 4 },
      },
      {
        ...{ of: 'workers', trait: 'assistive input', value: 'yes', people: 3 },
        ...{ selected: 0, considered: 0, falseAlarms: 1, notConfirmed: 2 },
      },
    ])
    expect(await volunteered.held()).toEqual({
      subjects: 9,
      traits: ['assistive input', 'group'],
      loadedAt: noon,
    })
  })

  it('replaces what somebody said before, and forgets', async () => {
    await volunteered.load([row('application:1', 'group', 'A'), row('application:2', 'group', 'A')], noon)
    await volunteered.load([row('application:1', 'group', 'B'), row('application:1', 'group', 'C')], noon + 1)
    expect((await volunteered.counts()).map((c) => [c.value, c.people])).toEqual([
      ['A', 1],
      ['C', 1],
    ])
    await volunteered.forget(['application:1'])
    expect((await volunteered.counts()).map((c) => c.value)).toEqual(['A'])
    await volunteered.load(
      [row(`application:${simulatedPrefix}1`, 'group', 'A'), row(`person:${simulatedPrefix}2`, 'group', 'A')],
      noon,
    )
    await volunteered.forget('simulated')
    expect((await volunteered.held()).subjects).toBe(1)
    await volunteered.forget('everybody')
    expect(await volunteered.held()).toEqual({ subjects: 0, traits: [] })
    expect(await volunteered.counts()).toEqual([])
  })

  it('is out of reach of the store that the engine gets', async () => {
    await volunteered.load([row('application:1', 'group', 'A peculiar value')], noon)
    const methods = Object.keys(store)
    expect(methods.filter((m) => /volunteer|group|fair/i.test(m))).toEqual([])
    expect(await store.settings('')).not.toContain('A peculiar value')
  })

  it.runIf(backend.connection)('is out of reach of hunts in SQL', async () => {
    await volunteered.load([row('application:1', 'group', 'A peculiar value')], noon)
    const hunts = sqlHunts(stores.connection())
    const limits = { seconds: 5, rows: 10 } as never
    for (const table of ['volunteered', `${stores.schema()}.volunteered`])
      await expect(hunts.run(`select * from ${table}`, detectors, limits)).rejects.toThrow()
  })
})

describe('the adverse-impact report', () => {
  let service: TestService
  beforeEach(async () => {
    service = await testService()
  })
  afterEach(() => service.end())
  const call = (method: 'GET' | 'POST' | 'DELETE', url: string, as: Role, payload?: object) => {
    const { access } = service.context
    const headers = { cookie: `telltale_session=${access.exchange(access.issue(as).token)}` }
    return service.app.inject({ method, url, headers, ...(payload && { payload }) })
  }
  const groups = { source: 'eeo.csv', rows: [row('application:1', 'group', 'A')] }

  it('is loaded by counsel or an auditor, read by them and a people partner, and by nobody else', async () => {
    for (const as of ['analyst', 'lead', 'recruiter', 'administrator', 'people-partner'] as const)
      expect((await call('POST', '/v1/adverse-impact/groups', as, groups)).statusCode).toBe(403)
    for (const as of ['counsel', 'auditor'] as const)
      expect((await call('POST', '/v1/adverse-impact/groups', as, groups)).statusCode).toBe(200)
    for (const as of ['analyst', 'lead', 'recruiter', 'administrator'] as const)
      expect((await call('GET', '/v1/adverse-impact', as)).statusCode).toBe(403)
    for (const as of ['counsel', 'auditor', 'people-partner'] as const)
      expect((await call('GET', '/v1/adverse-impact', as)).statusCode).toBe(200)
    expect((await call('DELETE', '/v1/adverse-impact/groups', 'counsel')).json()).toEqual({
      subjects: 0,
      traits: [],
    })
  })

  it('shows no group that is too small, and gives no row back', async () => {
    await people(service.store)
    await call('POST', '/v1/adverse-impact/groups', 'counsel', groups)
    const reply = await call('GET', '/v1/adverse-impact', 'counsel')
    const report = reply.json() as AdverseImpactView
    expect(report.traits).toEqual([expect.objectContaining({ trait: 'group', groups: [], hidden: 1 })])
    expect(reply.body).not.toContain('application:1')
    const bad = { source: 'x', rows: [row('device:1', 'group', 'A')] }
    expect((await call('POST', '/v1/adverse-impact/groups', 'counsel', bad)).statusCode).toBe(400)
  })
})

describe('nothing that detects', () => {
  const sources = new URL('..', import.meta.url).pathname
  /** The report, what puts it together, what opens it, and what erases. */
  const mayKnow =
    /^(?:fairness\/|api\/(?:context|server)\.ts|service\.ts|serve\.ts|store\/open\.ts|commands\/|privacy\/erasing\.ts)/
  const files = readdirSync(sources, { recursive: true, encoding: 'utf8' })
    .map((name) => name.replaceAll('\\', '/'))
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))

  it('imports the audit-only store, or names its table', () => {
    const knowing = files.filter((name) => {
      const code = readFileSync(join(sources, name), 'utf8')
      return (
        /fairness\/|\bvolunteered\b/.test(code) &&
        !mayKnow.test(name) &&
        !name.startsWith('store/migrations/')
      )
    })
    expect(knowing).toEqual([])
    expect(files.filter((name) => name.startsWith('engine/')).length).toBeGreaterThan(10)
  })

  it('is given it: the engine’s store has no way there', async () => {
    const service = await testService()
    const { engine, volunteered } = service.context
    await volunteered.load([row('application:1', 'group', 'A peculiar value')], noon)
    expect(Object.values(engine.store)).not.toContain(volunteered)
    expect(Object.values(engine)).not.toContain(volunteered)
    await service.end()
  })
})
