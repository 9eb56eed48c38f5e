import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { gunzipSync } from 'node:zlib'
import { kinds } from '@telltale/core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { seeded } from '../bench/machine.ts'
import { beyondSchema } from '../packages/server/src/sensing/closed.ts'
import { recordingProxy } from './recording-proxy.ts'
import { type ServerProcess, serverOn } from './server-process.ts'
import { installed, type XSession, xSession } from './x-session.ts'

/**
 * telltale-sensor as it is installed, on a real X server with real input by XTEST, against the real collector.
 */

type Row = { id: string; kind: 'keys' | 'pointer' | 'reaction' | 'inventory'; at: number; data: object }
type Keys = { press: number[]; release: number[]; class: string[]; repeat: number[]; injected: number[] }

const command = fileURLToPath(new URL('../packages/sensor/bin/telltale-sensor.mjs', import.meta.url))
const xvfb = installed('Xvfb')
if (!xvfb) process.stderr.write('Xvfb is not installed: the endpoint sensor is not tried.\n')

describe.skipIf(!xvfb)('the endpoint sensor', () => {
  const home = mkdtempSync(join(tmpdir(), 'telltale-endpoint-'))
  const own = join(home, 'sensor')
  const random = seeded(20261125)
  let server: ServerProcess
  let proxy: Awaited<ReturnType<typeof recordingProxy>>
  let session: XSession
  let sensor: ChildProcess | undefined
  let said = ''
  const sent: Row[] = []
  const numbers: number[] = []

  beforeAll(async () => {
    server = await serverOn(home)
    await server.start()
    await policy(true)
    proxy = await recordingProxy(server.url, (path, body) => {
      if (path === '/v1/sensor/batches') sent.push(...rowsOf(body))
    })
    session = await xSession(571, installed('openbox') ? { manager: 'openbox' } : {})
  }, 60_000)
  afterAll(async () => {
    sensor?.kill('SIGKILL')
    await session?.stop()
    proxy?.close()
    await server?.stop()
    rmSync(home, { recursive: true, force: true })
  })

  const env = () => ({
    ...process.env,
    TELLTALE_SENSOR_HOME: own,
    TELLTALE_TOKEN: '',
    DISPLAY: ':571',
    XDG_RUNTIME_DIR: join(home, 'run'),
    DBUS_SESSION_BUS_ADDRESS: '',
    WAYLAND_DISPLAY: '',
    XDG_SESSION_TYPE: 'x11',
  })
  /** Not spawnSync: the proxy in this process must go on answering. */
  const run = async (...args: string[]) => {
    const child = spawn(process.execPath, [command, ...args], { env: env() })
    const out = { status: 0, stdout: '', stderr: '' }
    child.stdout.on('data', (chunk) => {
      out.stdout += chunk
    })
    child.stderr.on('data', (chunk) => {
      out.stderr += chunk
    })
    out.status = await new Promise<number>((done) => child.once('close', (code) => done(code ?? -1)))
    return out
  }
  const status = async () => JSON.parse((await run('status', '--json')).stdout)
  const api = async (path: string, method = 'GET', body?: unknown) => {
    const reply = await fetch(`${server.url}${path}`, {
      method,
      headers: { 'content-type': 'application/json', authorization: `Bearer ${server.token()}` },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    return reply.json() as Promise<Record<string, unknown> & Record<string, unknown>[]>
  }
  const policy = (endpoint: boolean) =>
    api('/v1/sensor/policy', 'PUT', { browser: false, endpoint, presence: false })
  const until = async (what: string, is: () => boolean | Promise<boolean>) => {
    for (let tries = 0; !(await is()); tries++) {
      if (tries > 500) throw new Error(`${what}: not within 15 s. The sensor said: ${said}`)
      await wait(30)
    }
  }
  const start = async () => {
    said = ''
    sensor = spawn(process.execPath, [command, 'run'], { env: env(), stdio: ['ignore', 'pipe', 'pipe'] })
    for (const stream of [sensor.stdout!, sensor.stderr!])
      stream.on('data', (chunk) => {
        said += chunk
      })
    await until('it records', () => said.includes('recording: x11'))
  }
  const stop = async (signal: NodeJS.Signals = 'SIGTERM') => {
    const gone = new Promise((done) => sensor!.once('exit', done))
    sensor!.kill(signal)
    await gone
    sensor = undefined
  }
  /** Key codes of a US keyboard's letters, digits and signs. */
  const printable = [
    ...range(10, 19),
    ...range(24, 33),
    ...range(38, 46),
    ...range(52, 58),
    20,
    21,
    34,
    35,
    61,
  ]
  /** Enough for a batch, of keys that nobody foresees. */
  const type = async (keys = 210) => {
    for (let i = 0; i < keys; i++) {
      await session.key(printable[Math.floor(random() * printable.length)]!, 1)
      if (i % 4 === 0) await session.move(100 + 3 * i, 100 + Math.floor(random() * 300))
    }
  }
  /** A prompt of a real shell that has the hook. */
  const shellPrompt = async () => {
    const { stdout: hook } = await run('hook', 'bash')
    const shell = spawn('bash', ['-c', `${hook}\n__telltale_prompt`], { env: env(), stdio: 'ignore' })
    await new Promise((done) => shell.once('exit', done))
  }
  const keysOf = (rows: Row[]) => rows.filter((r) => r.kind === 'keys').flatMap((r) => (r.data as Keys).press)
  const spooled = () =>
    existsSync(join(own, 'spool')) ? readdirSync(join(own, 'spool')).filter((f) => f.endsWith('.gz')) : []

  it('enrols once, keeps its key to itself, and says what is wrong', async () => {
    const wrong = await run('enrol', '--url', proxy.url, '--device', 'LT-1', '--token', 'x'.repeat(40))
    expect([wrong.status, wrong.stderr]).toEqual([1, expect.stringContaining('401')])
    expect((await run('run')).stderr).toContain('telltale-sensor enrol')
    expect((await run('enrol', '--device', 'LT-1')).status).toBe(2)
    const done = await run('enrol', '--url', proxy.url, '--device', 'LT-1', '--token', server.token())
    expect([done.status, done.stdout]).toEqual([0, expect.stringContaining('which key, any text')])
    expect(statSync(join(own, 'key.pem')).mode & 0o777).toBe(0o600)
    const again = await run('enrol', '--url', proxy.url, '--device', 'LT-1', '--token', server.token())
    expect([again.status, again.stdout]).toEqual([0, expect.stringContaining('already')])
  })

  it('tells the collector times and classes, whose hands made them, and what they answered', async () => {
    await start()
    await wait(500)
    session.run('xmessage', ['-center', 'something to read'])
    await wait(700)
    await session.key('space')
    await wait(1200)
    await shellPrompt()
    await wait(350)
    await session.key('a')
    await type()
    await until('keys, moves, a reaction and the inventory', () => {
      const seen = new Set(sent.map((r) => r.kind))
      return ['keys', 'pointer', 'inventory', 'reaction'].every((k) => seen.has(k as Row['kind']))
    })
    expect(keysOf(sent).length).toBeGreaterThanOrEqual(195)
    const keys = sent.find((r) => r.kind === 'keys')!.data as Keys & { bus: string }
    expect(keys.bus).toBe('virtual')
    expect(keys.injected.every((i) => i === 1)).toBe(true)
    expect(Math.abs(keys.press[0]! - Date.now())).toBeLessThan(60_000)
    expect(keys.press.every((p, i) => keys.release[i]! >= p)).toBe(true)
    const reactions = sent
      .filter((r) => r.kind === 'reaction')
      .flatMap((r) => (r.data as { events: { stimulus: string; by: string }[] }).events)
      .map(({ stimulus, by }) => `${stimulus} by ${by}`)
    if (installed('xmessage')) expect(reactions[0]).toBe('window by key')
    expect(reactions).toContain('shell by key')
    await until('the echo socket', async () => (await status()).echo)
    expect(await status()).toMatchObject({ running: true, policy: 'on' })
    expect((await run('run')).stderr).toContain('runs already')
  })

  it('after it was killed it goes on, and never uses a number twice', async () => {
    await stop('SIGKILL')
    const before = keysOf(sent).length
    await start()
    await type(60)
    await stop()
    expect(keysOf(sent).length).toBeGreaterThanOrEqual(before + 55)
    expect(spooled()).toEqual([])
    await api('/v1/drain', 'POST')
    expect((await api('/v1/sensor/devices'))[0]).toMatchObject({
      device: 'LT-1',
      heardAt: expect.any(Number),
    })
    // It is judged like any other: what the range and pages are measured by reads it.
    expect(JSON.stringify(await api('/v1/subjects/device%3ALT-1'))).toContain('hands/pointer-cadence')
    expect(await api('/v1/quarantine')).toMatchObject({ items: [] })
  })

  it('keeps what it recorded while the collector was away, and delivers it', async () => {
    await start()
    await server.stop()
    const before = sent.length
    await type()
    await until('a batch on disk', () => spooled().length > 0)
    for (const file of spooled()) inspect(rowsOf(readFileSync(join(own, 'spool', file))))
    await server.start()
    await until('the batch', () => spooled().length === 0)
    expect(keysOf(sent.slice(before)).length).toBeGreaterThanOrEqual(195)
  })

  it('goes on when the session ends and another begins', async () => {
    await session.stop()
    await until('that it waits', () => said.includes('not recording: '))
    said = ''
    session = await xSession(571)
    await until('that it records again', () => said.includes('recording: x11'))
  })

  it('stops when it is switched off, forgets what waited, and begins again', async () => {
    await until('the echo socket', async () => (await status()).echo)
    await policy(false)
    await until('that it stops', () => said.includes('switched off'))
    const before = keysOf(sent).length
    await type(60)
    expect(spooled()).toEqual([])
    expect(await status()).toMatchObject({ policy: 'off', spool: { batches: 0 } })
    await stop()
    expect(keysOf(sent).length).toBe(before)
    await policy(true)
  })

  it('has let no key out: words of the schema, times, distances and counts', () => {
    expect(sent.length).toBeGreaterThan(5)
    inspect(sent)
    const times = numbers.filter((n) => n > 1e6)
    expect(times.every((t) => Math.abs(t - Date.now()) < 300_000)).toBe(true)
  })

  /** Every row against its closed schema; every string and number against what it may be. */
  function inspect(rows: Row[]): void {
    for (const row of rows) {
      expect(Object.keys(row).sort()).toEqual(['at', 'data', 'id', 'kind'])
      const problems: object[] = []
      ;(kinds[row.kind].schema as { check(v: unknown, f: string, p: object[]): void }).check(
        row.data,
        'data',
        problems,
      )
      expect(problems).toEqual([])
      expect(beyondSchema(row.kind, row.data)).toBeUndefined()
      if (row.kind === 'inventory') continue // names of hardware and programs
      for (const [name, value] of Object.entries(row.data)) {
        const all = strings(value)
        for (const text of all) expect(words).toContain(text)
        // In no list can a code of a key stand: they hold flags, times, or how far the pointer went.
        const list = flat(value)
        if (name === 'repeat' || name === 'injected') expect(list.every((n) => n === 0 || n === 1)).toBe(true)
        else if (['press', 'release', 't', 'down', 'up', 'events'].includes(name)) {
          expect(list.every((n) => n > 1e12)).toBe(true)
          numbers.push(...list)
        } else if (row.kind === 'keys') expect([...list, 0].every((n) => n <= 1)).toBe(true)
      }
    }
  }
})

/** Every string that may stand in a row of input: the words of the schema. */
const words = [
  ...['endpoint', 'usb', 'bluetooth', 'internal', 'virtual', 'unknown', 'key', 'motion', 'click'],
  ...['letter', 'digit', 'symbol', 'space', 'backspace', 'enter', 'modifier', 'navigation'],
  ...['dialog', 'window', 'menu', 'unlock', 'paint', 'shell'],
]

function rowsOf(body: Buffer): Row[] {
  return gunzipSync(body)
    .toString('utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Row)
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, i) => from + i)
}

function strings(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  if (value === null || typeof value !== 'object') return []
  return Object.values(value).flatMap(strings)
}

function flat(value: unknown): number[] {
  if (typeof value === 'number') return [value]
  if (value === null || typeof value !== 'object') return []
  return Object.values(value).flatMap(flat)
}
