import { canonical, caseId, type ScoreThen } from '@telltale/core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { z } from 'zod'
import { ndjson, noon, rtt, type TestService, testService } from '../api/test-service.ts'
import * as schemas from './schemas.ts'

const day = 86_400_000
const subject = 'person:W-1'
const id = caseId(subject)
let service: TestService
/** What the queue showed after each delivery, by the service's clock. */
const shown: { at: number; score: unknown }[] = []

async function send(on: TestService, ...rows: object[]) {
  const reply = await on.app.inject({
    method: 'POST',
    url: '/v1/observations',
    headers: { 'content-type': 'application/x-ndjson' },
    payload: ndjson(...rows),
  })
  expect(reply.statusCode).toBe(202)
  await on.app.inject({ method: 'POST', url: '/v1/drain' })
}
/** Echoes that take 190 ms longer than TCP; from the fourth day on the laptop answers sooner than light could. */
const relay = (n: number) => {
  const row = rtt(`r${n}`, 190, { at: noon - n * day })
  const quick = (ms: number) => Array.from({ length: 12 }, (_, i) => ms + (i % 3) / 10)
  return n > 3
    ? row
    : { ...row, data: { ...(row.data as object), transport: quick(4), application: quick(4.4) } }
}
const box = (n: number) => ({
  ...{ id: `i${n}`, kind: 'inventory', at: noon - n * day, about: ['device:LT-1', subject] },
  data: {
    usb: [
      {
        vid: '1d6b',
        pid: '0104',
        manufacturer: 'PiKVM',
        product: 'PiKVM Composite Device',
        serial: 'CAFEBABE',
      },
    ],
    displays: [],
  },
})
const worker = {
  ...{ id: 'p1', kind: 'person', at: noon - 40 * day, about: [subject] },
  data: { place: { lat: 41.5, lon: -81.7, city: 'Cleveland' }, role: 'Engineer', startDate: '2025-06-02' },
}
const laptop = {
  id: 'd1',
  kind: 'device',
  at: noon - 40 * day,
  about: ['device:LT-1'],
  data: { assignedTo: subject },
}

beforeAll(async () => {
  service = await testService()
  await send(service, worker, laptop, rtt('far', 0, { about: ['device:LT-2', 'person:W-2'] }))
  shown.push({ at: service.context.now(), score: undefined })
  for (let n = 6; n > 0; n--) {
    service.pass(3_600_000)
    await send(service, relay(n), ...(n < 4 ? [box(n)] : []))
    const item = service.context.engine.ranking.item(subject)
    shown.push({ at: service.context.now(), score: item?.score })
  }
  // The newest windows close and clear nothing; a day later nothing has changed.
  service.pass(day)
})
afterAll(() => service.end())

async function get(url: string, headers = service.as('analyst') as Record<string, string>) {
  const reply = await service.app.inject({ url, headers })
  return { status: reply.statusCode, body: reply.json() }
}
function holds(schema: z.ZodType, body: unknown): void {
  expect(schema.parse(body)).toEqual(body)
}

describe('a score taken apart', () => {
  it('agrees with the queue, and says which check settles it', async () => {
    const { status, body } = await get(`/v1/cases/${id}/explained`)
    expect(status).toBe(200)
    holds(schemas.explained, body)
    const item = service.context.engine.ranking.item(subject)!
    expect(canonical(body.score)).toBe(canonical(item.score))
    expect(body.now.tier).toBe('case')
    expect(body.restsOn).toBe('assumed model')
    expect(body.prior).toMatchObject({ stage: 'work', population: 'everybody' })
    expect(body.settles[0]).toMatchObject({ says: expect.stringMatching(/^if /) })
    expect(body.settles.every((c: { minutes: number }) => c.minutes > 0)).toBe(true)
    expect(body.ties.map((t: { to: string }) => t.to)).toEqual(['device:LT-1'])
    expect(body.ties[0]).toMatchObject({ decides: true, without: { tier: 'nothing' } })
    expect(body.pieces.some((p: { decides: boolean }) => p.decides)).toBe(false)
  })

  it('is given of a subject too, listed or not', async () => {
    const same = await get(`/v1/subjects/${encodeURIComponent(subject)}/explained`)
    expect(canonical(same.body)).toBe(canonical((await get(`/v1/cases/${id}/explained`)).body))
    const near = await get('/v1/subjects/person%3AW-2/explained')
    expect(near.status).toBe(200)
    holds(schemas.explained, near.body)
    expect(near.body.now.tier).toBe('nothing')
  })

  it('is not given of what is unknown or no subject', async () => {
    expect((await get('/v1/cases/C-000000/explained')).status).toBe(404)
    expect((await get('/v1/subjects/person%3AW-99/explained')).status).toBe(404)
    expect((await get('/v1/subjects/nonsense/explained')).status).toBe(400)
  })
})

