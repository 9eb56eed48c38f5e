import type { OutputTarget } from '@telltale/core'
import { afterEach, describe, expect, it } from 'vitest'
import { memoryStore } from '../../store/memory.ts'
import type { Outputs } from '../../store/outputs.ts'
import { newSecret, verifySignature } from '../signature.ts'
import { event } from '../test-events.ts'
import { senderFor } from './senders.ts'
import { type HttpReceiver, httpReceiver, ownCertificate, syslogReceiver } from './test-receivers.ts'
import { type Worker, worker } from './worker.ts'

/** The spool, real senders, and receivers that really listen. */

const any = { id: 'siem', name: 'SIEM', on: true, tells: [], sealed: false, simulated: false }
const ends: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

interface Running {
  store: Outputs
  work: Worker
  pass(ms: number): void
  post(...ids: string[]): Promise<void>
}

function run(target: OutputTarget, secret = '', may: () => boolean = () => true): Running {
  const store = memoryStore()
  let at = Date.now()
  const work = worker({
    ...{ target, store, now: () => at, sender: senderFor(target, secret), may, settled: () => {} },
    failed: (error) => {
      throw error
    },
  })
  ends.push(() => work.stop())
  return {
    store,
    work,
    pass: (ms) => {
      at += ms
    },
    async post(...ids) {
      const messages = ids.map((id) => ({ target: target.id, event: event('listed', { id }) }))
      await store.postOutputs(messages, new Map())
      work.wake()
    },
  }
}

async function receiver(): Promise<HttpReceiver> {
  const one = await httpReceiver()
  ends.push(one.stop)
  return one
}

describe('webhooks', () => {
  const webhook = (url: string): OutputTarget => ({ ...any, is: 'webhook', url, format: 'telltale' })

  it('arrive signed, and are known by their id', async () => {
    const to = await receiver()
    const secret = newSecret()
    const { post, work, store } = run(webhook(to.url), secret)
    await post('M-1', 'M-2')
    const got = await to.until(2)
    for (const { headers, body } of got) expect(verifySignature(headers, body, secret, Date.now())).toBe(true)
    expect(got.map((g) => g.headers['webhook-id'])).toEqual(['M-1', 'M-2'])
    expect(JSON.parse(got[0]!.body)).toMatchObject({
      type: 'telltale.listed',
      data: { subject: 'person:W-1' },
    })
    await work.idle()
    expect((await store.outputSpools()).get('siem')).toMatchObject({ waiting: 0 })
  })

  it('come again, in their order, from a receiver that fails at first; the same id each time', async () => {
    const to = await receiver()
    to.answer((n) => (n < 3 ? 503 : 200))
    const { post, pass, work, store } = run(webhook(to.url), newSecret())
    await post('M-1', 'M-2')
    for (let n = 1; n <= 3; n++) {
      await to.until(n)
      await work.idle()
      expect((await store.outputSpools()).get('siem')).toMatchObject({ waiting: 2, dead: 0 })
      expect((await store.outputSpools()).get('siem')!.lastFailure!.because).toMatch(/503/)
      pass(10_000)
    }
    const got = await to.until(5)
    expect(got.map((g) => g.headers['webhook-id'])).toEqual(['M-1', 'M-1', 'M-1', 'M-1', 'M-2'])
  })

  it('wait while nobody listens, and lose nothing', async () => {
    const to = await httpReceiver()
    const { url } = to
    await to.stop()
    const { post, pass, work, store } = run(webhook(url), newSecret())
    await post('M-1')
    await work.idle()
    await post('M-2', 'M-3')
    await work.idle()
    const spool = (await store.outputSpools()).get('siem')!
    expect(spool).toMatchObject({ waiting: 3, lastFailure: { because: 'nothing listens there' } })
    expect(JSON.stringify(spool)).not.toContain('of-the-channel')
    const back = await httpReceiver(Number(new URL(url).port))
    ends.push(back.stop)
    pass(10_000)
    expect((await back.until(3)).map((g) => g.headers['webhook-id'])).toEqual(['M-1', 'M-2', 'M-3'])
  })

  it('become dead letters when they are refused, let the others pass, and are replayed on demand', async () => {
    const to = await receiver()
    to.answer((n) => (n < 3 ? 422 : 200))
    const { post, pass, work, store } = run(webhook(to.url), newSecret())
    await post('M-bad', 'M-good')
    for (let n = 1; n <= 2; n++) {
      await to.until(n)
      await work.idle()
      pass(10_000)
    }
    const got = await to.until(4)
    expect(got[3]!.headers['webhook-id']).toBe('M-good')
    await work.idle()
    expect(await store.deadLetters('siem', 10)).toMatchObject([{ attempts: 3, because: expect.stringMatching(/422/) }]) // biome-ignore format: one line
    expect(await store.replayOutputs('siem', { dead: true })).toBe(1)
    work.wake()
    expect((await to.until(5))[4]!.headers['webhook-id']).toBe('M-bad')
  })

  it('wait as long as a receiver that is too busy asks, and follow nobody to another address', async () => {
    const to = await receiver()
    to.answer((n) =>
      n === 0
        ? { status: 429, headers: { 'retry-after': '120' } }
        : n === 1
          ? { status: 302, headers: { location: 'http://127.0.0.1:1/elsewhere' } }
          : 200,
    )
    const { post, pass, work, store } = run(webhook(to.url), newSecret())
    await post('M-1')
    await to.until(1)
    await work.idle()
    pass(100_000)
    await work.idle()
    expect(to.got).toHaveLength(1)
    pass(21_000)
    await to.until(2)
    await work.idle()
    expect((await store.outputSpools()).get('siem')!.lastFailure!.because).toMatch(/302/)
    pass(10_000)
    await to.until(3)
  })

  it('are kept back when their case has been sealed in the meantime', async () => {
    const to = await receiver()
    const { post, work, store } = run(webhook(to.url), newSecret(), () => false)
    await post('M-1')
    await work.idle()
    expect(to.got).toEqual([])
    expect((await store.outputSpools()).get('siem')).toMatchObject({ waiting: 0, withheld: 1 })
  })
})

