import { createPublicKey, verify } from 'node:crypto'
import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { gunzipSync } from 'node:zlib'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { WebSocketServer } from 'ws'
import { call } from './http.ts'
import { type Identity, newKey, readIdentity, saveIdentity } from './identity.ts'
import { watchPolicy } from './policy.ts'
import { Sender } from './sender.ts'
import { Spool } from './spool.ts'
import { webSocket } from './web-socket.ts'

let home = ''
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'telltale-delivery-'))
})
afterEach(() => rmSync(home, { recursive: true, force: true }))
const until = async (is: () => boolean) => {
  for (let tries = 0; !is(); tries++) {
    if (tries > 400) throw new Error('not within 8 s')
    await wait(20)
  }
}

describe('identity', () => {
  const save = () =>
    saveIdentity(home, { url: 'https://c.example', device: 'LT-1', privateKey: newKey().privateKey })
  it('is kept for its owner only, over a file that was not', () => {
    writeFileSync(join(home, 'key.pem.new'), 'x', { mode: 0o644 })
    save()
    expect(statSync(join(home, 'key.pem')).mode & 0o777).toBe(0o600)
    expect(readIdentity(home)).toMatchObject({ url: 'https://c.example', device: 'LT-1' })
    expect(readIdentity(home).mark).toMatch(/^\w{6}$/)
  })
  it('is refused with what to do when it is missing, readable to others, or damaged', () => {
    expect(() => readIdentity(home)).toThrow('telltale-sensor enrol')
    save()
    chmodSync(join(home, 'key.pem'), 0o640)
    expect(() => readIdentity(home)).toThrow('chmod 600')
    chmodSync(join(home, 'key.pem'), 0o600)
    writeFileSync(join(home, 'key.pem'), 'nonsense')
    expect(() => readIdentity(home)).toThrow('--replace')
    writeFileSync(join(home, 'enrolled.json'), '{')
    expect(() => readIdentity(home)).toThrow('enrol again')
  })
})

describe('spool', () => {
  const body = (bytes: number) => Buffer.alloc(bytes)
  it('never gives a number twice, over any order of restarts, deliveries and losses', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('add', 'deliver', 'restart', 'crash', 'lose count'), { maxLength: 40 }),
        (steps) => {
          rmSync(home, { recursive: true, force: true })
          let spool = new Spool(home)
          const given: number[] = []
          for (const step of steps) {
            if (step === 'add') {
              const n = spool.take()
              given.push(n)
              spool.add(n, body(10))
            } else if (step === 'deliver') {
              const first = spool.first()
              if (first) spool.done(first.sequence)
            } else if (step === 'crash') given.push(spool.take())
            else if (step === 'lose count' && given.length > 0) {
              writeFileSync(join(home, 'sequence'), 'x')
              // A disk does not break twice in a millisecond.
              for (const now = Date.now(); Date.now() === now; );
            }
            if (step === 'restart' || step === 'crash' || step === 'lose count') spool = new Spool(home)
          }
          expect(given.every((n, i) => i === 0 || n > given[i - 1]!)).toBe(true)
        },
      ),
      { numRuns: 60 },
    )
  })

  it('keeps to its limit: the oldest go first and are counted', () => {
    const spool = new Spool(home, 1000)
    for (let i = 0; i < 5; i++) spool.add(spool.take(), body(300))
    expect([spool.waiting(), spool.dropped, spool.first()!.sequence]).toEqual([3, 2, 2])
    expect(readdirSync(join(home, 'spool'))).toHaveLength(3)
    const again = new Spool(home, 1000)
    expect([again.waiting(), again.bytes(), again.first()!.sequence]).toEqual([3, 900, 2])
    again.add(again.take(), body(5000))
    expect([again.waiting(), again.dropped]).toEqual([1, 3])
  })

  it('goes on where a batch was taken away or other files lie about', () => {
    const spool = new Spool(home)
    spool.add(spool.take(), body(1))
    spool.add(spool.take(), body(2))
    rmSync(join(home, 'spool', '0.ndjson.gz'))
    writeFileSync(join(home, 'spool', 'notes.txt'), 'x')
    expect(spool.first()!.sequence).toBe(1)
    expect(spool.dropped).toBe(1)
    spool.clear()
    expect(readdirSync(join(home, 'spool'))).toEqual(['notes.txt'])
  })
})

