import { describe, expect, it } from 'vitest'
import { defaultModel } from './default-model.ts'
import { linkage } from './linkage.ts'
import type { LinkRecord, PairExplanation } from './types.ts'

type Person = Omit<LinkRecord, 'id'>

const home: Person = { street: '12 Oak Street', city: 'Columbus', region: 'OH', postcode: '43215' }
const john: Person = {
  ...home,
  givenName: 'John',
  familyName: 'Whitcombe',
  birthDate: '1961-05-17',
  phones: ['(614) 555-0171'],
}

function explained(a: Person, b: Person): PairExplanation {
  const of = linkage(defaultModel)
  of.load([
    { ...a, id: 'a' },
    { ...b, id: 'b' },
  ])
  const pair = of.explain('a', 'b')!
  const joined = of.entityOf('a')!.records.length === 2
  expect(joined).toBe(pair.linked && pair.blocks.length > 0)
  return pair
}

describe('one person', () => {
  it.each<[string, Person, Person]>([
    ['written twice', john, john],
    ['under a short form', john, { ...john, givenName: 'Jack' }],
    ['with the names swapped', john, { ...john, givenName: 'Whitcombe', familyName: 'John' }],
    ['with a whole name in one field', john, { ...home, birthDate: '1961-05-17', name: 'WHITCOMBE, John' }],
    ['who moved', john, { ...john, street: '7 Hill Road', city: 'Dayton', postcode: '45402' }],
    ['who married', { ...john, givenName: 'Joan' }, { ...john, givenName: 'Joan', familyName: 'Farrow' }],
    [
      'with day and month swapped',
      { ...john, birthDate: '1961-05-07' },
      { ...john, birthDate: '1961-07-05' },
    ],
    [
      'from another script',
      { givenName: 'Алексей', familyName: 'Ковалёв', birthDate: '1988-02-11', emails: ['ak@post.example'] },
      { givenName: 'Alexey', familyName: 'Kovalyov', birthDate: '1988-02-11', phones: ['+7 912 555 01 01'] },
    ],
    [
      'with a patronymic here and none there',
      { givenName: 'Olga Sergeevna', familyName: 'Lebedeva', birthDate: '1979-09-30' },
      { givenName: 'Olga', familyName: 'Lebedeva', birthDate: '1979-09-30' },
    ],
    [
      'with one of two family names',
      { givenName: 'Lucía', familyName: 'Ibarra Montes', birthDate: '1992-12-02' },
      { givenName: 'Lucia', familyName: 'Ibarra', birthDate: '1992-12-02' },
    ],
    [
      'with a slip in the address and in the birth date',
      { name: 'Nadia Kessler', emails: ['nadia.kessler17@gmail.com'], birthDate: '1983-04-19' },
      { name: 'Nadia Kessler', emails: ['nadia.kessler17@gmial.com'], birthDate: '1983-04-16' },
    ],
    [
      'with a national number in front of the phone or not',
      { name: 'Priya Raman', phones: ['+44 7700 900123'] },
      { name: 'Priya Raman', phones: ['07700 900123'] },
    ],
  ])('%s', (_, a, b) => {
    expect(explained(a, b)).toMatchObject({ linked: true })
  })
})

describe('two people', () => {
  it.each<[string, Person, Person]>([
    ['father and son of one name, at one address', john, { ...john, birthDate: '1989-11-02' }],
    [
      'father and son, one of them with initials',
      john,
      { ...john, givenName: 'J', birthDate: '1989-11-02', phones: [] },
    ],
    ['twins', john, { ...john, givenName: 'Peter' }],
    ['a couple with one phone', john, { ...john, givenName: 'Margaret', birthDate: '1963-01-29' }],
    [
      'a couple with one phone and one mailbox, no birth dates',
      { ...john, birthDate: undefined, emails: ['whitcombes@post.example'] },
      { ...john, birthDate: undefined, emails: ['whitcombes@post.example'], givenName: 'Margaret' },
    ],
    [
      'a couple with one pay account',
      { ...john, accounts: ['021000021/4417735'] },
      { ...john, birthDate: undefined, givenName: 'Margaret', accounts: ['021000021/4417735'] },
    ],
    [
      'crews who are paid into one account',
      { name: 'Ann Oduya', accounts: ['021000021/4417735'] },
      { name: 'Piotr Wolny', accounts: ['021000021/4417735'] },
    ],
    [
      'a household without given names',
      { ...john, givenName: '' },
      { ...john, birthDate: '', givenName: '' },
    ],
    [
      'a common name in one city',
      { name: 'Maria Garcia', city: 'Houston', region: 'TX' },
      { name: 'Maria Garcia', city: 'Houston', region: 'TX' },
    ],
    ['a rare name and nothing else', { name: 'Zebulon Quackenbush' }, { name: 'Zebulon Quackenbush' }],
    [
      'namesakes with addresses made of the name',
      { name: 'Nadia Kessler', emails: ['nadia.kessler17@gmail.com'] },
      { name: 'Nadia Kessler', emails: ['nadia.kessler71@gmail.com'] },
    ],
    ['one birth date and nothing else', { birthDate: '1980-02-02' }, { birthDate: '1980-02-02' }],
    [
      'colleagues behind one switchboard',
      { name: 'Ann Oduya', phones: ['+1 212 555 0188'], birthDate: '1980-02-02' },
      { name: 'Piotr Wolny', phones: ['+1 212 555 0188'], birthDate: '1991-08-14' },
    ],
  ])('%s', (_, a, b) => {
    expect(explained(a, b)).toMatchObject({ linked: false })
  })
})

