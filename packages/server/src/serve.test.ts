import { type ChildProcess, spawn } from 'node:child_process'
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { ndjson, noon, rtt } from './api/test-service.ts'

/** `npm start` as a process: what it prints, what it leaves, how it ends. With the embedded Postgres. */

const root = mkdtempSync(join(tmpdir(), 'telltale-serve-'))
chmodSync(root, 0o711) // started by root, the database runs as nobody and must get in
const main = new URL('./main.ts', import.meta.url).pathname
const running = new Set<ChildProcess>()
const supported = process.platform === 'linux' && process.arch === 'x64'

afterEach(async () => {
  for (const child of running) {
    child.kill('SIGTERM')
    await new Promise((resolve) => child.once('exit', resolve))
  }
})
afterAll(() => rmSync(root, { recursive: true, force: true }))

async function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number }
      probe.close(() => resolve(port))
    })
  })
}

/** Starts it, and waits for the sign-in link or for its end. */
async function start(env: Record<string, string>, ...args: string[]) {
  const child = spawn(process.execPath, [main, ...args], {
    env: { PATH: process.env.PATH, HOME: root, ...env },
  })
  running.add(child)
  let out = ''
  const ended = new Promise<number | null>((resolve) =>
    child.once('exit', (code) => {
      running.delete(child)
      resolve(code)
    }),
  )
  const link = new Promise<string>((resolve) => {
    const read = (chunk: Buffer) => {
      out += chunk
      const found = /http:\S+\/sign-in#\S+/.exec(out)?.[0]
      if (found) resolve(found)
    }
    child.stdout.on('data', read)
    child.stderr.on('data', read)
  })
  const first = await Promise.race([link, ended.then(() => undefined)])
  return { child, link: first, out: () => out, ended }
}

describe.skipIf(!supported)('npm start', () => {
  it('starts empty, signs in, keeps what it acknowledged over a restart, and ends cleanly', async () => {
    const env = { TELLTALE_HOME: join(root, 'home'), TELLTALE_PORT: String(await freePort()) }
    const first = await start(env, '--empty')
    expect(first.out()).toContain(`Telltale 0.1.0 runs at http://127.0.0.1:${env.TELLTALE_PORT}`)
    expect(first.out()).not.toContain('demo company')
    const { origin, hash } = new URL(first.link!)
    const session = await fetch(`${origin}/v1/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ token: hash.slice(1) }),
    })
    expect(session.status).toBe(204)
    const cookie = session.headers.get('set-cookie')!.split(';')[0]!
    const untimed = await fetch(`${origin}/v1/observations`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-ndjson' },
      body: ndjson(rtt('a', 190, { at: noon })),
    })
    expect(await untimed.json()).toMatchObject({ accepted: 0, refused: { rows: 1 } })
    const bearer = readFileSync(join(env.TELLTALE_HOME, 'token'), 'utf8').trim()
    const policy = await fetch(`${origin}/v1/privacy/policies`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${bearer}` },
      body: JSON.stringify({
        ...{ entity: '*', place: '*', kinds: ['rtt'], because: 'this test', acknowledgedBy: 'nobody' },
      }),
    })
    expect(policy.ok).toBe(true)
    const taken = await fetch(`${origin}/v1/observations`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-ndjson' },
      body: ndjson(rtt('a', 190, { at: noon })),
    })
    expect([taken.status, await taken.json()]).toEqual([202, { accepted: 1, quarantined: 0, rows: [] }])
    const drained = await fetch(`${origin}/v1/drain`, { method: 'POST' })
    expect(await drained.json()).toEqual({ evidence: 1 })
    const queue = await fetch(`${origin}/v1/queue`, { headers: { cookie } })
    expect(await queue.json()).toMatchObject({ items: [{ subject: 'person:W-1' }] })
    first.child.kill('SIGTERM')
    expect(await first.ended).toBe(0)

    const second = await start(env)
    expect(second.out()).not.toContain('demo company') // it is offered on the very first start only
    expect(second.link).not.toBe(first.link)
    const old = await fetch(`${origin}/v1/queue`, { headers: { cookie } })
    expect(old.status).toBe(200) // sessions outlive a restart
    const token = new URL(second.link!).hash.slice(1)
    const again = await fetch(`${origin}/v1/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ token }),
    })
    const now = await fetch(`${origin}/v1/queue`, {
      headers: { cookie: again.headers.get('set-cookie')!.split(';')[0]! },
    })
    expect(await now.json()).toMatchObject({ items: [{ subject: 'person:W-1' }] })
    second.child.kill('SIGINT')
    expect(await second.ended).toBe(0)
  })

  it('says in one sentence that its port is taken, and touches nothing', async () => {
    const other = createServer().listen(0, '127.0.0.1')
    await new Promise((resolve) => other.once('listening', resolve))
    const { port } = other.address() as { port: number }
    const failed = await start({ TELLTALE_HOME: join(root, 'untouched'), TELLTALE_PORT: String(port) })
    expect(await failed.ended).toBe(1)
    expect(failed.out()).toBe(
      `Telltale can't start. Port ${port} on 127.0.0.1 is in use: stop what listens there (another Telltale?), or set TELLTALE_PORT to another port.\n`,
    )
    other.close()
  })

  it.each([
    ['a home that is a file', { TELLTALE_HOME: 'FILE' }, /The folder .*file can't be made/],
    ['a port that is none', { TELLTALE_PORT: '99999' }, /TELLTALE_PORT is "99999"/],
    [
      'an address of another machine',
      { TELLTALE_HOST: '192.0.2.1' },
      /192\.0\.2\.1 is no address of this machine/,
    ],
    ['detectors that are not there', { TELLTALE_DETECTORS: join(root, 'none') }, /none is not a folder/],
    ['a database that is none', { DATABASE_URL: 'mysql://x' }, /begins with mysql:/],
  ])('says in one sentence what is wrong with %s', async (_, env: Record<string, string>, says) => {
    writeFileSync(join(root, 'file'), '')
    const home = env.TELLTALE_HOME ? join(root, 'file') : join(root, 'other')
    const failed = await start({ TELLTALE_PORT: String(await freePort()), ...env, TELLTALE_HOME: home })
    expect(await failed.ended).toBe(1)
    expect(failed.out()).toMatch(/^Telltale can't start\. .*\n$/)
    expect(failed.out()).toMatch(says)
  })

  it('ends with 2 when it is called wrongly', async () => {
    const failed = await start({}, '--emtpy')
    expect(await failed.ended).toBe(2)
    expect(failed.out()).toContain('--empty')
  })
})
