import type { Deed, OutputsView, Role, SubjectRef } from '@telltale/core'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ndjson, noon, rtt, type TestService, testService } from '../../api/test-service.ts'
import { openCase } from '../../work/test-cases.ts'
import { verifySignature } from '../signature.ts'
import { contactHash } from '../stix.ts'
import { type HttpReceiver, httpReceiver, type SyslogReceiver, syslogReceiver } from './test-receivers.ts'

/** From an accepted observation to what a person, and other systems, receive: through the running service. */

const subject: SubjectRef = 'person:W-1'
const day = 86_400_000

let service: TestService
let hook: HttpReceiver
let channel: HttpReceiver
let siem: SyslogReceiver

beforeEach(async () => {
  service = await testService({ TELLTALE_COMPANY: 'Example' })
  hook = await httpReceiver()
  channel = await httpReceiver()
  siem = await syslogReceiver()
})
afterEach(async () => {
  await service.end()
  for (const one of [hook, channel, siem]) await one.stop()
})

const targets = () => [
  { is: 'webhook', id: 'hook', name: 'Own program', url: hook.url },
  { is: 'slack', id: 'chat', name: 'Security channel', secret: channel.url },
  { is: 'syslog', id: 'siem', name: 'SIEM', host: '127.0.0.1', port: siem.port, over: 'tcp' },
]

async function call(
  method: 'GET' | 'PUT' | 'POST' | 'DELETE',
  url: string,
  payload?: object,
  as: 'lead' | 'counsel' | 'analyst' = 'lead',
) {
  const reply = await service.app.inject({
    method,
    url,
    headers: service.as(as),
    ...(payload && { payload }),
  })
  return { status: reply.statusCode, body: reply.json() }
}

async function set(over: object = {}): Promise<{ outputs: OutputsView; made: Record<string, string> }> {
  const { status, body } = await call('PUT', '/v1/outputs', { targets: targets(), ...over })
  expect([status, body.detail]).toEqual([200, undefined])
  return body
}

async function send(...rows: object[]): Promise<void> {
  const reply = await service.app.inject({
    method: 'POST',
    url: '/v1/observations',
    headers: { 'content-type': 'application/x-ndjson' },
    payload: ndjson(...rows),
  })
  expect(reply.statusCode).toBe(202)
}

/** Until all that was sent is judged, and told. */
async function settled(): Promise<void> {
  await service.app.inject({ method: 'POST', url: '/v1/drain' })
  await service.context.outputs.idle()
}

const told = (from: HttpReceiver) => from.got.map((g) => JSON.parse(g.body).type as string | undefined)

