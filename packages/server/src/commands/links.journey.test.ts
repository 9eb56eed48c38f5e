import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FarmView, Word } from '@telltale/core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { applied, crew, decided } from '../../../../test/ring.ts'
import { ndjson, type TestService, testService } from '../api/test-service.ts'

/** `telltale links`, `leads` and `scan --words` as their user runs them, beside a running server with the same home. */

const root = mkdtempSync(join(tmpdir(), 'telltale-links-'))
const cli = new URL('../cli.ts', import.meta.url).pathname
const rows = crew()
let service: TestService
let port: number

beforeAll(async () => {
  service = await testService()
  await service.context.linkage.ready()
  await service.app.listen({ host: '127.0.0.1', port: 0 })
  port = (service.app.server.address() as AddressInfo).port
  await send(rows)
})
afterAll(async () => {
  await service.end()
  rmSync(root, { recursive: true, force: true })
})

async function send(these: object[]): Promise<void> {
  const payload = ndjson(...these)
  const headers = { 'content-type': 'application/x-ndjson' }
  await service.app.inject({ method: 'POST', url: '/v1/observations', headers, payload })
  await service.app.inject({ method: 'POST', url: '/v1/drain' })
}

function telltale(...args: string[]): Promise<{ status: number; out: string; err: string }> {
  const settings = {
    ...{ TELLTALE_HOME: service.context.config.home, TELLTALE_PORT: `${port}`, NO_COLOR: '1' },
    TELLTALE_TOKEN: service.token,
  }
  return new Promise((resolve) => {
    execFile(process.execPath, [cli, ...args], { env: { ...process.env, ...settings } }, (error, out, err) =>
      resolve({ status: error ? Number(error.code) : 0, out, err }),
    )
  })
}

async function call<T>(method: 'GET' | 'POST', url: string, payload?: object): Promise<T> {
  const headers = { authorization: `Bearer ${service.token}` }
  return (await service.app.inject({ method, url, headers, ...(payload && { payload }) })).json() as T
}

describe('telltale links', () => {
  it('says how many records are one person, by which model', async () => {
    const { status, out } = await telltale('links')
    expect(status).toBe(0)
    expect(out).toMatch(/^4 records; \d+ pe/)
    expect(out).toContain('Linked by the model that comes with Telltale, version')
  })

  it('learns a model when it is told to, keeps who did so, and says when there is too little to learn from', async () => {
    expect((await telltale('links', 'learn')).err).toMatch(/No model was learnt: 4 records are too few/)
    await send(
      Array.from({ length: 260 }, (_, i) =>
        applied(`N-${i}`, i % 25, {
          ...{ name: `Given${i} Family${i % 97}`, emails: [`n${i % 240}@example.org`] },
          phones: [`+1 512 555 ${String(1000 + (i % 250))}`],
        }),
      ),
    )
    const learned = await telltale('links', 'learn', '--by', 'Ana')
    expect(learned.err).toBe('')
    expect(learned.out).toMatch(/Linked by the model learnt on 2026-03-02 from 264 records \(Ana\)/)
    expect((await telltale('links')).out).toBe(learned.out)
  })

  it('prints words that a scan of the same exports heeds', async () => {
    const folder = join(root, 'exports')
    mkdirSync(folder)
    writeFileSync(join(folder, 'crew.ndjson'), ndjson(...rows))
    const farmsIn = (out: string) =>
      out
        .split('\n')
        .flatMap((l) => (l.includes('"type":"farm"') ? [JSON.parse(l).subjects as string[]] : []))
    const workers = ['person:W-0', 'person:W-1', 'person:W-2', 'person:W-3']
    expect(farmsIn((await telltale('scan', folder, '--json')).out)).toEqual([workers])

    const { farms } = await call<{ farms: FarmView[] }>('GET', '/v1/farms')
    for (const { attribute: a } of farms[0]!.ties)
      await call<Word>('POST', '/v1/link-words', {
        is: 'not-tied',
        a,
        b: 'person:W-1',
        because: 'Typed over.',
      })
    const { out } = await telltale('links', 'words')
    const words = join(root, 'words.ndjson')
    writeFileSync(words, out)
    const heeding = await telltale('scan', folder, '--json', '--words', words)
    expect(heeding.err).toBe('')
    expect(farmsIn(heeding.out)).toEqual([workers.filter((w) => w !== 'person:W-1')])
  })

  it('refuses a file of words that it can’t heed as a whole, with the line', async () => {
    const words = join(root, 'bad.ndjson')
    const scan = async (text: string) => {
      writeFileSync(words, text)
      return telltale('scan', root, '--words', words)
    }
    const good = '{"is":"not-tied","a":"phone:x","because":"ours"}\n'
    for (const [text, says] of [
      [`${good}no JSON\n`, /bad\.ndjson, line 2: is not JSON\. Nothing was judged\./],
      ['{"is":"not-tied","a":"phone:x"}', /line 1: because: /],
      ['{"is":"same-person","a":"person:W-1","because":"x"}', /line 1: b: is missing: name both/],
    ] as const) {
      const { status, err } = await scan(text)
      expect(status).toBe(2)
      expect(err).toMatch(says)
    }
    expect((await telltale('scan', root, '--words', join(root, 'none'))).err).toMatch(/no such file/)
  })
})

describe('telltale leads', () => {
  it('prints whom a confirmed case leads to, with the path', async () => {
    expect((await telltale('leads')).out).toMatch(/^Nobody’s case has been confirmed/)
    await send([decided('d1', 'person:W-0', 'confirmed')])
    const { status, out } = await telltale('leads')
    expect(status).toBe(0)
    expect(out).toMatch(/^1 confirmed case, \d leads?\./)
    expect(out).toMatch(/\(person:W-2.*\n {2}.+ as scored, .+ so near a confirmed case/)
    expect(out).toMatch(/ {4}\+\d\.\d account •••23 → .+ \(person:W-2\)/)
    const lines = (await telltale('leads', '--json')).out.trim().split('\n')
    expect(JSON.parse(lines[0]!)).toMatchObject({ confirmed: 'person:W-0', basis: 'assumed' })
  })
})
