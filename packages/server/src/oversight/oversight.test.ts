import type {
  CanariesView,
  CoverageView,
  DecidedTrendsView,
  SampleDraw,
  SubjectRef,
  TrendCasesView,
} from '@telltale/core'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Role } from '../api/access.ts'
import { noon, rtt, type TestService, testService } from '../api/test-service.ts'
import type { DrawProof, SampleSettings } from './draw.ts'

/** Through the whole service: rows go in by the API, and what is said of them comes out of it. */

const day = 86_400_000
let service: TestService
beforeEach(async () => {
  service = await testService()
})
afterEach(() => service.end())

function cookie(as: Role): { cookie: string } {
  const { access } = service.context
  return { cookie: `telltale_session=${access.exchange(access.issue(as).token)}` }
}

async function call(method: 'GET' | 'POST' | 'PUT', url: string, as: Role = 'analyst', payload?: object) {
  return service.app.inject({ method, url, headers: cookie(as), ...(payload && { payload }) })
}

async function get<T>(url: string, as: Role = 'analyst'): Promise<T> {
  const reply = await call('GET', url, as)
  expect(reply.statusCode, reply.body).toBe(200)
  return reply.json() as T
}

const bearer = () => ({ authorization: `Bearer ${service.token}` })

/** Sends rows and waits until the engine has taken them in. */
async function send(...rows: Record<string, unknown>[]): Promise<void> {
  const payload = rows.map((r) => `${JSON.stringify(r)}\n`).join('')
  const headers = { ...bearer(), 'content-type': 'application/x-ndjson' }
  const reply = await service.app.inject({ method: 'POST', url: '/v1/observations', payload, headers })
  expect(reply.statusCode, reply.body).toBe(202)
  expect(reply.json().problems ?? []).toEqual([])
  await service.app.inject({ method: 'POST', url: '/v1/drain', headers: bearer() })
}

const worker = (id: string, over: Record<string, unknown> = {}) => ({
  ...{ id: `hr-${id}`, kind: 'person', at: noon - 100 * day, about: [`person:${id}`] },
  data: { startDate: '2025-01-01', ...over },
})
const decided = (id: string, outcome: string, at = noon, over: object = {}) => ({
  ...{ id: `d-${id}-${at}`, kind: 'disposition', at, about: [`person:${id}`] },
  data: { subject: `person:${id}`, outcome, ...over },
})
/** A relay between the layers of a connection: accuses. */
const relayed = (id: string) => rtt(`rtt-${id}`, 60, { about: [`device:LT-${id}`, `person:${id}`] })
const direct = (id: string) => rtt(`rtt-${id}`, 0, { about: [`device:LT-${id}`, `person:${id}`] })

