import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

/** `telltale screen` as its user runs it, on invented applicants. */

const folder = mkdtempSync(join(tmpdir(), 'telltale-screen-'))
const cli = new URL('../cli.ts', import.meta.url).pathname
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const table = `Name,Email,Phone,Address,City,State,Zip,Applied On,School,Graduation Year,Company,Title,Employment Start,Employment End,Requisition
Cora Hill,cora.hill@hills.example,(614) 736-2368,12 Oak Street,Columbus,OH,43215,2026-03-01,Ohio State University,2014,Initech,Engineer,2015-02,2024-01,REQ-1
Sam Pike,j.mills.dev@gmail.com,(602) 253-7712,900 W Camelback Rd,Phoenix,AZ,85013,2026-03-02,Univ. of Michigan,2012,Globex,Engineer,2013-02,2024-01,REQ-1
Jo Mills,JMillsDev+jobs@gmail.com,(614) 555-0142,1 Elm St PMB 44,Columbus,OH,43215,2026-03-03,Stanford,2012,Globex,Engineer,2013-02,2024-01,REQ-2
`
beforeAll(() => writeFileSync(join(folder, 'applicants.csv'), table))

function run(...args: string[]) {
  return new Promise<{ status: number; out: string; err: string }>((resolve) => {
    const env = { PATH: process.env.PATH, NO_COLOR: '1', TELLTALE_HOME: join(folder, '.home') }
    execFile(process.execPath, [cli, 'screen', ...args], { env }, (error, out, err) =>
      resolve({ status: error ? Number(error.code) : 0, out, err }),
    )
  })
}

describe('telltale screen', () => {
  it('prints who is to be verified or held, why, and what would settle it, and rejects nobody', async () => {
    const { status, out } = await run(join(folder, 'applicants.csv'))
    expect(status).toBe(0)
    expect(out).toContain(
      '3 applications: 1 proceed, 1 verify, 1 hold for two people. Telltale rejects nobody.',
    )
    expect(out).toMatch(/■ hold for two people\n {2}Does not fit yet:\n {3}≠ /)
    expect(out).toContain('What would settle it:')
    expect(out).toContain('Could also be:')
    expect(out).not.toMatch(/Cora|Pike|Mills/)
  })

  it('--json gives one application a line, the one whose check is worth most first, then the totals', async () => {
    const { status, out } = await run(folder, '--json')
    expect(status).toBe(0)
    const lines = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(lines.map((l) => l.type)).toEqual(['screening', 'screening', 'screening', 'summary'])
    expect(lines.at(-1)).toMatchObject({ applications: 3, proceed: 1, verify: 1, hold: 1, quarantined: 0 })
    const worth = lines.slice(0, 3).map((l) => (l.offered[0] ? l.offered[0].moves / l.offered[0].minutes : 0))
    expect(worth).toEqual([...worth].sort((a, b) => b - a))
  })

  it('says what is wrong with what it can’t use, keeps the rest, and exits with 3', async () => {
    const mixed = mkdtempSync(join(folder, 'mixed-'))
    writeFileSync(join(mixed, 'applicants.csv'), `${table}Bad Row,bad@row.example,,,,,,someday,,,,,,,REQ-1\n`)
    writeFileSync(join(mixed, 'broken.pdf'), '%PDF-1.4 cut off')
    const { status, out } = await run(mixed)
    expect(status).toBe(3)
    expect(out).toContain('3 applications')
    expect(out).toMatch(/In quarantine: applicants\.csv row 5, Applied On: /)
    expect(out).toMatch(/In quarantine: broken\.pdf: is a damaged or cut-off PDF/)
  })

  it('ends quietly when its reader has seen enough', async () => {
    const env = { PATH: process.env.PATH, TELLTALE_HOME: join(folder, '.home') }
    const piped = `"${process.execPath}" "${cli}" screen "${folder}" --json | head -c 1`
    const err = await new Promise<string>((resolve) =>
      execFile('sh', ['-c', piped], { env }, (_error, _out, stderr) => resolve(stderr)),
    )
    expect(err).toBe('')
  })

  it('exits with 2 and a sentence where there is nothing to screen', async () => {
    expect(await run(join(folder, 'nothing-here'))).toMatchObject({
      ...{ status: 2, out: '', err: expect.stringMatching(/^telltale screen: there is no file or folder /) },
    })
    const empty = mkdtempSync(join(folder, 'empty-'))
    expect((await run(empty)).err).toContain('no application in')
  })
})
