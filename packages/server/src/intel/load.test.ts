import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { plan } from '@telltale/core'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type ListsServer, listsServer } from './lists-server.ts'
import { type How, load, type Outcome, remove, update } from './load.ts'
import { openLists } from './open.ts'
import { digest, indexFile, shelfOf } from './shelf.ts'
import { sourcesFile } from './sources.ts'
import { listViews } from './views.ts'
import { watchLists } from './watch.ts'

/** Lists as they come from their publishers, and everything that goes wrong on the way. All entries are invented. */

const root = mkdtempSync(join(tmpdir(), 'telltale-intel-'))
const now = Date.parse('2026-11-26T12:00:00Z')
let server: ListsServer
let made = 0
let home: string
let how: How

beforeAll(async () => {
  server = await listsServer()
})
afterAll(async () => {
  await server.close()
  rmSync(root, { recursive: true, force: true })
})
beforeEach(() => {
  home = join(root, `home-${made++}`)
  how = { home, now, fetch: server.fetch }
  for (const path of Object.keys(server.answers)) delete server.answers[path]
  server.asked.length = 0
})

const numbers = (...digits: string[]) =>
  JSON.stringify(Object.fromEntries(digits.map((d) => [d, '2026-11-01'])))

/** Points a list at the test's publisher. */
function source(list: string, files: Record<string, object | false>): void {
  mkdirSync(shelfOf(home), { recursive: true })
  writeFileSync(sourcesFile(home), JSON.stringify({ [list]: files }))
}
function numbersFrom(path: string, more: object = {}): void {
  source('disposable-numbers', { 'number-list.json': { url: `https://lists.test/${path}`, ...more } })
}
function file(name: string, content: string | Buffer): string {
  const path = join(root, `${made++}-files`)
  mkdirSync(path)
  writeFileSync(join(path, name), content)
  return join(path, name)
}
const known = () => openLists(home).lists['disposable-numbers'].data.numbers
const only = (outcomes: Outcome[]) => outcomes[0]!

describe('an update', () => {
  it('fetches a list, and detectors read it in place of the built-in one', async () => {
    numbersFrom('numbers.json')
    server.answers['numbers.json'] = numbers('12025550100', '12025550101')
    const { loaded, problem } = only(await update(['disposable-numbers'], how))
    expect(problem).toBeUndefined()
    expect(loaded).toMatchObject({
      entries: 2,
      date: '2026-11-26',
      inputs: [
        {
          from: 'https://lists.test/numbers.json',
          sha256: digest(Buffer.from(numbers('12025550100', '12025550101'))),
        },
      ],
    })
    const { facts } = plan([], openLists(home).lists)
    expect(facts['disposable-numbers'].data.numbers).toEqual({
      12025550100: '2026-11-01',
      12025550101: '2026-11-01',
    })
    expect(facts['disposable-numbers'].version).toMatch(/^2026-11-26 [0-9a-f]{8}$/)
  })

  it('without names fetches again what was loaded before, and nothing else', async () => {
    numbersFrom('numbers.json')
    server.answers['numbers.json'] = numbers('12025550100')
    expect(await update([], how)).toEqual([])
    await update(['disposable-numbers'], how)
    const again = await update([], how)
    expect(again.map((o) => [o.id, o.same])).toEqual([['disposable-numbers', true]])
    expect(server.asked).toEqual(['numbers.json', 'numbers.json'])
  })

  it('follows redirects to https, and takes what is packed with gzip', async () => {
    numbersFrom('here')
    server.answers.here = { status: 302, location: 'https://lists.test/there' }
    server.answers.there = gzipSync(numbers('12025550100'))
    expect(only(await update(['disposable-numbers'], how)).loaded?.entries).toBe(1)
  })

  it('of one list that fails does not keep the others', async () => {
    mkdirSync(shelfOf(home), { recursive: true })
    writeFileSync(
      sourcesFile(home),
      JSON.stringify({
        'disposable-numbers': { 'number-list.json': { url: 'https://lists.test/gone' } },
        'disposable-domains': { 'disposable_email_blocklist.conf': { url: 'https://lists.test/domains' } },
      }),
    )
    server.answers.domains = '# comment\nMAILDROP.example\nthrown.example\n'
    const [first, second] = await update(['disposable-numbers', 'disposable-domains'], how)
    expect(first!.problem).toMatch(/answered 404/)
    expect(second!.loaded?.entries).toBe(2)
    expect(openLists(home).lists['disposable-domains'].data.domains).toEqual(
      new Set(['maildrop.example', 'thrown.example']),
    )
  })
})

