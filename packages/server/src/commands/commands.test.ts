import { execFile } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { detectors, facts } from '@telltale/core'
import type { Command } from 'commander'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ndjson, rtt, type TestService, testService } from '../api/test-service.ts'
import { explain } from './explain.ts'

/** The operational commands as their user runs them: a process, an environment, an exit status, a screen. */

const root = mkdtempSync(join(tmpdir(), 'telltale-commands-'))
const cli = new URL('../cli.ts', import.meta.url).pathname
let service: TestService
let port: number
let made = 0

beforeAll(async () => {
  service = await testService()
  await service.app.listen({ host: '127.0.0.1', port: 0 })
  port = (service.app.server.address() as AddressInfo).port
})
afterAll(async () => {
  await service.end()
  rmSync(root, { recursive: true, force: true })
})

const home = () => join(root, `home-${made++}`)

function telltale(env: Record<string, string>, ...args: string[]) {
  return new Promise<{ status: number; out: string; err: string }>((resolve) => {
    const all = { PATH: process.env.PATH, NO_COLOR: '1', TELLTALE_HOME: home(), TELLTALE_PORT: '1', ...env }
    execFile(process.execPath, [cli, ...args], { env: all }, (error, out, err) =>
      resolve({ status: error ? Number(error.code) : 0, out, err }),
    )
  })
}

/** The settings of somebody who works on the machine where the service of these tests runs. */
const operator = () => ({ TELLTALE_PORT: String(port), TELLTALE_TOKEN: service.token })

const folder = new URL('.', import.meta.url).pathname
const commands = readdirSync(folder).flatMap((f) => (/^[a-z-]+\.ts$/.test(f) ? [f.replace('.ts', '')] : []))

it.each(commands)('%s and what is below it explain themselves with an example', async (name) => {
  const { default: command } = (await import(/* @vite-ignore */ join(folder, `${name}.ts`))) as {
    default: Command
  }
  for (const each of [command, ...command.commands]) {
    let help = ''
    each.configureOutput({
      writeOut: (text) => {
        help += text
      },
    })
    each.outputHelp()
    expect(help).toMatch(new RegExp(`Example:\\n.*telltale ${name}`))
  }
})

describe('detectors', () => {
  it('lists every detector with status, stage, family, what it tests, and where its ratios come from', async () => {
    const { status, out } = await telltale({}, 'detectors')
    expect(status).toBe(0)
    for (const d of detectors) {
      const line = out.split('\n').find((l) => l.startsWith(`${d.id} `))
      for (const word of [d.status, d.stage, d.family, d.tests, d.calibration.basis])
        expect(line).toContain(word)
    }
  })

  it('--json prints an object a line', async () => {
    const { out } = await telltale({}, 'detectors', '--json')
    const ids = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line).id)
    expect(ids).toEqual(detectors.map((d) => d.id))
  })

  it('names a folder of own detectors that is not there', async () => {
    const { status, err } = await telltale({ TELLTALE_DETECTORS: join(root, 'none') }, 'detectors')
    expect(status).toBe(1)
    expect(err).toContain(join(root, 'none'))
  })
})

describe('explain', () => {
  it.each(detectors)(
    'tells everything of $id, and runs its examples: each gives what it says',
    (detector) => {
      const flat = explain(detector, 80).replaceAll(/\s+/g, ' ')
      for (const words of [
        detector.title,
        detector.why,
        ...detector.benign,
        ...detector.clears,
        detector.check,
      ])
        expect(flat).toContain(words.replaceAll(/\s+/g, ' '))
      for (const { title, gives } of detector.examples)
        expect(flat).toContain(`${title.replaceAll(/\s+/g, ' ')} → ${gives}`)
    },
  )

  it('prints it', async () => {
    const { status, out } = await telltale({}, 'explain', 'network/layer-gap')
    expect(status).toBe(0)
    expect(out).toBe(explain(detectors.find((d) => d.id === 'network/layer-gap')!, 100))
  })

  it.each([
    ['network/layergap', 'network/layer-gap'],
    ['layer-gap', 'network/layer-gap'],
    ['monitor-twins', 'device/monitor-twin'],
  ])('asks whether %s meant %s', async (typed, meant) => {
    const { status, err } = await telltale({}, 'explain', typed)
    expect(status).toBe(2)
    expect(err).toContain(`did you mean ${meant}?`)
  })

  it('does not guess where nothing is near, and wants one id', async () => {
    const { status, err } = await telltale({}, 'explain', 'zzzzzzzzzzzz')
    expect(status).toBe(2)
    expect(err).not.toContain('did you mean')
    expect((await telltale({}, 'explain')).status).toBe(2)
  })
})

