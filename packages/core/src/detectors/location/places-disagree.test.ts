import { describe, expect, it } from 'vitest'
import { accept, type Derived, digest, drain, plan } from '../../index.ts'
import placesDisagree from './places-disagree.ts'

function judge(data: object, ipCountry?: string) {
  const row = { kind: 'application', at: 1_767_225_600_000, about: ['application:A-1'], data }
  const derived: Partial<Derived> = ipCountry
    ? { ipCountry, lists: { 'ip-countries': 'iptoasn 2026-06-17' } }
    : {}
  const accepted = accept(
    row,
    { source: 'test', id: 'r', receivedAt: 4e12 },
    (t, v) => digest(t + v),
    () => derived,
  )
  if (!accepted.observation) throw new Error(JSON.stringify(accepted.problems))
  const out = drain(plan([placesDisagree]), [[accepted.observation]])
  expect(out.faults).toEqual([])
  return { evidence: out.evidence[0], because: out.abstentions[0]?.because }
}

const ohio = { place: { city: 'Columbus', region: 'OH', country: 'US' } }
const polish = '+48 512 907 342'
const american = '+1 614 555 2368'

describe('location/places-disagree', () => {
  it('weighs two traces that agree far more than one', () => {
    const weigh = (data: object, ipCountry?: string) =>
      judge({ ...ohio, ...data }, ipCountry).evidence?.weight
    const clock = { timeZone: 'Europe/Warsaw' }
    expect(weigh({ ...clock, phones: [polish] }, 'PL')).toBe(1)
    expect(weigh(clock, 'PL')).toBe(0.8)
    expect(weigh({ phones: [polish] }, 'PL')).toBe(0.4)
    expect(weigh({ ...clock, phones: [polish] })).toBe(0.4)
    expect(weigh({}, 'PL')).toBe(0.15)
    expect(weigh(clock)).toBe(0.1)
    expect(weigh({ phones: [polish] })).toBe(0.05)
  })

  it('halves what a fitting trace speaks against', () => {
    const kept = judge({ ...ohio, timeZone: 'Europe/Warsaw', phones: [american] }, 'PL').evidence
    expect(kept?.weight).toBe(0.4)
    const vpn = judge({ ...ohio, timeZone: 'America/New_York', phones: [american] }, 'NL').evidence
    expect(vpn?.weight).toBe(0.075)
  })

  it('takes traces that contradict the claim and one another for one alone', () => {
    const scattered = judge({ ...ohio, timeZone: 'Asia/Tokyo' }, 'BR').evidence
    expect(scattered?.weight).toBe(0.15)
  })

  it('names no country that the applicant did not write', () => {
    const { evidence } = judge({ ...ohio, timeZone: 'Europe/Warsaw', phones: [polish] }, 'PL')
    expect(evidence?.says).toBe(
      'The clock of the device, the network address and the phone number fit one another and not the place that is claimed.',
    )
    expect(JSON.stringify(evidence)).not.toMatch(/PL|Poland|Warsaw|\+48/)
    expect(evidence?.lists).toHaveProperty('time-zones')
    expect(JSON.stringify(evidence?.exhibits)).toContain('networks by iptoasn 2026-06-17')
  })

  it.each([
    ['everything at home', { ...ohio, timeZone: 'America/Detroit', phones: [american] }, 'US'],
    ['an old name of a zone', { ...ohio, timeZone: 'US/Eastern' }, 'US'],
    ['a clock of another part of the country', { ...ohio, timeZone: 'America/Los_Angeles' }, 'US'],
    ['a clock that several countries keep', { place: 'Oslo, Norway', timeZone: 'Europe/Berlin' }, 'NO'],
    [
      'somebody abroad who says so',
      { place: 'Warsaw, Poland', timeZone: 'Europe/Warsaw', phones: [polish] },
      'PL',
    ],
    [
      'somebody about to move',
      { ...ohio, address: 'ul. Prosta 5, 00-838 Warszawa, Poland', timeZone: 'Europe/Warsaw' },
      'PL',
    ],
    ['a claim in words', { place: 'Columbus, Ohio' }, 'US'],
    ['an address and no place', { address: '12 Oak Street, Columbus, OH 43215' }, 'US'],
    [
      'schools of another country',
      { ...ohio, education: [{ institution: 'Politechnika Warszawska' }] },
      'US',
    ],
    ['one number of two from before', { ...ohio, phones: [polish, american] }, 'US'],
  ])('is content with %s', (_, data, ipCountry) => {
    expect(judge(data, ipCountry).evidence?.is).toBe('clear')
  })

  it.each([
    ['no claim', { timeZone: 'Europe/Warsaw' }, 'PL', /names a country/],
    ['a city that may be anywhere', { place: 'Springfield' }, 'PL', /names a country/],
    ['no trace', ohio, undefined, /to compare/],
    ['a clock of no place', { ...ohio, timeZone: 'Etc/UTC' }, undefined, /to compare/],
    ['a clock nobody knows', { ...ohio, timeZone: '__proto__' }, undefined, /to compare/],
    ['a number of the claimed country alone', { ...ohio, phones: [american] }, undefined, /to compare/],
  ])('does not judge %s', (_, data, ipCountry, because) => {
    const found = judge(data, ipCountry)
    expect(found.evidence).toBeUndefined()
    expect(found.because).toMatch(because)
  })
})
