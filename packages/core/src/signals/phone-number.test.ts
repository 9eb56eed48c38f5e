import fc from 'fast-check'
import { parsePhoneNumberFromString } from 'libphonenumber-js/max'
import { describe, expect, it } from 'vitest'
import { facts } from '../index.ts'
import { readNumber } from './phone-number.ts'

const plans = facts['numbering-plans'].data
const read = (text: string, country?: string) => readNumber(plans, text, country)

describe('a telephone number as written', () => {
  it.each([
    ['(602) 253-7712', 'national'],
    ['602.253.7712', 'national'],
    ['1-602-253-7712', 'national'],
    ['16022537712', 'national'],
    ['+1 602 253 7712', 'international'],
    ['+1 (602) 253-7712 ext. 40', 'international'],
    ['011 1 602 253 7712', 'abroad'],
    ['Cell: 602-253-7712 (mobile)', 'national'],
    ['tel:+1-602-253-7712', 'international'],
    ['＋１ ６０２ ２５３ ７７１２', 'international'],
    ['+١ ٦٠٢ ٢٥٣ ٧٧١٢', 'international'],
  ])('reads %s', (text, form) => {
    expect(read(text, 'US')).toMatchObject({
      written: text,
      form,
      digits: '16022537712',
      country: 'US',
      area: '602',
      valid: true,
      type: 'fixedOrMobile',
    })
  })

  it('reads prefixes that stay in the country, and trunk zeros where they do not belong', () => {
    for (const text of ['020 7183 8750', '+44 (0)20 7183 8750', '0044 20 7183 8750', '44 20 7183 8750'])
      expect(read(text, 'GB')).toMatchObject({ digits: '442071838750', country: 'GB', valid: true })
    expect(read('8 (912) 345-67-89', 'RU')).toMatchObject({ digits: '79123456789', valid: true })
    expect(read('+54 9 11 2345 6789')?.digits).toBe('5491123456789')
    expect(read('011 15-2345-6789', 'AR')?.digits).toBe('5491123456789')
    expect(read('+39 06 698 12345')).toMatchObject({ digits: '390669812345', valid: true })
  })

  it('tells countries of one calling code apart', () => {
    expect(read('+1 416 922 7711')?.country).toBe('CA')
    expect(read('+1 876 922 7711')?.country).toBe('JM')
    expect(read('+7 701 234 56 78')?.country).toBe('KZ')
    expect(read('+44 7911 123456')?.country).toBe('GG')
    expect(read('+870 773 111 632')?.country).toBe('870')
  })

  it.each([
    ['602-253-77', 'US', 'too short'],
    ['602-253-77123', 'US', 'too long'],
    ['+49 30', 'DE', 'too short'],
    ['(102) 253-7712', 'US', 'plan'],
    ['+999 123 4567', 'US', 'calling code'],
    ['+0 602 253 7712', 'US', 'calling code'],
  ])('says what is wrong with %s', (text, country, problem) => {
    expect(read(text, country)).toMatchObject({ valid: false, problem })
  })

  it('does not blame a number whose country nobody knows', () => {
    expect(read('602 253 7712')).toMatchObject({ valid: false, problem: 'country unknown' })
    expect(read('602 253 7712', 'ZZ')).toMatchObject({ valid: false, problem: 'country unknown' })
    expect(read('0044 20 7183 8750')).toMatchObject({ country: 'GB', valid: true })
  })

  it.each(['', ' ', 'call my agency', '+', '12', '1-800-FLOWERS', '6'.repeat(251), 'ext. 5', '🙂'])(
    'finds none in %j',
    (text) => {
      expect(read(text, 'US')).toBeUndefined()
    },
  )

  it('survives any text', () => {
    const noise = fc.stringMatching(/^[+\d ()./#x\-٠-٩０-９a-zé🙂]{0,40}$/u)
    const country = fc.constantFrom(undefined, 'US', 'DE', 'AR', 'MX', 'AU', '870', 'nowhere', '__proto__')
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary', maxLength: 300 }), noise), country, (text, from) => {
        const number = read(text, from)
        if (number) expect(number.valid).toBe(number.problem === undefined)
      }),
      { numRuns: 2000 },
    )
  })

  it('gives the same number however it is spelled', () => {
    const separators = fc.array(fc.constantFrom(' ', '-', '.', '/', '', ' - ', '\u00a0'), {
      minLength: 14,
      maxLength: 14,
    })
    const number = fc.constantFrom('+16022537712', '+4915123456789', '+442071838750', '+5491123456789')
    fc.assert(
      fc.property(number, separators, (plain, between) => {
        const spelled = [...plain].map((digit, i) => `${digit}${between[i]}`).join('')
        const { written: _a, ...one } = read(plain)!
        const { written: _b, ...other } = read(spelled)!
        expect(other).toEqual(one)
      }),
    )
  })

  it('agrees with libphonenumber on what is valid, on every country', () => {
    const country = fc.constantFrom(...Object.keys(plans.countries).filter((c) => /^[A-Z]{2}$/.test(c)))
    const digits = fc.stringMatching(/^\d{3,13}$/)
    fc.assert(
      fc.property(country, digits, fc.constantFrom('', '+', '00', '0'), (from, body, before) => {
        const plan = plans.countries[from]!
        const text = `${before}${before === '+' || before === '00' ? plan.code : ''}${body}`
        const theirs = parsePhoneNumberFromString(text, from as 'US')
        expect([text, read(text, from)?.valid ?? false]).toEqual([text, theirs?.isValid() ?? false])
      }),
      { numRuns: 3000 },
    )
  })
})
