import { createHmac } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { memoryStore } from '../store/memory.ts'
import { deliveries } from '../webhooks/deliveries.ts'
import { noon, type TestService, testService } from './test-service.ts'

const secret = 'a-secret-for-the-tests-only'
let service: TestService

beforeEach(async () => {
  service = await testService({ TELLTALE_WEBHOOK_GREENHOUSE: secret })
})
afterEach(() => service.end())

const applied = JSON.stringify({
  action: 'new_candidate_application',
  payload: {
    application: {
      id: 901,
      applied_at: new Date(noon).toISOString(),
      status: 'active',
      jobs: [{ id: 77, name: 'Support engineer', requisition_id: 'REQ-1' }],
      candidate: {
        id: 4711,
        first_name: 'Cora',
        last_name: 'Hill',
        email_addresses: [{ value: 'cora@hill.example', type: 'personal' }],
        phone_numbers: [{ value: '(614) 736-2368', type: 'mobile' }],
        applications: [],
      },
    },
  },
})

function hook(body: string, over: Record<string, string> = {}, system = 'greenhouse') {
  const signature = `sha256 ${createHmac('sha256', secret).update(body).digest('hex')}`
  return service.app.inject({
    ...{ method: 'POST', url: `/v1/webhooks/${system}`, payload: body, remoteAddress: '203.0.113.9' },
    headers: { 'content-type': 'application/json', signature, 'greenhouse-event-id': 'event-1', ...over },
  })
}

async function applications(): Promise<{ application: string }[]> {
  const headers = { authorization: `Bearer ${service.token}` }
  const found = await service.app.inject({ url: '/v1/applications', headers })
  return found.json().items
}

async function settled(): Promise<void> {
  for (let i = 0; i < 200 && (await service.inbox.depth()) > 0; i++)
    await new Promise((resolve) => setTimeout(resolve, 10))
}

describe('POST /v1/webhooks/greenhouse', () => {
  it('takes a signed event, and the applicant is screened', async () => {
    const reply = await hook(applied)
    expect(reply.statusCode, reply.body).toBe(200)
    expect(reply.json()).toEqual({ accepted: 1, quarantined: 0, repeated: false })
    await settled()
    expect((await applications()).map((a) => a.application)).toEqual(['application:greenhouse-901'])
  })

  it('answers a repeated delivery, and one that a restart forgot adds nothing either', async () => {
    await hook(applied)
    expect((await hook(applied)).json()).toEqual({ accepted: 0, quarantined: 0, repeated: true })
    expect((await hook(applied, { 'greenhouse-event-id': 'event-2' })).statusCode).toBe(200)
    await settled()
    expect(await applications()).toHaveLength(1)
    expect((await service.store.counts()).quarantined).toBe(0)
  })

  it.each([
    ['forged', { signature: `sha256 ${'0'.repeat(64)}` }],
    ['unsigned', { signature: '' }],
    ['signed with another algorithm', { signature: 'sha1 abc' }],
  ])('refuses one that is %s, and takes nothing', async (_, over) => {
    const reply = await hook(applied, over)
    expect(reply.statusCode).toBe(401)
    expect(reply.json().detail).toMatch(/^The webhook .*\. Nothing was taken\.$/)
    await settled()
    expect(await applications()).toEqual([])
  })

  it('refuses a body that was changed after it was signed', async () => {
    const signature = `sha256 ${createHmac('sha256', secret).update(applied).digest('hex')}`
    expect((await hook(applied.replace('Cora', 'Dora'), { signature })).statusCode).toBe(401)
  })

  it('refuses what is no JSON though it is signed, in a sentence', async () => {
    const reply = await hook('{"action":')
    expect(reply.statusCode).toBe(400)
    expect(reply.json().detail).toContain('breaks off')
  })

  it('answers a ping, and sets aside what it can’t use', async () => {
    const ping = await hook(JSON.stringify({ action: 'ping', payload: {} }), { 'greenhouse-event-id': 'p' })
    expect(ping.json()).toEqual({ accepted: 0, quarantined: 0, repeated: false })
    const undated = applied.replace(new Date(noon).toISOString(), 'someday')
    const reply = await hook(undated, { 'greenhouse-event-id': 'q' })
    expect(reply.json()).toMatchObject({ accepted: 0, quarantined: 1 })
  })

  it('is not there for systems without a secret, nor for unknown ones', async () => {
    expect((await hook(applied, {}, 'lever')).json().detail).toContain('TELLTALE_WEBHOOK_LEVER')
    expect((await hook(applied, {}, 'nobody')).statusCode).toBe(404)
  })
})

describe('deliveries', () => {
  const day = 86_400_000

  it('are known after a restart, for as long as a signature is good', async () => {
    const store = memoryStore()
    let at = noon
    await deliveries(store, () => at).add('lever token-1', at)
    const again = deliveries(store, () => at)
    expect(await again.has('lever token-1')).toBe(true)
    expect(await again.has('lever token-2')).toBe(false)
    at += 3 * day
    expect(await deliveries(store, () => at).has('lever token-1')).toBe(true)
  })

  it('don’t grow for ever, and two at one time are both kept', async () => {
    const store = memoryStore()
    let at = noon
    const kept = deliveries(store, () => at)
    await Promise.all([kept.add('a', at), kept.add('b', at)])
    expect([await kept.has('a'), await kept.has('b')]).toEqual([true, true])
    at += 6 * day
    await kept.add('c', at)
    expect([...(await store.settings('webhook-deliveries/')).values()].flat()).toHaveLength(1)
  })
})
