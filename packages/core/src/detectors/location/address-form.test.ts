import { describe, expect, it } from 'vitest'
import { accept, digest, drain, plan } from '../../index.ts'
import addressForm from './address-form.ts'

function judge(data: object) {
  const row = { kind: 'application', at: 1_767_225_600_000, about: ['application:A-1'], data }
  const accepted = accept(row, { source: 'test', id: 'r', receivedAt: 4e12 }, (t, v) => digest(t + v))
  if (!accepted.observation) throw new Error(JSON.stringify(accepted.problems))
  const out = drain(plan([addressForm]), [[accepted.observation]])
  expect(out.faults).toEqual([])
  return { evidence: out.evidence[0], because: out.abstentions[0]?.because }
}

describe('location/address-form', () => {
  it.each([
    [
      '12 Oak Street, Columbus, OH 85014',
      'The postcode 85014 does not belong to OH, the state in the address.',
    ],
    [
      '12 Oak Street, Miami, Florida 10001, USA',
      'The postcode 10001 does not belong to FL, the state in the address.',
    ],
    ['12 Oak Street, Columbus, OH 00012', 'No postcode of the United States begins like 00012.'],
  ])('finds a postcode of another state: %s', (address, says) => {
    const { evidence } = judge({ address })
    expect(evidence).toMatchObject({ is: 'evidence', says })
    expect(evidence!.weight).toBeLessThanOrEqual(0.2)
  })

  it.each([
    ['a flat', '12 Oak Street Apt 4, Columbus, OH 43215'],
    ['a ZIP+4', '12 Oak St, Columbus, OH 43215-1234'],
    ['a name in full', '350 5th Ave, New York, New York 10118'],
    ['Texan codes outside the range of Texas', '1 Congress Ave, Austin, TX 73301'],
    ['a post office across the state line', '1 Main Street, Alta, WY 83414'],
    ['an island of New York served from Connecticut', '1 Montauk Ave, Fishers Island, NY 06390'],
    ['a territory', '10 Calle Luna, San Juan, PR 00901'],
  ])('is content with %s', (_, address) => {
    expect(judge({ address }).evidence?.is).toBe('clear')
  })

  it.each([
    ['no address', {}, /no address/],
    ['a town alone', { address: 'Columbus, OH' }, /no postcode/],
    ['a zero that a spreadsheet took away', { address: '12 Oak Street, Cambridge, MA 2139' }, /neither/],
    ['another country', { address: '12 Rue de Rivoli, 75001 Paris, France' }, /United States/],
    [
      'a country beside the address',
      { address: 'Jl. Sudirman 5, Jakarta, ID 10110', place: { country: 'ID' } },
      /United States/,
    ],
    ['letters of a country', { address: 'Hauptstr. 5, Berlin, DE 10115' }, /another country/],
    ['letters of another country', { address: '5 Rue Atlas, Casablanca, MA 20250' }, /another country/],
    ['a post office box', { address: 'PO Box 12, Salem, OR 97301' }, /no house/],
    ['words', { address: 'رام الله' }, /neither/],
  ])('does not judge %s', (_, data, because) => {
    const found = judge(data)
    expect(found.evidence).toBeUndefined()
    expect(found.because).toMatch(because)
  })
})
