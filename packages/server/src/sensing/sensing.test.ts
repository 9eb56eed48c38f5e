import { generateKeyPairSync, sign } from 'node:crypto'
import { once } from 'node:events'
import { connect, createServer } from 'node:net'
import { gzipSync } from 'node:zlib'
import { type Role, roles } from '@telltale/core'
import { afterEach, describe, expect, it } from 'vitest'
import { noon, type TestService, testService } from '../api/test-service.ts'
import { signed } from './enrolled.ts'
import { fromSs, tcpTimes } from './tcp-info.ts'

let service: TestService

afterEach(async () => {
  await service?.end()
})

const everything = { browser: true, endpoint: true, presence: true }

async function start(policy = everything, env: Record<string, string> = {}) {
  service = await testService({ TELLTALE_COLLECTOR: 'Dallas,32.78,-96.8', ...env })
  await put(policy)
  return service
}

async function call(
  method: 'GET' | 'PUT' | 'POST' | 'OPTIONS',
  url: string,
  payload?: unknown,
  headers = {},
) {
  const reply = await service.app.inject({
    method,
    url,
    headers: { authorization: `Bearer ${service.token}`, host: 'localhost', ...headers },
    ...(payload !== undefined && { payload: payload as object }),
  })
  return {
    status: reply.statusCode,
    body: reply.body === '' ? undefined : reply.json(),
    headers: reply.headers,
  }
}

const put = (policy: typeof everything) => call('PUT', '/v1/sensor/policy', policy)

async function ticket(over: Record<string, unknown> = {}): Promise<string> {
  const { status, body } = await call('POST', '/v1/sensor/tickets', {
    about: ['person:W-1', 'device:LT-1'],
    ...over,
  })
  expect(status).toBe(201)
  return body.ticket
}

const keys = (id: string, data: object = {}) => ({
  id,
  kind: 'keys',
  at: noon,
  data: { source: 'browser', press: [1, 2], release: [1.5, 2.5], class: ['letter', 'space'], ...data },
})

/** Rows as a page sends them: no token, no session. */
async function rows(body: unknown, headers: Record<string, string> = {}) {
  const text = typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body)
  const reply = await service.app.inject({
    method: 'POST',
    url: '/v1/sensor/rows',
    payload: text,
    headers: {
      host: 'localhost',
      'content-type': 'text/plain',
      origin: 'https://portal.example',
      ...headers,
    },
  })
  return { status: reply.statusCode, body: reply.json(), headers: reply.headers }
}

async function stored(subject: `${'person' | 'device'}:${string}`) {
  while ((await service.inbox.depth()) > 0) await new Promise((done) => setTimeout(done, 5))
  const { observations } = await service.store.observations({
    subjects: [subject],
    from: 0,
    to: 5e12,
    limit: 100,
  })
  return observations
}

describe('the policy', () => {
  it('is off until a person switches it on, and only a person who is signed in does', async () => {
    await start({ browser: false, endpoint: false, presence: false })
    const open = await service.app.inject({
      url: '/v1/sensor/policy',
      headers: { host: 'localhost', origin: 'https://a.example' },
    })
    expect(open.json()).toEqual({ browser: false, endpoint: false, presence: false })
    expect(open.headers['access-control-allow-origin']).toBe('https://a.example')
    const stranger = await service.app.inject({
      method: 'PUT',
      url: '/v1/sensor/policy',
      headers: { host: 'localhost' },
      payload: everything,
    })
    expect(stranger.statusCode).toBe(401)
    const refused = await rows({ ticket: await ticket(), rows: [keys('a-1')] })
    expect(refused.status).toBe(403)
    expect(refused.body.detail).toContain('policy')
    expect(await stored('person:W-1')).toEqual([])
  })
})