describe('sender', () => {
  let collector: Server
  let answers: number[] = []
  const got: { sequence: number; holds: boolean; rows: { id: string }[] }[] = []
  let identity: Identity
  let publicKey = ''
  let off = 0
  beforeEach(async () => {
    const key = newKey()
    publicKey = key.publicKey
    collector = createServer(async (request, reply) => {
      const chunks: Buffer[] = []
      for await (const chunk of request) chunks.push(chunk as Buffer)
      const bytes = Buffer.concat(chunks)
      const {
        'telltale-device': device,
        'telltale-sequence': sequence,
        'telltale-signature': signed,
      } = request.headers
      got.push({
        sequence: Number(sequence),
        holds: verify(
          null,
          Buffer.concat([Buffer.from(`${device}\n${sequence}\n`), bytes]),
          createPublicKey({ key: Buffer.from(publicKey, 'base64'), format: 'der', type: 'spki' }),
          Buffer.from(String(signed), 'base64'),
        ),
        rows: gunzipSync(bytes)
          .toString()
          .trim()
          .split('\n')
          .map((l) => JSON.parse(l)),
      })
      reply.writeHead(answers.shift() ?? 202).end('{"detail":"because."}')
    })
    collector.listen(0, '127.0.0.1')
    await new Promise((done) => collector.once('listening', done))
    const url = `http://127.0.0.1:${(collector.address() as AddressInfo).port}`
    saveIdentity(home, { url, device: 'LT-1', privateKey: key.privateKey })
    identity = readIdentity(home)
    answers = []
    got.length = 0
    off = 0
  })
  afterEach(() => {
    collector.closeAllConnections()
    collector.close()
  })
  const sender = (spool: Spool) =>
    new Sender(
      identity,
      spool,
      (path, body, headers) => call(identity.url, path, { body, headers }),
      () => off++,
    )
  const row = { kind: 'keys' as const, data: { press: [1] } }

  it('signs and numbers batches, in order, with ids of their own', async () => {
    const spool = new Spool(home)
    const one = sender(spool)
    for (let i = 0; i < 3; i++) one.add([row, row])
    await until(() => spool.waiting() === 0)
    expect(got.map((g) => g.sequence)).toEqual([0, 1, 2])
    expect(got.every((g) => g.holds)).toBe(true)
    expect(new Set(got.flatMap((g) => g.rows.map((r) => r.id))).size).toBe(6)
    expect(one.state).toMatchObject({ sentRows: 6 })
    one.add([])
    expect(spool.waiting()).toBe(0)
  })

  it('sends again what the collector could not take, and the same bytes', async () => {
    answers = [503, 202]
    const spool = new Spool(home)
    const one = sender(spool)
    one.add([row])
    await until(() => got.length === 1)
    await until(() => one.state.problem?.includes('503: because.') === true)
    await until(() => spool.waiting() === 0)
    expect(got.map((g) => g.sequence)).toEqual([0, 0])
    expect(got[1]!.rows).toEqual(got[0]!.rows)
    expect(one.state.problem).toBeUndefined()
    one.end()
  })

  it('drops what will be refused again, and goes on', async () => {
    answers = [413, 400, 202]
    const spool = new Spool(home)
    const one = sender(spool)
    for (let i = 0; i < 3; i++) one.add([row])
    await until(() => spool.waiting() === 0)
    expect([spool.dropped, one.state.sentRows]).toEqual([2, 1])
  })

  it('keeps everything where the machine is not known, and tells where it is switched off', async () => {
    answers = [401, 403]
    const spool = new Spool(home)
    const one = sender(spool)
    one.add([row])
    await until(() => one.state.problem?.includes('401') === true)
    expect(spool.waiting()).toBe(1)
    await one.send()
    expect(off).toBe(1)
    one.end()
  })

  it('waits on disk where nobody answers, over a restart', async () => {
    collector.close()
    const spool = new Spool(home)
    const one = sender(spool)
    one.add([row])
    await until(() => one.state.problem?.includes('can’t be reached') === true)
    one.end()
    expect(new Spool(home).waiting()).toBe(1)
  })
})