describe('a past score', () => {
  it('equals what the queue showed, at every time', async () => {
    expect(shown.some((s) => s.score === undefined)).toBe(true)
    expect(new Set(shown.map((s) => canonical(s.score ?? null))).size).toBeGreaterThan(2)
    for (const { at, score } of shown) {
      const { status, body } = await get(`/v1/cases/${id}/score?at=${at}`)
      expect(status).toBe(200)
      holds(schemas.scoreThen, body)
      expect(body.recorded).toBe(score !== undefined)
      if (score) expect(canonical(body.score)).toBe(canonical(score))
      else expect(body.note).toContain('not in the queue')
    }
  })

  it('says from when until when it stood, and now what stands now', async () => {
    const listed = shown.filter((s) => s.score)
    const { body } = await get(`/v1/cases/${id}/score?at=${listed[0]!.at + 1}`)
    const then = body as ScoreThen
    expect(then.since).toBe(listed[0]!.at)
    expect(then.until).toBe(listed[1]!.at)
    const now = (await get(`/v1/cases/${id}/score`)).body as ScoreThen
    expect(now.until).toBeUndefined()
    expect(now.at).toBe(service.context.now())
    expect(canonical(now.score)).toBe(canonical(service.context.engine.ranking.item(subject)!.score))
    expect(now.pieces.every((p) => p.says.length > 0 && !('exhibits' in p))).toBe(true)
    const written = await get(`/v1/cases/${id}/score?at=${new Date(listed[0]!.at + 1).toISOString()}`)
    expect(canonical(written.body)).toBe(canonical(body))
  })

  it('of a time before it came into the queue is said to be made up', async () => {
    const { body } = await get(`/v1/cases/${id}/score?at=${noon - 5 * day}`)
    expect(body).toMatchObject({
      recorded: false,
      note: expect.stringContaining('may have been received later'),
    })
    expect(body.pieces.every((p: { to: number }) => p.to <= noon - 5 * day)).toBe(true)
  })

  it('refuses a time that can’t be read or lies ahead', async () => {
    const ask = (at: string) => get(`/v1/cases/${id}/score?at=${at}`)
    expect((await ask('yesterday')).body.detail).toBe(
      'at is "yesterday": give milliseconds since the epoch, or a time such as 2026-03-02T12:00:00Z.',
    )
    expect((await ask(String(service.context.now() + 1))).body.detail).toContain('lies ahead')
    expect((await get('/v1/cases/C-000000/score')).status).toBe(404)
  })

  it('is hidden with a sealed case, as if there were none', async () => {
    const counsel = service.account('c.law', 'counsel')
    const seal = await service.app.inject({
      ...{ method: 'POST', url: `/v1/cases/${id}/acts`, headers: counsel },
      payload: { is: 'sealed', readers: ['c.law'], because: 'privileged' },
    })
    expect(seal.statusCode).toBe(201)
    for (const what of ['explained', 'score']) {
      expect((await get(`/v1/cases/${id}/${what}`)).status).toBe(404)
      expect((await get(`/v1/cases/${id}/${what}`, counsel)).status).toBe(200)
    }
    expect((await get(`/v1/subjects/${encodeURIComponent(subject)}/explained`)).status).toBe(404)
  })
})

