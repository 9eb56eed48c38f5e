import { describe, expect, it } from 'vitest'
import { accept, digest, drain, type FactLists, plan } from '../../index.ts'
import phoneFictitious from './phone-fictitious.ts'

const at = 1_767_225_600_000

function judge(data: object, lists: Partial<FactLists> = {}, seen = at) {
  const row = { kind: 'application', at: seen, about: ['application:A-1'], data }
  const accepted = accept(row, { source: 'test', id: 'r', receivedAt: 4e12 }, (t, v) => digest(t + v))
  if (!accepted.observation) throw new Error(JSON.stringify(accepted.problems))
  const out = drain(plan([phoneFictitious], lists), [[accepted.observation]])
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

describe('contact/phone-fictitious', () => {
  it.each([
    ['(602) 555-0142', 1.5],
    ['+1 212 555 0187', 1.5],
    ['+44 7700 900461', 1.5],
    ['+61 2 5550 7712', 1.5],
    ['+33 6 39 98 31 42', 1.5],
    ['1 (800) 253-7712', 1.5],
    ['822-253-7712', 1.5],
    ['0800 253 7712', undefined],
    ['+1 900 253 7712', 1],
    ['+44 9098 790 321', 1.5],
    ['+44 70 1234 8812', 0.3],
  ])('weighs %s', (phone, weight) => {
    expect(judge({ phones: [phone] }).weight).toBe(weight)
  })

  it.each([
    '602-253-7712',
    '602-555-2368',
    '602-655-0142',
    '555-602-0142',
    '+44 7700 912 461',
    '+44 20 7183 8750',
    '+61 2 9250 7712',
    '+33 6 39 12 31 42',
    '+49 1512 8456712',
    '+91 98765 43210',
  ])('has nothing against %s', (phone) => {
    expect(['clear', 'abstain']).toContain(judge({ phones: [phone] }).is)
  })

  it('is content with one number that a person can have', () => {
    expect(judge({ phones: ['888 253 7712', '602 253 7712'] }).is).toBe('clear')
    expect(judge({ phones: ['888 253 7712 / 602 253 7712'] }).is).toBe('clear')
  })

  it('asks little of an applicant whose agency put its own line', () => {
    const verdict = judge({ phones: ['888 253 7712'], agency: 'Example Staffing' })
    expect(verdict).toMatchObject({ is: 'evidence', weight: 0.1 })
    expect(verdict.says).toMatch(/agency/)
  })

  it.each([[['201-555-0123']], [['555-0142']], [['N/A']], [['602-253-77']], [[]]])(
    'abstains on %j',
    (phones) => {
      expect(judge({ phones }).is).toBe('abstain')
    },
  )
})
