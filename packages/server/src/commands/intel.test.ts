import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, expect, it } from 'vitest'

/** `telltale intel` as its user runs it. Nothing here touches the network. */

const root = mkdtempSync(join(tmpdir(), 'telltale-intel-command-'))
const cli = new URL('../cli.ts', import.meta.url).pathname
let made = 0
let home: string
afterAll(() => rmSync(root, { recursive: true, force: true }))
beforeEach(() => {
  home = join(root, `home-${made++}`)
})

function intel(...args: string[]) {
  return new Promise<{ status: number; out: string; err: string }>((resolve) => {
    const env = { PATH: process.env.PATH, NO_COLOR: '1', TELLTALE_HOME: home }
    execFile(process.execPath, [cli, 'intel', ...args], { env }, (error, out, err) =>
      resolve({ status: error ? Number(error.code) : 0, out, err }),
    )
  })
}

function file(name: string, content: string): string {
  writeFileSync(join(root, name), content)
  return join(root, name)
}

it('shows every list with its origin, on a machine where nothing was ever loaded', async () => {
  const { status, out } = await intel()
  expect(status).toBe(0)
  expect(out).toMatch(/^ *LIST +ORIGIN +ENTRIES +SIZE +DATE +AGE +LICENCE +SOURCE$/m)
  expect(out).toMatch(/^ +area-codes +built in +4\d\d /m)
  expect(out).toMatch(/^ +disposable-domains +npm package /m)
  expect(out).toMatch(/^ +sanctions +not loaded /m)
})

it('loads a company’s list, marks what is old, and gives it up again', async () => {
  const companies = file('companies.csv', 'name\nExample Inc.\n')
  const numbers = file('number-list.json', '{"12025550100": "2020-01-01"}')
  expect(await intel('load', 'companies', companies)).toMatchObject({
    status: 0,
    out: expect.stringMatching(
      /^companies was loaded: 1 entries of 20\d\d-\d\d-\d\d, sha256 [0-9a-f]{12}\n$/,
    ),
  })
  await intel('load', 'disposable-numbers', numbers, '--date', '2020-01-01')
  const { out } = await intel()
  expect(out).toMatch(/^ +companies +company +1 /m)
  expect(out).toMatch(/^△ +disposable-numbers +loaded +1 /m)
  expect((await intel('remove', 'companies')).out).toBe('companies was removed.\n')
  expect((await intel()).out).toMatch(/^ +companies +not loaded/m)
})

it('--json prints an object a line, and --file takes local files', async () => {
  await intel('update', '--file', `companies=${file('own.csv', 'name\nExample Inc.\n')}`)
  const { out } = await intel('--json')
  const views = out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
  expect(views.find((view) => view.id === 'companies')).toMatchObject({ origin: 'company', entries: 1 })
})

it.each([
  [['load', 'nothing', 'x.csv'], 1, /There is no list nothing; the lists are abused-domains,/],
  [['load', 'companies', 'absent.csv'], 1, /absent\.csv can't be read/],
  [['load', 'sanctions', cli], 1, /is not one of the files of sanctions, which are sdn\.csv, alt\.csv/],
  [['update', 'companies'], 1, /companies is your company's own: load it with/],
  [['update', '--file', 'companies'], 2, /write it as list=path/],
  [['load', 'companies', cli, '--date', 'yesterday'], 2, /write the day as/],
])('%j fails with what to do', async (args, status, says) => {
  const result = await intel(...args)
  expect(result.status).toBe(status)
  expect(result.err).toMatch(says)
  expect(result.err).not.toMatch(/^\s+at /m)
})

it('without anything to update says what can be', async () => {
  expect(await intel('update')).toMatchObject({
    status: 0,
    out: expect.stringMatching(/name the lists to fetch/),
  })
})

it('prints the sources in the form in which they can be set', async () => {
  const { out } = await intel('sources')
  const printed = JSON.parse(out)
  expect(printed.sanctions['sdn.csv'].url).toMatch(/^https:\/\/sanctionslistservice\.ofac\.treas\.gov\//)
  expect(printed).not.toHaveProperty('companies')
  mkdirSync(join(home, 'intel'), { recursive: true })
  writeFileSync(join(home, 'intel', 'sources.json'), JSON.stringify({ ...printed, universities: false }))
  expect(JSON.parse((await intel('sources')).out)).toEqual({ ...printed, universities: false })
})
