import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { accept, detectors, digest, drain, type FactLists, facts, plan, score } from '../../index.ts'

/** Whatever stands in the fields of an application, and however a number is spelled. */

const contact = detectors.filter((d) => d.id.startsWith('contact/'))
const lists: Partial<FactLists> = {
  'disposable-numbers': {
    ...facts['disposable-numbers'],
    version: 'test',
    data: { numbers: { 16022537712: '2025-12-20', 447400123456: '2025-12-20' } },
  },
  'disposable-domains': {
    ...facts['disposable-domains'],
    version: 'test',
    data: { domains: new Set(['minutes.example']) },
  },
  companies: {
    ...facts.companies,
    version: 'test',
    data: { companies: [{ name: 'Example Freight', domains: ['example-freight.com'] }] },
  },
}
const at = 1_767_225_600_000

function judge(...applications: object[]) {
  const observations = applications.flatMap((data, i) => {
    const row = { kind: 'application', at: at + i, about: [`application:A-${i}`], data }
    const accepted = accept(row, { source: 'test', id: `r${i}`, receivedAt: 4e12 }, (t, v) => digest(t + v))
    return accepted.observation ? [accepted.observation] : []
  })
  return drain(plan(contact, lists), [observations])
}

const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.constantFrom(
    '',
    ' ',
    '🙂',
    'ارقام',
    '\u202e@minutes.example',
    'a@b.c',
    '__proto__',
    'constructor',
    '0'.repeat(400),
  ),
  fc.stringMatching(/^[+\d ()./x-]{0,30}$/),
  fc.emailAddress(),
)
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined })
const application = fc.record({
  name: maybe(text),
  phones: maybe(fc.array(text, { maxLength: 4 })),
  emails: maybe(fc.array(text, { maxLength: 4 })),
  address: maybe(text),
  place: maybe(
    fc.oneof(
      text,
      fc.record({
        country: maybe(
          fc.oneof(
            text.map((t) => t.slice(0, 90)),
            fc.constantFrom('US', 'de', 'United Kingdom'),
          ),
        ),
        region: maybe(fc.constantFrom('AZ', 'Arizona', 'constructor', '')),
        lat: maybe(fc.constantFrom(33.4, -90)),
        lon: maybe(fc.constantFrom(-112, 180)),
      }),
    ),
  ),
  education: maybe(fc.array(fc.record({ institution: maybe(text) }), { maxLength: 3 })),
  work: maybe(fc.array(fc.record({ name: maybe(text), summary: maybe(text) }), { maxLength: 3 })),
  profiles: maybe(fc.array(fc.record({ url: maybe(text), username: maybe(text) }), { maxLength: 2 })),
  appliedAt: maybe(fc.double({ noNaN: true, noDefaultInfinity: true })),
  emailFirstSeenAt: maybe(fc.double({ noNaN: true, noDefaultInfinity: true })),
})

describe('detectors of contacts', () => {
  it('judge any text without failing, and weigh only finite numbers', () => {
    let judged = 0
    fc.assert(
      fc.property(application, application, (a, b) => {
        // what JSON can't carry was never sent
        const out = judge(...(JSON.parse(JSON.stringify([a, b])) as object[]))
        expect(out.faults).toEqual([])
        judged += out.evidence.length
        for (const e of out.evidence)
          for (const weight of Object.values(e.weights)) expect(Number.isFinite(weight)).toBe(true)
      }),
      { numRuns: 400 },
    )
    expect(judged).toBeGreaterThan(100)
  })

  it('say the same however a number is spelled', () => {
    const spellings = {
      US: [
        '+16022537712',
        '+1 602 253 7712',
        '(602) 253-7712',
        '602.253.7712',
        '1-602-253-7712',
        '001 602 253 7712',
        '6022537712 ext 4',
      ],
      GB: [
        '+447400123456',
        '+44 7400 123 456',
        '07400 123456',
        '+44 (0) 7400-123-456',
        '0044 7400 123456',
        '07400/123456',
      ],
      none: ['+12212537712', '(221) 253-7712', '1.221.253.7712', '2212537712'],
      film: ['+16025550142', '602-555-0142', '(602) 555 0142', '1 602 5550142'],
    }
    for (const [name, [first, ...others]] of Object.entries(spellings)) {
      const place = name === 'GB' ? 'London, UK' : 'Tampa, FL'
      const said = (phone: string) =>
        judge({ phones: [phone], place })
          // how it is dialled is the only thing that one detector reads in the spelling
          .evidence.filter((e) => e.detector !== 'contact/phone-format')
          .map((e) => [e.detector, e.is, e.weight])
          .sort()
      for (const other of others) expect([other, said(other)]).toEqual([other, said(first!)])
    }
  })

  const dana = {
    name: 'Dana Reyes',
    emails: ['danareyes84@gmail.com'],
    phones: ['602-253-7713'],
    place: 'Phoenix, AZ',
  }
  const weight = (data: object) => score(judge({ ...dana, ...data }).evidence).weight

  it.each([
    ['a number of films', { phones: ['602-555-0142'] }],
    ['a toll-free number', { phones: ['888-253-7712'] }],
    ['a disposable number', { phones: ['602-253-7712'] }],
    ['a disposable number from abroad', { phones: ['+44 7400 123456'] }],
    ['a mailbox for minutes', { emails: ['d.lee@minutes.example'] }],
    ['an imitated domain', { emails: ['d.lee@exarnple-freight.com'], work: [{ name: 'Example Freight' }] }],
  ])('ask for a check on %s alone', (_, data) => {
    expect(weight(data)).toBeGreaterThanOrEqual(0.7)
    expect(weight(data)).toBeLessThanOrEqual(1)
  })

  it.each([
    ['a lost digit', { phones: ['602-253-771'] }],
    ['+1', { phones: ['+1 602 253 7713'] }],
    ['another state', { place: 'Tampa, FL' }],
    ['another country', { phones: ['+44 7400 123457'] }],
    ['an unassigned area code', { phones: ['221-253-7712'] }],
    ['an academic address without the school', { emails: ['d.lee@student.smc.edu'] }],
    ['a fresh address', { emailFirstSeenAt: at - 86_400_000 }],
    [
      'another ending of an employer’s name',
      { emails: ['d.lee@example-freight.net'], work: [{ name: 'Example Freight' }] },
    ],
  ])('ask for none on %s alone', (_, data) => {
    expect(weight(data)).toBeLessThan(0.35)
  })

  it('never raise an ordinary applicant above the threshold of a check, taken together', () => {
    const usual = judge({
      name: 'Dana Reyes',
      phones: ['+1 602 253 7712x'.replace('7712', '7713')],
      emails: ['danareyes84@gmail.com'],
      place: 'Tampa, FL',
      work: [{ name: 'Example Freight' }],
      emailFirstSeenAt: at - 20 * 86_400_000,
    })
    const families = Map.groupBy(usual.evidence, (e) => e.family)
    const total = [...families.values()]
      .map((found) => Math.log10(found.reduce((sum, e) => sum + 10 ** e.weight, 0) / found.length))
      .reduce((a, b) => a + b, 0)
    expect(total).toBeLessThan(0.3)
  })
})