describe('rows of a page', () => {
  it('are about whom the ticket names, from any origin it allows', async () => {
    await start()
    const good = await rows({ ticket: await ticket(), rows: [keys('a-1')] })
    expect(good).toMatchObject({ status: 202, body: { accepted: 1, quarantined: 0 } })
    expect(good.headers['access-control-allow-origin']).toBe('https://portal.example')
    expect(await stored('person:W-1')).toMatchObject([{ kind: 'keys', about: ['person:W-1', 'device:LT-1'] }])
    const elsewhere = await rows({
      ticket: await ticket({ origins: ['https://jobs.example/apply'] }),
      rows: [keys('b-1')],
    })
    expect(elsewhere.status).toBe(403)
    const there = await rows({
      ticket: await ticket({ origins: ['https://portal.example/x'] }),
      rows: [keys('b-1')],
    })
    expect(there.status).toBe(202)
  })

  it('come by beacon as well: text, gzip told by its first bytes', async () => {
    await start()
    const body = gzipSync(JSON.stringify({ ticket: await ticket(), rows: [keys('a-1')] }))
    expect(await rows(body, { 'content-type': 'application/octet-stream' })).toMatchObject({
      status: 202,
      body: { accepted: 1 },
    })
  })

  it('may be tried by every role; a ticket about somebody is for those who configure', async () => {
    await start()
    const asked = async (role: Role, payload: object) =>
      (await service.app.inject({ method: 'POST', url: '/v1/sensor/tickets', headers: service.account(`the-${role}`, role), payload })).statusCode // biome-ignore format: one request
    for (const role of roles) {
      expect(await asked(role, { try: true }), role).toBe(201)
      const may = role !== 'recruiter' && role !== 'auditor'
      expect(await asked(role, { about: ['person:W-1'] }), role).toBe(may ? 201 : 403)
    }
  })

  it('are refused with a ticket that is forged, expired, for trying only, or absent', async () => {
    await start()
    const good = await ticket({ minutes: 5 })
    const forged = `${Buffer.from(JSON.stringify({ about: ['person:CEO'], origins: [], nonce: 'x', expiresAt: 9e15 })).toString('base64url')}.${good.split('.')[1]}`
    const trial = (await call('POST', '/v1/sensor/tickets', { try: true })).body.ticket
    for (const bad of [forged, `${good}x`, 'a.b', '', undefined, 7, trial])
      expect((await rows({ ticket: bad, rows: [keys('a-1')] })).status).toBe(401)
    service.pass(6 * 60_000)
    expect((await rows({ ticket: good, rows: [keys('a-1')] })).status).toBe(401)
    expect(await stored('person:W-1')).toEqual([])
  })

  it.each([
    ['a typed text', keys('a-1', { text: 'hunter2' }), 'data.text'],
    ['a letter where a time is due', keys('a-1', { press: ['h', 2] }), 'data.press[0]'],
    ['a key instead of its class', keys('a-1', { class: ['h', 'space'] }), 'data.class[0]'],
    ['somebody else’s subject', { ...keys('a-1'), about: ['person:CEO'] }, 'about'],
    ['a kind that pages do not send', { ...keys('a-1'), kind: 'person', data: { name: 'A' } }, 'kind'],
    ['an id with words in it', { ...keys('my password is x') }, 'id'],
    [
      'a member of a reaction that does not exist',
      {
        id: 'a-1',
        kind: 'reaction',
        at: noon,
        data: { events: [{ stimulus: 'prompt', shownAt: 1, label: 'secret' }] },
      },
      'data.events[0].label',
    ],
  ])('with %s are set aside, the rest is used', async (_, bad, field) => {
    await start()
    const reply = await rows({ ticket: await ticket(), rows: [bad, keys('good-1')] })
    expect(reply).toMatchObject({ status: 202, body: { accepted: 1, quarantined: 1 } })
    await stored('person:W-1')
    const [item] = await service.store.quarantine(10)
    expect(item?.field).toBe(field)
    expect(JSON.stringify(item)).not.toContain('hunter2')
  })

  it('that are no rows are refused in one sentence', async () => {
    await start()
    expect((await rows('{')).status).toBe(400)
    expect((await rows({ ticket: await ticket(), rows: 'x' })).status).toBe(400)
    expect((await rows(Buffer.from([0x1f, 0x8b, 1, 2]))).status).toBe(400)
    const bomb = gzipSync(Buffer.alloc(8e6, 32))
    expect((await rows(bomb)).status).toBe(413)
  })
})

