import { describe, expect, it } from 'vitest'
import type { Part } from './parts.ts'
import { parseSdn, type SdnEntry } from './sdn.ts'

/** All people, numbers and wallets here are invented. */

const part = (name: string, text: string): Part => ({ name, bytes: Buffer.from(text) })

function person(uid: string, name: string, remarks: string): string {
  return `${uid},"${name}","individual","INVENTED] [TEST",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,"${remarks}"`
}

async function one(remarks: string): Promise<SdnEntry> {
  const [entry] = await parseSdn({ sdn: part('sdn.csv', person('1', 'EXAMPLE, Ann Mary', remarks)) })
  return entry!
}

describe('an entry', () => {
  it('has its name as one says it, its programmes, and other names from the second file', async () => {
    const [entry] = await parseSdn({
      sdn: part('sdn.csv', `${person('1', 'EXAMPLE, Ann Mary', 'DOB 21 Sep 1979.')}\r\n\u001a`),
      alt: part('alt.csv', '1,10,"aka","SAMPLE, Anna",-0- \r\n'),
      add: part(
        'add.csv',
        '1,20,"1 Example Street","Sampletown","Nowhere",-0- \r\n1,21,-0- ,-0- ,-0- ,-0- \r\n',
      ),
    })
    expect(entry).toMatchObject({
      uid: '1',
      type: 'individual',
      names: ['Ann Mary EXAMPLE', 'Anna SAMPLE'],
      programs: ['INVENTED', 'TEST'],
      addresses: [{ street: '1 Example Street', place: 'Sampletown', country: 'Nowhere' }],
    })
  })

  it('keeps the name of an entity as it is written', async () => {
    const line = '2,"EXAMPLE TRADING, LTD.",-0- ,"TEST",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- '
    const [entry] = await parseSdn({ sdn: part('sdn.csv', line) })
    expect(entry).toMatchObject({ type: 'entity', names: ['EXAMPLE TRADING, LTD.'], births: [] })
  })

  it.each([
    ['DOB 21 Sep 1979.', [{ from: '1979-09-21', to: '1979-09-21' }]],
    ['DOB Feb 1980', [{ from: '1980-02-01', to: '1980-02-29' }]],
    [
      'DOB 1958; alt. DOB 01 Jan 1960',
      [
        { from: '1958-01-01', to: '1958-12-31' },
        { from: '1960-01-01', to: '1960-01-01' },
      ],
    ],
    ['DOB circa 1979-1982', [{ from: '1979-01-01', to: '1982-12-31', circa: true }]],
    ['DOB 1977 to 1979.', [{ from: '1977-01-01', to: '1979-12-31' }]],
    ['DOB unknown; POB Sampletown', []],
    ['DOB 31 Foo 1979', []],
  ])('%s is born then', async (remarks, births) => {
    expect((await one(remarks)).births).toEqual(births)
  })

  it.each([
    [
      'Passport T0000001 (Nowhere) issued 28 Oct 2008 expires 29 Oct 2013.',
      [{ type: 'Passport', number: 'T0000001', country: 'Nowhere' }],
    ],
    ['alt. Passport P 000002', [{ type: 'Passport', number: 'P 000002' }]],
    ['Passport C000003(0) (Nowhere)', [{ type: 'Passport', number: 'C000003(0)', country: 'Nowhere' }]],
    [
      'alt. Passport Booklet: A0000004 (Nowhere)',
      [{ type: 'Passport', number: 'A0000004', country: 'Nowhere' }],
    ],
    [
      'National ID No. 0000000000005 (Nowhere)',
      [{ type: 'National ID No.', number: '0000000000005', country: 'Nowhere' }],
    ],
    ['SSN 000-00-0006 (United States)', [{ type: 'SSN', number: '000-00-0006', country: 'United States' }]],
    [
      "Driver's License No. D0000007 (Nowhere)",
      [{ type: "Driver's License No.", number: 'D0000007', country: 'Nowhere' }],
    ],
    [
      'Identification Number 000-000008-9 (Nowhere)',
      [{ type: 'Identification Number', number: '000-000008-9', country: 'Nowhere' }],
    ],
    ['Passport issued in Sampletown, Nowhere', []],
    ['Phone Number 0000000009', []],
    ['Holder of a Nowhere passport', []],
    ['Director of EXAMPLE COMPANY No. 5 in Sampletown', []],
    ['nationality Nowhere', []],
  ])('%s is a document, or none', async (remarks, documents) => {
    expect((await one(remarks)).documents).toEqual(documents)
  })

  it('has wallets, and keeps weak aliases apart from names', async () => {
    const entry = await one(
      "Digital Currency Address - XBT 1ExampleExampleExample; alt. Digital Currency Address - ETH 0x00example; a.k.a. 'NICK'; Website example.org.",
    )
    expect(entry.wallets).toEqual([
      { currency: 'XBT', address: '1ExampleExampleExample' },
      { currency: 'ETH', address: '0x00example' },
    ])
    expect(entry.weakNames).toEqual(['NICK'])
    expect(entry.names).toEqual(['Ann Mary EXAMPLE'])
  })

  it('has remarks that go on in the fourth file, cut anywhere', async () => {
    const [entry] = await parseSdn({
      sdn: part('sdn.csv', person('1', 'EXAMPLE, Ann', 'DOB 1979; Passport T00')),
      comments: part(
        'sdn_comments.csv',
        '1,"00001 (Nowhere); Digital Currency Address - XBT 1Example."\r\n\u001a',
      ),
    })
    expect(entry).toMatchObject({
      documents: [{ number: 'T0000001' }],
      wallets: [{ address: '1Example' }],
    })
  })
})

describe('a file that is no such list', () => {
  const sdn = part('sdn.csv', person('1', 'EXAMPLE, Ann', 'DOB 1979.'))

  it.each([
    [
      'a page of a web site',
      part('sdn.csv', '<!doctype html>\n<html lang="en">'),
      /sdn\.csv row 1: 1 fields/,
    ],
    ['cut off in a row', part('sdn.csv', `${person('1', 'A, B', 'x')}\r\n2,"C, D","indiv`), /sdn\.csv row 2/],
    ['with a header', part('sdn.csv', 'a,b,c,d,e,f,g,h,i,j,k,l\r\n'), /row 1: 12 fields that begin with "a"/],
  ])('%s is refused with its row', async (_, broken, says) => {
    await expect(parseSdn({ sdn: broken })).rejects.toThrow(says)
  })

  it('files of two days are not mixed', async () => {
    const alt = part('alt.csv', '7,10,"aka","SAMPLE, Anna",-0- \r\n')
    await expect(parseSdn({ sdn, alt })).rejects.toThrow(
      /alt\.csv names entry 7, which sdn\.csv does not have/,
    )
  })
})
