import { generateKeyPairSync, sign } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { noon, type TestService, testService } from '../api/test-service.ts'
import { signed, signedChange } from './enrolled.ts'

let service: TestService
const pair = () => {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519')
  return { publicKey: publicKey.export({ format: 'der', type: 'spki' }).toString('base64'), privateKey }
}
type Pair = ReturnType<typeof pair>

const post = async (url: string, payload: unknown, headers: Record<string, string> = {}) => {
  const reply = await service.app.inject({
    ...{ method: 'POST', url, payload: payload as object, headers: { host: 'localhost', ...headers } },
  })
  return { status: reply.statusCode, body: reply.json() }
}
const token = () => ({ authorization: `Bearer ${service.token}` })
const enrol = (device: string, { publicKey }: Pair, more = {}) =>
  post('/v1/sensor/devices', { device, publicKey, ...more }, token())
const batch = (id: string) =>
  gzipSync(`${JSON.stringify({ id, kind: 'keys', at: noon, data: { source: 'endpoint', press: [1] } })}\n`)
const send = (device: string, sequence: number, body: Buffer, key: Pair) =>
  post('/v1/sensor/batches', body, {
    'content-type': 'application/x-ndjson',
    'telltale-device': device,
    'telltale-sequence': String(sequence),
    'telltale-signature': sign(null, signed(device, sequence, body), key.privateKey).toString('base64'),
  })
/** What a laptop sends to have `to` follow `from`. */
const change = (device: string, from: Pair, to: Pair, by = { from: from, to: to }) => {
  const bytes = signedChange(device, from.publicKey, to.publicKey)
  return {
    publicKey: to.publicKey,
    signature: sign(null, bytes, by.from.privateKey).toString('base64'),
    proof: sign(null, bytes, by.to.privateKey).toString('base64'),
  }
}
const rotate = (device: string, from: Pair, to: Pair, by?: { from: Pair; to: Pair }) =>
  post(`/v1/sensor/devices/${device}/key`, change(device, from, to, by))
const revoke = (device: string, as: Parameters<TestService['as']>[0], because = 'it was stolen') =>
  post(`/v1/sensor/devices/${device}/revoke`, { because }, service.as(as))
const devices = async () =>
  (await service.app.inject({ url: '/v1/sensor/devices', headers: { host: 'localhost', ...token() } })).json()

beforeEach(async () => {
  service = await testService()
  const reply = await service.app.inject({
    method: 'PUT',
    url: '/v1/sensor/policy',
    headers: { host: 'localhost', ...token() },
    payload: { browser: false, endpoint: true, presence: false },
  })
  expect(reply.statusCode).toBe(200)
})
afterEach(() => service.end())

describe('a key that follows another', () => {
  it('leaves the old one good until it was used once, and numbers go on', async () => {
    const [old, next] = [pair(), pair()]
    await enrol('LT-1', old)
    expect((await send('LT-1', 4, batch('a'), old)).status).toBe(202)
    service.pass(86_400_000)
    expect(await rotate('LT-1', old, next)).toMatchObject({
      ...{ status: 201, body: { device: 'LT-1', registeredAt: noon + 86_400_000 } },
    })
    expect(await devices()).toMatchObject([{ state: 'key-change', keySince: noon, keyAge: 86_400_000 }])
    expect((await send('LT-1', 5, batch('b'), old)).body).toMatchObject({ accepted: 1 })
    expect((await send('LT-1', 6, batch('c'), next)).body).toMatchObject({ accepted: 1 })
    const late = await send('LT-1', 7, batch('d'), old)
    expect(late).toMatchObject({ status: 401, body: { detail: expect.stringContaining('not LT-1’s') } })
    expect(await devices()).toMatchObject([{ state: 'trusted', keySince: noon + 86_400_000, keyAge: 0 }])
    // A number that the old key used is not good again because the key is another.
    expect((await send('LT-1', 5, batch('e'), next)).body).toEqual({ accepted: 0, quarantined: 1 })
    expect((await send('LT-1', 7, batch('f'), next)).body).toMatchObject({ accepted: 1 })
  })

  it('gives the old one up with its first batch, even where that one can’t be used', async () => {
    const [old, next] = [pair(), pair()]
    await enrol('LT-1', old)
    await rotate('LT-1', old, next)
    const broken = Buffer.from([0x1f, 0x8b, 1, 2])
    expect((await send('LT-1', 0, broken, next)).status).toBe(400)
    expect((await send('LT-1', 0, batch('a'), old)).status).toBe(401)
  })

  it('is registered once, however often the laptop says it again after a crash', async () => {
    const [old, next, third] = [pair(), pair(), pair()]
    await enrol('LT-1', old)
    expect((await rotate('LT-1', old, next)).status).toBe(201)
    service.pass(60_000)
    expect(await rotate('LT-1', old, next)).toMatchObject({ status: 201, body: { registeredAt: noon } })
    expect((await rotate('LT-1', old, third)).body.detail).toContain('was not used yet')
    // The laptop has put the new one in place and changes it again before anything was sent.
    expect((await rotate('LT-1', next, third)).status).toBe(201)
    expect((await send('LT-1', 0, batch('a'), old)).status).toBe(401)
    expect((await send('LT-1', 0, batch('a'), third)).status).toBe(202)
    const told = await service.store.audit({ did: 'configuration.sensor-key-registered', limit: 9 })
    expect(told.map((e) => e.about)).toEqual(['device:LT-1', 'device:LT-1'])
  })

  it('does nothing when what was sent is played again, nor brings an old key back', async () => {
    const [old, next] = [pair(), pair()]
    await enrol('LT-1', old)
    const first = change('LT-1', old, next)
    await post('/v1/sensor/devices/LT-1/key', first)
    await send('LT-1', 0, batch('a'), next)
    expect((await post('/v1/sensor/devices/LT-1/key', first)).status).toBe(401)
    expect((await rotate('LT-1', next, old)).body.detail).toContain('used before')
    expect((await enrol('LT-1', old, { replace: true })).status).toBe(409)
    expect((await rotate('LT-1', next, next)).status).toBe(409)
    expect((await send('LT-1', 1, batch('b'), next)).status).toBe(202)
  })

  it('comes from nobody but the laptop: a stranger’s is refused and told to the engine', async () => {
    const [mine, other, stranger] = [pair(), pair(), pair()]
    await enrol('LT-1', mine)
    await enrol('LT-2', other)
    expect((await rotate('LT-1', stranger, stranger)).status).toBe(401)
    service.pass(1000)
    expect((await rotate('LT-1', mine, stranger, { from: other, to: stranger })).status).toBe(401)
    // A message for one laptop does not fit another.
    expect((await post('/v1/sensor/devices/LT-2/key', change('LT-1', mine, stranger))).status).toBe(401)
    // Whoever signs with the laptop’s key but does not hold the new one would lock it out.
    expect((await rotate('LT-1', mine, stranger, { from: mine, to: mine })).status).toBe(400)
    expect((await rotate('LT-9', mine, stranger)).status).toBe(401)
    expect((await post('/v1/sensor/devices/LT-1/key', { publicKey: 'AAAA' })).status).toBe(400)
    expect((await send('LT-1', 0, batch('a'), mine)).status).toBe(202)
    while ((await service.inbox.depth()) > 0) await new Promise((done) => setTimeout(done, 5))
    const { observations } = await service.store.observations({
      ...{ subjects: ['device:LT-1'], kinds: ['integrity'], from: 0, to: 5e12, limit: 9 },
    })
    expect(observations).toHaveLength(2)
    expect((await devices()).map((d: { state: string }) => d.state)).toEqual(['trusted', 'trusted'])
  })
})