describe('the echo socket', () => {
  async function listening(policy = everything) {
    await start(policy)
    const address = await service.app.listen({ port: 0, host: '127.0.0.1' })
    return address.replace('http', 'ws')
  }
  async function open(url: string, first: unknown) {
    const socket = new WebSocket(`${url}/v1/sensor/echo`)
    const messages: Record<string, unknown>[] = []
    const closed = new Promise<number>((done) => socket.addEventListener('close', (e) => done(e.code)))
    socket.addEventListener('message', (e) => messages.push(JSON.parse(String(e.data))))
    await new Promise((done) => socket.addEventListener('open', done))
    socket.send(JSON.stringify(first))
    return { socket, messages, closed }
  }
  const wait = async (until: () => boolean) => {
    for (let i = 0; i < 800 && !until(); i++) await new Promise((done) => setTimeout(done, 10))
    expect(until()).toBe(true)
  }

  it('turns pings, exchanges and events into round trips and transit of whom the ticket names', async () => {
    const url = await listening()
    const { socket, messages, closed } = await open(url, { ticket: await ticket() })
    let last: object | undefined
    for (let i = 0; i < 4; i++) {
      socket.send(JSON.stringify({ t1: 1000 + i, last }))
      await wait(() => messages.length > i)
      last = { ...messages[i], t4: 1001 + i }
    }
    socket.send(JSON.stringify({ t1: 2000, last, e: [1500, 1600] }))
    await new Promise((done) => setTimeout(done, 3200))
    socket.close()
    await closed
    let seen = await stored('device:LT-1')
    for (let i = 0; i < 100 && seen.length < 2; i++) {
      await new Promise((done) => setTimeout(done, 20))
      seen = await stored('device:LT-1')
    }
    expect(seen.map((o) => o.kind).sort()).toEqual(['rtt', 'transit'])
    // Raw times are not kept; what was measured shows in what the detector says: nothing stands in between here.
    let found = await service.store.evidence({ detector: 'network/layer-gap' })
    for (let i = 0; i < 100 && found.length === 0; i++) {
      await new Promise((done) => setTimeout(done, 20))
      found = await service.store.evidence({ detector: 'network/layer-gap' })
    }
    expect(found).toMatchObject([{ is: 'clear', subject: 'device:LT-1' }])
  })

  it('mirrors what a trial measures, and stores nothing of it', async () => {
    const url = await listening({ browser: false, endpoint: false, presence: false })
    const trial = (await call('POST', '/v1/sensor/tickets', { try: true })).body.ticket
    const { socket, messages, closed } = await open(url, { ticket: trial })
    await wait(() => messages.length >= 3)
    socket.close()
    await closed
    const newest = messages.at(-1) as {
      rtt: { transport: number[]; application: number[]; via: string }
      collector: object
    }
    expect(newest.collector).toEqual({ name: 'Dallas', lat: 32.78, lon: -96.8 })
    expect(newest.rtt.application.length).toBeGreaterThanOrEqual(3)
    if (process.platform === 'linux') {
      expect(newest.rtt.via).toBe('getsockopt')
      expect(Math.min(...newest.rtt.transport)).toBeGreaterThan(0)
      expect(Math.min(...newest.rtt.transport)).toBeLessThan(50)
    }
    expect(await service.store.counts()).toMatchObject({ observations: 0 })
  })

  it('closes on a bad ticket, and when the policy is switched off', async () => {
    const url = await listening()
    expect(await (await open(url, { ticket: 'nonsense' })).closed).toBe(4401)
    const running = await open(url, { ticket: await ticket() })
    await new Promise((done) => setTimeout(done, 100))
    await put({ ...everything, browser: false })
    expect(await running.closed).toBe(4403)
    expect(running.messages).toContainEqual({ stop: true })
    expect(await (await open(url, { ticket: await ticket() })).closed).toBe(4403)
  })
})

