import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { noon, type TestService, testService } from '../../api/test-service.ts'
import { networkOf, signed, within } from './binding.ts'
import { isMiss, siteOf, tookOf } from './touch.ts'

/** A presence check over the API, as its sender, the person, a chat's preview and a stranger use it. */

let service: TestService

const on = { browser: false, endpoint: false, presence: true }
const home = '198.51.100.20'
const neighbour = '198.51.100.77'
const elsewhere = '203.0.113.9'
const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0'

interface Browser {
  key: KeyObject
  publicKey: string
}

function browser(): Browser {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' })
  return {
    key: privateKey,
    publicKey: publicKey.export({ format: 'der', type: 'spki' }).toString('base64'),
  }
}

beforeEach(async () => {
  service = await testService({ TELLTALE_COMPANY: 'Larkspur' })
  await policy(on)
})
afterEach(async () => {
  await service.end()
})

async function inject(method: 'GET' | 'POST' | 'PUT', url: string, payload: unknown, more: object = {}) {
  const { headers, ip = home } = more as { headers?: Record<string, string>; ip?: string }
  const reply = await service.app.inject({
    method,
    url,
    remoteAddress: ip,
    headers: { host: 'localhost:7310', 'user-agent': firefox, ...headers },
    ...(payload !== undefined && { payload: payload as object }),
  })
  return { status: reply.statusCode, body: reply.body === '' ? undefined : reply.json() }
}
const asSender = (method: 'GET' | 'POST' | 'PUT', url: string, payload?: unknown) =>
  inject(method, url, payload, { headers: { authorization: `Bearer ${service.token}` } })
const policy = (value: typeof on) => asSender('PUT', '/v1/sensor/policy', value)

async function send(over: object = {}): Promise<{ link: string; secret: string; id: string }> {
  const { status, body } = await asSender('POST', '/v1/presence-checks', {
    subject: 'person:W-1',
    from: 'Dana Reyes',
    ...over,
  })
  expect(status).toBe(201)
  return { link: body.link, secret: body.link.split('#')[1], id: body.check.id }
}
const listed = async () => (await asSender('GET', '/v1/presence-checks?subject=person:W-1')).body[0]

const look = (secret: string) => inject('POST', '/v1/presence/look', { link: secret })
const open = (secret: string, by: Browser, more: object = {}) =>
  inject('POST', '/v1/presence/open', { link: secret, agreed: true, key: by.publicKey }, more)

/** A signed call of an open check. */
function proven(by: Browser, path: string, payload: object, more: { ip?: string; proof?: string } = {}) {
  const url = `/v1/presence/${path}`
  const body = JSON.stringify(payload)
  const proof = sign('sha256', signed(url, body), { key: by.key, dsaEncoding: 'ieee-p1363' })
  return inject('POST', url, body, {
    ip: more.ip,
    headers: {
      'content-type': 'application/json',
      'telltale-proof': more.proof ?? proof.toString('base64url'),
    },
  })
}

/** Ten prompts, answered after about this long; milliseconds on the page's clock. */
const prompts = (id: string, took: number, over: object = {}) => ({
  id,
  kind: 'reaction',
  at: noon,
  data: {
    source: 'browser',
    events: Array.from({ length: 10 }, (_, i) => ({
      stimulus: 'prompt',
      shownAt: noon + i * 3000,
      respondedAt: noon + i * 3000 + took + ((i * 37) % 60),
      by: 'key',
    })),
    ...over,
  },
})

async function stored(subject: 'person:W-1' | 'device:LT-1' | 'application:A-1') {
  while ((await service.inbox.depth()) > 0) await new Promise((done) => setTimeout(done, 5))
  const { observations } = await service.store.observations({
    subjects: [subject],
    from: 0,
    to: 5e12,
    limit: 100,
  })
  return observations
}