describe('a device that is revoked', () => {
  it('is heard no more, with a sentence, until it is enrolled anew with a token', async () => {
    const [old, next, fresh] = [pair(), pair(), pair()]
    await enrol('LT-1', old)
    await rotate('LT-1', old, next)
    expect((await revoke('LT-1', 'administrator')).status).toBe(200)
    for (const key of [old, next])
      expect(await send('LT-1', 0, batch('a'), key)).toMatchObject({
        ...{ status: 403, body: { detail: expect.stringContaining('LT-1 was revoked') } },
      })
    expect((await rotate('LT-1', old, fresh)).status).toBe(403)
    const policy = await service.app.inject({
      ...{ url: '/v1/sensor/policy?device=LT-1', headers: { host: 'localhost' } },
    })
    expect(policy.json()).toMatchObject({ endpoint: false })
    expect(await devices()).toMatchObject([{ state: 'revoked', revoked: { because: 'it was stolen' } }])
    expect(await service.store.audit({ did: 'configuration.sensor-revoked', limit: 9 })).toMatchObject([
      {
        ...{ by: 'local-administrator', about: 'device:LT-1' },
        details: { device: 'LT-1', because: 'it was stolen' },
      },
    ])
    for (const key of [old, next]) expect((await enrol('LT-1', key, { replace: true })).status).toBe(409)
    expect((await enrol('LT-1', fresh)).body.detail).toContain('was revoked')
    const stranger = { device: 'LT-1', publicKey: fresh.publicKey, replace: true }
    expect((await post('/v1/sensor/devices', stranger)).status).toBe(401)
    expect((await enrol('LT-1', fresh, { replace: true })).status).toBe(201)
    expect((await send('LT-1', 0, batch('a'), fresh)).body).toMatchObject({ accepted: 1 })
    expect(await devices()).toMatchObject([{ state: 'trusted' }])
  })

  it('is revoked by a lead or an administrator, for a reason, and once', async () => {
    await enrol('LT-1', pair())
    for (const role of ['analyst', 'counsel', 'auditor', 'recruiter'] as const)
      expect((await revoke('LT-1', role)).status).toBe(403)
    expect((await post('/v1/sensor/devices/LT-1/revoke', { because: 'x' }, token())).status).toBe(403)
    expect((await revoke('LT-1', 'lead', ' ')).status).toBe(400)
    expect((await revoke('LT-2', 'lead')).status).toBe(404)
    expect((await revoke('LT-1', 'lead')).status).toBe(200)
    expect((await revoke('LT-1', 'lead')).status).toBe(409)
  })

  it('loses its echo socket at once, and gets no other', async () => {
    const key = pair()
    await enrol('LT-1', key)
    const url = (await service.app.listen({ port: 0, host: '127.0.0.1' })).replace('http', 'ws')
    const open = async () => {
      const socket = new WebSocket(`${url}/v1/sensor/echo`)
      const closed = new Promise<number>((done) => socket.addEventListener('close', (e) => done(e.code)))
      const answered = new Promise((done) => socket.addEventListener('message', done))
      await new Promise((done) => socket.addEventListener('open', done))
      const signature = sign(null, signed('LT-1', 1, 'echo'), key.privateKey).toString('base64')
      socket.send(JSON.stringify({ device: 'LT-1', sequence: 1, signature }))
      socket.send(JSON.stringify({ t1: 1 }))
      return { closed, answered }
    }
    const running = await open()
    await running.answered
    await revoke('LT-1', 'lead')
    expect(await running.closed).toBe(4403)
    expect(await (await open()).closed).toBe(4401)
  })
})