describe('coverage', () => {
  it('says who is measured, who is not, and what to connect', async () => {
    await send(worker('1'), worker('2'), worker('3'), worker('gone', { endDate: '2025-06-01' }), direct('1'))
    const found = await get<CoverageView>('/v1/coverage')
    expect(found.workers).toBe(3)
    expect(found.detectors.find((d) => d.detector === 'network/layer-gap')).toMatchObject({
      ...{ of: 'workers', measured: 1, population: 3 },
    })
    const hands = found.blindSpots.find((b) => b.cell === 'hands' && b.of === 'workers')!
    expect(hands.subjects).toBeGreaterThanOrEqual(2)
    expect(hands.says).toMatch(/of workers: hands are not measured \(nothing from the /)
    const next = found.next.find((n) => n.connection === 'presence-check')!
    expect(next.detectors).toContain('hands/first-response')
    expect(next).toMatchObject({ connected: false, hours: 1 })
    expect(found.stale).toEqual([])
  })

  it('is counted anew once a minute, not with every look', async () => {
    expect((await get<CoverageView>('/v1/coverage')).workers).toBe(0)
    await send(worker('1'))
    expect((await get<CoverageView>('/v1/coverage')).workers).toBe(0)
    service.pass(60_000)
    expect((await get<CoverageView>('/v1/coverage')).workers).toBe(1)
  })

  it('names a source that has gone silent', async () => {
    await send(worker('1'), direct('1'))
    service.pass(8 * day)
    expect((await get<CoverageView>('/v1/coverage')).stale).toEqual([])
    service.pass(day)
    expect((await get<CoverageView>('/v1/coverage')).stale.map((s) => [s.kind, s.days]).sort()).toEqual([
      ['person', 9],
      ['rtt', 9],
    ])
  })
})

describe('a random sample', () => {
  const settings = (over: Partial<SampleSettings>) => call('PUT', '/v1/samples/settings', 'lead', over)
  const draws = async (as: Role = 'analyst') => (await get<{ draws: SampleDraw[] }>('/v1/samples', as)).draws

  it('draws nobody until somebody says how many', async () => {
    await send(worker('1'))
    await service.context.oversight.draw()
    expect(await draws()).toEqual([])
  })

  it('is drawn once a quarter, by nothing that is known of them, and can be proved', async () => {
    await send(...Array.from({ length: 40 }, (_, i) => worker(`W-${i}`)))
    expect((await settings({ workers: 5 })).statusCode).toBe(200)
    const [first] = await draws()
    expect(first).toMatchObject({ quarter: '2026-Q1', of: 'workers', frame: 40, size: 5 })
    expect(first!.subjects.every((s) => s.outcome === 'waiting')).toBe(true)
    expect(first!.recall.says).toContain('nothing can be said')
    // More people, another size, another look: the quarter stays as it was drawn.
    await send(worker('late'))
    await settings({ workers: 9 })
    expect((await draws())[0]!.subjects).toEqual(first!.subjects)
    const { proofs } = await get<{ proofs: DrawProof[] }>('/v1/samples/2026-Q1/proof', 'auditor')
    expect(proofs).toEqual([expect.objectContaining({ holds: true, frame: 40 })])
    expect(proofs[0]!.key).toBeUndefined()
    service.pass(40 * day)
    const after = await get<{ proofs: DrawProof[] }>('/v1/samples/2026-Q1/proof', 'auditor')
    expect(after.proofs[0]!.key).toMatch(/^[0-9a-f]{64}$/)
    await service.context.oversight.draw()
    const [second] = await draws()
    expect(second).toMatchObject({ quarter: '2026-Q2', size: 9, frame: 41 })
    expect(second!.subjects.slice(0, 5).map((s) => s.subject)).not.toEqual(
      first!.subjects.map((s) => s.subject),
    )
  })

  it('leaves out who is listed and who is planted, and only them', async () => {
    await send(worker('1'), worker('2'), relayed('2'))
    const listed = await service.store.queue()
    await call('POST', '/v1/canaries', 'lead', canary('person:LAB-1'))
    await send(worker('LAB-1'))
    await settings({ workers: 10 })
    const names = (await draws())[0]!.subjects.map((s) => s.subject)
    expect(names).not.toContain('person:LAB-1')
    expect(names.includes('person:2')).toBe(!listed.some((i) => i.subject === 'person:2'))
    expect(names).toContain('person:1')
  })

  it('states recall by what the checks found, and of whom nothing is known yet', async () => {
    await send(...Array.from({ length: 20 }, (_, i) => worker(`W-${i}`)))
    await settings({ workers: 4 })
    const [a, b, c] = (await draws())[0]!.subjects.map((s) => s.subject)
    const outcome = (subject: SubjectRef, is: string) =>
      call('POST', '/v1/samples/outcomes', 'analyst', {
        ...{ quarter: '2026-Q1', of: 'workers', subject, outcome: is, because: 'Came in with the laptop.' },
      })
    expect((await outcome(a!, 'cleared')).statusCode).toBe(202)
    expect((await outcome(b!, 'skipped')).statusCode).toBe(202)
    expect((await outcome('person:nobody', 'cleared')).statusCode).toBe(404)
    expect((await outcome(c!, 'confirmed')).statusCode).toBe(400)
    await send(decided(c!.slice('person:'.length), 'confirmed', noon + 1))
    const [draw] = await draws()
    expect(draw!.subjects.map((s) => s.outcome)).toEqual(['cleared', 'skipped', 'confirmed', 'waiting'])
    // One of two checked, of twenty: by hand at least 1 and at most 19 are like it.
    expect(draw!.recall).toMatchObject({ checked: 2, skipped: 1, waiting: 1, missedInSample: 1, found: 0 })
    expect(draw!.recall.missed).toEqual({ estimate: 10, low: 1, high: 19 })
    expect(draw!.recall.says).toContain('2 of the sample have not been checked')
  })

  it('is set by a lead or counsel only', async () => {
    for (const as of ['analyst', 'auditor', 'administrator', 'recruiter', 'people-partner'] as const)
      expect((await call('PUT', '/v1/samples/settings', as, { workers: 1 })).statusCode).toBe(403)
    expect((await call('GET', '/v1/samples/2026-Q1/proof', 'auditor')).statusCode).toBe(404)
  })
})

const canary = (subject: string, id = 'K-1') => ({
  ...{
    id,
    subject,
    scheme: 'hands-elsewhere',
    what: 'A laptop in the lab, driven over RDP from 200 ms away',
  },
})

describe('a canary', () => {
  it('is found like any other, and known to nobody who looks for it', async () => {
    expect((await call('POST', '/v1/canaries', 'lead', canary('person:LAB-1'))).statusCode).toBe(201)
    expect((await get<CanariesView>('/v1/canaries')).canaries).toEqual([])
    const [planted] = (await get<CanariesView>('/v1/canaries', 'lead')).canaries
    expect(planted).toMatchObject({ id: 'K-1', arrived: false })
    expect((await get<CanariesView>('/v1/canaries', 'lead')).says).toContain('Of 1 no row has come in')
    await send(worker('LAB-1'), direct('LAB-1'))
    const running = await get<CanariesView>('/v1/canaries', 'auditor')
    expect(running.canaries[0]).toMatchObject({ arrived: true })
    expect(running.recall).toEqual({ found: 0, of: 0, low: 0, high: 1 })
    service.pass(day)
    expect((await call('POST', '/v1/canaries/K-1/end', 'lead')).statusCode).toBe(200)
    const ended = await get<CanariesView>('/v1/canaries')
    // One of one missed: 0 to 0.975.
    expect(ended.recall).toMatchObject({ found: 0, of: 1, low: 0 })
    expect(ended.recall.high).toBeCloseTo(0.975, 9)
  })

  it('is found when its case or its place in the queue begins, in the time that took', async () => {
    await call('POST', '/v1/canaries', 'lead', canary('person:LAB-1'))
    service.pass(day)
    const begun = { subject: 'person:LAB-1' as const, at: noon + day, weight: 2, opened: false }
    await service.store.commitFold([{ subject: 'person:LAB-1', begun }])
    const found = await get<CanariesView>('/v1/canaries', 'lead')
    expect(found.canaries[0]!.found).toEqual({ at: noon + day, as: 'listed' })
    // None of its rows have come in here: what is found of it still counts once one has.
    expect(found.recall.of).toBe(0)
    await send(worker('LAB-1'))
    const arrived = await get<CanariesView>('/v1/canaries', 'lead')
    expect(arrived.recall).toMatchObject({ found: 1, of: 1, high: 1 })
    expect(arrived.time).toEqual({ median: day, low: day, high: day, n: 1 })
  })

  it('is never somebody who is in the data', async () => {
    await send(worker('1'))
    const reply = await call('POST', '/v1/canaries', 'lead', canary('person:1'))
    expect(reply.statusCode).toBe(409)
    expect(reply.json().detail).toContain('may be a person')
    expect((await call('POST', '/v1/canaries', 'lead', canary('device:LT-1'))).statusCode).toBe(400)
    expect((await call('POST', '/v1/canaries', 'analyst', canary('person:LAB-1'))).statusCode).toBe(403)
    await call('POST', '/v1/canaries', 'lead', canary('person:LAB-1'))
    expect((await call('POST', '/v1/canaries', 'lead', canary('person:LAB-2'))).statusCode).toBe(409)
    expect((await call('POST', '/v1/canaries/other/end', 'lead')).statusCode).toBe(404)
  })

  it('is counted in no other figure', async () => {
    await call('POST', '/v1/canaries', 'lead', canary('person:LAB-1'))
    await send(worker('LAB-1'), relayed('LAB-1'), decided('LAB-1', 'confirmed', noon + 1))
    service.pass(day)
    expect((await get<DecidedTrendsView>('/v1/trends/decisions')).confirmed).toBe(0)
    expect((await get<TrendCasesView>('/v1/trends/cases')).total).toBe(0)
  })
})

describe('trends of decisions', () => {
  it('count what was decided, and lead from every number to its cases', async () => {
    await send(
      worker('1', { pay: { yearly: 120_000, currency: 'USD' } }),
      worker('2'),
      relayed('1'),
      relayed('2'),
      decided('1', 'confirmed', noon + 1000, { ground: 'admission' }),
      decided('2', 'cleared', noon + 2000),
      decided('3', 'unsure', noon + 3000),
    )
    service.pass(day)
    const found = await get<DecidedTrendsView>('/v1/trends/decisions')
    expect(found).toMatchObject({ confirmed: 1, cleared: 1 })
    expect(found.falseAccusations).toMatchObject({ overturned: 0, confirmed: 1 })
    expect(found.pay.sums).toEqual([
      { currency: 'USD', low: 30_000, high: 120_000, people: 1, toContractEnd: 0 },
    ])
    expect(found.detectors).toContainEqual(
      expect.objectContaining({ detector: 'network/layer-gap', confirmed: 1, decided: 2 }),
    )
    const cases = await get<TrendCasesView>('/v1/trends/cases?outcome=confirmed&detector=network/layer-gap')
    expect(cases.cases.map((c) => [c.subject, c.outcome])).toEqual([['person:1', 'confirmed']])
    expect((await get<TrendCasesView>('/v1/trends/cases?detector=device/ip-kvm')).total).toBe(0)
    expect(
      (await get<TrendCasesView>(`/v1/trends/cases?from=${noon + day}&to=${noon + 2 * day}`)).total,
    ).toBe(0)
  })

  it('are what was known when it was decided: what is found later changes nothing', async () => {
    await send(worker('1'), decided('1', 'confirmed', noon + 1000))
    service.pass(day)
    await service.context.oversight.describe()
    await send({ ...relayed('1'), at: noon + 2 * day })
    const [one] = (await get<TrendCasesView>('/v1/trends/cases')).cases
    expect(one!.fired).toEqual([])
  })

  it('do not count sealed cases for whom they are sealed from', async () => {
    await send(worker('1'), relayed('1'), decided('1', 'confirmed', noon + 1000))
    const { trendsOfDecisions } = await import('./trends-of-decisions.ts')
    await service.context.oversight.describe()
    const reader = { id: 'a', name: 'A', role: 'analyst' as const, sees: (s: SubjectRef) => s !== 'person:1' }
    const asked = { from: noon - day, to: noon + day }
    expect((await trendsOfDecisions(service.store, reader, asked, noon)).confirmed).toBe(0)
    expect(
      (await trendsOfDecisions(service.store, { ...reader, sees: () => true }, asked, noon)).confirmed,
    ).toBe(1)
  })

  it('refuse a time that ends before it begins', async () => {
    const reply = await call('GET', '/v1/trends/decisions?from=5&to=5')
    expect(reply.statusCode).toBe(400)
    expect(reply.json().detail).toContain('not before')
  })
})
