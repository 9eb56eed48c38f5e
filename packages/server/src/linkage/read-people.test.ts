import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, describe, expect, it } from 'vitest'
import { blindIndex } from '../ingest/blind-index.ts'
import { fieldNamed } from './columns.ts'
import { readPeople } from './read-people.ts'

const folder = mkdtempSync(join(tmpdir(), 'telltale-people-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

let made = 0
async function read(
  content: string | Uint8Array,
  more: { truth?: string; map?: Record<string, string>; name?: string } = {},
) {
  const path = join(folder, more.name ?? `people-${made++}.csv`)
  writeFileSync(path, content)
  const mapped = new Map(Object.entries(more.map ?? {}).map(([k, v]) => [k, fieldNamed(v)!] as const))
  return readPeople([path], {
    index: blindIndex('a key of the test'),
    now: Date.UTC(2026, 3, 1),
    mapped,
    ...more,
  })
}
const reasons = (people: Awaited<ReturnType<typeof read>>) =>
  people.unused.map((u) => `${u.row} ${u.field}: ${u.reason}`)

describe('a table of people', () => {
  it('with a space after each comma, numbered address lines and who it is in the id', async () => {
    const people = await read(
      'rec_id, given_name, surname, street_number, address_1, address_2, suburb, postcode, state, date_of_birth, soc_sec_id\n' +
        'rec-1-org, mia, dove, 7, larch place, hillview, norton, 2119, sa, 19560409, 1804974\n' +
        'rec-1-dup-0, mia, dowe, , larch place, , norton, 2119, sa, 19560409, 1804974\n',
      { truth: 'rec_id' },
    )
    expect(people.records).toEqual([
      {
        ...{
          id: 'rec-1-org',
          givenName: 'mia',
          familyName: 'dove',
          streetNumber: '7',
          street: 'larch place',
          line2: 'hillview',
        },
        ...{ city: 'norton', postcode: '2119', region: 'sa', birthDate: '19560409', documents: ['1804974'] },
      },
      {
        ...{ id: 'rec-1-dup-0', givenName: 'mia', familyName: 'dowe', street: 'larch place', city: 'norton' },
        ...{ postcode: '2119', region: 'sa', birthDate: '19560409', documents: ['1804974'] },
      },
    ])
    expect(people.truth).toEqual(['rec-1', 'rec-1'])
    expect(people.unusedCount).toBe(0)
  })

  it.each([
    ['unique_id,first_name,surname,dob,city,email,cluster', 'id given family birth city email -'],
    ['Nachname;Vorname;Geburtsdatum;PLZ;Ort', 'family given birth postcode city'],
    ['ID\tFull Name\tPhone 1\tPhone 2\tHome address', 'id name phone phone address'],
    ['fname_c1,lname_c1,by,bm,bd', 'given family year month day'],
    ['Colour,First Name,Last Name,Birthday', '- given family birth'],
    ['voter_id,res_street_address,res_city_desc,state_cd,patientDob', 'id street city region birth'],
  ])('knows the columns of %s', async (header, expected) => {
    const { files } = await read(`${header}\n${header.replace(/[^,;\t]+/g, 'x')}\n`)
    expect(files[0]!.columns.map((c) => c.as ?? '-').join(' ')).toBe(expected)
  })

  it('takes a column for what it is told, and leaves out what it is told', async () => {
    const { records } = await read('Wer,surname,phone\nAda,Hill,555 0100\n', {
      map: { Wer: 'given_name', phone: 'none' },
    })
    expect(records).toEqual([{ id: 'row 2', givenName: 'Ada', familyName: 'Hill' }])
  })

  it('survives a byte order mark, quotes, blank and repeated ids, short rows, and gzip', async () => {
    const csv = '\uFEFFid,name,city\r\n7,"Dove, Mia",Norton\r\n7,Mia Dove,"Nor""ton"\r\n,Ann Lee\r\n'
    for (const content of [csv, gzipSync(csv)]) {
      const people = await read(content)
      expect(people.records).toEqual([
        { id: '7', name: 'Dove, Mia', city: 'Norton' },
        { id: '7#3', name: 'Mia Dove', city: 'Nor"ton' },
        { id: 'row 4', name: 'Ann Lee' },
      ])
      expect(people).toMatchObject({ repeated: 1, unusedCount: 0 })
    }
  })

  it('says which row and which column it could not use, and uses the rest', async () => {
    const people = await read(
      `id,name,city\n1,${'x'.repeat(1_000_000)},Norton\n2,Ann,Norton,more,cells\n3,"open,Norton\n4,Bea Lund,Norton\n5,,\n`,
    )
    expect(people.records.map((r) => r.id)).toEqual(['1', '4', '5'])
    expect(people.records[0]).toEqual({ id: '1', city: 'Norton' })
    expect(people.empty).toBe(1)
    expect(reasons(people)).toEqual([
      '2 name: is longer than anybody’s: it was left out',
      expect.stringMatching(/^3 : has 5 cells and the header 3/),
      expect.stringMatching(/^4 : a quote is opened and not closed/),
    ])
  })

  it('names several files’ records by file, and files of one name by path', async () => {
    const paths = ['a', 'b'].map((name) => join(folder, `${name}.csv`))
    for (const path of paths) writeFileSync(path, 'id,name\n1,Ann Lee\n')
    const people = await readPeople(paths, { index: blindIndex('a key'), now: 0 })
    expect(people.records.map((r) => r.id)).toEqual(['a.csv:1', 'b.csv:1'])
  })

  it.each([
    ['', '0 : is empty: it has no header and no rows'],
    ['colour,size\nred,4\n', expect.stringMatching(/^0 : has no column that says who somebody is.*--map/)],
    [Buffer.from('\uFEFFid,name\n1,Ann\n', 'utf16le'), expect.stringMatching(/UTF-16.*UTF-8/)],
  ])('says why nothing of a file was read: %#', async (content, reason) => {
    const people = await read(content)
    expect(people.records).toEqual([])
    expect(reasons(people)).toEqual([reason])
  })

  it('says that the truth’s column is not there', async () => {
    const people = await read('id,name\n1,Ann Lee\n', { truth: 'cluster' })
    expect(reasons(people)).toEqual([expect.stringMatching(/^0 cluster: is no column/)])
  })
})