describe('an alert', () => {
  it('reaches a signed webhook, a channel and a SIEM from one accepted observation', async () => {
    const { made, outputs } = await set()
    expect(JSON.stringify(outputs)).not.toContain(made.hook)
    expect(JSON.stringify(outputs)).not.toContain('of-the-channel&')
    await send({ kind: 'device', id: 'd', at: noon, about: ['device:LT-1'], data: { assignedTo: subject } }, rtt('a', 190)) // biome-ignore format: one call
    const [first] = await hook.until(2)
    expect(verifySignature(first!.headers, first!.body, made.hook!, noon)).toBe(true)
    expect(told(hook)).toEqual(['telltale.listed', 'telltale.evidence'])
    expect(JSON.parse(first!.body).data).toMatchObject({ subject, company: 'Example', check: 'ask which VPN or gateway is in use' }) // biome-ignore format: one line
    const [message] = await channel.until(1)
    expect(message!.body).toContain('What to do')
    expect(message!.body).not.toContain('W-1')
    expect((await siem.until(2))[0]).toContain('CEF:0|Telltale|Telltale|')
  })

  it('tells each thing once, whatever comes after it', async () => {
    await set()
    await openCase(service.context, subject)
    await send({ kind: 'device', id: 'd', at: noon, about: ['device:LT-1'], data: { assignedTo: subject } })
    for (let again = 0; again < 3; again++) await send(rtt(`more-${again}`, 190, { at: noon + again }))
    await settled()
    const types = told(hook)
    expect(types.filter((t) => t === 'telltale.listed')).toHaveLength(1)
    expect(types.filter((t) => t === 'telltale.case.opened')).toHaveLength(1)
    expect(new Set(hook.got.map((g) => g.headers['webhook-id'])).size).toBe(hook.got.length)
    expect(told(channel)).toHaveLength(2)
  })

  it('says what people decided, and that a decision was taken back', async () => {
    await set()
    const id = await openCase(service.context, subject)
    const does = async (account: string, role: Role, deed: Deed) => {
      service.pass(1000)
      const { status, body } = await service.app
        .inject({
          ...{ method: 'POST', url: `/v1/cases/${id}/acts`, headers: service.account(account, role) },
          payload: { ...deed, because: 'All of it was looked at.' },
        })
        .then((reply) => ({ status: reply.statusCode, body: reply.json() }))
      expect([status, body.detail]).toEqual([201, undefined])
    }
    await does('ana', 'lead', { is: 'moved', to: 'investigating' })
    await does('ana', 'lead', { is: 'noticed', until: service.context.now() + day })
    service.pass(2 * day)
    await does('ana', 'lead', { is: 'viewed', conclusion: 'misrepresentation' })
    await does('ben', 'counsel', { is: 'viewed', conclusion: 'misrepresentation', ground: 'admission' })
    await settled()
    expect(told(hook).filter((t) => t?.startsWith('telltale.case'))).toEqual([
      ...['telltale.case.opened', 'telltale.case.moved', 'telltale.case.moved', 'telltale.case.decided'],
    ])
    await does('eve', 'lead', { is: 'reopened' })
    await does('eve', 'lead', { is: 'viewed', conclusion: 'cleared' })
    await settled()
    expect(told(hook).slice(-2)).toEqual(['telltale.case.reopened', 'telltale.case.overturned'])
    const decided = hook.got.map((g) => JSON.parse(g.body)).find((b) => b.type === 'telltale.case.decided')
    expect(decided.data.case).toMatchObject({ decided: { conclusion: 'misrepresentation', ground: 'admission' } }) // biome-ignore format: one line
  })

  it('of a sealed case goes nowhere but to a target that may have it', async () => {
    await set({
      targets: [...targets().slice(1), { is: 'webhook', id: 'hook', name: 'Counsel', url: hook.url, sealed: true }], // biome-ignore format: one line
    })
    const id = await openCase(service.context, subject)
    await settled()
    const before = siem.got.length
    const cleo = service.account('cleo', 'counsel')
    for (const deed of [
      { is: 'sealed', readers: ['cleo'] },
      { is: 'moved', to: 'investigating' },
    ])
      await service.app.inject({
        ...{ method: 'POST', url: `/v1/cases/${id}/acts`, headers: cleo },
        payload: { ...deed, because: 'Somebody from the board is concerned.' },
      })
    await settled()
    expect(siem.got.length).toBe(before)
    expect(told(hook).at(-1)).toBe('telltale.case.moved')
  })

  it('about the demo company goes nowhere, unless a target asks for it', async () => {
    await set({ targets: [{ ...targets()[0], simulated: true }, targets()[2]] })
    await openCase(service.context, 'person:larkspur-1')
    await settled()
    expect(siem.got).toEqual([])
    expect(hook.got.length).toBeGreaterThan(2)
    for (const { body } of hook.got) expect(JSON.parse(body).data.simulated).toBe(true)
  })

  it('is not sent of what stood before anybody was to be told', async () => {
    await openCase(service.context, subject)
    await set()
    await settled()
    expect(hook.got).toEqual([])
    await openCase(service.context, 'person:W-2')
    await settled()
    expect(new Set(hook.got.map((g) => JSON.parse(g.body).data.subject))).toEqual(new Set(['person:W-2']))
  })
})