describe('batches of a laptop', () => {
  const pair = () => {
    const { publicKey, privateKey } = generateKeyPairSync('ed25519')
    return { publicKey: publicKey.export({ format: 'der', type: 'spki' }).toString('base64'), privateKey }
  }
  const body = (id: string) =>
    gzipSync(`${JSON.stringify({ ...keys(id), data: { source: 'endpoint', press: [1] } })}\n`)
  async function send(device: string, sequence: number, payload: Buffer, key: ReturnType<typeof pair>) {
    const reply = await service.app.inject({
      method: 'POST',
      url: '/v1/sensor/batches',
      payload,
      headers: {
        host: 'localhost',
        'content-type': 'application/x-ndjson',
        'telltale-device': device,
        'telltale-sequence': String(sequence),
        'telltale-signature': sign(null, signed(device, sequence, payload), key.privateKey).toString(
          'base64',
        ),
      },
    })
    return { status: reply.statusCode, body: reply.json() }
  }
  const enrol = (device: string, key: ReturnType<typeof pair>, more = {}) =>
    call('POST', '/v1/sensor/devices', { device, publicKey: key.publicKey, ...more })

  it('are taken once from an enrolled laptop; a retry is harmless, also after a restart of the sensor', async () => {
    await start()
    const key = pair()
    expect((await send('LT-1', 0, body('a'), key)).status).toBe(401)
    expect((await enrol('LT-1', key)).status).toBe(201)
    const first = body('a')
    expect(await send('LT-1', 0, first, key)).toMatchObject({ status: 202, body: { accepted: 1 } })
    expect(await send('LT-1', 0, first, key)).toMatchObject({
      status: 202,
      body: { accepted: 0, replayed: true },
    })
    expect(await send('LT-1', 1, body('b'), key)).toMatchObject({ status: 202, body: { accepted: 1 } })
    expect((await stored('device:LT-1')).map((o) => o.kind)).toEqual(['keys', 'keys'])
    expect((await call('GET', '/v1/sensor/devices')).body).toMatchObject([{ device: 'LT-1', heardAt: noon }])
  })

  it('that are played again, or signed by another laptop, are set aside and told to the engine', async () => {
    await start()
    const [mine, other] = [pair(), pair()]
    await enrol('LT-1', mine)
    await enrol('LT-2', other)
    const old = body('a')
    await send('LT-1', 0, old, mine)
    await send('LT-1', 1, body('b'), mine)
    expect((await send('LT-1', 0, old, mine)).body).toEqual({ accepted: 0, quarantined: 1 })
    expect((await send('LT-1', 5, body('c'), other)).status).toBe(401)
    const seen = await stored('device:LT-1')
    expect(seen.filter((o) => o.kind === 'keys')).toHaveLength(2)
    expect(
      seen
        .filter((o) => o.kind === 'integrity')
        .map((o) => (o.data as { problem: string }).problem)
        .sort(),
    ).toEqual(['replayed', 'signature'])
    expect(await service.store.quarantine(10)).toHaveLength(2)
  })

  it('keep to the key that was enrolled, unless the laptop was set up anew', async () => {
    await start()
    const [first, second] = [pair(), pair()]
    expect((await enrol('LT-1', first)).status).toBe(201)
    expect((await enrol('LT-1', first)).status).toBe(201)
    expect((await enrol('LT-1', second)).status).toBe(409)
    expect((await enrol('LT-1', second, { replace: true })).status).toBe(201)
    expect((await send('LT-1', 0, body('a'), second)).status).toBe(202)
    expect((await call('POST', '/v1/sensor/devices', { device: 'LT-9', publicKey: 'AAAA' })).status).toBe(400)
  })

  it('may not name another subject, and stop when the policy is off', async () => {
    await start()
    const key = pair()
    await enrol('LT-1', key)
    const foreign = gzipSync(JSON.stringify({ ...keys('a'), about: ['person:CEO'] }))
    expect((await send('LT-1', 0, foreign, key)).body).toEqual({ accepted: 0, quarantined: 1 })
    await put({ ...everything, endpoint: false })
    expect((await send('LT-1', 1, body('b'), key)).status).toBe(403)
  })
})

describe('TCP round trips', () => {
  it.runIf(process.platform === 'linux')('come from the kernel, by getsockopt', async () => {
    service = await testService()
    const server = createServer((s) => s.pipe(s)).listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { port } = server.address() as { port: number }
    const socket = connect(port, '127.0.0.1')
    await once(socket, 'connect')
    socket.write('x')
    await once(socket, 'data')
    const times = await tcpTimes(socket)
    socket.destroy()
    server.close()
    expect(times?.via).toBe('getsockopt')
    expect(times!.min).toBeGreaterThan(0)
    expect(times!.min).toBeLessThanOrEqual(times!.rtt)
  })

  it('are read from ss where that is all there is', () => {
    const line = '\t cubic wscale:7,7 rto:204 rtt:41.152/9.75 ato:40 mss:1448 minrtt:38.004 snd_wnd:65536'
    expect(fromSs(line)).toEqual({ rtt: 41.152, min: 38.004, via: 'ss' })
    expect(fromSs('rtt:3/1')).toEqual({ rtt: 3, min: 3, via: 'ss' })
    expect(fromSs('')).toBeUndefined()
  })

  it('are taken from a header only where a proxy is trusted', async () => {
    const env = { TELLTALE_PROXIES: '127.0.0.1', TELLTALE_PROXY_RTT: 'x-tcp-rtt:us' }
    const { transport } = await import('./client.ts')
    const request = {
      ip: '203.0.113.9',
      socket: { remoteAddress: '127.0.0.1' },
      headers: { 'x-tcp-rtt': '41152' },
    }
    const { readConfig } = await import('../config.ts')
    const trusting = readConfig(env)
    expect(await transport(request as never, trusting)).toEqual({ ms: 41.152, via: 'header' })
    expect(await transport(request as never, readConfig({ TELLTALE_PROXIES: '127.0.0.1' }))).toBeUndefined()
    service = await testService(env)
  })

  it.each(['', 'x-tcp-rtt', 'x tcp:us', 'x-tcp-rtt:minutes'])(
    'refuse the setting %j in a sentence',
    async (text) => {
      const { readConfig } = await import('../config.ts')
      service = await testService()
      if (text === '') expect(readConfig({ TELLTALE_PROXY_RTT: text }).proxyRtt).toBeUndefined()
      else expect(() => readConfig({ TELLTALE_PROXY_RTT: text })).toThrow('x-tcp-rtt:us')
    },
  )
})
