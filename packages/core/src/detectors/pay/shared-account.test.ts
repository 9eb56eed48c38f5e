import { describe, expect, it } from 'vitest'
import { accept, digest, drain, facts, plan } from '../../index.ts'
import { learnCommonness } from '../../signals/commonness.ts'
import sharedAccount from './shared-account.ts'

const at = 1_767_225_600_000
const phoenix = { lat: 33.45, lon: -112.07 }
const tempe = { lat: 33.42, lon: -111.94 }
const columbus = { lat: 39.96, lon: -83 }

interface Payee {
  n: number
  place?: object
  address?: string
  number?: string
  agency?: string
}

function judge(payees: Payee[], lists = {}) {
  const rows: object[] = payees.flatMap(({ n, place, address, number = '021000021 77004031', agency }) => [
    { kind: 'person', at, about: [`person:W-${n}`], data: { place, address } },
    {
      kind: 'account',
      at: at + n,
      about: [`person:W-${n}`],
      data: { kind: 'bank', number, holder: `Holder ${n}` },
    },
    ...(agency ? [{ kind: 'submission', at, about: [`person:W-${n}`], data: { agency } }] : []),
  ])
  const observations = rows.map((row, i) => {
    const accepted = accept(row, { source: 'test', id: `r${i}`, receivedAt: 4e12 }, (t, v) => digest(t + v))
    if (!accepted.observation) throw new Error(JSON.stringify(accepted.problems))
    return accepted.observation
  })
  const out = drain(plan([sharedAccount], lists), [observations])
  expect(out.faults).toEqual([])
  return { all: out.evidence, evidence: out.evidence[0], because: out.abstentions[0]?.because }
}

describe('pay/shared-account', () => {
  it('finds one account under two spellings, and is very strong where the claims exclude each other', () => {
    const { evidence } = judge([
      { n: 1, place: phoenix },
      { n: 2, place: columbus, number: '021-000-021/7700.4031' },
    ])
    expect(evidence?.weighsOn).toEqual(['person:W-1', 'person:W-2'])
    expect(evidence?.weight).toBeGreaterThan(2)
    expect(evidence?.weight).toBeLessThanOrEqual(2.5)
    expect(evidence?.says).toMatch(
      /^The pay of 2 people whose claimed homes are up to .* km apart goes to one account\.$/,
    )
    expect(JSON.stringify(evidence)).not.toContain('7700')
  })

  it('weighs less the better a couple fits, and never more than its most', () => {
    const pair = (a: object, b: object) =>
      judge([
        { n: 1, ...a },
        { n: 2, ...b },
      ]).evidence?.weight
    const far = pair({ place: phoenix }, { place: columbus })!
    const other = pair({ address: '12 Oak Street, Columbus OH' }, { address: '9 Elm Street, Dayton OH' })!
    const town = pair({ place: phoenix }, { place: tempe })!
    const unknown = pair({}, {})!
    expect([far, other, unknown, town]).toEqual([far, other, unknown, town].toSorted((a, b) => b - a))
    expect(unknown).toBeGreaterThan(1)
    const six = judge([1, 2, 3, 4, 5, 6].map((n) => ({ n, place: { lat: 25 + n * 3, lon: -100 } }))).evidence
    expect(six?.weight).toBe(2.5)
  })

  it('clears a couple, and still names the stranger whom they would pay with them', () => {
    const home = { address: '12 Oak Street, Columbus OH', place: columbus }
    expect(
      judge([
        { n: 1, ...home },
        { n: 2, ...home },
      ]).evidence,
    ).toMatchObject({ is: 'clear', weight: 0 })
    const three = judge([
      { n: 1, ...home },
      { n: 2, ...home },
      { n: 3, place: phoenix },
    ])
    expect(three.evidence?.is).toBe('evidence')
    expect(three.evidence?.weighsOn).toContain('person:W-3')
  })

  it.each([
    [
      'a pooled account of nine',
      [1, 2, 3, 4, 5, 6, 7, 8, 9].map((n) => ({ n, place: { lat: 25 + n, lon: -100 } })),
      /^9 people.*pooled/,
    ],
    [
      'a payroll service of seventy',
      Array.from({ length: 70 }, (_, n) => ({ n, place: phoenix })),
      /^\d+ people.*payroll/,
    ],
  ])('abstains on %s', (_, payees, because) => {
    const out = judge(payees as Payee[])
    expect(out.all).toEqual([])
    expect(out.because).toMatch(because)
  })

  it.each(['0000000000', '1234567', 'N/A', '****1234', 'XXXX-XXXX-4031'])('never meets on %s', (number) => {
    const out = judge([1, 2, 3].map((n) => ({ n, number, place: { lat: 25 + n * 3, lon: -100 } })))
    expect([out.all, out.because]).toEqual([[], undefined])
  })

  it('says less where a company counts that its people often share one, and cites that list', () => {
    const sizes = { account: [...Array<number>(600).fill(1), ...Array<number>(300).fill(2)] }
    const own = { ...facts.commonness, version: 'own', data: learnCommonness(sizes, facts.commonness.data) }
    const pair = [
      { n: 1, place: phoenix },
      { n: 2, place: columbus },
    ]
    const { evidence } = judge(pair, { commonness: own })
    expect(evidence!.weight).toBeLessThan(judge(pair).evidence!.weight)
    expect(evidence!.lists).toEqual({ commonness: 'own' })
  })
})
