import { describe, expect, it } from 'vitest'
import { accept, digest, drain, plan } from '../../index.ts'
import emailAge from './email-age.ts'

const at = 1_767_225_600_000

function judge(data: object) {
  const row = { kind: 'application', at, about: ['application:A-1'], data }
  const accepted = accept(row, { source: 'test', id: 'r', receivedAt: 4e12 }, (t, v) => digest(t + v))
  if (!accepted.observation) throw new Error(JSON.stringify(accepted.problems))
  const out = drain(plan([emailAge]), [[accepted.observation]])
  expect(out.faults).toEqual([])
  const [evidence] = out.evidence
  return {
    is: evidence?.is ?? 'abstain',
    weight: evidence?.weight,
    says: evidence?.says,
    because: out.abstentions[0]?.because,
  }
}

const day = 86_400_000
const seen = (days: number) => ({ emails: ['dana@letters.example'], emailFirstSeenAt: at - days * day })

describe('contact/email-age', () => {
  it.each([0, 1, 48, 59])('says a little of %i days', (days) => {
    expect(judge(seen(days))).toMatchObject({ is: 'evidence', weight: 0.3 })
  })

  it.each([60, 400, 1094])('says nothing of %i days', (days) => {
    expect(judge(seen(days))).toMatchObject({ is: 'clear', weight: 0 })
  })

  it.each([1095, 1646, 9000])('clears a little after %i days', (days) => {
    expect(judge(seen(days))).toMatchObject({ is: 'clear', weight: -0.2 })
  })

  it('counts up to the application, not up to today', () => {
    expect(judge({ ...seen(400), appliedAt: at - 380 * day }).is).toBe('evidence')
  })

  it.each([
    ['nobody was asked', { emails: ['dana@letters.example'] }],
    ['the first sighting is the application', seen(-1)],
    ['the date is in seconds', { ...seen(0), emailFirstSeenAt: at / 1000 }],
    ['the date is absurd', { ...seen(0), emailFirstSeenAt: -1e300 }],
    ['there is no address', { emails: ['none'], emailFirstSeenAt: at - day }],
  ])('abstains when %s', (_, data) => {
    expect(judge(data).is).toBe('abstain')
  })
})
