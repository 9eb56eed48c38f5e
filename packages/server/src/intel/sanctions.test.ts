import { describe, expect, it } from 'vitest'
import { sanctionsIndex } from './sanctions.ts'
import type { SdnEntry } from './sdn.ts'

/** An invented list: frequent words (Ali, Garcia), rare ones, people with a day, a year and several names. */
function entry(uid: number, names: string[], births: string[], more: Partial<SdnEntry> = {}): SdnEntry {
  return {
    uid: String(uid),
    type: 'individual',
    names,
    weakNames: [],
    births: births.map((b) =>
      b.length === 4 ? { from: `${b}-01-01`, to: `${b}-12-31` } : { from: b, to: b },
    ),
    documents: [],
    wallets: [],
    addresses: [],
    programs: [],
    ...more,
  }
}

const wallet = '149w62rY42aZBox8fGcmqNsXUzSStKeq8C'
const list = [
  entry(1, ['Zoltan Vereshko'], ['1979-09-21'], {
    wallets: [
      { currency: 'XBT', address: wallet },
      { currency: 'ETH', address: '0xAbCdEf0123456789abcdef0123456789abcdef01' },
    ],
    documents: [{ type: 'Passport', number: 'T14553558' }],
  }),
  entry(2, ['Oleksandr Mykolayovych Hrytsenko'], ['1968-02-03']),
  entry(3, ['Marisol Quetzaya'], ['1971']),
  entry(4, ['Ali Garcia'], ['1980-05-05'], { documents: [{ type: 'Tax ID No.', number: '123456' }] }),
  entry(5, ['Vereshko Shipping'], [], { type: 'entity' }),
  entry(6, ['Yan Bo'], ['1990-10-10'], { weakNames: ['Zoltan Vereshko'] }),
  ...Array.from({ length: 2000 }, (_, i) =>
    entry(100 + i, [`Ali Garcia Word${letters(i)}`], [`19${50 + (i % 40)}-0${1 + (i % 9)}-1${i % 9}`]),
  ),
]
const index = sanctionsIndex(list, 'test')

function letters(i: number): string {
  return [...String(i)].map((digit) => 'bcdfghjklm'[Number(digit)]).join('')
}

describe('the sanctions look-up', () => {
  it('is a match by a wallet or a document alone', () => {
    expect(index.look({ wallets: [` ${wallet} `] })).toEqual({ entry: '1', agrees: ['wallet'] })
    expect(index.look({ wallets: ['0xABCDEF0123456789ABCDEF0123456789ABCDEF01'] })).toEqual({
      entry: '1',
      agrees: ['wallet'],
    })
    expect(
      index.look({ name: 'Jo Brook', documents: [{ type: 'passport', number: 't 1455-3558' }] }),
    ).toEqual({
      entry: '1',
      agrees: ['document'],
    })
  })

  it('is a match by name and birth date', () => {
    const expected = { entry: '1', agrees: ['birth date', 'name'] }
    expect(index.look({ name: 'Zoltan Vereshko', birthDate: '1979-09-21' })).toEqual(expected)
    expect(index.look({ name: 'VERESHKO, Zoltán', birthDate: '21 September 1979' })).toEqual(expected)
    expect(index.look({ name: 'Zoltan Vereshko', birthDate: '09/21/1979' })).toEqual(expected)
    expect(index.look({ name: 'Zoltan J. Vereshko', birthDate: 'Sep 21, 1979' })).toEqual(expected)
  })

  it('reads another spelling of a name only where the birth date is the same day', () => {
    expect(
      index.look({ name: 'Oleksander Hrytsenkо'.replace('о', 'o'), birthDate: '1968-02-03' })?.agrees,
    ).toEqual(['birth date', 'name'])
    expect(index.look({ name: 'Marisola Quetzaya', birthDate: '1971-06-06' })).toBeUndefined()
    expect(index.look({ name: 'Marisol Quetzaya', birthDate: '1971-06-06' })).toEqual({
      entry: '3',
      agrees: ['birth year', 'name'],
    })
  })

  it.each([
    ['a name alone', { name: 'Zoltan Vereshko' }],
    ['a name and another birth date', { name: 'Zoltan Vereshko', birthDate: '1979-09-22' }],
    ['a name and a year', { name: 'Zoltan Vereshko', birthDate: '1979' }],
    ['a birth date alone', { birthDate: '1979-09-21' }],
    ['a birth date and half a name', { name: 'Zoltan Smith', birthDate: '1979-09-21' }],
    ['a mononym', { name: 'Zoltan', birthDate: '1979-09-21' }],
    ['two frequent words and the day', { name: 'Ali Garcia', birthDate: '1980-05-05' }],
    ['a weak alias of OFAC', { name: 'Zoltan Vereshko', birthDate: '1990-10-10' }],
    ['a company called like it', { name: 'Vereshko Shipping', birthDate: '1979-09-21' }],
    ['a wallet in another case, where case counts', { wallets: [wallet.toLowerCase()] }],
    ['another kind of document', { documents: [{ type: 'SSN', number: 'T14553558' }] }],
    ['a short number that many documents have', { documents: [{ type: 'Tax ID', number: '123456' }] }],
    ['half a number', { documents: [{ number: 'T145' }] }],
    ['a name in another script', { name: 'Золтан Верешко', birthDate: '1979-09-21' }],
    ['nothing', {}],
    ['nonsense', { name: '\u202e🙂', birthDate: '99/99/9999', documents: [{ number: '' }], wallets: [''] }],
  ])('is none by %s', (_, applicant) => {
    expect(index.look(applicant)).toBeUndefined()
  })

  it('takes the strongest entry', () => {
    expect(
      index.look({ name: 'Oleksandr Hrytsenko', birthDate: '1968-02-03', wallets: [wallet] })?.entry,
    ).toBe('1')
  })
})