describe('what went wrong leaves the list that is there', () => {
  beforeEach(async () => {
    await load('disposable-numbers', [file('number-list.json', numbers('12025550199'))], how)
  })
  const stays = () => {
    expect(known()).toEqual({ 12025550199: '2026-11-01' })
    expect(openLists(home).problems).toEqual([])
    expect(readdirSync(shelfOf(home)).filter((name) => name.endsWith('.tmp'))).toEqual([])
  }

  it.each<[string, ListsServer['answers'][string], RegExp]>([
    ['a missing file', { status: 404 }, /answered 404: check the address/],
    ['a server in trouble', { status: 503 }, /answered 503/],
    [
      'a download that breaks off',
      { breaksOff: numbers('12025550100', '12025550101') },
      /could not be fetched|broke off/,
    ],
    ['an empty file', '', /is empty/],
    ['a page of a captive portal', '<!doctype html><title>Sign in</title>', /is not JSON/],
    ['half of a JSON file', numbers('12025550100').slice(0, 20), /is not JSON/],
    ['another list', '["a","b"]', /is not an object of numbers/],
    ['damaged gzip', gzipSync(numbers('12025550100')).subarray(0, 20), /damaged or cut off/],
    [
      'a redirect to plain http',
      { status: 302, location: 'http://lists.test/x' },
      /leads to http:\/\/lists\.test\/x, which is not a plain https/,
    ],
    [
      'a redirect with a password',
      { status: 302, location: 'https://a:b@lists.test/x' },
      /not a plain https/,
    ],
    [
      'a redirect in a circle',
      { status: 302, location: 'https://lists.test/numbers' },
      /leads on more than 5 times/,
    ],
  ])('%s', async (_, answer, says) => {
    numbersFrom('numbers')
    server.answers.numbers = answer
    expect(only(await update(['disposable-numbers'], how)).problem).toMatch(says)
    stays()
  })

  it('no network', async () => {
    source('disposable-numbers', { 'number-list.json': { url: 'https://nowhere.test/x' } })
    expect(only(await update(['disposable-numbers'], how)).problem).toMatch(/could not be fetched/)
    stays()
  })

  it('a checksum that is set and not met; one that is met is taken', async () => {
    const good = numbers('12025550100')
    numbersFrom('numbers', { sha256: digest(Buffer.from(good)) })
    server.answers.numbers = numbers('12025550101')
    expect(only(await update(['disposable-numbers'], how)).problem).toMatch(/damaged or exchanged on its way/)
    stays()
    server.answers.numbers = good
    expect(only(await update(['disposable-numbers'], how)).problem).toBeUndefined()
  })

  it('a published checksum that is missing, ambiguous or not met; one that is met is taken', async () => {
    const good = numbers('12025550100')
    const sum = digest(Buffer.from(good))
    numbersFrom('numbers', { sha256Url: 'https://lists.test/SHA256SUMS' })
    server.answers.numbers = good
    server.answers.SHA256SUMS = 'none here'
    expect(only(await update(['disposable-numbers'], how)).problem).toMatch(/states no checksum, or several/)
    server.answers.SHA256SUMS = `${'0'.repeat(64)}  numbers\n${sum}  other\n`
    expect(only(await update(['disposable-numbers'], how)).problem).toMatch(/has the checksum/)
    stays()
    server.answers.SHA256SUMS = `${'0'.repeat(64)}  other\n${sum}  numbers\n`
    expect(only(await update(['disposable-numbers'], how)).problem).toBeUndefined()
  })

  it('a list that has lost most of its entries, unless it is forced', async () => {
    const many = Array.from({ length: 10 }, (_, i) => `1202555010${i}`)
    await load('disposable-numbers', [file('number-list.json', numbers(...many))], how)
    const few = file('number-list.json', numbers(...many.slice(0, 4)))
    await expect(load('disposable-numbers', [few], how)).rejects.toThrow(/would shrink from 10 to 4/)
    expect(Object.keys(known())).toHaveLength(10)
    await load('disposable-numbers', [few], { ...how, force: true })
    expect(Object.keys(known())).toHaveLength(4)
  })

  it('more than a slip of bad entries', async () => {
    const path = file('number-list.json', JSON.stringify({ abc: '2026-11-01', 12025550100: 'never', 1: 'x' }))
    await expect(load('disposable-numbers', [path], how)).rejects.toThrow(
      /number-list\.json, abc: is not a number[\s\S]*12025550100: was last seen on no date/,
    )
    stays()
  })

  it('a kill in the middle of a download; the next update goes through', async () => {
    numbersFrom('slow')
    server.answers.slow = { stalls: numbers('12025550100').slice(0, 20) }
    const script = `
      const { update } = await import(${JSON.stringify(new URL('load.ts', import.meta.url).href)})
      const to = (url) => url.replace('https://lists.test/', 'http://127.0.0.1:${server.port}/')
      await update(['disposable-numbers'], { home: ${JSON.stringify(home)}, now: ${now}, fetch: (url, init) => fetch(to(url), init) })
    `
    const child = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: 'ignore' })
    while (server.asked.length === 0) await new Promise((done) => setTimeout(done, 20))
    await expect(update(['disposable-numbers'], how)).rejects.toThrow(/lists are being loaded there/)
    child.kill('SIGKILL')
    await new Promise((done) => child.once('exit', done))
    stays()
    server.answers.slow = numbers('12025550100')
    expect(only(await update(['disposable-numbers'], how)).problem).toBeUndefined()
    expect(known()).toEqual({ 12025550100: '2026-11-01' })
  })

  it('what a crash left behind is cleared away by the next change', async () => {
    writeFileSync(join(shelfOf(home), 'disposable-numbers.0123456789abcdef.json'), '{"half"')
    writeFileSync(join(shelfOf(home), 'index.json.99.tmp'), '{"vers')
    expect(known()).toEqual({ 12025550199: '2026-11-01' })
    await load('companies', [file('companies.csv', 'name\nExample Inc.\n')], how)
    expect(readdirSync(shelfOf(home)).sort()).toEqual([
      expect.stringMatching(/^companies\.[0-9a-f]{16}\.json$/),
      expect.stringMatching(/^disposable-numbers\.[0-9a-f]{16}\.json$/),
      'index.json',
    ])
    stays()
  })
})

