import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { facts } from '@telltale/core'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { supplies } from './lists/index.ts'
import { load } from './load.ts'
import { openLists } from './open.ts'

/** What each list makes of the files that a company or a publisher gives. All entries are invented. */

const root = mkdtempSync(join(tmpdir(), 'telltale-lists-'))
let made = 0
let home: string
afterAll(() => rmSync(root, { recursive: true, force: true }))
beforeEach(() => {
  home = join(root, `home-${made++}`)
})

async function loaded(list: string, name: string, content: string | Buffer) {
  const folder = join(root, `files-${made++}`)
  mkdirSync(folder)
  writeFileSync(join(folder, name), content)
  await load(list, [join(folder, name)], { home, now: Date.parse('2026-11-26') })
  const open = openLists(home)
  expect(open.problems).toEqual([])
  return open.lists
}

describe('the catalogue', () => {
  it('has every list once, each fetched over https or the company’s own', () => {
    expect(new Set(supplies.map((s) => s.id)).size).toBe(supplies.length)
    for (const supply of supplies) {
      for (const { url } of supply.files)
        if (supply.company) expect(url).toBeUndefined()
        else expect(url).toMatch(/^https:\/\//)
      expect(supply.feeds === undefined).toBe(supply.join === undefined)
    }
  })

  it('can fill every list that is a company’s to fill', () => {
    for (const [id, list] of Object.entries(facts))
      if ('supplied' in list && list.supplied) expect(supplies.map((s) => s.id)).toContain(id)
  })
})

describe('a company’s counts of shared attributes', () => {
  it('take the place of what is assumed where there are enough, and leave the rest', async () => {
    const { commonness } = await loaded(
      'commonness',
      'counts.csv',
      'Type,Identities,Attributes\nphone,1,9000\nphone,2,800\nphone,4,150\nphone,7,50\nrelay,1,20\n',
    )
    const { phone, relay, email } = commonness.data.types
    expect(phone).toMatchObject({ basis: 'counted', n: 10_000 })
    expect(phone!.honest[1]).toBeCloseTo((800 + 100 * 0.008) / 10_100, 9)
    expect(phone!.honest.reduce((a, b) => a + b)).toBeCloseTo(1, 9)
    expect([relay!.basis, email!.basis]).toEqual(['assumed', 'assumed'])
    expect(commonness.version).not.toBe(facts.commonness.version)
  })

  it.each([
    ['phone,two,3\n', 'row 2, identities: "two" is not a number'],
    ['phone,0,3\n', 'row 2, identities: "0" is not a number'],
    ['shoes,1,3\n', 'row 2, type: "shoes" is not a type'],
    ['phone,1,-3\n', 'row 2, attributes: "-3" is not a number'],
  ])('name what is wrong with %j', async (row, problem) => {
    await expect(loaded('commonness', 'counts.csv', `type,identities,attributes\n${row}`)).rejects.toThrow(
      problem,
    )
  })
})

describe('a company’s list', () => {
  it('is read from CSV, whatever the order, the capitals and further columns of its header', async () => {
    const lists = await loaded(
      'companies',
      'export.csv',
      'Notes,Domains,Founded,NAME,Aliases\nsome,example.com;@mail.example.com,1998-04,"Example, Inc.",Example | Ex\n,,,Sample Ltd,\n',
    )
    expect(lists.companies.data.companies).toEqual([
      {
        name: 'Example, Inc.',
        aliases: ['Example', 'Ex'],
        founded: '1998-04',
        domains: ['example.com', 'mail.example.com'],
      },
      { name: 'Sample Ltd' },
    ])
    expect(lists.companies.version).toMatch(/^20\d\d-\d\d-\d\d [0-9a-f]{8}$/)
  })

  it.each([
    ['[{"name":"Example Inc.","aliases":["Ex"],"closed":2001}]'],
    ['{"companies":[{"name":"Example Inc.","aliases":"Ex","closed":"2001"}]}'],
  ])('is read from JSON: %s', async (json) => {
    const lists = await loaded('companies', 'companies.json', json)
    expect(lists.companies.data.companies).toEqual([
      { name: 'Example Inc.', aliases: ['Ex'], closed: '2001' },
    ])
  })

  it('is read with the semicolons and the letters of a spreadsheet in Windows', async () => {
    const lists = await loaded(
      'companies',
      'companies.csv',
      Buffer.from('name;founded\r\nM\xfcller & S\xf6hne;1998\r\n', 'latin1'),
    )
    expect(lists.companies.data.companies).toEqual([{ name: 'Müller & Söhne', founded: '1998' }])
  })

  it.each([
    [
      'diploma-mills',
      'name,reason\nExample University,"Attorney General, 2004"\n',
      { mills: [{ name: 'Example University', reason: 'Attorney General, 2004' }] },
    ],
    [
      'high-risk-institutions',
      'name,reason\nExample School,Three false degrees in 2026\n',
      { institutions: [{ name: 'Example School', reason: 'Three false degrees in 2026' }] },
    ],
    [
      'programmes',
      'institution,fields,from\nExample University,Physics;History,1990\n',
      { programmes: [{ institution: 'Example University', fields: ['Physics', 'History'], from: '1990' }] },
    ],
    [
      'forwarders',
      'Name,Street,City,State,Zip\nExample Forwarding,1 Example Way,Sampletown,DE,19700\n',
      {
        addresses: [
          {
            street: '1 Example Way',
            city: 'Sampletown',
            region: 'DE',
            postcode: '19700',
            of: 'Example Forwarding',
          },
        ],
      },
    ],
  ] as const)('%s', async (list, csv, data) => {
    const lists = await loaded(list, `${list}.csv`, csv)
    expect(lists[list].data).toEqual(data)
    expect(lists[list].version).not.toBe('empty')
  })

  it('of institutions adds names, years and former names to what is known', async () => {
    const before = facts.institutions.data.institutions.length
    const lists = await loaded(
      'institutions',
      'institutions.json',
      JSON.stringify({
        complete: ['IS'],
        institutions: [
          {
            name: 'Example University',
            country: 'is',
            from: 1911,
            degrees: 'bachelor; master',
            was: 'Example College (1990)',
          },
          { name: 'Harvard University', country: 'US', aliases: 'Harvard Yard' },
        ],
      }),
    )
    const { institutions, complete } = lists.institutions.data
    expect(institutions).toHaveLength(before + 1)
    expect(complete).toEqual(['IS'])
    expect(institutions.at(-1)).toMatchObject({
      names: ['Example University'],
      country: 'IS',
      from: '1911',
      degrees: ['bachelor', 'master'],
      was: [{ name: 'Example College', until: '1990' }],
    })
    const harvard = institutions.find((i) => i.names[0] === 'Harvard University')
    expect(harvard?.names).toContain('Harvard Yard')
    expect(harvard?.from).toBe('1636')
  })

  it('of abused domains adds to the built-in one', async () => {
    const lists = await loaded(
      'abused-domains',
      'a.csv',
      'domain,reason\nhttps://student.example.edu,sold in a forum\n',
    )
    expect(lists['abused-domains'].data.domains).toContainEqual({
      domain: 'student.example.edu',
      reason: 'sold in a forum',
    })
    expect(lists['abused-domains'].data.domains.length).toBeGreaterThan(1)
  })

  it.each([
    [
      'companies',
      'name,founded,domains\nExample,last year,example.com\n,1998,not a domain\n',
      [
        'file.csv row 2, founded: "last year" is not a date: write it as 1998, 1998-04 or 1998-04-30',
        'file.csv row 3, name: is missing',
        'file.csv row 3, domains: "not a domain" is not a domain: write it as example.org',
        'Nothing was loaded.',
      ],
    ],
    [
      'companies',
      'company,founded\nExample,1998\n',
      ['file.csv has no column name: the first row must name the columns name, aliases,'],
    ],
    ['companies', 'name\n', ['file.csv has no rows']],
    ['companies', '{"companies": "none"}', ['file.csv holds no array of entries']],
    ['companies', '[{"name": "Exam', ['file.csv is not JSON']],
    [
      'companies',
      '[["Example"], null]',
      ['file.csv row 1, name: is missing', 'file.csv row 2, name: is missing'],
    ],
    ['companies', 'name\n"Example\n', ['file.csv row 2: a quote is opened and not closed']],
    ['companies', `name\n${'x'.repeat(501)}\n`, ['row 2, name: is longer than 500 characters']],
    ['high-risk-institutions', 'name,reason\nExample School,\n', ['row 2, reason: is missing']],
    [
      'institutions',
      'name,country,degrees\nExample,Iceland,diploma\n',
      ['country: "Iceland" is not a country', 'degrees: "diploma" is none of'],
    ],
    ['institutions', 'name,country,was\nExample,IS,Old Example\n', ['was: is not a name with its last year']],
    [
      'institutions',
      '{"complete": "IS", "institutions": [{"name": "Example", "country": "IS"}]}',
      ['complete: is not a list of countries'],
    ],
  ])('%s with bad rows is refused as a whole, each with file, row and field', async (list, content, says) => {
    const refusal = await loaded(list, 'file.csv', content).then(
      () => '',
      (error: Error) => error.message,
    )
    for (const sentence of says) expect(refusal).toContain(sentence)
    expect(openLists(home).loaded).toEqual({})
  })

  it('with hundreds of bad rows names the first ten', async () => {
    const rows = Array.from({ length: 300 }, () => ',1998').join('\n')
    await expect(loaded('companies', 'c.csv', `name,founded\n${rows}\n`)).rejects.toThrow(/…and 290 more/)
  })
})

describe('universities of the world', () => {
  const entry = (name: string, more: object = {}) => ({
    name,
    alpha_two_code: 'US',
    domains: ['example.edu'],
    'state-province': null,
    ...more,
  })

  it('add to the built-in ones, which keep their years, abbreviations and former names', async () => {
    const lists = await loaded(
      'universities',
      'u.json',
      JSON.stringify([
        entry('Example University', { 'state-province': 'Ohio' }),
        entry('The Ohio State University', { domains: ['osu.edu', 'buckeyemail.osu.edu'] }),
      ]),
    )
    const { institutions } = lists.institutions.data
    expect(institutions.at(-1)).toEqual({
      id: 'hipo:US:Example University',
      names: ['Example University'],
      country: 'US',
      region: 'Ohio',
      domains: ['example.edu'],
    })
    expect(institutions.find((i) => i.names.includes('OSU Columbus'))).toMatchObject({
      from: '1870',
      domains: ['osu.edu', 'buckeyemail.osu.edu'],
    })
    expect(lists.institutions.version).toMatch(/^2026-11-2 \+ universities /)
  })

  it('of one name in two countries stay two', async () => {
    const lists = await loaded(
      'universities',
      'u.json',
      JSON.stringify([entry('Harvard University', { alpha_two_code: 'GB' })]),
    )
    expect(
      lists.institutions.data.institutions.filter((i) => i.names[0] === 'Harvard University'),
    ).toHaveLength(2)
  })

  it.each([['{}'], ['[]'], ['[1, 2, 3]'], ['[{"name": ""}, {"name": "x"}]']])(
    '%s is refused',
    async (json) => {
      await expect(loaded('universities', 'u.json', json)).rejects.toThrow(/Nothing was loaded/)
    },
  )
})

describe('IPEDS', () => {
  it('says what an institution grants as far as its columns do, and when it closed', async () => {
    const lists = await loaded(
      'ipeds',
      'hd.csv',
      Buffer.from(
        [
          'UNITID,INSTNM,IALIAS,STABBR,WEBADDR,ICLEVEL,HLOFFER,DEGGRANT,CLOSEDAT',
          '900001,Example State University,ESU|Example State,OH,https://www.example.edu/,1,9,1,-2',
          '900002,Example Community College,,OH,cc.example.edu,2,3,1,-2',
          '900003,Example Beauty School,,OH,,3,1,2,12/2020',
          '900004,Universidad Ejempl\xf3n,,PR,,1,,1,-2',
        ].join('\n'),
        'latin1',
      ),
    )
    expect(lists.institutions.data.institutions.slice(-4)).toEqual([
      {
        id: 'ipeds:900001',
        names: ['Example State University', 'ESU', 'Example State'],
        country: 'US',
        region: 'OH',
        domains: ['example.edu'],
        degrees: ['certificate', 'associate', 'bachelor', 'master', 'doctorate'],
      },
      expect.objectContaining({ degrees: ['certificate', 'associate'], domains: ['cc.example.edu'] }),
      expect.objectContaining({ degrees: ['certificate'], to: '2020' }),
      { id: 'ipeds:900004', names: ['Universidad Ejemplón'], country: 'US', region: 'PR' },
    ])
  })

  it.each([
    ['name,state\nExample,OH\n', /has no columns UNITID and INSTNM/],
    ['UNITID,INSTNM\n', /has no rows/],
    ['UNITID,INSTNM\nabc,Example\n', /row 2, UNITID: is not a number of six digits/],
  ])('%s is refused', async (csv, says) => {
    await expect(loaded('ipeds', 'hd.csv', csv)).rejects.toThrow(says)
  })
})

describe('addresses of mailbox businesses', () => {
  it('add to the built-in ones, and chains and forms stay', async () => {
    const lists = await loaded(
      'mailbox-agents',
      'mailboxes.csv',
      'name,street,city,state,zip,rdi,CMRA\nSampletown,1 Example Ave Ste 200 #MAILBOX,Sampletown,OH,43000,Commercial,N\n',
    )
    const { addresses, chains, forms } = lists['mailbox-agents'].data
    expect(addresses.at(-1)).toMatchObject({ city: 'Sampletown', region: 'OH', postcode: '43000' })
    expect(addresses.at(-1)!.street).toMatch(/^1 Example Ave Ste 200/)
    expect(chains).toEqual(facts['mailbox-agents'].data.chains)
    expect(forms).toEqual(facts['mailbox-agents'].data.forms)
  })
})