describe('settings of outputs', () => {
  it('never show a secret, and keep it when it is left out', async () => {
    const { made } = await set()
    const { body } = await call('GET', '/v1/outputs', undefined, 'analyst')
    const text = JSON.stringify([body, await service.store.setting('outputs')])
    for (const secret of [made.hook!, channel.url]) expect(text).not.toContain(secret)
    expect(body.targets.map((t: { secretSet: boolean }) => t.secretSet)).toEqual([true, true, false])
    const kept = await set({
      targets: targets().map(({ secret: _left, ...t }) => ({ ...t, name: 'Renamed' })),
    })
    expect(kept.made).toEqual({})
    expect((await call('POST', '/v1/outputs/chat/test', undefined, 'analyst')).body).toEqual({
      delivered: true,
    })
    expect((await channel.until(1))[0]!.body).toContain('Nobody is concerned')
  })

  it('say why a test did not arrive', async () => {
    await set()
    await channel.stop()
    const { status, body } = await call('POST', '/v1/outputs/chat/test')
    expect([status, body]).toEqual([200, { delivered: false, because: 'nothing listens there' }])
    expect((await call('POST', '/v1/outputs/nobody/test')).status).toBe(404)
  })

  it.each([
    ['an address in clear', { is: 'webhook', id: 'a', name: 'A', url: 'http://siem.example/x' }, /https/],
    [
      'a password in the address',
      { is: 'webhook', id: 'a', name: 'A', url: 'https://u:p@siem.example' },
      /without user/,
    ],
    [
      'a weak secret',
      { is: 'webhook', id: 'a', name: 'A', url: 'https://siem.example', secret: 'hunter2' },
      /signing secret/,
    ],
    ['a channel without an address', { is: 'slack', id: 'a', name: 'A' }, /needs its webhook/],
    ['no port', { is: 'syslog', id: 'a', name: 'A', host: 'siem.example' }, /port/],
    [
      'a certificate that is none',
      { is: 'syslog', id: 'a', name: 'A', host: 'h', port: 6514, ca: 'x' },
      /certificate/,
    ],
    [
      'an unknown event',
      { is: 'webhook', id: 'a', name: 'A', url: 'https://siem.example', tells: ['all'] },
      /tells/,
    ],
    [
      'a metadata service',
      { is: 'webhook', id: 'a', name: 'A', url: 'https://169.254.169.254/latest' },
      /link-local/,
    ],
    ['the same as a number', { is: 'webhook', id: 'a', name: 'A', url: 'https://2852039166/' }, /link-local/],
    [
      'the same in IPv6',
      { is: 'slack', id: 'a', name: 'A', secret: 'https://[::ffff:a9fe:a9fe]/' },
      /link-local/,
    ],
    ['a link-local host', { is: 'syslog', id: 'a', name: 'A', host: 'fe80::1', port: 514 }, /link-local/],
    ['a reserved id', { is: 'webhook', id: 'stix', name: 'A', url: 'https://siem.example' }, /taken/],
  ])('refuse %s', async (_what, target, why) => {
    const { status, body } = await call('PUT', '/v1/outputs', { targets: [target] })
    expect(status).toBe(400)
    expect(body.detail).toMatch(why)
  })

  it('are the lead’s and the administrator’s to set, and what was set is in the audit log', async () => {
    expect((await call('PUT', '/v1/outputs', { targets: [] }, 'analyst')).status).toBe(403)
    await set()
    const { body } = await call('GET', '/v1/audit?did=configuration.outputs-set', undefined, 'counsel')
    expect(body.entries[0]).toMatchObject({ by: 'local-lead', did: 'configuration.outputs-set' })
    expect(JSON.stringify(body)).not.toContain('of-the-channel')
  })

  it('let dead letters be seen and replayed', async () => {
    hook.answer(() => 422)
    await set({ targets: [targets()[0]] })
    await send({ kind: 'device', id: 'd', at: noon, about: ['device:LT-1'], data: { assignedTo: subject } }, rtt('a', 190)) // biome-ignore format: one call
    await settled()
    for (let i = 0; i < 8; i++) {
      service.pass(60_000)
      await settled()
    }
    const { body } = await call('GET', '/v1/outputs/hook/dead')
    expect(body.letters[0]).toMatchObject({
      is: 'listed',
      attempts: 3,
      because: expect.stringMatching(/422/),
    })
    hook.answer(() => 204)
    const before = hook.got.length
    const replayed = await call('POST', '/v1/outputs/hook/replay', { dead: true })
    expect(replayed.body.replayed).toBe(body.letters.length)
    await hook.until(before + body.letters.length)
    await settled()
    expect((await call('GET', '/v1/outputs')).body.targets[0].state).toMatchObject({ dead: 0, waiting: 0 })
  })
})

