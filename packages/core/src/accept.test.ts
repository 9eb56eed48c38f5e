import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { accept, type BlindIndex } from './accept.ts'
import { digest } from './digest.ts'
import { kinds } from './observations/index.ts'

const receivedAt = 1_767_225_600_000
const index: BlindIndex = (type, value) => digest(`${type} ${value}`)
const receipt = { source: 'test', id: 'row 7', receivedAt }
const take = (row: unknown) => accept(row, receipt, index)
const rtt = { kind: 'rtt', at: receivedAt, about: ['device:LT-1'], data: { transport: [20] } }

function problem(row: unknown): string {
  const { observation, problems } = take(row) as ReturnType<typeof accept> & {
    problems?: { field: string; reason: string }[]
  }
  expect(observation).toBeUndefined()
  expect(problems!.length).toBeGreaterThan(0)
  return problems!.map((p) => `${p.field}: ${p.reason}`).join('; ')
}

describe('a row that can be used', () => {
  it('keeps what it says, with its source, its receipt and its own id', () => {
    const { observation } = take({ ...rtt, id: 'r1' })
    expect(observation).toEqual({
      source: 'test',
      id: 'r1',
      kind: 'rtt',
      at: receivedAt,
      receivedAt,
      about: ['device:LT-1'],
      data: { transport: [20] },
      derived: { attributes: [] },
    })
  })

  it('gets the id of its receipt where it has none', () => {
    expect(take(rtt).observation?.id).toBe('row 7')
    expect(take({ ...rtt, id: null }).observation?.id).toBe('row 7')
  })

  it('may name one subject without a list, and the same one twice', () => {
    expect(take({ ...rtt, about: 'device:LT-1' }).observation?.about).toEqual(['device:LT-1'])
    expect(take({ ...rtt, about: ['device:LT-1', 'device:LT-1'] }).observation?.about).toEqual([
      'device:LT-1',
    ])
  })

  it('keeps members that are not known', () => {
    const { observation } = take({ ...rtt, data: { transport: [20], weather: { wind: 'west' } } })
    expect(observation?.data).toMatchObject({ weather: { wind: 'west' } })
  })

  it('may be dated up to a day after its receipt: clocks and time zones differ', () => {
    expect(take({ ...rtt, at: receivedAt + 86_400_000 }).observation).toBeDefined()
  })

  it('never holds an account number, only its surrogate', () => {
    const accepted = take({
      kind: 'account',
      at: receivedAt,
      about: ['person:W-1'],
      data: { kind: 'bank', number: '0210 9001-77', holder: 'Fern Vernier' },
    })
    const text = JSON.stringify(accepted.observation)
    expect(text).not.toContain('0210')
    expect(accepted.observation?.derived.attributes).toHaveLength(1)
    expect(text).toContain('account •••77')
  })

  it('never holds a text sample', () => {
    const row = {
      kind: 'text',
      at: receivedAt,
      about: ['application:A'],
      data: { sample: 'Dear hiring team' },
    }
    expect(JSON.stringify(take(row).observation)).not.toContain('hiring')
  })

  it('shares contacts by surrogate: two spellings of one number meet, and neither is the surrogate', () => {
    const person = (phone: string) =>
      take({ kind: 'person', at: receivedAt, about: ['person:W'], data: { phones: [phone] } }).observation!
        .derived.attributes
    expect(person('(208) 555-2211')).toEqual(person('+1 208.555.2211'))
    expect(JSON.stringify(person('(208) 555-2211'))).not.toContain('5552211')
  })

  it('with an EDID of a wrong checksum is used, and the EDID is remarked on', () => {
    const accepted = take({
      kind: 'inventory',
      at: receivedAt,
      about: ['device:LT-1'],
      data: {
        displays: [
          { edid: `00ffffffffffff00${'00'.repeat(119)}01` },
          { manufacturer: 'DEL', serial: 'CN0A11' },
        ],
      },
    })
    if (!accepted.observation) throw new Error(JSON.stringify(accepted.problems))
    expect(accepted.remarks.map((r) => r.field)).toEqual(['data.displays[0].edid'])
    expect(accepted.remarks[0]!.reason).toContain('checksum')
    expect(accepted.observation.derived.attributes).toHaveLength(1)
  })

  it('has the same content for the same row, and other content for another', () => {
    const content = (row: object) => {
      const accepted = take(row)
      return accepted.observation && accepted.content
    }
    expect(content({ ...rtt })).toBe(content({ ...rtt, id: 'other' }))
    expect(content({ ...rtt })).not.toBe(content({ ...rtt, data: { transport: [21] } }))
    expect(content({ ...rtt })).not.toBe(content({ ...rtt, at: receivedAt - 1 }))
  })
})

