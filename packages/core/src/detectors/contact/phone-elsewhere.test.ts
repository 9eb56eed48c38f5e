import { describe, expect, it } from 'vitest'
import { accept, digest, drain, plan } from '../../index.ts'
import phoneElsewhere from './phone-elsewhere.ts'

const at = 1_767_225_600_000

function judge(data: object) {
  const row = { kind: 'application', at, about: ['application:A-1'], data }
  const accepted = accept(row, { source: 'test', id: 'r', receivedAt: 4e12 }, (t, v) => digest(t + v))
  if (!accepted.observation) throw new Error(JSON.stringify(accepted.problems))
  const out = drain(plan([phoneElsewhere]), [[accepted.observation]])
  expect(out.faults).toEqual([])
  const [evidence] = out.evidence
  return {
    is: evidence?.is ?? 'abstain',
    weight: evidence?.weight,
    says: evidence?.says,
    because: out.abstentions[0]?.because,
    evidence,
  }
}

const tampa = { place: 'Tampa, FL' }
const phoenix = { phones: ['(602) 253-7712'] }
const british = { phones: ['+44 7400 123456'] }

describe('contact/phone-elsewhere', () => {
  it('says next to nothing of another state, a little of another country', () => {
    expect(judge({ ...phoenix, ...tampa })).toMatchObject({ is: 'evidence', weight: 0.1 })
    expect(judge({ phones: ['416 922 7711'], ...tampa })).toMatchObject({ weight: 0.3 })
    expect(judge({ ...british, ...tampa })).toMatchObject({ is: 'evidence', weight: 0.3 })
    expect(judge({ ...phoenix, place: 'Lyon, France' })).toMatchObject({ weight: 0.3 })
    expect(judge({ ...phoenix, place: { lat: 27.9, lon: -82.5 } })).toMatchObject({ weight: 0.1 })
  })

  it('names no country', () => {
    expect(JSON.stringify(judge({ ...british, ...tampa }).evidence)).not.toMatch(/Brit|Kingdom|GB|UK/)
  })

  it.each([
    ['the state', phoenix, { place: 'Phoenix, AZ' }],
    ['the state by name', phoenix, { place: { region: 'Arizona', country: 'USA' } }],
    ['an address without commas', phoenix, { address: '12 Oak Street Phoenix AZ 85004' }],
    ['coordinates', phoenix, { place: { lat: 33.3, lon: -111.8 } }],
    ['the country, when no state is claimed', phoenix, { place: 'United States' }],
    ['a metropolis across a state line', { phones: ['816 253 7712'] }, { place: 'Overland Park, KS' }],
    ['the district and its suburbs', { phones: ['202 253 7712'] }, { place: 'Arlington, VA' }],
    ['a territory', { phones: ['787 253 7712'] }, { place: { country: 'Puerto Rico' } }],
    ['a territory written as a state', { phones: ['787 253 7712'] }, { place: 'San Juan, PR' }],
    ['a country', british, { place: 'London, UK' }],
    ['a neighbour with the same calling code', { phones: ['+44 7911 123456'] }, { place: 'London, UK' }],
    ['one of two claims', phoenix, { ...tampa, address: '12 Oak Street, Phoenix, AZ 85004' }],
    ['one of two numbers', { phones: ['+44 7400 123456', '813 253 7712'] }, tampa],
  ])('is content with a number that fits %s', (_, phones, where) => {
    expect(judge({ ...phones, ...where })).toMatchObject({
      is: 'clear',
      says: expect.stringMatching(/claims to live/),
    })
  })

  it.each([
    ['a school named after the state', phoenix, { education: [{ institution: 'University of Arizona' }] }],
    ['a listed school', { phones: ['617 253 7712'] }, { education: [{ institution: 'MIT' }] }],
    ['a job with its state', phoenix, { work: [{ name: 'Example Freight', position: 'Clerk, Tempe, AZ' }] }],
    ['what was done there', phoenix, { work: [{ summary: 'Ran a warehouse in northern Arizona.' }] }],
    ['a foreign school', british, { education: [{ institution: 'University of Oxford' }] }],
    ['a job abroad', british, { work: [{ name: 'Example Ltd', summary: 'Two years in the UK office' }] }],
    [
      'a job anywhere in the country',
      { phones: ['604 253 7712'] },
      { work: [{ summary: 'Toronto, Canada' }] },
    ],
  ])('clears a number that fits %s', (_, phones, past) => {
    expect(judge({ ...phones, ...tampa, ...past })).toMatchObject({
      is: 'clear',
      says: expect.stringMatching(/was before/),
    })
  })

  it('is not cleared by words that only look like a place', () => {
    expect(judge({ ...phoenix, ...tampa, work: [{ summary: 'She asked us to azure AZ-900' }] }).is).toBe(
      'evidence',
    )
    expect(
      judge({ phones: ['602-253-7712'], place: 'Lyon, France', work: [{ summary: 'they told us' }] }).is,
    ).toBe('evidence')
  })

  it.each([
    ['no number', tampa],
    ['no place', phoenix],
    ['a place that nobody can tell', { ...phoenix, place: 'Springfield' }],
    ['a number that is none', { phones: ['602-253-77'], ...tampa }],
    ['a toll-free number', { phones: ['888 253 7712'], ...tampa }],
    ['a satellite', { phones: ['+870 773 111 632'], ...tampa }],
    ['a number abroad and coordinates alone', { ...british, place: { lat: 27.9, lon: -82.5 } }],
  ])('abstains on %s', (_, data) => {
    expect(judge(data).is).toBe('abstain')
  })
})
