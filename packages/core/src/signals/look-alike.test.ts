import { domainToUnicode } from 'node:url'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { companyKey, companyNamed } from './company-names.ts'
import { domainName, mistakes, nameLikeness } from './look-alike.ts'
import { shownLabel } from './punycode.ts'

describe('how one name imitates another', () => {
  it.each([
    ['rnicrosoft', 'microsoft', 'look-alike letters'],
    ['micros0ft', 'microsoft', 'look-alike letters'],
    ['аррӏе', 'apple', 'look-alike letters'],
    ['paypa1', 'paypal', 'look-alike letters'],
    ['microsotf', 'microsoft', 'one typing mistake'],
    ['gooogle', 'google', 'one typing mistake'],
    ['exampel-freight', 'example-freight', 'one typing mistake'],
    ['microsoft-careers', 'microsoft', 'an added word'],
    ['jobs-microsoft', 'microsoft', 'an added word'],
    ['microsofthr', 'microsoft', 'an added word'],
    ['müller-bau', 'mullerbau', 'same'],
  ])('%s of %s: %s', (seen, real, kind) => {
    expect(nameLikeness(seen, real)).toBe(kind)
  })

  it.each([
    ['apples', 'apple'],
    ['walmart', 'kmart'],
    ['ibn', 'ibm'],
    ['meta', 'beta'],
    ['stripes', 'stripe'],
    ['microsoftgroup', 'microsoft'],
    ['getexample', 'example'],
    ['northwind', 'northwoods'],
    ['acme', 'acme-industries'],
    ['例子', 'example'],
  ])('%s does not imitate %s', (seen, real) => {
    expect(nameLikeness(seen, real)).toBeUndefined()
  })

  it('finds what the owner registered', () => {
    expect(domainName('mail.example.co.uk')).toEqual({
      owned: 'example.co.uk',
      name: 'example',
      ending: 'co.uk',
    })
    expect(domainName('hr.example.com').owned).toBe('example.com')
    expect(domainName('example.de').owned).toBe('example.de')
    expect(domainName('a.b.xn--mnchen-3ya.de').name).toBe('münchen')
    expect(domainName('co.uk').owned).toBe('co.uk')
  })

  it('reads Punycode as the runtime does', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z0-9-]{1,12}$/), (body) => {
        const label = `xn--${body}`
        const theirs = domainToUnicode(label)
        // the runtime refuses more than Punycode itself does
        if (theirs !== '' && theirs !== label) expect(shownLabel(label)).toBe(theirs)
        else expect(typeof shownLabel(label)).toBe('string')
      }),
      { numRuns: 3000 },
    )
    for (const word of ['münchen', '例子', 'аррӏе', 'ñandú', 'straße-7'])
      expect(shownLabel(new URL(`http://${word}.test`).hostname.split('.')[0]!)).toBe(word)
  })

  it('counts mistakes as everybody does', () => {
    expect(mistakes('', '')).toBe(0)
    expect(mistakes('abcd', 'abdc')).toBe(1)
    expect(mistakes('abcd', 'abxd')).toBe(1)
    expect(mistakes('abcd', 'acd')).toBe(1)
    expect(mistakes('abcd', 'badc')).toBe(2)
    expect(mistakes('abcd', 'abcdefg')).toBe(Number.POSITIVE_INFINITY)
  })

  it('survives any text', () => {
    const text = fc.string({ unit: 'binary', maxLength: 80 })
    fc.assert(
      fc.property(text, text, (a, b) => {
        nameLikeness(a, b)
        expect(nameLikeness(a, a)).toBe('same')
        domainName(a)
        companyKey(a)
      }),
    )
  })
})

describe('names of companies', () => {
  it.each([
    ['Example Freight, Inc.', 'examplefreight'],
    ['The Example Freight Co., Ltd.', 'examplefreight'],
    ['Exämple GmbH', 'example'],
    ['EXAMPLE s.r.l.', 'example'],
    ['Example Pty Ltd', 'example'],
    ['Inc.', 'inc'],
    ['Costco', 'costco'],
    ['东方公司', '东方公司'],
    [' ', ''],
  ])('%s', (written, key) => {
    expect(companyKey(written)).toBe(key)
  })

  it('finds a company by name or alias', () => {
    const list = [{ name: 'Example Freight Inc', aliases: ['EFI'] }, { name: 'Example Bank' }]
    expect(companyNamed(list, 'EXAMPLE FREIGHT')?.name).toBe('Example Freight Inc')
    expect(companyNamed(list, 'efi')?.name).toBe('Example Freight Inc')
    expect(companyNamed(list, 'Example')).toBeUndefined()
    expect(companyNamed(list, '!!!')).toBeUndefined()
  })
})