describe('calibration', () => {
  const people = Array.from({ length: 64 }, (_, i) => `person:C-${i}`)
  let lot: TestService
  const lead = () => lot.account('l.ead', 'lead')
  const ask = async (method: 'GET' | 'POST' | 'PUT', url: string, payload?: object) => {
    const reply = await lot.app.inject({ method, url, headers: lead(), ...(payload && { payload }) })
    return { status: reply.statusCode, body: reply.json() }
  }
  const disposition = (who: string, outcome: string, ground?: string) => ({
    ...{ id: `d/${who}/${lot.context.now()}`, kind: 'disposition', at: lot.context.now(), about: [who] },
    data: { subject: who, outcome, because: 'seen', ...(ground && { ground }) },
  })

  beforeAll(async () => {
    lot = await testService()
    const rows = people.flatMap((who, i) => {
      const about = [`device:C-${i}`, who]
      return [
        { id: `p${i}`, kind: 'person', at: noon - 40 * day, about: [who], data: {} },
        ...[3, 2, 1].map((n) => ({ ...rtt(`r${i}/${n}`, 190, { at: noon - n * day }), about })),
        ...(i % 2 === 0 ? [{ ...box(1), id: `i${i}`, about }] : []),
      ]
    })
    await send(lot, ...rows)
    lot.pass(day)
  })
  afterAll(() => lot.end())

  it('says "assumed model" while there are no decisions, and offers no curve', async () => {
    const { status, body } = await ask('GET', '/v1/calibration')
    expect(status).toBe(200)
    holds(schemas.calibrationView, body)
    expect(body).toMatchObject({ is: 'assumed', says: 'assumed model', n: 0, canFit: false, reliability: [] })
    expect(body.notes.join(' ')).toContain('listed first')
    const put = await ask('PUT', '/v1/calibration', { because: 'now' })
    expect(put.status).toBe(409)
    expect(put.body.detail).toBe(
      'Nothing can be fitted yet: 0 decisions have independent ground; 60 are needed, 30 of each outcome.',
    )
  })

  it('counts only decisions with independent ground, and the others apart', async () => {
    await send(
      lot,
      disposition(people[0]!, 'confirmed', 'recovered-device'),
      disposition(people[1]!, 'cleared', 'in-person'),
      disposition(people[2]!, 'confirmed'),
      disposition(people[3]!, 'unsure', 'admission'),
      disposition('person:Q-1', 'cleared', 'issuer'),
    )
    const { body } = await ask('GET', '/v1/calibration')
    expect(body).toMatchObject({
      ...{ n: 2, confirmed: 1, cleared: 1 },
      byGround: {
        'recovered-device': { confirmed: 1, cleared: 0 },
        'in-person': { confirmed: 0, cleared: 1 },
      },
      apart: { withoutGround: 1, unsure: 1, withoutScore: 1, simulated: 0 },
    })
    expect(body.assumed.brier).toBeGreaterThan(0)
    expect(body.methods).toBeUndefined()
    expect(body.notes.join(' ')).toContain('too few')
  })

  it('takes the last word about somebody, and the score from before the decision', async () => {
    lot.pass(1000)
    await send(lot, disposition(people[0]!, 'cleared', 'admission'))
    const { body } = await ask('GET', '/v1/calibration')
    expect(body).toMatchObject({ n: 2, confirmed: 0, cleared: 2 })
    // What arrives after a decision changes nothing of what it was decided on.
    const before = canonical(body.reliability)
    lot.pass(day)
    await send(lot, { ...box(0), id: 'later', about: ['device:C-1', people[1]!] })
    expect(canonical((await ask('GET', '/v1/calibration')).body.reliability)).toBe(before)
  })

  it('fits once there are enough, and a lead puts the curve in force after its preview', async () => {
    lot.pass(day)
    // Those with a box half of the time, those without hardly ever: far less than the model assumes.
    await send(
      lot,
      ...people.map((who, i) => disposition(who, i % 8 < 4 ? 'confirmed' : 'cleared', 'in-person')),
    )
    const { body } = await ask('GET', '/v1/calibration')
    holds(schemas.calibrationView, body)
    expect(body.n).toBe(64)
    expect(body.methods.filter((m: { chosen: boolean }) => m.chosen)).toHaveLength(1)
    expect(body.canFit).toBe(true)
    const unseen = await ask('PUT', '/v1/calibration', { because: '64 decisions' })
    expect([unseen.status, unseen.body.detail]).toEqual([409, expect.stringContaining('preview')])
    expect((await ask('POST', '/v1/calibration/preview')).status).toBe(200)
    const put = await ask('PUT', '/v1/calibration', { because: '64 decisions' })
    expect(put.status).toBe(200)
    expect(put.body).toMatchObject({ is: 'fitted', says: 'calibrated on 64 decisions', inForce: true })
    await lot.context.tuner.applied()
    const item = lot.context.engine.ranking.item(people[0] as 'person:C-0')!
    expect(item.score.calibrated!.n).toBe(64)
    expect(item.score.probability).not.toBe(item.score.calibrated!.assumed)
    const apart = await ask('GET', `/v1/subjects/${encodeURIComponent(people[0]!)}/explained`)
    expect(apart.body.restsOn).toBe('calibrated on 64 decisions')
    // The fit does not eat its own curve: what calibrates is the assumed model.
    expect(canonical((await ask('GET', '/v1/calibration')).body.methods)).toBe(canonical(body.methods))
  })
})
