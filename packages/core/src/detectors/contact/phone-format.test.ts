import { describe, expect, it } from 'vitest'
import { accept, digest, drain, type FactLists, plan } from '../../index.ts'
import phoneFormat from './phone-format.ts'

const at = 1_767_225_600_000

function judge(data: object, lists: Partial<FactLists> = {}, seen = at) {
  const row = { kind: 'application', at: seen, about: ['application:A-1'], data }
  const accepted = accept(row, { source: 'test', id: 'r', receivedAt: 4e12 }, (t, v) => digest(t + v))
  if (!accepted.observation) throw new Error(JSON.stringify(accepted.problems))
  const out = drain(plan([phoneFormat], lists), [[accepted.observation]])
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

const arizona = { place: { city: 'Phoenix', region: 'AZ', country: 'US' } }

describe('contact/phone-format', () => {
  it.each([
    ['602-253-771', /too few digits/, 0.3],
    ['602-253-77123', /too many digits/, 0.3],
    ['(602) 153-7712', /do not begin like this/, 0.2],
    ['+999 602 253 7712', /country code that does not exist/, 0.3],
    ['0151 28456 71', /too few digits|too many digits|do not begin/, 0.3],
    ['011 1 602 253 7712', /from abroad/, 0.1],
    ['+1 602 253 7712', /\+1/, 0.05],
  ])('says what does not fit about %s', (phone, says, weight) => {
    const verdict = judge({ phones: [phone], ...arizona })
    expect(verdict).toMatchObject({ is: 'evidence', weight })
    expect(verdict.says).toMatch(says)
  })

  it.each([
    ['602-253-7712', arizona],
    ['1 602 253 7712', arizona],
    ['(602) 253-7712 ext. 9', arizona],
    ['602 253 7712 or 602 253 7713', arizona],
    ['+44 7400 123456', arizona],
    ['447400123456', arizona],
    ['07400 123456', { place: 'London, UK' }],
    ['+45 (0)32 12 34 88', { place: 'Copenhagen, Denmark' }],
    ['00 1 602 253 7712', { place: 'Phoenix' }],
    ['+49 30 901820', { place: 'Berlin, Germany' }],
    ['030/901820', { address: 'Lindenstraße 3, 10969 Berlin, Deutschland' }],
    ['+1 416 922 7711', { place: { country: 'Canada' } }],
    ['602-253-7712', { place: 'Lyon, France' }],
    ['602-253-7712', {}],
  ])('has nothing against %s of %j', (phone, where) => {
    expect(judge({ phones: [phone], ...where }).is).toBe('clear')
  })

  it.each([
    [[]],
    [['N/A']],
    [['000-000-0000']],
    [['201-555-0123']],
    [['x 12']],
    [['901 820 44']],
    [['1-800-FLOWERS']],
    [['']],
  ])('abstains on %j', (phones) => {
    expect(judge({ phones }).is).toBe('abstain')
  })

  it('leaves an unassigned area code to the detector that knows the codes', () => {
    expect(judge({ phones: ['(221) 253-7712'], ...arizona })).toMatchObject({
      is: 'abstain',
      because: expect.stringMatching(/area code/),
    })
  })

  it('says nothing of the country that a claim contradicts itself about', () => {
    const torn = { place: { country: 'Germany' }, address: '12 Oak Street, Phoenix, AZ 85004' }
    expect(judge({ phones: ['901 820 44'], ...torn }).is).toBe('abstain')
  })

  it('never shows the whole number', () => {
    expect(JSON.stringify(judge({ phones: ['602-253-771'], ...arizona }).evidence)).not.toMatch(
      /602.?253|253.?771/,
    )
  })
})