describe('policy', () => {
  let server: Server
  let says: (reply: ServerResponse) => void = (reply) => reply.end('{"endpoint":true}')
  let url = ''
  beforeEach(async () => {
    server = createServer((_, reply) => says(reply))
    server.listen(0, '127.0.0.1')
    await new Promise((done) => server.once('listening', done))
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  })
  afterEach(() => {
    server.closeAllConnections()
    server.close()
  })
  const first = async (address = url) => {
    const told: boolean[] = []
    const policy = watchPolicy(address, home, 'LT-1', (on) => told.push(on))
    await until(() => told.length > 0)
    return { told, policy }
  }

  it('is what the collector says, and off at once when it is told another way', async () => {
    says = (reply) => reply.end('{"browser":false,"endpoint":true,"presence":false}')
    const { told, policy } = await first()
    policy.off()
    expect(told).toEqual([true, false])
    policy.end()
  })

  it('is off where nothing was ever heard, and where what comes is not a policy', async () => {
    const gone = await first('http://127.0.0.1:9')
    expect(gone.told).toEqual([false])
    gone.policy.end()
    for (const body of ['', 'hello', '{"endpoint":"yes"}', '{}']) {
      says = (reply) => reply.end(body)
      const { told, policy } = await first()
      expect(told).toEqual([false])
      policy.end()
    }
  })

  it('holds for a week without a collector, and no longer', async () => {
    const kept = (days: number) =>
      writeFileSync(
        join(home, 'policy.json'),
        JSON.stringify({ endpoint: true, at: Date.now() - days * 86_400_000 }),
      )
    for (const [days, is] of [
      [6, true],
      [8, false],
    ] as const) {
      kept(days)
      const { told, policy } = await first('http://127.0.0.1:9')
      expect(told).toEqual([is])
      policy.end()
    }
    expect(existsSync(join(home, 'policy.json'))).toBe(true)
  })
})

describe('web socket', () => {
  let server: WebSocketServer
  let url = ''
  beforeEach(async () => {
    server = new WebSocketServer({ port: 0, host: '127.0.0.1' })
    await new Promise((done) => server.once('listening', done))
    url = `ws://127.0.0.1:${(server.address() as AddressInfo).port}/`
  })
  afterEach(() => {
    for (const client of server.clients) client.terminate()
    server.close()
  })

  it('speaks with a real server: texts of any length both ways, pings, and its code when it ends', async () => {
    const heard: string[] = []
    const closes: number[] = []
    let pongs = 0
    server.on('connection', (peer) => {
      peer.on('message', (data) => peer.send(String(data)))
      peer.on('pong', () => pongs++)
      peer.ping('7')
    })
    let open = false
    const socket = webSocket(url, {
      onOpen: () => {
        open = true
      },
      onMessage: (text) => heard.push(text),
      onClose: (code) => closes.push(code),
    })
    await until(() => open)
    const texts = ['', 'a', 'é'.repeat(125), 'x'.repeat(126), 'y'.repeat(40_000)]
    for (const text of texts) socket.send(text)
    await until(() => heard.length === texts.length)
    expect(heard).toEqual(texts)
    await until(() => pongs === 1)
    for (const peer of server.clients) peer.close(4403, 'off')
    await until(() => closes.length > 0)
    expect(closes).toEqual([4403])
    expect(socket.open()).toBe(false)
    socket.send('late')
  })

  it('takes a text in fragments, and ends on what is too large or not allowed', async () => {
    for (const [bytes, expected] of [
      [[0x01, 1, 0x61, 0x89, 0, 0x80, 1, 0x62], 'ab'],
      [[0x81, 127, 0, 0, 0, 0, 0, 1, 0, 0], 1009],
      [[0x81, 0x81, 0, 0, 0, 0, 0x61], 1002],
    ] as const) {
      const seen: (string | number)[] = []
      server.once('connection', (_, request) => request.socket.write(Buffer.from(bytes)))
      const socket = webSocket(url, {
        onOpen: () => {},
        onMessage: (text) => seen.push(text),
        onClose: (code) => seen.push(code),
      })
      await until(() => seen.length > 0)
      expect(seen[0]).toBe(expected)
      socket.close()
    }
  })

  it('a server that is not there, or is not one, is a close', async () => {
    const plain = createServer((_, reply) => reply.end('hello')).listen(0, '127.0.0.1')
    await new Promise((done) => plain.once('listening', done))
    for (const address of ['ws://127.0.0.1:9/', `ws://127.0.0.1:${(plain.address() as AddressInfo).port}/`]) {
      const closes: number[] = []
      webSocket(address, { onOpen: () => {}, onMessage: () => {}, onClose: (code) => closes.push(code) })
      await until(() => closes.length > 0)
      expect(closes).toEqual([1006])
    }
    plain.close()
  })
})
