import type { PairExplanation } from '@telltale/core'
import { describe, expect, it } from 'vitest'
import { pairRows, verdictOf } from './pair-rows.ts'

const pair: PairExplanation = {
  ...{ a: 'application:A-1', b: 'person:W-1', prior: -6, weight: 2.5, threshold: 1, linked: true },
  ...{ blocks: ['phone'], model: 'm1' },
  fields: [
    { field: 'city', level: 'another', a: 'B…', b: 'T…', weight: -0.5 },
    { field: 'documents', level: 'not on both', a: '', b: '••12', weight: 0 },
    { field: 'givenName', level: 'a nickname', a: 'R. S.', b: 'B. S.', weight: 3, oneIn: 1200 },
    { field: 'phone', level: 'the same', a: '••83', b: '••83', weight: 6 },
  ],
}

describe('why two records are one person', () => {
  it('runs from what any two start from, over agreeing and disagreeing fields, to the sum', () => {
    const { rows, low, high } = pairRows(pair)
    expect(rows.map((r) => [r.label, r.kind, r.from, r.to])).toEqual([
      ['Any two that were compared', 'prior', -6, -6],
      ['Phone', 'towards', -6, 0],
      ['Given name', 'towards', 0, 3],
      ['City', 'against', 3, 2.5],
      ['Documents', 'none', 2.5, 2.5],
      ['Together', 'total', 2.5, 2.5],
    ])
    expect([low, high]).toEqual([-6, 3])
    expect(rows[2]?.oneIn).toBe(1200)
  })

  it('always has the threshold in the drawing, and draws a pair without any field', () => {
    const { rows, high } = pairRows({ ...pair, fields: [], threshold: 7.2, weight: -6 })
    expect(rows).toHaveLength(2)
    expect(high).toBe(8)
  })

  it('says what decided: the weight, or the rule that stands over it', () => {
    expect(verdictOf(pair)).toBe('One person: 1.5 above the weight from which two records are linked.')
    expect(verdictOf({ ...pair, weight: 0, linked: false })).toMatch(/^Not taken for one person: 1\.0 below/)
    expect(verdictOf({ ...pair, linked: false, rule: 'a name alone never links' })).toBe(
      'Not taken for one person: a name alone never links.',
    )
  })
})
