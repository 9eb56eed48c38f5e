import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { detectors, pseudonym } from '@telltale/core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ndjson, noon, rtt, timeEverybody } from '../api/test-service.ts'
import { readConfig } from '../config.ts'
import { type Service, startService } from '../service.ts'
import { type OpenedStore, openStore } from '../store/open.ts'

/** `telltale hunt` as its user runs it, against a Telltale on a real database. */

const home = mkdtempSync(join(tmpdir(), 'telltale-hunt-command-'))
const cli = new URL('../cli.ts', import.meta.url).pathname
const token = 'a-token-for-the-tests-only'
let opened: OpenedStore
let service: Service
let port: number

const rows = [
  ...[20, 60].map((gap, p) => rtt(`${p}`, gap, { about: [`device:LT-${p}`, `person:W-${p}`] })),
  {
    ...{ id: 'd', kind: 'disposition', at: noon, about: ['person:W-0'] },
    data: { subject: 'person:W-0', outcome: 'cleared' },
  },
]

beforeAll(async () => {
  opened = await openStore({ home })
  const { store, sql } = opened
  const config = readConfig({ TELLTALE_HOME: home, TELLTALE_LOG: 'silent' })
  service = await startService({ config, store, sql, inbox: store.inbox, detectors, now: () => noon, token })
  await timeEverybody(service)
  await service.app.listen({ host: '127.0.0.1', port: 0 })
  port = (service.app.server.address() as AddressInfo).port
  await service.app.inject({
    ...{ method: 'POST', url: '/v1/observations', payload: ndjson(...rows) },
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/x-ndjson' },
  })
  while ((await store.counts()).observations < rows.length) await sleep(10)
})
afterAll(async () => {
  await service.stop()
  await opened.stop()
  rmSync(home, { recursive: true, force: true })
})

function hunt(args: readonly string[], { stdin, env = {} }: { stdin?: string; env?: object } = {}) {
  return new Promise<{ status: number; out: string; err: string }>((resolve) => {
    const all = { PATH: process.env.PATH, NO_COLOR: '1', TELLTALE_HOME: home, TELLTALE_PORT: String(port) }
    const child = execFile(
      process.execPath,
      [cli, 'hunt', ...args],
      { env: { ...all, TELLTALE_TOKEN: token, ...env } },
      (error, out, err) => resolve({ status: error ? Number(error.code) : 0, out, err }),
    )
    child.stdin?.end(stdin)
  })
}

describe('telltale hunt', () => {
  it('says who would be raised and dropped, and what it costs', async () => {
    const { status, out } = await hunt(['--detector', 'network/layer-gap', '--set', 'relayed=40'])
    expect(status).toBe(0)
    expect(out).toContain('network/layer-gap with relayed 40 ms (stands at 15)')
    expect(out).toMatch(/Accused by the detector +2 +1/)
    expect(out).toMatch(/Cleared people accused \(false alarms\) +1 of 1 .* +0 of 1/)
    expect(out).toContain('Nobody would be raised.')
    expect(out).toContain(
      `1 would be dropped:\n  ${pseudonym('person:W-0')}  person:W-0  evidence only → nothing`,
    )
    expect(out).toContain('people decided: cleared')
    expect(out).toContain('Nothing of this was stored')
  })

  it('runs SQL, from the command line and from stdin', async () => {
    const { out } = await hunt(['--sql', 'select subject, outcome from dispositions'])
    expect(out).toMatch(
      new RegExp(`SUBJECT +OUTCOME\nperson:W-0 \\(${pseudonym('person:W-0')}\\) +cleared\n`),
    )
    const piped = await hunt(['--sql', '-', '--json'], { stdin: 'select 1 as n' })
    expect(JSON.parse(piped.out).table.rows).toEqual([[1]])
    const wrong = await hunt(['--sql', 'select * from settings'])
    expect([wrong.status, wrong.err]).toEqual([
      1,
      expect.stringMatching(/^telltale hunt: Postgres says at line 1/),
    ])
  })

  it('reads a file, saves under a name, runs it by name, and lists it', async () => {
    const file = join(home, 'mine.json')
    writeFileSync(
      file,
      JSON.stringify({
        name: 'mine',
        says: 'Mine.',
        detector: 'network/layer-gap',
        thresholds: { relayed: 40 },
      }),
    )
    expect((await hunt([file])).out).toMatch(/1 would be dropped/)
    const kept = await hunt([file, '--set', 'relayed=100', '--save', 'kept'])
    expect([kept.status, kept.err]).toEqual([0, 'Saved as kept.\n'])
    expect(kept.out).toMatch(/^kept: Mine\.\n[\s\S]*2 would be dropped/)
    expect((await hunt(['kept'])).out).toContain('relayed 100 ms')
    const copied = await hunt(['relays-from-8-ms', '--set', 'relayed=9', '--save', 'from-9', '--json'])
    expect(JSON.parse(copied.out)).toMatchObject({ name: 'from-9', found: { thresholds: [{ value: 9 }] } })
    const { out } = await hunt(['list'])
    expect(out).toMatch(/kept +network\/layer-gap +relayed=100 +own +Mine\./)
    expect(out).toMatch(/relays-from-8-ms .* shipped/)
    const lines = (await hunt(['list', '--json'])).out.trim().split('\n')
    expect(lines.map((line) => JSON.parse(line).name)).toContain('kept')
    expect((await hunt(['list', '--detectors'])).out).toContain('network/layer-gap  relayed = 15 ms')
  })

  it.each([
    [[], 2, /name a saved hunt/],
    [['mine', '--sql', 'select 1'], 2, /name one/],
    [['--sql', 'select 1', '--set', 'a=1'], 2, /SQL has none/],
    [['--set', 'relayed', '--detector', 'network/layer-gap'], 2, /threshold=number/],
    [['--set', 'relayed=x', '--detector', 'network/layer-gap'], 2, /threshold=number/],
    [['--minutes', '0', '--detector', 'network/layer-gap'], 2, /120 minutes or fewer/],
    [['nobody.json'], 2, /nobody\.json can't be read as JSON/],
    [['nobody'], 1, /no hunt "nobody"/],
    [['--detector', 'layer-gab'], 1, /did you mean network\/layer-gap/],
    [['--detector', 'network/layer-gap', '--set', 'gap=1'], 1, /it has enough, relayed, least/],
    [['--detector', 'network/layer-gap', '--save', 'Not A Name'], 1, /lower-case/],
  ])('%j ends with %i and says what to do', async (args, status, err) => {
    const ended = await hunt(args)
    expect([ended.status, ended.err]).toEqual([status, expect.stringMatching(err)])
    expect(ended.out).toBe('')
  })

  it('names the field of a file that can’t be used', async () => {
    const file = join(home, 'odd.json')
    writeFileSync(
      file,
      '{"name": "odd", "says": "x", "detector": "network/layer-gap", "thresholds": {"gap": 1}}',
    )
    const { status, err } = await hunt([file])
    expect([status, err]).toEqual([
      2,
      expect.stringContaining('odd.json: thresholds.gap: network/layer-gap has no such'),
    ])
  })

  it('says that nothing runs', async () => {
    const { status, err } = await hunt(['list'], { env: { TELLTALE_PORT: '1' } })
    expect([status, err]).toEqual([1, expect.stringContaining('does not run at')])
  })
})
