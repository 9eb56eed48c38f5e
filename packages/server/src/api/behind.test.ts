import type { Evidence, ObservationsView } from '@telltale/core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { behind } from './behind.ts'
import * as schemas from './schemas.ts'
import { ndjson, noon, rtt, type TestService, testService } from './test-service.ts'

const day = 86_400_000
let service: TestService

/** Two people behind one router though their homes are far apart, one of them behind a relay too. */
beforeAll(async () => {
  service = await testService()
  const homes = [
    { lat: 41.5, lon: -81.7, city: 'Cleveland' },
    { lat: 33.4, lon: -112.1, city: 'Phoenix' },
  ]
  const rows: object[] = homes.flatMap((place, i) => [
    { id: `who-${i}`, kind: 'person', at: noon - 20 * day, about: [`person:W-${i}`], data: { place } },
    {
      id: `given-${i}`,
      kind: 'device',
      at: noon - 20 * day,
      about: [`device:LT-${i}`],
      data: { assignedTo: `person:W-${i}` },
    },
  ])
  for (const i of [0, 1])
    for (let d = 0; d < 12; d++)
      for (const mac of ['02:00:5e:00:53:01', `52:54:00:00:00:0${i}`])
        rows.push({
          id: `seen-${i}-${d}-${mac}`,
          kind: 'inventory',
          at: noon - d * day,
          about: [`device:LT-${i}`],
          data: { gateway: { mac }, usb: [{ vid: '046d', pid: 'c52b' }] },
        })
  rows.push(rtt('r1', 190, { about: ['device:LT-0', 'person:W-0'] }))
  rows.push(rtt('r2', 190, { about: ['device:LT-0', 'person:W-0'], at: noon + 60_000 }))
  rows.push(rtt('r3', 190, { about: ['device:LT-0'], at: noon - day }))
  rows.push(rtt('r4', 190, { about: ['person:W-0'] })) // no device is named: judged at the person
  const reply = await service.app.inject({
    method: 'POST',
    url: '/v1/observations',
    headers: { 'content-type': 'application/x-ndjson' },
    payload: ndjson(...rows),
  })
  expect(reply.statusCode).toBe(202)
  await service.app.inject({ method: 'POST', url: '/v1/drain' })
})
afterAll(() => service.end())

async function get<T>(url: string): Promise<T> {
  const reply = await service.app.inject({ url, headers: { authorization: `Bearer ${service.token}` } })
  expect(reply.statusCode).toBe(200)
  return reply.json()
}

async function found(detector: string, pick: (e: Evidence) => boolean): Promise<Evidence> {
  const { evidence } = await get<{ evidence: Evidence[] }>(`/v1/evidence?detector=${detector}`)
  const [one, ...more] = evidence.filter(pick)
  expect([one?.detector, more]).toEqual([detector, []])
  return one!
}

const observed = (e: Evidence, query = '') =>
  get<ObservationsView>(`/v1/evidence/${e.id}/observations${query}`)

describe('the observations behind a finding', () => {
  it('are those of its window, its subject and the kinds that were read; raw times are not retained', async () => {
    const e = await found('network/layer-gap', (e) => e.subject === 'device:LT-0' && e.to > noon)
    const view = await observed(e)
    expect(schemas.observations.parse(view)).toEqual(view)
    expect(view.observations.map((o) => [o.id, o.at, o.data])).toEqual([
      ['r2', noon + 60_000, null],
      ['r1', noon, null],
    ])
    expect(view.total).toBe(2)
    expect(view.note).toContain('Raw times are not retained (rtt)')
    expect(view.note).not.toContain('What was claimed')
  })

  it('are judged once: rows that name a device belong to its finding, not to the person’s', async () => {
    const e = await found('network/layer-gap', (e) => e.subject === 'person:W-0')
    expect((await observed(e)).observations.map((o) => o.id)).toEqual(['r4'])
  })

  it('of a shared attribute are the rows about its members in which it was found, with their data', async () => {
    const e = await found('location/same-roof', (e) => e.is === 'evidence')
    const view = await observed(e)
    expect([view.total, view.observations.length]).toEqual([24, 24])
    for (const o of view.observations) {
      expect(o.kind).toBe('inventory')
      expect(o.data).toMatchObject({ gateway: { mac: '02:00:5e:00:53:01' } })
      expect(o.attributes.map((a) => a.ref)).toContain(e.subject)
    }
    expect(view.note).toBe(
      'What was claimed then stands in rows of kind application or person, of this or an earlier date, which are not listed.',
    )
  })

  it('are the newest ones where there are more than asked for, and that is said', async () => {
    const e = await found('location/same-roof', (e) => e.is === 'evidence')
    const view = await observed(e, '?limit=5')
    expect(view.observations.map((o) => o.at)).toEqual([0, 0, 1, 1, 2].map((d) => noon - d * day))
    expect(view.total).toBe(24)
    expect(view.note).toContain('The newest 5 of 24 are listed.')
  })

  it('are of every kind when the detector is gone, and none when they were removed: both are said', async () => {
    const e = await found('network/layer-gap', (e) => e.subject === 'device:LT-0' && e.to > noon)
    const gone = await behind(service.store, e, undefined, 100)
    expect(new Set(gone.observations.map((o) => o.kind))).toEqual(new Set(['rtt', 'inventory']))
    expect(gone.note).toContain('network/layer-gap is not loaded any more')
    const detector = service.context.engine.detectors.get(e.detector)
    const none = await behind(service.store, { ...e, from: 0, to: 1 }, detector, 100)
    expect([none.observations, none.total]).toEqual([[], 0])
    expect(none.note).toContain('No observation of this window is stored any more')
  })
})
