import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ndjson, noon, rtt, type TestService, testService } from '../api/test-service.ts'
import { readGroups } from '../fairness/groups-file.ts'

/** Coverage, samples, canaries, trends and groups as their user asks for them: a process and its screen. */

const root = mkdtempSync(join(tmpdir(), 'telltale-oversight-'))
const cli = new URL('../cli.ts', import.meta.url).pathname
let service: TestService
let port: number

const person = (id: string) => ({
  ...{ id: `hr-${id}`, kind: 'person', at: noon - 86_400_000, about: [`person:${id}`] },
  data: { startDate: '2025-01-01' },
})
const decided = (id: string, outcome: string) => ({
  ...{
    id: `d-${id}`,
    kind: 'disposition',
    at: noon,
    about: [`person:${id}`],
    data: { subject: `person:${id}`, outcome },
  },
})

async function start(): Promise<void> {
  service = await testService()
  await service.app.listen({ host: '127.0.0.1', port: 0 })
  port = (service.app.server.address() as AddressInfo).port
  const headers = { authorization: `Bearer ${service.token}`, 'content-type': 'application/x-ndjson' }
  const people = Array.from({ length: 12 }, (_, i) => person(`W-${i}`))
  const payload = ndjson(...people, rtt('r', 60, { about: ['person:W-1'] }), decided('W-1', 'confirmed'))
  await service.app.inject({ method: 'POST', url: '/v1/observations', payload, headers })
  await service.app.inject({
    method: 'POST',
    url: '/v1/drain',
    headers: { authorization: headers.authorization },
  })
  service.pass(86_400_000)
}
beforeAll(start)
afterAll(async () => {
  await service.end()
  rmSync(root, { recursive: true, force: true })
})

function telltale(...args: string[]) {
  return new Promise<{ status: number; out: string; err: string }>((resolve) => {
    const env = { PATH: process.env.PATH, NO_COLOR: '1', TELLTALE_HOME: root, TELLTALE_PORT: String(port) }
    const all = { ...env, TELLTALE_TOKEN: service.token }
    execFile(process.execPath, [cli, ...args], { env: all }, (error, out, err) =>
      resolve({ status: error ? Number(error.code) : 0, out, err }),
    )
  })
}

describe('telltale', () => {
  it('coverage says what is measured, what is not, and what to connect', async () => {
    const { out, status } = await telltale('coverage')
    expect(status).toBe(0)
    expect(out).toContain('12 workers, 0 applicants')
    expect(out).toMatch(/100 % of workers: hands are not measured/)
    expect(out).toMatch(/a presence check, 1 h: .*hands.* of 12 more workers/)
    expect(JSON.parse((await telltale('coverage', '--json')).out).workers).toBe(12)
  })

  it('sample draws, shows, records and verifies', async () => {
    expect((await telltale('sample')).out).toContain('Nobody is drawn')
    expect((await telltale('sample', 'set')).err).toContain('nothing to set')
    expect((await telltale('sample', 'set', '--workers', 'many')).err).toContain('expected a whole number')
    expect((await telltale('sample', 'set', '--workers', '2')).out).toContain('2 workers')
    const [, who] = /waiting {4}.* \((person:\S+)\)/.exec((await telltale('sample')).out)!
    const reason = ['--because', 'On leave until May']
    expect((await telltale('sample', 'record', '2026-Q1', who!, 'skipped', ...reason)).status).toBe(0)
    expect((await telltale('sample')).out).toContain(`(${who}): On leave until May`)
    const proof = await telltale('sample', 'verify', '2026-Q1')
    expect(proof.status).toBe(0)
    expect(proof.out).toContain('are the first of all')
    expect((await telltale('sample', 'verify', '2031-Q1')).err).toContain('Nobody was drawn')
  })

  it('canary registers, lists and ends; nobody who is in the data', async () => {
    const add = (id: string, subject: string) =>
      telltale('canary', 'add', id, subject, '--scheme', 'hands-elsewhere', '--what', 'in the lab')
    expect((await add('K-1', 'person:LAB-1')).out).toContain('K-1 is registered')
    expect((await add('K-2', 'person:W-3')).err).toContain('may be a person')
    expect((await telltale('canary', 'list')).out).toContain('no row yet')
    expect((await telltale('canary', 'end', 'K-1')).status).toBe(0)
    expect((await telltale('canary', 'end', 'K-9')).err).toContain('There is no canary')
  })

  it('trends says, and writes a table that a spreadsheet reads', async () => {
    const { out } = await telltale('trends')
    expect(out).toContain('1 case confirmed')
    expect(out).toMatch(/0 of 1 confirmed were overturned; at most 98 %/)
    const rows = parse((await telltale('trends', '--csv')).out, { columns: true }) as Record<string, string>[]
    expect(rows.find((r) => r.what === 'time')).toMatchObject({ confirmed: '1', cleared: '0' })
    expect(rows.filter((r) => r.what === 'week').length).toBeGreaterThan(25)
    expect((await telltale('trends', '--from', 'May')).err).toContain('expected a day such as')
    expect((await telltale('trends', '--from', '2027-01-01')).err).toContain('not before')
  })

  it('groups load and adverse-impact compares; a group that is too small is not shown', async () => {
    // Ten sign-ins a minute from one address: another service, as if a minute had passed.
    await service.end()
    await start()
    expect((await telltale('adverse-impact')).out).toContain('No groups are loaded')
    const file = join(root, 'eeo.csv')
    const lines = Array.from({ length: 12 }, (_, i) => `W-${i},${i === 11 ? 'B' : 'A'},${30 + i},Kay`)
    writeFileSync(file, ['Worker ID,Ethnicity,Age,Name', ...lines].join('\n'))
    const loaded = await telltale('groups', 'load', file)
    expect(loaded.err).toBe('')
    expect(loaded.out).toContain('Not read: Name.')
    expect(loaded.out).toContain('Held of 12 people and applications: age band, group.')
    const { out } = await telltale('adverse-impact')
    expect(out).toContain('A (11)')
    expect(out).not.toMatch(/B \(|40 and over/)
    expect(out).toContain('fewer than 10 people')
    expect((await telltale('groups', 'forget', '--as', 'auditor')).out).toContain('Nothing is held')
  })
})

describe('a file of groups', () => {
  const read = (text: string) => {
    const file = join(root, 'g.csv')
    writeFileSync(file, text)
    return readGroups(file)
  }

  it('keeps no age and nothing that somebody declined to say', async () => {
    const { rows, problems } = await read(
      'application_id;group;age;assistive input\nA-1;Prefer not to say;39;yes\nA-2;X;40;\nA-3;;old;no\n;X;22;no',
    )
    expect(rows).toEqual([
      { subject: 'application:A-1', trait: 'age band', value: 'under 40' },
      { subject: 'application:A-1', trait: 'assistive input', value: 'yes' },
      { subject: 'application:A-2', trait: 'group', value: 'X' },
      { subject: 'application:A-2', trait: 'age band', value: '40 and over' },
      { subject: 'application:A-3', trait: 'assistive input', value: 'no' },
    ])
    expect(problems.map((p) => [p.row, p.field])).toEqual([
      [4, 'age'],
      [5, 'application id'],
    ])
  })

  it('says what is missing of a file that it can’t use', async () => {
    await expect(read('name,group\nKay,A')).rejects.toThrow(/no column that says whom/)
    await expect(read('worker id,birthday\n1,2')).rejects.toThrow(/none of the columns group, sex/)
    await expect(read('')).rejects.toThrow(/is empty/)
  })
})
