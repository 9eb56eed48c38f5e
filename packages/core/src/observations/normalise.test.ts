import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { address, agency, email, mac, phone, place } from './normalise.ts'

describe('a phone number', () => {
  it.each([
    ['(208) 555-2211', '12085552211'],
    ['+1 208 555 2211', '12085552211'],
    ['1-208-555-2211', '12085552211'],
    ['208.555.2211 ext. 9', '12085552211'],
    ['001 208 555 2211', '12085552211'],
    ['+44 20 7946 0018', '442079460018'],
  ])('%s is %s', (written, value) => {
    expect(phone(written)?.value).toBe(value)
  })

  it.each([
    '',
    'none',
    'N/A',
    '000-000-0000',
    '111 111 1111',
    '+1 (999) 999-9999',
    '123-456-7890',
    '(201) 555-0123',
    '2211',
    '+1 208 0000000',
    `${'9'.repeat(16)}`,
  ])('%j identifies nobody', (written) => {
    expect(phone(written)).toBeUndefined()
  })

  it('is shared by two who invented the same one', () => {
    expect(phone('(208) 555-0142')?.value).toBe(phone('+1 208.555.0142')?.value)
    expect(phone('(208) 555-0142')).toBeDefined()
  })

  it('shows its area and its last two digits, never the number', () => {
    expect(phone('(208) 555-2211')?.shown).toBe('+1208•••••11')
  })

  it('reads the same however it is punctuated', () => {
    const digits = fc.integer({ min: 2_000_000_000, max: 9_999_999_999 }).map(String)
    fc.assert(
      fc.property(digits, fc.constantFrom('-', '.', ' '), (d, dash) => {
        const written = `(${d.slice(0, 3)}) ${d.slice(3, 6)}${dash}${d.slice(6)}`
        expect(phone(written)).toEqual(phone(d))
        expect(phone(`+1${d}`)).toEqual(phone(d))
      }),
    )
  })
})

describe('an e-mail address', () => {
  it.each([
    ['Fern.Vernier@Post.Example', 'fern.vernier@post.example'],
    ['fern.vernier+jobs@post.example ', 'fern.vernier@post.example'],
    ['f.e.r.n@gmail.com', 'fern@gmail.com'],
    ['fern@googlemail.com', 'fern@gmail.com'],
  ])('%s is %s', (written, value) => {
    expect(email(written)?.value).toBe(value)
  })

  it.each([
    '',
    'fern',
    '@post.example',
    'fern@',
    'fern@post',
    'a b@post.example',
    'test@test.com',
    'someone@example.com',
    'n/a',
  ])('%j identifies nobody', (written) => {
    expect(email(written)).toBeUndefined()
  })

  it('counts at a reserved domain, unless it is a form’s hint', () => {
    expect(email('fern.moss@example.com')?.value).toBe('fern.moss@example.com')
    expect(email('John.Doe@example.com')).toBeUndefined()
  })

  it('keeps dots apart where the provider does', () => {
    expect(email('f.ern@post.example')?.value).not.toBe(email('fern@post.example')?.value)
  })

  it('shows one letter and the domain', () => {
    expect(email('fern@post.example')?.shown).toBe('f•••@post.example')
  })
})

describe('a hardware address', () => {
  it.each(['50:C7:BF:00:00:01', '50-c7-bf-00-00-01', '50c7.bf00.0001'])('%s is one form', (written) => {
    expect(mac(written)).toBe('50:c7:bf:00:00:01')
  })

  it.each([
    '',
    '00:00:00:00:00:00',
    'ff:ff:ff:ff:ff:ff',
    '01:00:5e:00:00:fb',
    '50:c7:bf:00:00',
    '<not available>',
  ])('%j names no network', (written) => {
    expect(mac(written)).toBeUndefined()
  })
})

describe('a postal address', () => {
  it('meets its other spellings', () => {
    const one = address('4410 Ropewalk Street, Apartment 6, Nashville, TN')
    expect(address('4410 ROPEWALK ST. #6 Nashville TN')).toEqual(one)
    expect(address('4410 Ropewalk St Unit 6, Nashville TN')).toEqual(one)
  })

  it('keeps neighbours apart', () => {
    expect(address('12 Larch Street, Boise')?.value).not.toBe(address('14 Larch Street, Boise')?.value)
    expect(address('12 Larch Street Apt 1, Boise')?.value).not.toBe(
      address('12 Larch Street Apt 2, Boise')?.value,
    )
  })

  it.each(['', 'Nashville, TN', 'remote', 'n/a', '12'])('%j is no address', (written) => {
    expect(address(written)).toBeUndefined()
  })

  it('never shows itself', () => {
    expect(address('12 Larch Street, Boise')?.shown).not.toContain('Larch')
  })
})

describe('an agency', () => {
  it.each([
    ['Example Staffing, Inc.', 'example staffing'],
    ['EXAMPLE  STAFFING', 'example staffing'],
    ['Muster Personal GmbH', 'muster personal'],
    ['Smith & Jones', 'smith jones'],
  ])('%j is %j', (written, form) => {
    expect(agency(written)).toBe(form)
  })

  it.each([
    undefined,
    '',
    'N/A',
    'None',
    'Direct',
    'LinkedIn',
    'Careers Website',
    'Google Jobs',
    'Inc.',
    '-',
  ])('%j is no agency', (written) => {
    expect(agency(written)).toBeUndefined()
  })
})

it('forms never throw on any text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      for (const form of [phone, email, address]) expect(form(text)?.value ?? 'x').not.toBe('')
      expect(mac(text) ?? '50:c7:bf:00:00:01').toMatch(/^([0-9a-f]{2}:){5}[0-9a-f]{2}$/)
    }),
  )
})

it('a place in words keeps its words, and has no coordinates', () => {
  expect(place('Boise, Idaho')).toEqual({ city: 'Boise, Idaho' })
  expect(place({ lat: 1, lon: 2 })).toEqual({ lat: 1, lon: 2 })
  expect(place(undefined)).toBeUndefined()
})