describe('who referred an applicant', () => {
  const known = (referrer: string) =>
    take({ kind: 'application', at: receivedAt, about: ['application:A-1'], data: { referrer } }).observation
      ?.derived.referredBy

  it('is a surrogate of the mailbox, the name or the person, never what was written', () => {
    expect(known('J.Mills+x@gmail.com')).toEqual([`email:${index('email', 'jmills@gmail.com')}`])
    expect(known('Fern Vernier')).toEqual([index('name', 'fern vernier')])
    expect(known('W-17')).toEqual([index('name', '17 w'), 'person:W-17'])
    expect(known('person:W-17')).toEqual(['person:W-17'])
  })

  it.each(['', ' ', '—'])('is nobody where %j is written', (written) => {
    expect(known(written)).toBeUndefined()
  })
})

describe('a row that can not be used says which field and why', () => {
  it.each<[string, unknown, RegExp]>([
    ['no object', 'rtt', /: expected an object/],
    ['a list', [rtt], /: expected an object/],
    ['null', null, /: expected an object/],
    ['no kind', { ...rtt, kind: undefined }, /kind: is missing/],
    ['an unknown kind', { ...rtt, kind: 'weather' }, /kind: "weather" is not a known kind/],
    ['a kind from the prototype', { ...rtt, kind: 'constructor' }, /kind: "constructor" is not a known kind/],
    ['no time', { ...rtt, at: undefined }, /at: must be milliseconds/],
    ['a time as text', { ...rtt, at: '2026-01-01' }, /at: must be milliseconds/],
    ['the year 20260', { ...rtt, at: 577_168_588_800_000 }, /at: 577168588800000 is not between/],
    ['seconds for milliseconds', { ...rtt, at: 1_767_225_600 }, /at: 1767225600 is not between/],
    ['tomorrow week', { ...rtt, at: receivedAt + 8 * 86_400_000 }, /at: lies more than a day after/],
    ['no subject', { ...rtt, about: undefined }, /about: names no subject/],
    ['an empty list of subjects', { ...rtt, about: [] }, /about: names no subject/],
    ['a subject of no type', { ...rtt, about: ['LT-1'] }, /about: "LT-1" is not a subject/],
    ['an attribute as subject', { ...rtt, about: ['phone:1'] }, /about: "phone:1" is not a subject/],
    ['NUL in a subject', { ...rtt, about: ['device:a\0b'] }, /about: .* is not a subject/],
    ['too many subjects', { ...rtt, about: Array(21).fill('device:a') }, /about: names more than 20/],
    ['NUL in the id', { ...rtt, id: 'a\0b' }, /id: must be text/],
    ['an empty id', { ...rtt, id: '' }, /id: must be text/],
    ['an id that is a number', { ...rtt, id: 7 }, /id: must be text/],
    ['an endless id', { ...rtt, id: 'x'.repeat(501) }, /id: must be text/],
    ['no data', { ...rtt, data: undefined }, /data: expected an object, found nothing/],
    [
      'a huge list',
      { ...rtt, data: { transport: Array(10_001).fill(1) } },
      /data.transport: 10001 entries; at most 10000/,
    ],
    [
      'text among numbers',
      { ...rtt, data: { transport: [1, 'x'] } },
      /data.transport\[1\]: expected a number, found "x"/,
    ],
    [
      'a number that is none',
      { ...rtt, data: { transport: [Number.NaN] } },
      /data.transport\[0\]: expected a number/,
    ],
    [
      'a latitude past the pole',
      { ...rtt, data: { collector: { name: 'x', lat: 91 } } },
      /data.collector.lat: 91 is outside -90 to 90/,
    ],
  ])('%s', (_, row, says) => {
    expect(problem(row)).toMatch(says)
  })

  it('lists every problem of a row at once', () => {
    expect(
      problem({ kind: 'rtt', at: 'soon', about: 'nobody', data: { transport: 'fast' } }).split('; '),
    ).toHaveLength(3)
  })

  it('shows at most a glimpse of a long value', () => {
    expect(problem({ ...rtt, kind: 'x'.repeat(5000) }).length).toBeLessThan(150)
    expect(problem({ ...rtt, data: { transport: 'x'.repeat(5000) } }).length).toBeLessThan(150)
  })
})

describe('whatever comes in', () => {
  it('is either used or refused with a reason, and never throws', () => {
    const row = fc.record(
      {
        kind: fc.oneof(fc.constantFrom(...Object.keys(kinds)), fc.string()),
        at: fc.oneof(fc.constant(receivedAt), fc.anything()),
        about: fc.oneof(fc.constant(['person:W-1']), fc.anything()),
        id: fc.oneof(fc.string(), fc.anything()),
        data: fc.oneof(
          fc.anything(),
          fc.dictionary(
            fc.constantFrom(
              'emails',
              'phones',
              'address',
              'displays',
              'bssids',
              'gateway',
              'place',
              'number',
              'events',
            ),
            fc.oneof(fc.array(fc.oneof(fc.string(), fc.object())), fc.string(), fc.jsonValue()),
          ),
        ),
      },
      { requiredKeys: [] },
    )
    fc.assert(
      fc.property(fc.oneof(row, fc.anything()), (raw) => {
        const accepted = take(raw)
        if (accepted.observation) expect(accepted.observation.about.length).toBeGreaterThan(0)
        else expect(accepted.problems.every((p) => p.reason.length > 5)).toBe(true)
      }),
      { numRuns: 2000 },
    )
  })
})
