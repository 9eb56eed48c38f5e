import { execFile } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, request, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { call, type Post } from '../packages/sensor/src/endpoint/http.ts'
import { readIdentity } from '../packages/sensor/src/endpoint/identity.ts'
import { Sender } from '../packages/sensor/src/endpoint/sender.ts'
import { Spool } from '../packages/sensor/src/endpoint/spool.ts'
import { type TestService, testService } from '../packages/server/src/api/test-service.ts'

const command = fileURLToPath(new URL('../packages/sensor/bin/telltale-sensor.mjs', import.meta.url))

/** The command of a laptop against a real collector, behind a network that loses answers when it is told to. */
describe('the key of a laptop’s sensor', () => {
  let service: TestService
  let network: Server
  let home = ''
  let url = ''
  let lose = false
  beforeEach(async () => {
    service = await testService()
    home = mkdtempSync(join(tmpdir(), 'telltale-sensor-keys-'))
    const collector = new URL(await service.app.listen({ port: 0, host: '127.0.0.1' }))
    network = createServer((from, to) => {
      const { method, url: path, headers } = from
      const onward = request({ host: '127.0.0.1', port: collector.port, method, path, headers }, (reply) => {
        if (lose) {
          reply.resume()
          return void reply.on('end', () => to.destroy())
        }
        to.writeHead(reply.statusCode!, reply.headers)
        reply.pipe(to)
      })
      from.pipe(onward)
    }).listen(0, '127.0.0.1')
    await new Promise((done) => network.once('listening', done))
    url = `http://127.0.0.1:${(network.address() as AddressInfo).port}`
    lose = false
    const reply = await service.app.inject({
      ...{ method: 'PUT', url: '/v1/sensor/policy' },
      headers: { host: 'localhost', authorization: `Bearer ${service.token}` },
      payload: { browser: false, endpoint: true, presence: false },
    })
    expect(reply.statusCode).toBe(200)
  })
  afterEach(async () => {
    network.closeAllConnections()
    network.close()
    await service.end()
    rmSync(home, { recursive: true, force: true })
  })

  const sensor = (...args: string[]) =>
    new Promise<{ code: number; says: string }>((done) => {
      const env = { ...process.env, TELLTALE_SENSOR_HOME: home, TELLTALE_TOKEN: service.token }
      execFile(process.execPath, [command, ...args], { env }, (error, out, err) =>
        done({ code: typeof error?.code === 'number' ? error.code : 0, says: out + err }),
      )
    })
  const enrol = async (...more: string[]) => {
    const { code, says } = await sensor('enrol', '--url', url, '--device', 'LT-1', ...more)
    expect(says).toContain('is enrolled')
    expect(code).toBe(0)
  }
  /** A sensor that runs, as far as delivery goes. */
  const running = () => {
    const identity = readIdentity(home)
    const spool = new Spool(home)
    const post: Post = (path, body, headers) => call(url, path, { body, headers })
    const sender = new Sender(identity, spool, post, () => {})
    return async () => {
      sender.add([{ kind: 'keys', data: { source: 'endpoint', press: [1] } }])
      await sender.send()
      return sender.state.problem ?? spool.waiting()
    }
  }
  const devices = async () =>
    (
      await service.app.inject({
        ...{ url: '/v1/sensor/devices' },
        headers: { host: 'localhost', authorization: `Bearer ${service.token}` },
      })
    ).json()
  const key = () => readFileSync(join(home, 'key.pem'), 'utf8')

  it('changes without a token, under a sensor that runs, and the old one is refused then', async () => {
    await enrol()
    const report = running()
    expect(await report()).toBe(0)
    const old = key()
    expect(await sensor('rotate')).toMatchObject({ code: 0, says: expect.stringContaining('has a new key') })
    expect(key()).not.toBe(old)
    expect(existsSync(join(home, 'key.next.pem'))).toBe(false)
    expect(await devices()).toMatchObject([{ state: 'key-change' }])
    expect(await report()).toBe(0)
    expect(await devices()).toMatchObject([{ state: 'trusted' }])
    // A copy of the old key, as from a stolen backup.
    writeFileSync(join(home, 'key.pem'), old, { mode: 0o600 })
    expect(await report()).toContain('not LT-1’s')
    expect((await sensor('rotate')).says).toContain('was not changed')
  })

  it('stays good wherever the change is broken off, and the same change is gone on with', async () => {
    await enrol()
    const report = running()
    const old = key()
    lose = true // registered, and the laptop never hears of it
    const lost = await sensor('rotate')
    expect(lost).toMatchObject({ code: 1, says: expect.stringContaining('goes on with the same new key') })
    lose = false
    expect(key()).toBe(old)
    const made = readFileSync(join(home, 'key.next.pem'), 'utf8')
    expect(await report()).toBe(0)
    expect((await sensor('rotate')).code).toBe(0)
    expect(key()).toBe(made)
    expect(await report()).toBe(0)
    // Before the collector was told at all, with the file half written.
    writeFileSync(join(home, 'key.next.pem'), made.slice(0, 40), { mode: 0o600 })
    expect(await report()).toBe(0)
    expect((await sensor('rotate')).code).toBe(0)
    expect(await report()).toBe(0)
    expect(await devices()).toMatchObject([{ state: 'trusted' }])
  })

  it('is nothing that another laptop can change, and is refused with a sentence when it was revoked', async () => {
    await enrol()
    const other = mkdtempSync(join(tmpdir(), 'telltale-sensor-other-'))
    try {
      const own = home
      home = other
      await enrol('--replace') // somebody with a token, on another machine, in this one's name
      home = own
    } finally {
      rmSync(other, { recursive: true, force: true })
    }
    expect((await sensor('rotate')).says).toContain('not LT-1’s')
    await enrol('--replace')
    const report = running()
    expect(await report()).toBe(0)
    const revoked = await service.app.inject({
      ...{ method: 'POST', url: '/v1/sensor/devices/LT-1/revoke', payload: { because: 'stolen' } },
      headers: { host: 'localhost', ...service.as('lead') },
    })
    expect(revoked.statusCode).toBe(200)
    expect(await report()).toContain('LT-1 was revoked: nothing that it sends is taken')
    expect((await sensor('rotate')).says).toContain('LT-1 was revoked')
    await enrol('--replace')
    expect(await running()()).toBe(0)
  })
})