describe('sign-in and demo', () => {
  it('prints a link that signs in', async () => {
    const { status, out } = await telltale(operator(), 'sign-in')
    expect(status).toBe(0)
    const token = out.trim().split('#')[1]
    const reply = await service.app.inject({ method: 'POST', url: '/v1/session', payload: { token } })
    expect(reply.statusCode).toBe(204)
  })

  it('loads the demo company and removes it, leaving the rest alone', async () => {
    const body = { headers: { 'content-type': 'application/x-ndjson' }, payload: ndjson(rtt('a', 190)) }
    await service.app.inject({ method: 'POST', url: '/v1/observations', ...body })
    const loaded = await telltale(operator(), 'demo', 'load')
    expect(loaded).toMatchObject({ status: 0, err: '' })
    expect(await service.store.simulated()).toBeGreaterThan(10_000)
    const queue = await service.store.queue()
    expect(queue.filter((q) => q.case).length).toBeGreaterThan(0)
    expect(queue.filter((q) => !q.simulated).map((q) => q.subject)).toEqual(['person:W-1'])
    const removed = await telltale(operator(), 'demo', 'remove')
    expect(removed).toMatchObject({ status: 0, out: expect.stringContaining('gone') })
    expect(await service.store.counts()).toMatchObject({ observations: 1, listed: 1, cases: 0 })
  })

  it('prints the link of a presence check, and says why it can’t', async () => {
    const off = await telltale(operator(), 'presence-check', 'W-17')
    expect(off).toMatchObject({ status: 1, out: '', err: expect.stringContaining('Settings') })
    await service.app.inject({
      method: 'PUT',
      url: '/v1/sensor/policy',
      headers: { authorization: `Bearer ${service.token}` },
      payload: { browser: false, endpoint: false, presence: true },
    })
    const args = ['--device', 'LT-1', '--reason', 'first-day', '--from', 'Dana Reyes', '--hours', '2']
    const sent = await telltale(operator(), 'presence-check', 'W-17', ...args)
    expect(sent).toMatchObject({ status: 0, out: expect.stringMatching(/^http:\S+\/check#[\w-]{32}\n$/) })
    const list = await service.app.inject({
      url: '/v1/presence-checks?subject=person:W-17',
      headers: { authorization: `Bearer ${service.token}` },
    })
    expect(list.json()).toMatchObject([{ device: 'device:LT-1', reason: 'first-day', from: 'Dana Reyes' }])
    const wrong = await telltale(operator(), 'presence-check', 'W-17', '--reason', 'curiosity')
    expect(wrong).toMatchObject({ status: 1, err: expect.stringContaining('reason') })
  })

  it.each([['sign-in'], ['demo', 'remove'], ['presence-check', 'W-17']])(
    '%s says what to do where Telltale does not run',
    async (...args) => {
      const { status, err } = await telltale({ TELLTALE_TOKEN: service.token }, ...args)
      expect(status).toBe(1)
      expect(err).toContain('does not run at http://127.0.0.1:1: start it with "npm start"')
      expect((await telltale({}, ...args)).err).toContain('There is no token in')
    },
  )

  it('says which token does not fit', async () => {
    const { status, err } = await telltale(
      { ...operator(), TELLTALE_TOKEN: 'not-the-token-of-it' },
      'sign-in',
    )
    expect(status).toBe(1)
    expect(err).toContain('has another token than TELLTALE_TOKEN')
  })
})

describe('doctor', () => {
  it('finds nothing broken before the first start, and says what comes with it', async () => {
    const { status, out } = await telltale({}, 'doctor')
    expect(status).toBe(0)
    expect(out).toContain(`ok      Node ${process.versions.node}`)
    expect(out).toContain('→ the first start makes it')
    expect(out).toContain('Nothing is broken.')
    for (const [id, { version }] of Object.entries(facts))
      expect(out).toMatch(new RegExp(`List ${id}: .*${version}`))
  })

  it('says what is heard, and which detectors wait for what, where Telltale runs', async () => {
    const { out } = await telltale(operator(), 'doctor')
    expect(out).toContain(`ok      Telltale runs at http://127.0.0.1:${port}`)
    expect(out).toContain('ok      The store answers and the engine runs')
    expect(out).toMatch(/rtt: 1 observations/)
    expect(out).toMatch(/missing inventory: never received\n +→ .*device\/ip-kvm.* can't judge without it/)
  })

  it('finds a key that others can read, a port that is taken and a database that is away', async () => {
    const at = home()
    mkdirSync(at)
    writeFileSync(join(at, 'key'), 'k'.repeat(43))
    chmodSync(join(at, 'key'), 0o644)
    const other = await new Promise<Server>((resolve) => {
      const server = createServer((_, reply) => reply.end('hello')).listen(0, '127.0.0.1', () =>
        resolve(server),
      )
    })
    const taken = String((other.address() as AddressInfo).port)
    const url = 'postgres://somebody:secret-word@127.0.0.1:1/none'
    const { status, out } = await telltale(
      { TELLTALE_HOME: at, TELLTALE_PORT: taken, DATABASE_URL: url },
      'doctor',
    )
    other.close()
    expect(status).toBe(1)
    expect(out).toContain(
      `broken  The key can be read by other users (mode 0644)\n        → run "chmod 600 ${join(at, 'key')}"`,
    )
    expect(out).toContain('→ stop it, or set TELLTALE_PORT to another port')
    expect(out).toContain("broken  DATABASE_URL can't be reached")
    expect(out).toContain('3 broken.')
    expect(out).not.toContain('secret-word')
  })

  it.each([
    [{ TELLTALE_PORT: 'seven' }, 'TELLTALE_PORT is "seven": set it to a port from 1 to 65535.'],
    [{ TELLTALE_LOG: 'loud' }, 'TELLTALE_LOG is "loud"'],
    [{ TELLTALE_TOKEN: 'short' }, 'TELLTALE_TOKEN has fewer than 16 characters'],
  ])('says which setting is wrong: %j', async (env, says) => {
    const { status, err } = await telltale(env as Record<string, string>, 'doctor')
    expect(status).toBe(1)
    expect(err).toContain(says)
  })
})