describe('a check', () => {
  it('goes from link to observations, once, and what was measured lands on the person and the device', async () => {
    const { link, secret, id } = await send({ device: 'device:LT-1', reason: 'first-day' })
    expect(link).toMatch(/^http:\/\/localhost:7310\/check#[\w-]{32}$/)
    expect((await look(secret)).body).toMatchObject({
      company: 'Larkspur',
      from: 'Dana Reyes',
      reason: 'first-day',
      device: 'LT-1',
      state: 'sent',
    })
    const mine = browser()
    const { status, body } = await open(secret, mine)
    expect(status).toBe(200)
    expect(body).toMatchObject({ check: id, known: false })
    expect(body.ticket).toBeTypeOf('string')
    service.pass(120_000)
    const done = await proven(mine, 'finish', { check: id, rows: [prompts('r-1', 280)] })
    expect(done).toMatchObject({ status: 200, body: { rows: 1, setAside: 0, touched: 0, missed: 0 } })
    const [row] = await stored('person:W-1')
    expect(row).toMatchObject({
      source: `presence-check:${id}`,
      kind: 'reaction',
      about: ['device:LT-1', 'person:W-1'],
    })
    expect(await listed()).toMatchObject({
      state: 'done',
      from: 'Dana Reyes',
      by: 'token',
      networks: ['198.51.100.0/24'],
      took: { rows: 1 },
      refusals: [],
    })
  })

  it('is listed under its subject only, newest first, and among all', async () => {
    await send()
    service.pass(1000)
    await send({ from: 'Somebody else' })
    await send({ subject: 'application:A-1' })
    const list = async (query: string) => (await asSender('GET', `/v1/presence-checks${query}`)).body
    expect((await list('?subject=person:W-1')).map((c: { from: string }) => c.from)).toEqual([
      'Somebody else',
      'Dana Reyes',
    ])
    expect(await list('?subject=application:A-1')).toHaveLength(1)
    expect(await list('?subject=person:W-2')).toEqual([])
    expect(await list('')).toHaveLength(3)
  })

  it('keeps the link’s secret nowhere, and needs a signed-in sender', async () => {
    const { secret } = await send()
    const kept = JSON.stringify([...(await service.store.settings('')).entries()])
    expect(kept).toContain('person:W-1')
    expect(kept).not.toContain(secret)
    for (const [method, url] of [
      ['POST', '/v1/presence-checks'],
      ['GET', '/v1/presence-checks'],
      ['POST', '/v1/presence-checks/x/revoke'],
    ] as const)
      expect((await inject(method, url, method === 'POST' ? {} : undefined)).status).toBe(401)
  })

  it('is about an applicant as well, and about no device that it was not opened on', async () => {
    const { secret, id } = await send({ subject: 'application:A-1', device: 'device:LT-1' })
    const phone = browser()
    await open(secret, phone, {
      headers: { 'user-agent': 'Mozilla/5.0 (Linux; Android 16) Chrome/150.0 Mobile Safari/537.36' },
    })
    service.pass(60_000)
    expect((await proven(phone, 'finish', { check: id, rows: [prompts('r-1', 280)] })).status).toBe(200)
    expect(await stored('application:A-1')).toMatchObject([{ about: ['application:A-1'] }])
    expect(await stored('device:LT-1')).toEqual([])
  })

  it.each([
    ['another subject', { subject: 'device:LT-1' }],
    ['no hours', { hours: 0 }],
    ['a year', { hours: 8760 }],
    ['another reason', { reason: 'curiosity' }],
    ['unknown members', { colour: 'red' }],
  ])('with %s is refused', async (_, over) => {
    const body = { subject: 'person:W-1', ...over }
    expect((await asSender('POST', '/v1/presence-checks', body)).status).toBe(400)
  })
})

it('is not sent to the demo company', async () => {
  const body = { subject: 'person:larkspur-0205' }
  expect(await asSender('POST', '/v1/presence-checks', body)).toMatchObject({
    status: 409,
    body: { detail: expect.stringContaining('simulated') },
  })
})

describe('a link', () => {
  it('is not used up by whoever previews it', async () => {
    const { secret, link } = await send()
    const page = await service.app.inject({
      url: new URL(link).pathname,
      headers: { host: 'localhost:7310', 'user-agent': 'Slackbot-LinkExpanding 1.0' },
    })
    expect(page.body).not.toContain(secret)
    for (let i = 0; i < 5; i++) expect((await look(secret)).body.state).toBe('sent')
    expect((await open(secret, browser())).status).toBe(200)
  })

  it('opens once: a second tab, another browser and a forwarded link are refused and recorded', async () => {
    const { secret, id } = await send()
    const mine = browser()
    const both = await Promise.all([open(secret, mine), open(secret, browser())])
    expect(both.map((r) => r.status).sort()).toEqual([200, 409])
    const again = await open(secret, browser(), { ip: elsewhere })
    expect(again).toMatchObject({ status: 409, body: { detail: expect.stringContaining('opened already') } })
    expect((await look(secret)).body).toMatchObject({ state: 'opened' })
    const { refusals } = await listed()
    expect(refusals).toHaveLength(2)
    expect(refusals[1].why).toBe('opened again (opened), from 203.0.113.0/24')
    expect((await stored('person:W-1')).length).toBe(0)
    expect(id).toBe((await listed()).id)
  })

  it('expires, and so does a check that was opened and left', async () => {
    const late = await send({ hours: 2 })
    service.pass(2 * 3_600_000)
    expect((await look(late.secret)).body).toMatchObject({ state: 'expired' })
    expect(await open(late.secret, browser())).toMatchObject({
      status: 409,
      body: { detail: expect.stringContaining('expired') },
    })
    const left = await send()
    const mine = browser()
    await open(left.secret, mine)
    service.pass(46 * 60_000)
    const call = await proven(mine, 'finish', { check: left.id, rows: [prompts('r-1', 280)] })
    expect(call).toMatchObject({ status: 409 })
    expect(await stored('person:W-1')).toEqual([])
  })

  it('is taken back before and while it runs', async () => {
    const first = await send()
    await asSender('POST', `/v1/presence-checks/${first.id}/revoke`)
    expect(await open(first.secret, browser())).toMatchObject({
      status: 409,
      body: { detail: expect.stringContaining('taken back') },
    })
    const second = await send()
    const mine = browser()
    await open(second.secret, mine)
    expect((await asSender('POST', `/v1/presence-checks/${second.id}/revoke`)).body.state).toBe('revoked')
    const call = await proven(mine, 'finish', { check: second.id, rows: [prompts('r-1', 280)] })
    expect(call.status).toBe(409)
    expect(await stored('person:W-1')).toEqual([])
    expect((await asSender('POST', '/v1/presence-checks/unknown/revoke')).status).toBe(404)
  })

  it('that was cut off says so, and gives nothing away', async () => {
    await send()
    for (const call of [
      look('abc'),
      open('abc', browser()),
      inject('POST', '/v1/presence/decline', { link: 'abc' }),
    ])
      expect(await call).toMatchObject({ status: 404, body: { detail: expect.stringContaining('cut off') } })
  })

  it('can’t be opened or guessed at by a page of another site, or in bulk', async () => {
    const { secret } = await send()
    const foreign = await open(secret, browser(), { headers: { origin: 'https://evil.example' } })
    expect(foreign.status).toBe(403)
    let last = 0
    for (let i = 0; i < 25; i++) last = (await open(`guess${i}`, browser())).status
    expect(last).toBe(429)
  })
})

describe('declining', () => {
  it('is recorded as declined, with the wish for another check, and is no observation', async () => {
    const { secret } = await send()
    const body = { link: secret, instead: true }
    expect(await inject('POST', '/v1/presence/decline', body)).toMatchObject({ status: 200 })
    expect(await listed()).toMatchObject({ state: 'declined', instead: true, networks: [] })
    expect((await open(secret, browser())).status).toBe(409)
    expect(await stored('person:W-1')).toEqual([])
    expect(await service.store.counts()).toMatchObject({ observations: 0, evidence: 0, listed: 0 })
  })

  it('midway throws away what was measured, from wherever the person is by then', async () => {
    const { secret, id } = await send()
    const mine = browser()
    await open(secret, mine)
    expect((await proven(mine, 'stop', { check: id }, { ip: elsewhere })).status).toBe(200)
    const call = await proven(mine, 'finish', { check: id, rows: [prompts('r-1', 280)] })
    expect(call).toMatchObject({ status: 409, body: { detail: expect.stringContaining('declined') } })
    expect(await listed()).toMatchObject({ state: 'declined', networks: [] })
    const kept = JSON.stringify([...(await service.store.settings('presence-'))])
    expect(kept).not.toContain('Firefox')
    expect(await stored('person:W-1')).toEqual([])
  })
})

describe('an open check', () => {
  let mine: Browser
  let id: string
  let secret: string
  beforeEach(async () => {
    mine = browser()
    ;({ id, secret } = await send())
    expect((await open(secret, mine)).status).toBe(200)
    service.pass(60_000)
  })
  const rows = [prompts('r-1', 280)]

  it('is bound to its browser: no other key, no changed body, no signature of another call', async () => {
    const finish = { check: id, rows }
    expect((await proven(browser(), 'finish', finish)).status).toBe(403)
    expect((await proven(mine, 'finish', finish, { proof: '' })).status).toBe(403)
    const stop = sign('sha256', signed('/v1/presence/stop', JSON.stringify(finish)), {
      key: mine.key,
      dsaEncoding: 'ieee-p1363',
    })
    expect((await proven(mine, 'finish', finish, { proof: stop.toString('base64url') })).status).toBe(403)
    expect((await listed()).refusals).toHaveLength(3)
    expect(await stored('person:W-1')).toEqual([])
  })

  it('is bound to its network: the same household yes, another one no, and back again yes', async () => {
    const away = await proven(mine, 'finish', { check: id, rows }, { ip: elsewhere })
    expect(away).toMatchObject({
      status: 403,
      body: { detail: expect.stringContaining('network has changed') },
    })
    expect((await listed()).refusals[0].why).toBe('another network midway: 203.0.113.0/24')
    expect((await proven(mine, 'resume', { check: id }, { ip: neighbour })).status).toBe(200)
    expect((await proven(mine, 'resume', { check: id }, { ip: '2001:db8:7:1::5' })).status).toBe(200)
    expect((await proven(mine, 'resume', { check: id }, { ip: '2001:db8:9:1::5' })).status).toBe(403)
    expect((await listed()).networks).toEqual(['198.51.100.0/24', '2001:db8:7::/48'])
    expect((await proven(mine, 'finish', { check: id, rows })).status).toBe(200)
  })

  it('takes a replay for nothing', async () => {
    expect((await proven(mine, 'finish', { check: id, rows })).status).toBe(200)
    for (let i = 0; i < 3; i++)
      expect(await proven(mine, 'finish', { check: id, rows })).toMatchObject({
        status: 409,
        body: { detail: expect.stringContaining('finished') },
      })
    expect(await stored('person:W-1')).toHaveLength(1)
    expect((await proven(mine, 'resume', { check: id })).status).toBe(409)
  })

  it('takes no row from a sensor’s own door', async () => {
    const { body } = await proven(mine, 'resume', { check: id })
    const reply = await inject('POST', '/v1/sensor/rows', JSON.stringify({ ticket: body.ticket, rows }), {
      headers: { 'content-type': 'text/plain' },
    })
    expect(reply.status).toBe(403)
  })

  it.each([
    ['a typed text', { ...prompts('r-1', 280), data: { events: [], text: 'hunter2' } }, 'data.text'],
    ['a subject of its own', { ...prompts('r-1', 280), about: ['person:CEO'] }, 'about'],
    [
      'a touch',
      { id: 'r-1', kind: 'reaction', at: noon, data: { events: [{ stimulus: 'touch', shownAt: 1 }] } },
      'data.events',
    ],
    [
      'an authenticator',
      {
        id: 'r-1',
        kind: 'reaction',
        at: noon,
        data: { events: [{ stimulus: 'prompt', shownAt: 1, authenticator: { attachment: 'platform' } }] },
      },
      'data.events[0].authenticator',
    ],
    [
      'more time than has passed',
      { id: 'r-1', kind: 'keys', at: noon, data: { press: [0, 200_000], release: [50, 200_050] } },
      'data',
    ],
  ])('sets %s aside and uses the rest', async (_, bad, field) => {
    const reply = await proven(mine, 'finish', { check: id, rows: [bad, prompts('r-2', 280)] })
    expect(reply).toMatchObject({ status: 200, body: { rows: 1, setAside: 1 } })
    await stored('person:W-1')
    const [item] = await service.store.quarantine(5)
    expect(item?.field).toBe(field)
    expect(JSON.stringify(item)).not.toContain('hunter2')
  })

  it('has happened when this server saw it, whatever the page’s clock says', async () => {
    const future = { ...prompts('r-1', 280), at: noon + 40 * 86_400_000 }
    await proven(mine, 'finish', { check: id, rows: [future] })
    expect((await stored('person:W-1'))[0]?.at).toBe(noon + 60_000)
  })

  it('tells nearness or distance to the detectors as any reactions do', async () => {
    const far = [560, 561].flatMap((took, i) => {
      const row = prompts(`p-${i}`, took)
      const events = prompts('', 490 + i).data.events.map((e) => ({ ...e, stimulus: 'target', by: 'motion' }))
      return [row, { ...row, id: `t-${i}`, data: { ...row.data, events } }]
    })
    await proven(mine, 'finish', { check: id, rows: far })
    await stored('person:W-1')
    await expect
      .poll(() => service.store.evidence({ subject: 'person:W-1', detector: 'hands/first-response' }))
      .toMatchObject([{ is: 'evidence' }])
  })

  it('is refused while the policy is off, and anybody may still stop', async () => {
    await policy({ ...on, presence: false })
    expect((await proven(mine, 'finish', { check: id, rows })).status).toBe(403)
    expect((await asSender('POST', '/v1/presence-checks', { subject: 'person:W-1' })).status).toBe(403)
    expect((await proven(mine, 'stop', { check: id })).status).toBe(200)
    await policy(on)
    const other = await send()
    await policy({ ...on, presence: false })
    expect((await look(other.secret)).body.state).toBe('off')
    expect((await open(other.secret, browser())).status).toBe(403)
  })

  it('with a body that is none, or too many rows, is refused in a sentence', async () => {
    const many = Array.from({ length: 401 }, (_, i) => prompts(`r-${i}`, 280))
    expect((await proven(mine, 'finish', { check: id, rows: many })).status).toBe(400)
    expect((await proven(mine, 'finish', { check: id })).status).toBe(400)
    expect((await inject('POST', '/v1/presence/finish', '{', {})).status).toBe(400)
  })
})

describe('a touch', () => {
  let mine: Browser
  let id: string
  beforeEach(async () => {
    mine = browser()
    const sent = await send({ device: 'device:LT-1' })
    id = sent.id
    await open(sent.secret, mine)
  })
  const asked = () => proven(mine, 'touch', { check: id })
  const answered = (more: object = {}) => proven(mine, 'touched', { check: id, took: 1000, ...more })
  const finished = async () => {
    await proven(mine, 'finish', { check: id, rows: [] })
    return stored('device:LT-1')
  }

  it('is asked for with a fresh challenge, which is good once', async () => {
    const first = (await asked()).body
    const second = (await asked()).body
    expect(first.create.rp).toEqual({ name: 'Larkspur', id: 'localhost' })
    expect(first.create.attestation).toBe('direct')
    expect(first.create.challenge).not.toBe(second.create.challenge)
    service.pass(60_000)
    expect((await answered()).body).toEqual({ outcome: 'missed' })
    expect((await answered()).status).toBe(409)
    expect(await finished()).toMatchObject([{ kind: 'reaction', about: ['device:LT-1', 'person:W-1'] }])
  })

  it('that somebody closes is no miss, and nothing is recorded', async () => {
    await asked()
    service.pass(8000)
    expect((await answered({ took: 60_000 })).body).toEqual({ outcome: 'cancelled' })
    expect(await finished()).toEqual([])
  })

  it('whose answer does not hold is refused in a sentence, and counts as nothing', async () => {
    const { create } = (await asked()).body
    const clientData = {
      type: 'webauthn.create',
      challenge: create.challenge,
      origin: 'http://localhost:7310',
    }
    const response = {
      id: 'AAAA',
      rawId: 'AAAA',
      type: 'public-key',
      clientExtensionResults: {},
      response: {
        clientDataJSON: Buffer.from(JSON.stringify(clientData)).toString('base64url'),
        attestationObject: Buffer.from('nonsense').toString('base64url'),
      },
    }
    expect(await answered({ response })).toMatchObject({
      status: 400,
      body: { detail: expect.stringContaining('could not be verified') },
    })
    expect(await finished()).toEqual([])
  })

  it('is not asked for where the page is opened by an address', () => {
    expect(siteOf('127.0.0.1:7310')).toBeUndefined()
    expect(siteOf('[::1]:7310')).toBeUndefined()
    expect(siteOf('telltale.example')).toEqual({
      host: 'telltale.example',
      origins: ['https://telltale.example', 'http://telltale.example'],
    })
  })

  it('took what the page says, within what this server saw', () => {
    expect(tookOf(4000, noon, noon + 4300)).toBe(4000)
    expect(tookOf(500, noon, noon + 40_000)).toBe(37_000)
    expect(tookOf(90_000, noon, noon + 4000)).toBe(4000)
    expect(isMiss(noon, noon + 58_000)).toBe(false)
    expect(isMiss(noon, noon + 59_500)).toBe(true)
  })
})

it('networks are a household or an office, of either family', () => {
  expect(networkOf('198.51.100.7')).toEqual({ v4: '198.51.100.0/24' })
  expect(networkOf('2001:0db8:0007:1::5')).toEqual({ v6: '2001:db8:7::/48' })
  expect(networkOf('::1')).toEqual({ v6: '0:0:0::/48' })
  expect(networkOf('fe80::1%eth0')).toEqual({ v6: 'fe80:0:0::/48' })
  expect(networkOf('nonsense')).toBeUndefined()
  const bound = { v4: '198.51.100.0/24' }
  expect(within(bound, '198.51.100.200')).toBe(bound)
  expect(within(bound, '198.51.101.1')).toBeUndefined()
})
