import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openIpCountries } from './ip-countries.ts'

describe('the country of an address', () => {
  const { countries, remark } = openIpCountries()

  it('is read from the package, with the day of its data', () => {
    expect(remark).toBeUndefined()
    expect(countries?.version).toMatch(/^iptoasn \d{4}-\d\d-\d\d$/)
    expect(countries?.of('8.8.8.8')).toBe('US')
    expect(countries?.of(' ::ffff:8.8.8.8')).toBe('US')
    expect(countries?.of('2001:4860:4860::8888')).toBe('US')
  })

  it.each([
    '10.0.0.1',
    '192.168.1.1',
    '100.64.0.1',
    '127.0.0.1',
    'fe80::1',
    '::1',
    '',
    'localhost',
    '8.8.8',
    '1'.repeat(1e6),
  ])('is not known of %.40s', (ip) => {
    expect(countries?.of(ip)).toBeUndefined()
  })

  it.each([
    ['is absent', undefined],
    ['is empty', ''],
    ['is something else', 'not a database'],
  ])('is no country where the file %s, and one remark that names it', (_, content) => {
    const file = join(mkdtempSync(join(tmpdir(), 'telltale-')), 'countries.mmdb')
    if (content !== undefined) writeFileSync(file, content)
    const opened = openIpCountries(file)
    expect(opened.countries).toBeUndefined()
    expect(opened.remark).toContain(file)
    expect(opened.remark).toMatch(/npm ci/)
  })
})
