import { describe, expect, it } from 'vitest'
import { accept, digest, drain, type FactLists, plan } from '../../index.ts'
import phoneVoip from './phone-voip.ts'

const at = 1_767_225_600_000

function judge(data: object, lists: Partial<FactLists> = {}, seen = at) {
  const row = { kind: 'application', at: seen, about: ['application:A-1'], data }
  const accepted = accept(row, { source: 'test', id: 'r', receivedAt: 4e12 }, (t, v) => digest(t + v))
  if (!accepted.observation) throw new Error(JSON.stringify(accepted.problems))
  const out = drain(plan([phoneVoip], lists), [[accepted.observation]])
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

describe('contact/phone-voip', () => {
  it.each(['+44 56 0213 8891', '+81 50 3159 8821'])('says little of %s', (phone) => {
    expect(judge({ phones: [phone] })).toMatchObject({ is: 'evidence', weight: 0.1 })
  })

  it.each(['+44 7400 123456', '+81 90 3159 8821', '+49 1512 8456712', '+91 98765 41210'])(
    'clears a mobile number: %s',
    (phone) => {
      expect(judge({ phones: [phone] }).is).toBe('clear')
    },
  )

  it.each([
    [['(602) 253-7712']],
    [['+44 20 7183 8750']],
    [['+44 56 0213 8891', '602 253 7712']],
    [['none']],
    [[]],
  ])('cannot tell of %j', (phones) => {
    expect(judge({ phones }).is).toBe('abstain')
  })
})