describe('indicators for other companies', () => {
  const key = 'a key that two companies have agreed on'

  it('stay here until counsel has signed and a key is set; then are a bundle, and the export is on record', async () => {
    expect((await call('GET', '/v1/outputs/stix/bundle')).body.detail).toMatch(/Counsel has not signed/)
    expect((await call('POST', '/v1/outputs/stix/sign', { because: 'Agreed with the ISAC.' })).status).toBe(
      403,
    )
    await call('POST', '/v1/outputs/stix/sign', { because: 'Agreed with the ISAC.' }, 'counsel')
    expect((await call('GET', '/v1/outputs/stix/bundle')).body.detail).toMatch(/No key is set/)
    const { outputs } = await set({ stix: { key, tlp: 'red' } })
    expect(outputs.stix).toMatchObject({ keySet: true, tlp: 'red', signed: { by: 'local-counsel' } })
    expect(JSON.stringify(outputs)).not.toContain(key)
    const { status, body } = await call('GET', '/v1/outputs/stix/bundle')
    expect([status, body.type]).toEqual([200, 'bundle'])
    const audit = await call('GET', '/v1/audit?did=export.made', undefined, 'counsel')
    expect(audit.body.entries[0].details).toMatchObject({ what: 'stix', cases: 0, tlp: 'red' })
    await call('DELETE', '/v1/outputs/stix/sign', undefined, 'counsel')
    expect((await call('GET', '/v1/outputs/stix/bundle')).status).toBe(409)
  })

  it('hold the contacts of a confirmed case as keyed hashes, and revoke them once it was overturned', async () => {
    await call('POST', '/v1/outputs/stix/sign', { because: 'Agreed with the ISAC.' }, 'counsel')
    await set({ targets: [], stix: { key } })
    await send({
      ...{ kind: 'person', id: 'hr', at: noon, about: [subject] },
      data: { name: 'Erika Muster', emails: ['Erika.Muster@example.com'], phones: ['+1 512 555 0143'] },
    })
    await settled()
    const id = await openCase(service.context, subject)
    const { work } = service.context
    const does = async (account: string, role: Role, deed: Deed) => {
      service.pass(1000)
      service.account(account, role)
      await work.act({ id: account, name: account, person: account, role, sees: () => true }, id, deed, 'Looked at.') // biome-ignore format: one call
    }
    await does('ana', 'lead', { is: 'moved', to: 'investigating' })
    await does('ana', 'lead', { is: 'noticed', until: service.context.now() + day })
    service.pass(2 * day)
    await does('ana', 'lead', { is: 'viewed', conclusion: 'misrepresentation' })
    await does('ben', 'counsel', { is: 'viewed', conclusion: 'misrepresentation' })
    const indicators = async () => {
      const { body } = await call('GET', '/v1/outputs/stix/bundle')
      for (const clear of ['Erika', 'erika', '5550143', 'W-1', id])
        expect(JSON.stringify(body)).not.toContain(clear)
      return (body.objects as { type: string; pattern: string; revoked?: true }[]).filter(
        (o) => o.type === 'indicator',
      )
    }
    const phone = contactHash(key, { kind: 'phone', value: '15125550143' })
    const before = await indicators()
    expect(before.filter((o) => o.revoked)).toEqual([])
    expect(before.some((o) => o.pattern.includes(phone))).toBe(true)
    await does('eve', 'lead', { is: 'reopened' })
    await does('eve', 'lead', { is: 'viewed', conclusion: 'cleared' })
    expect((await indicators()).map((o) => o.revoked)).toEqual(before.map(() => true))
  })
})
