import { describe, expect, it } from 'vitest'
import { accept, digest, drain, type FactLists, facts, plan } from '../../index.ts'
import phoneDisposable from './phone-disposable.ts'

const at = 1_767_225_600_000

function judge(data: object, lists: Partial<FactLists> = {}, seen = at) {
  const row = { kind: 'application', at: seen, about: ['application:A-1'], data }
  const accepted = accept(row, { source: 'test', id: 'r', receivedAt: 4e12 }, (t, v) => digest(t + v))
  if (!accepted.observation) throw new Error(JSON.stringify(accepted.problems))
  const out = drain(plan([phoneDisposable], lists), [[accepted.observation]])
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

const listed = (numbers: Record<string, string>): Partial<FactLists> => ({
  'disposable-numbers': { ...facts['disposable-numbers'], version: 'test', data: { numbers } },
})

describe('contact/phone-disposable', () => {
  it('finds a listed number however it is written', () => {
    const lists = listed({ 16022537712: '2025-12-20', 447400123456: '2025-12-20' })
    for (const phone of [
      '6022537712',
      '(602) 253-7712',
      '+1 602 253 7712',
      '1.602.253.7712 x4',
      '+44 (0)7400 123456',
      '0044 7400 123 456',
    ])
      expect([phone, judge({ phones: [phone] }, lists).weight]).toEqual([phone, 1.5])
    expect(judge({ phones: ['07400 123456'], place: 'London, UK' }, lists).weight).toBe(1.5)
  })

  it('weighs less the longer ago the number was seen, and in the end nothing', () => {
    const weight = (day: string) => judge({ phones: ['602-253-7712'] }, listed({ 16022537712: day })).weight
    const weights = ['2025-12-01', '2025-09-30', '2025-03-01', '2024-06-01', '2024-01-02'].map(
      (d) => weight(d) ?? 0,
    )
    expect(weights.slice(0, 1)).toEqual([1.5])
    expect(weights.toSorted((a, b) => b - a)).toEqual(weights)
    expect(weights.at(-1)).toBe(0)
  })

  it('speaks of the time of the application, not of today', () => {
    const lists = listed({ 16022537712: '2019-05-20' })
    expect(judge({ phones: ['602-253-7712'], appliedAt: Date.UTC(2019, 4, 2) }, lists).weight).toBe(1.5)
    expect(judge({ phones: ['602-253-7712'] }, lists)).toMatchObject({
      is: 'clear',
      says: expect.stringMatching(/May 2019/),
    })
  })

  it('finds the number among others', () => {
    const lists = listed({ 16022537712: '2025-12-20' })
    expect(judge({ phones: ['602-253-7713', '602-253-7712'] }, lists).is).toBe('evidence')
  })

  it.each(['602-253-7713', '712-253-7602', '+44 602 253 7712', '+49 1512 8456712'])(
    'has nothing against %s',
    (phone) => {
      expect(judge({ phones: [phone] }, listed({ 16022537712: '2025-12-20' })).is).toBe('clear')
    },
  )

  it('abstains without a list, without a number, and of a day that cannot be read', () => {
    expect(judge({ phones: ['602-253-7712'] }).because).toMatch(/no list/)
    expect(judge({ phones: ['none'] }, listed({ 16022537712: '2025-12-20' })).is).toBe('abstain')
    expect(judge({ phones: ['602-253-7712'] }, listed({ 16022537712: 'soon' })).is).toBe('clear')
  })
})