describe('channels', () => {
  it.each(['slack', 'teams'] as const)(
    '%s gets its message at the address that is its secret',
    async (is) => {
      const to = await receiver()
      const { post } = run({ ...any, is, detail: false }, to.url)
      await post('M-1')
      const [got] = await to.until(1)
      expect(JSON.parse(got!.body)).toHaveProperty(is === 'slack' ? 'blocks' : 'attachments')
      expect(got!.headers['content-type']).toMatch(/json/)
    },
  )
})

describe('syslog', () => {
  const syslog = (port: number, over: 'tcp' | 'tls', ca?: string): OutputTarget => ({
    ...{ ...any, is: 'syslog', host: 'localhost', port, over, format: 'cef', ...(ca && { ca }) },
  })

  it('carries CEF over TCP, counted by octets', async () => {
    const to = await syslogReceiver()
    ends.push(to.stop)
    const { post } = run(syslog(to.port, 'tcp'))
    await post('M-1', 'M-2')
    const got = await to.until(2)
    expect(got[0]).toMatch(/^<84>1 2026-03-02T12:00:00\.000Z \S+ telltale \d+ listed - CEF:0\|Telltale\|/)
    expect(got[1]).toContain('externalId=M-2')
  })

  it('carries it over TLS to a receiver whose authority is named, and to no other', async () => {
    const own = await ownCertificate()
    const to = await syslogReceiver({ tls: own })
    ends.push(to.stop)
    const stranger = run(syslog(to.port, 'tls', (await ownCertificate()).cert))
    await stranger.post('M-0')
    await stranger.work.idle()
    const spool = (await stranger.store.outputSpools()).get('siem')!
    expect(spool).toMatchObject({
      waiting: 1,
      lastFailure: { because: expect.stringMatching(/certificate/) },
    })
    expect(to.got).toEqual([])
    const { post } = run(syslog(to.port, 'tls', own.cert))
    await post('M-1')
    expect((await to.until(1))[0]).toContain('externalId=M-1')
  })

  it('refuses a certificate for another host', async () => {
    const own = await ownCertificate('elsewhere.example')
    const to = await syslogReceiver({ tls: own })
    ends.push(to.stop)
    const { post, work, store } = run(syslog(to.port, 'tls', own.cert))
    await post('M-1')
    await work.idle()
    expect((await store.outputSpools()).get('siem')!.lastFailure!.because).toMatch(/another host/)
  })

  it('connects again after a cut, and loses nothing: what may not have been read is written again', async () => {
    const to = await syslogReceiver()
    ends.push(to.stop)
    const { post, work, pass } = run(syslog(to.port, 'tcp'))
    await post('M-1')
    await to.until(1)
    await work.idle()
    to.cut()
    await new Promise((resolve) => setTimeout(resolve, 100))
    await post('M-2')
    await work.idle()
    pass(10_000)
    await to.until(3)
    const ids = to.got.map((m) => /externalId=(\S+)/.exec(m)![1])
    expect([...new Set(ids)]).toEqual(['M-1', 'M-2'])
  })

  it('keeps messages while the receiver is away', async () => {
    const to = await syslogReceiver()
    const { port } = to
    await to.stop()
    const { post, pass, work, store } = run(syslog(port, 'tcp'))
    await post('M-1', 'M-2')
    await work.idle()
    expect((await store.outputSpools()).get('siem')).toMatchObject({ waiting: 2 })
    const back = await syslogReceiver({ port })
    ends.push(back.stop)
    pass(10_000)
    expect((await back.until(2))[1]).toContain('M-2')
  })
})
