import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ndjson, noon, rtt, type TestService, testService } from '../api/test-service.ts'

let service: TestService
beforeEach(async () => {
  service = await testService()
  await service.context.timing.remove('*', '*')
})
afterEach(() => service.end())

async function call(method: 'GET' | 'PUT' | 'POST' | 'DELETE', url: string, payload?: unknown, headers = {}) {
  const reply = await service.app.inject({
    ...{ method, url },
    headers: { authorization: `Bearer ${service.token}`, host: 'localhost', ...headers },
    ...(payload !== undefined && { payload: payload as object }),
  })
  return { status: reply.statusCode, body: reply.body === '' ? undefined : reply.json() }
}

const post = (...rows: unknown[]) =>
  call('POST', '/v1/observations', ndjson(...rows), { 'content-type': 'application/x-ndjson' })

async function drained(): Promise<void> {
  while ((await service.inbox.depth()) > 0) await new Promise((done) => setTimeout(done, 5))
}

const policy = (place: string, ...kinds: string[]) =>
  call('PUT', '/v1/privacy/policies', {
    ...{ entity: '*', place, kinds, because: 'Agreed with the council' },
    acknowledgedBy: 'K. Example, works council',
  })

const worker = (data: object) => ({ id: 'w', kind: 'person', at: noon, about: ['person:W-1'], data })

describe('timing', () => {
  it('is not kept without a policy, and the sender is told; everything else is', async () => {
    const { status, body } = await post(worker({ place: 'Austin, TX', employer: 'Acme' }), rtt('r1', 40))
    expect(status).toBe(202)
    expect(body).toMatchObject({ accepted: 1, quarantined: 0, refused: { rows: 1 } })
    expect(body.refused.says[0]).toMatch(/^No timing policy allows rtt .* it was not kept\.$/)
    await drained()
    expect(await service.store.counts()).toMatchObject({ observations: 1, quarantined: 0 })
    expect((await service.app.inject('/metrics')).body).toContain('telltale_timing_refused_total 1')
  })

  it('is kept where a policy covers the place, also when the place comes in the same delivery', async () => {
    await policy('US', 'rtt')
    expect((await post(worker({ place: 'Austin, TX' }), rtt('r1', 40))).body.accepted).toBe(2)
    await drained()
    expect((await post(rtt('r2', 40))).body).toMatchObject({ accepted: 1 })
    expect((await post(rtt('r3', 40, { about: ['person:W-9'] }))).body.refused.says[0]).toContain(
      'a place of work that is not known',
    )
  })

  it('ends when the device goes to a stricter place, and when the policy is taken away', async () => {
    await policy('US', 'rtt')
    await post(worker({ place: 'Austin, TX' }))
    await drained()
    expect((await post(rtt('r1', 40))).body.accepted).toBe(1)
    await post({
      ...{ id: 's', kind: 'shipment', at: noon, about: ['device:LT-1', 'person:W-1'] },
      data: { shipTo: 'Invalidenstr. 3, 10115 Berlin, Germany' },
    })
    await drained()
    expect((await post(rtt('r2', 40))).body).toMatchObject({ accepted: 0, refused: { rows: 1 } })
    await policy('DE', 'rtt')
    expect((await post(rtt('r2', 40))).body.accepted).toBe(1)
    expect((await call('DELETE', '/v1/privacy/policies?entity=*&place=de')).status).toBe(204)
    expect((await post(rtt('r4', 40))).body.accepted).toBe(0)
    expect((await call('DELETE', '/v1/privacy/policies?entity=*&place=de')).status).toBe(404)
  })

  it('gets no ticket, enrolment or check either, with the reason', async () => {
    await call('PUT', '/v1/sensor/policy', { browser: true, endpoint: true, presence: true })
    const ticket = await call('POST', '/v1/sensor/tickets', { about: ['person:W-1'] })
    expect(ticket).toMatchObject({ status: 403, body: { detail: expect.stringContaining('No ticket') } })
    expect((await call('POST', '/v1/sensor/tickets', { try: true })).status).toBe(201)
    const check = await call('POST', '/v1/presence-checks', { subject: 'person:W-1' })
    expect(check).toMatchObject({
      status: 403,
      body: { detail: expect.stringContaining('Settings, Privacy') },
    })
    const endpoint = async () => (await call('GET', '/v1/sensor/policy?device=LT-1')).body.endpoint
    expect(await endpoint()).toBe(false)
    await policy('*', 'keys')
    expect(await endpoint()).toBe(true)
    expect((await call('POST', '/v1/sensor/tickets', { about: ['person:W-1'] })).status).toBe(201)
  })

  it('is set by those who answer for it, with a reason, and on record', async () => {
    const body = { entity: 'Acme GmbH', place: 'de', kinds: ['rtt'], because: 'x', acknowledgedBy: 'y' }
    const put = (over: object, headers = {}) =>
      call('PUT', '/v1/privacy/policies', { ...body, ...over }, headers)
    expect((await put({ because: ' ' })).status).toBe(400)
    expect((await put({ place: 'Germany' })).body.detail).toContain('write a country such as DE')
    expect((await put({})).body).toMatchObject({ place: 'DE', setBy: 'token:telltale', setAt: noon })
    expect((await call('GET', '/v1/privacy/policies')).body.policies).toHaveLength(1)
    await put({ place: 'DE', kinds: [] })
    expect((await call('GET', '/v1/privacy/policies')).body.policies).toMatchObject([{ kinds: [] }])
  })

  it('is told to people as it is switched on now', async () => {
    const notice = async (sensor: string) => (await call('GET', `/v1/privacy/notices/${sensor}`)).body
    const off = await notice('browser')
    expect(off).toMatchObject({ on: false, collected: [] })
    expect(off.text).toContain('It is off: the company has not switched it on')
    await call('PUT', '/v1/sensor/policy', { browser: true, endpoint: false, presence: false })
    expect((await notice('browser')).text).toContain('It is off: no timing policy covers anybody')
    await policy('US', 'keys', 'rtt')
    const on = await notice('browser')
    expect(on).toMatchObject({ on: true, collected: ['keys', 'rtt'], where: ['every employer, US'] })
    expect(on.off).toEqual(['pointer', 'reaction', 'transit'])
    expect(on.text).toContain('Keys were pressed: times and classes of keys, never which key.')
    expect((await notice('endpoint')).collected).toEqual([])
    expect((await notice('gateway')).text).toContain('no timing policy covers anybody')
    expect((await call('GET', '/v1/privacy/notices/camera')).status).toBe(400)
  })
})
