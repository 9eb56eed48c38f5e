import { describe, expect, it } from 'vitest'
import { accept, digest, drain, type FactLists, facts, plan } from '../../index.ts'
import areaCode from './phone-area-code.ts'

const at = 1_767_225_600_000

function judge(data: object, lists: Partial<FactLists> = {}, seen = at) {
  const row = { kind: 'application', at: seen, about: ['application:A-1'], data }
  const accepted = accept(row, { source: 'test', id: 'r', receivedAt: 4e12 }, (t, v) => digest(t + v))
  if (!accepted.observation) throw new Error(JSON.stringify(accepted.problems))
  const out = drain(plan([areaCode], lists), [[accepted.observation]])
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

const on = (year: number, month: number) => Date.UTC(year, month - 1, 15)

describe('contact/phone-area-code', () => {
  it.each(['(221) 253-7712', '+1 493 253 7712', '(371) 253-7712', '(211) 253-7712', '8222537712'])(
    'finds %s in no area',
    (phone) => {
      expect(judge({ phones: [phone] })).toMatchObject({ is: 'evidence', weight: 0.5 })
    },
  )

  it('finds a code that came into service after the application', () => {
    expect(judge({ phones: ['223-253-7712'], appliedAt: on(2010, 6) }).says).toMatch(/only later/)
  })

  describe('a code of which the list knows only that it came after the last report of months', () => {
    // in service from March 2025, 457 from September 2025
    const codes = ['357-253-7712', '457-253-7712', '227-253-7712', '924-253-7712']

    it.each(codes)('came after an application of before that report: %s', (phone) => {
      const { is, says, evidence } = judge({ phones: [phone], appliedAt: on(2015, 6) })
      expect(is).toBe('evidence')
      expect(says).toMatch(/only later/)
      const shown = JSON.stringify(evidence?.exhibits)
      expect(shown).toContain('in service later than March 2020')
      expect(says + shown).not.toMatch(/since|in March 2020|2020-03/)
    })

    it.each(codes)('is neither held against a later application nor called in service: %s', (phone) => {
      for (const month of [on(2020, 3), on(2022, 6), on(2026, 10)])
        expect(judge({ phones: [phone], appliedAt: month })).toMatchObject({
          is: 'abstain',
          because: expect.stringMatching(/in which month after March 2020/),
        })
    })

    it('is in service once the list is as of the application’s month', () => {
      expect(judge({ phones: ['227-253-7712'], appliedAt: on(2026, 11) }).is).toBe('clear')
    })

    it('does not hide another number’s code that is assigned to nobody', () => {
      expect(judge({ phones: ['227-253-7712', '221-253-7712'] })).toMatchObject({
        is: 'evidence',
        says: expect.stringMatching(/221 is not assigned/),
      })
    })
  })

  it.each([
    '602-253-7712',
    '+1 (416) 922-7711',
    '1 787 253 7712',
    '800 253 7712',
    '223-253-7712',
    '646 253 7712',
  ])('has nothing against %s', (phone) => {
    expect(judge({ phones: [phone] }).is).toBe('clear')
  })

  it('takes a date in another unit for none', () => {
    expect(judge({ phones: ['223-253-7712'], appliedAt: 1_767_225_600 }).is).toBe('clear')
    expect(judge({ phones: ['223-253-7712'], appliedAt: Number.MAX_VALUE }).is).toBe('clear')
  })

  it('does not blame a new code on an old list, but one that can never be', () => {
    expect(judge({ phones: ['221-253-7712'], appliedAt: on(2027, 4) }).is).toBe('evidence')
    expect(judge({ phones: ['221-253-7712'], appliedAt: on(2027, 6) }).because).toMatch(/update the list/)
    expect(judge({ phones: ['493-253-7712'], appliedAt: on(2030, 6) }).is).toBe('evidence')
  })

  it('reads a Brazilian number written for abroad as one, not as an American one', () => {
    expect(judge({ phones: ['005511949352908'], place: 'São Paulo, Brazil' }).is).toBe('abstain')
  })

  it.each([[['+44 20 7183 8750']], [['602-253-77']], [['none']], [[]]])('abstains on %j', (phones) => {
    expect(judge({ phones, place: 'Phoenix, AZ' }).is).toBe('abstain')
  })

  it('cites the list', () => {
    expect(judge({ phones: ['602-253-7712'] }).evidence?.lists['area-codes']).toBe(
      facts['area-codes'].version,
    )
  })
})