describe('an explanation', () => {
  it('adds up, names levels, and says what is not on both', () => {
    const pair = explained(john, { ...john, givenName: 'Jack', phones: undefined })
    const sum = pair.fields.reduce((total, { weight }) => total + weight, pair.prior)
    expect(pair.weight).toBeCloseTo(sum, 9)
    expect(pair.fields.find(({ field }) => field === 'givenName')).toMatchObject({ level: 'a short form' })
    expect(pair.fields.find(({ field }) => field === 'phone')).toMatchObject({
      level: 'not on both',
      weight: 0,
    })
    expect(pair.model).toBe(defaultModel.version)
    expect(pair.blocks).toContain('address')
  })

  it('says which rule stands against the weight', () => {
    const strong = { name: 'Zebulon Quackenbush', city: 'Dayton', region: 'OH' }
    expect(explained(strong, strong).linked).toBe(false)
    expect(explained(john, { ...john, givenName: 'Peter' }).rule).toMatch(/^two given names/)
    expect(explained(john, { ...john, birthDate: '1989-11-02' }).rule).toMatch(/birth date/)
  })

  it('gives a variant spelling no more than the exact one, and never holds it against a pair', () => {
    const weight = (a: string, b: string) =>
      explained({ ...john, familyName: a }, { ...john, familyName: b }).fields.find(
        ({ field }) => field === 'familyName',
      )!
    for (const [a, b] of [
      ['Chowdhury', 'Choudhuri'],
      ['Alexandrov', 'Aleksandrov'],
      ['Müller', 'Mueller'],
      ['Phillips', 'Filips'],
      ['Kovalyov', 'Kovalev'],
    ] as const) {
      const variant = weight(a, b)
      expect(variant.level, `${a} ${b}`).toBe('another spelling of it')
      expect(variant.weight).toBeGreaterThan(0)
      expect(variant.weight).toBeLessThanOrEqual(weight(a, a).weight)
    }
    expect(weight('Kovalev', 'Kuznetsov').level).toBe('different')
  })

  it('of two documents that differ holds it against the pair, and lets the rest decide', () => {
    const a = { ...john, documents: ['AB 884 213'] }
    const documents = explained(a, { ...a, documents: ['KX 190 557'] })
    expect(documents.fields.find(({ field }) => field === 'document')!.weight).toBeLessThan(-1)
    const born = explained(a, { ...a, birthDate: '1989-11-02' })
    expect(born.fields.find(({ field }) => field === 'birthDate')!.weight).toBeLessThan(-1)
    expect(born.linked).toBe(true)
  })
})

describe('values that say nothing', () => {
  it('glue nobody, though ten thousand carry them all', () => {
    const of = linkage(defaultModel)
    const given = ['Ann', 'Bo', 'Cy', 'Dee', 'Eve', 'Fay', 'Gus', 'Hal', 'Ivy', 'Jo']
    of.load(
      Array.from({ length: 10_000 }, (_, i) => ({
        id: `r${i}`,
        givenName: given[i % 10],
        familyName: `Smith${String.fromCharCode(97 + (i % 7))}`,
        birthDate: '1900-01-01',
        phones: ['000-000-0000'],
        emails: ['test@test.com', 'N/A'],
        documents: ['000-00-0000', '123-45-6789'],
        addresses: ['N/A'],
        city: 'unknown',
      })),
    )
    expect([...of.entities()]).toEqual([])
  })

  it('are found by their number where no list knows them, and shown as hubs', () => {
    const of = linkage(defaultModel)
    of.load(
      Array.from({ length: 3000 }, (_, i) => ({
        id: `r${i}`,
        name: `Ann${String.fromCharCode(97 + (i % 26))} Lee`,
        phones: ['+1 212 736 5000'],
        emails: ['frontdesk@agency.example'],
      })),
    )
    expect([...of.entities()]).toEqual([])
    const phones = of.blocks().find(({ rule }) => rule === 'phone')!
    expect(phones.off).toEqual([{ shown: '12127365000', size: 3000 }])
  })
})

describe('bad input', () => {
  it.each<[string, Person]>([
    ['no field', {}],
    [
      'every field empty',
      { name: '', givenName: '', birthDate: '', phones: [''], emails: [''], addresses: [''] },
    ],
    ['a name of a megabyte', { name: 'x y'.repeat(350_000), addresses: ['9'.repeat(1_000_000)] }],
    ['marks and joiners', { name: 'Ż\u0301\u200d\u0000\ud800 \u202e', emails: ['@', 'a@', '\ud83d\ude00'] }],
    ['no dates', { birthDate: '31/02/0000', phones: ['+++', '12'], documents: ['-'] }],
    ['another script', { name: '山田 太郎', city: '東京', addresses: ['東京都千代田区1-1'] }],
  ])('%s is a record of its own', (_, person) => {
    const of = linkage(defaultModel)
    of.load([
      { ...person, id: 'a' },
      { ...person, id: 'b' },
      { ...john, id: 'c' },
    ])
    expect(of.add({ ...person, id: 'd' }).records).toEqual(['d'])
    expect(of.explain('a', 'd')).toBeDefined()
    expect(of.size).toBe(4)
  })

  it('takes the last of several records with one id', () => {
    const of = linkage(defaultModel)
    of.load([
      { ...john, id: 'a' },
      { ...john, id: 'b' },
      { id: 'a', name: 'Somebody Else' },
    ])
    expect(of.size).toBe(2)
    expect([...of.entities()]).toEqual([])
  })
})