describe('what lies on the disk', () => {
  beforeEach(async () => {
    await load('disposable-numbers', [file('number-list.json', numbers('12025550199'))], how)
    await load('companies', [file('companies.csv', 'name\nExample Inc.\n')], how)
  })
  const data = (id: string) =>
    join(shelfOf(home), readdirSync(shelfOf(home)).find((name) => name.startsWith(`${id}.`))!)

  it('a list that was changed by hand is named and not used; the others are', () => {
    const path = data('disposable-numbers')
    writeFileSync(path, readFileSync(path, 'utf8').replace('2026', '2025'))
    const open = openLists(home)
    expect(open.problems).toEqual([expect.stringMatching(/disposable-numbers in .* was changed or damaged/)])
    expect(open.lists['disposable-numbers'].version).toBe('empty')
    expect(open.lists.companies.data.companies).toEqual([{ name: 'Example Inc.' }])
  })

  it('a list that is gone is named', () => {
    rmSync(data('companies'))
    expect(openLists(home).problems).toEqual([expect.stringMatching(/The list companies can't be read/)])
  })

  it('a damaged index is named, and the built-in lists stand', () => {
    writeFileSync(indexFile(home), '{"version": 1, "li')
    const open = openLists(home)
    expect(open.problems).toEqual([expect.stringMatching(/index\.json is damaged: delete it/)])
    expect(open.lists.institutions.data.institutions.length).toBeGreaterThan(300)
  })

  it('a list in the form of another version of Telltale is not used', () => {
    writeFileSync(indexFile(home), readFileSync(indexFile(home), 'utf8').replaceAll('"form": 1', '"form": 0'))
    expect(openLists(home).problems).toEqual([
      expect.stringMatching(/disposable-numbers was loaded by another version/),
      expect.stringMatching(/companies was loaded by another version/),
    ])
  })

  it('is given up by remove', async () => {
    expect(await remove('companies', home)).toBe(true)
    expect(await remove('companies', home)).toBe(false)
    expect(openLists(home).lists.companies.data.companies).toEqual([])
    expect(readdirSync(shelfOf(home)).some((name) => name.startsWith('companies.'))).toBe(false)
  })

  it('a server that runs sees the change when it looks', async () => {
    const seen: number[] = []
    const watched = watchLists(
      home,
      (open) => seen.push(open.lists.companies.data.companies.length),
      () => {},
    )
    expect(watched.reload()).toBe(false)
    await load('companies', [file('companies.csv', 'name\nExample Inc.\nSample Ltd\n')], how)
    expect(watched.reload()).toBe(true)
    expect(seen).toEqual([2])
    expect(watched.current().lists.companies.data.companies).toHaveLength(2)
    watched.stop()
  })
})

describe('sources.json', () => {
  it.each([
    ['{"a', /can't be read/],
    ['[]', /is not an object of lists/],
    ['{"nothing": {}}', /there is no list nothing/],
    ['{"sanctions": {"xml": {}}}', /sanctions has no file xml; its files are sdn\.csv/],
    [
      '{"sanctions": {"sdn.csv": {"url": "http://lists.test/sdn.csv"}}}',
      /sanctions sdn\.csv: url is not what it must be/,
    ],
    ['{"sanctions": {"sdn.csv": {"sha256": "abc"}}}', /sha256 is not what it must be/],
  ])('%s is refused with its place', async (text, says) => {
    mkdirSync(shelfOf(home), { recursive: true })
    writeFileSync(sourcesFile(home), text)
    await expect(update(['sanctions'], how)).rejects.toThrow(says)
  })

  it('keeps a list from being fetched', async () => {
    mkdirSync(shelfOf(home), { recursive: true })
    writeFileSync(sourcesFile(home), '{"universities": false}')
    expect(only(await update(['universities'], how)).problem).toMatch(/sources\.json keeps it/)
    expect(server.asked).toEqual([])
  })
})

describe('the views', () => {
  it('show every list once, with where it is from and how old it is', async () => {
    await load('disposable-numbers', [file('number-list.json', numbers('12025550199'))], {
      ...how,
      date: '2026-01-01',
    })
    await load('companies', [file('companies.csv', 'name\nExample Inc.\n')], { ...how, date: '2020-01-01' })
    const open = openLists(home)
    const views = listViews(open, now)
    const of = (id: string) => views.find((view) => view.id === id)
    expect(new Set(views.map((view) => view.id)).size).toBe(views.length)
    expect(of('disposable-numbers')).toMatchObject({
      origin: 'loaded',
      entries: 1,
      ageDays: 329,
      stale: true,
    })
    expect(of('companies')).toMatchObject({ origin: 'company', entries: 1, stale: false })
    expect(of('area-codes')).toMatchObject({
      origin: 'built-in',
      stale: false,
      licence: expect.stringMatching(/Apache/),
    })
    expect(of('disposable-domains')).toMatchObject({ origin: 'npm' })
    expect(of('sanctions')).toMatchObject({ origin: 'none', entries: 0 })
    expect(of('universities')).toMatchObject({ origin: 'none', into: 'institutions' })
    for (const id of Object.keys(open.lists)) expect(of(id), id).toBeDefined()
  })
})
