import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

/** `telltale link` as its user runs it, on invented people. */

const folder = mkdtempSync(join(tmpdir(), 'telltale-link-'))
const cli = new URL('../cli.ts', import.meta.url).pathname
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const people = join(folder, 'people.csv')
const table = `id,given_name,surname,dob,phone,email,address_1,suburb,postcode,person
A-1,Robert,Dowling,1984-03-12,(614) 736-2368,rob.dowling@hills.example,12 Oak Street,Columbus,43215,1
A-2,Bob,Dowling,1984-03-12,614-736-2368,rob.dowling@hills.example,,,,1
A-3,Dowling,Robert,12 Mar 1984,,r.dowling84@mail.example,12 Oak St.,Columbus,43215,1
B-1,Mary,Dowling,1985-11-02,(614) 736-9911,mary.dowling@hills.example,12 Oak Street,Columbus,43215,2
C-1,Aleksandr,Kovalyov,1990-07-05,+1 602 253 7712,akov@mail.example,900 Camelback Rd,Phoenix,85013,3
C-2,Alexander,Kovalev,1990-07-05,602.253.7712,,900 Camelback Rd,Phoenix,85013,3
D-1,James,Smith,1979-01-30,,,,Denver,,4
D-2,James,Smith,1991-08-17,,,,Tulsa,,5
`
beforeAll(() => writeFileSync(people, table))

function run(...args: string[]) {
  return new Promise<{ status: number; out: string; err: string }>((resolve) => {
    const env = { PATH: process.env.PATH, NO_COLOR: '1', TELLTALE_HOME: join(folder, '.home') }
    execFile(process.execPath, [cli, 'link', ...args], { env }, (error, out, err) =>
      resolve({ status: error ? Number(error.code) : 0, out, err }),
    )
  })
}

const file = (name: string, content: string) => {
  writeFileSync(join(folder, name), content)
  return join(folder, name)
}

describe('telltale link', () => {
  it('joins short forms, names in the other order and other spellings, and nobody of one household or of one name', async () => {
    const out = join(folder, 'entities.csv')
    const { status, out: said } = await run(people, '--truth', 'person', '--out', out)
    expect(status).toBe(0)
    expect(said).toContain('8 records, 5 entities: 5 records are in 2 of two or more.')
    expect(said).toContain('dob as birth')
    expect(said).toMatch(/pairs +precision 1\.0000, recall 1\.0000, F1 1\.0000/)
    expect(said).toContain('too few records to learn one from')
    const rows = readFileSync(out, 'utf8').trim().split('\n').slice(1)
    const entity = new Map(rows.map((row) => [row.split(',')[0], row.split(',')[1]]))
    expect(entity.get('A-2')).toBe(entity.get('A-1'))
    expect(entity.get('A-3')).toBe(entity.get('A-1'))
    expect(entity.get('C-2')).toBe(entity.get('C-1'))
    for (const alone of ['B-1', 'D-1', 'D-2']) expect(entity.get(alone)).toBe('')
  })

  it('explains two records field by field, linked or not', async () => {
    const { out } = await run(people, '--explain', 'A-1', 'A-2')
    expect(out).toMatch(/^A-1 and A-2: linked\n/)
    expect(out).toMatch(/givenName +robert +bob +a short form +\+/)
    expect(out).toMatch(/together .*\+/)
    const apart = await run(people, '--explain', 'A-1', 'B-1')
    expect(apart.out).toMatch(/^A-1 and B-1: not linked\n/)
    expect(await run(people, '--explain', 'A-1', 'Z-9')).toMatchObject({
      ...{ status: 2, out: '', err: expect.stringContaining('there is no record Z-9') },
    })
  })

  it('--json gives entities and a summary; --pairs the weights inside an entity', async () => {
    const pairs = join(folder, 'pairs.csv')
    const { out } = await run(people, '--json', '--pairs', pairs)
    const lines = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(lines.filter((l) => l.type === 'entity').map((l) => l.records.length)).toEqual([3, 2])
    expect(lines.at(-1)).toMatchObject({ type: 'summary', records: 8, entities: 5, quarantined: 0 })
    expect(readFileSync(pairs, 'utf8').trim().split('\n')).toHaveLength(1 + 3 + 1)
  })

  it('links files with each other and with observations, under a model that was kept', async () => {
    const model = join(folder, 'model.json')
    expect((await run(people, '--learn', model)).status).toBe(0)
    const at = Date.UTC(2026, 2, 1)
    const observed = file(
      'seen.ndjson',
      `${JSON.stringify({ kind: 'person', at, about: ['person:W-17'], data: { name: 'Bobby Dowling', emails: ['rob.dowling@hills.example'], phones: ['614 736 2368'] } })}\n`,
    )
    const { status, out } = await run(people, observed, '--model', model, '--json')
    expect(status).toBe(0)
    const entities = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
      .filter((l) => l.type === 'entity')
    expect(entities[0].records).toEqual(expect.arrayContaining(['people.csv:A-1', 'seen.ndjson:person:W-17']))
    expect(await run(people, '--model', observed)).toMatchObject({ status: 2 })
  })

  it('says what it could not use, with row and column, and exits with 3', async () => {
    const bad = file(
      'bad.csv',
      `${table}E-1,Ann,Lee,1990-01-01,,,,,,6,7,8\nE-2,"Bea,Lund\nE-3,${'x'.repeat(1_000_000)},Lund,,,,,,,8\n`,
    )
    const { status, out } = await run(bad)
    expect(status).toBe(3)
    expect(out).toContain('9 records')
    expect(out).toMatch(/In quarantine: bad\.csv row 10: has 12 cells/)
    expect(out).toMatch(/In quarantine: bad\.csv row 11: a quote is opened/)
    expect(out).toMatch(/In quarantine: bad\.csv row 12, given_name: is longer/)
  })

  it('a placeholder on many records ties nobody', async () => {
    const rows = Array.from({ length: 400 }, (_, i) => {
      const word = (n: number) =>
        [...`${n}`].map((d) => 'bdfgklmnrt'[Number(d)]! + 'aeiou'[Number(d) % 5]!).join('')
      return `${i},${word(i * 7919 + 11)},${word(i * 104_729 + 5)},000-00-0000,test@test.com,(000) 000-0000,N/A`
    })
    const { out } = await run(
      file('same.csv', `id,first name,last name,ssn,email,phone,address\n${rows.join('\n')}\n`),
    )
    expect(out).toContain('400 records, 400 entities')
  })

  it.each([
    [['nowhere.csv'], 'there is no file or folder nowhere.csv'],
    [[people, '--map', 'id'], '--map id is not understood'],
    [[people, '--map', 'id=shoe size'], 'is not understood'],
    [[people, '--explain', 'A-1'], '--explain takes the ids of two records'],
  ])('exits with 2 and a sentence where it is called wrongly: %#', async (args, says) => {
    expect(await run(...args)).toMatchObject({ status: 2, out: '', err: expect.stringContaining(says) })
  })

  it('an empty file is nothing to link, and said so', async () => {
    const { status, out } = await run(file('empty.csv', ''))
    expect(status).toBe(3)
    expect(out).toContain('0 records, 0 entities')
    expect(out).toContain('empty.csv: is empty')
  })
})
