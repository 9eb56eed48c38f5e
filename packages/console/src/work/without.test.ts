import { type Evidence, score } from '@telltale/core'
import { describe, expect, it } from 'vitest'
import { withoutFamily, withoutWords } from './without.ts'

/** A finding with weights for two schemes; the rest of it does not bear on scores. */
function found(id: string, family: Evidence['family'], hands: number, stolen = 0): Evidence {
  return {
    ...{ id, family, detector: `${family}/one`, version: 1, subject: 'person:W-1', subjects: ['person:W-1'] },
    ...{
      stage: 'work',
      is: hands < 0 ? 'clear' : 'evidence',
      says: id,
      exhibits: [],
      lists: {},
      shadow: false,
    },
    ...{
      weights: { 'hands-elsewhere': hands, 'identity-stolen': stolen },
      weight: hands,
      from: 0,
      to: 86_400_000,
    },
  } as unknown as Evidence
}

const pieces = [found('a', 'chain', 1.9), found('b', 'links', 2.8), found('c', 'identity', -0.5, 0.3)]

describe('what would stand without one kind of evidence', () => {
  it.each(['chain', 'links', 'identity', 'layer'] as const)(
    'is what scoring the rest gives: %s',
    (family) => {
      const rest = score(pieces.filter((e) => e.family !== family))
      const then = withoutFamily(score(pieces), family)!
      expect(then.probability).toBeCloseTo(rest.probability, 12)
      expect(then.weight).toBeCloseTo(rest.weight, 9)
      expect(then.scheme).toBe(rest.scheme)
      expect(then.tier).toBe(rest.opens ? 'case' : rest.listed ? 'listed' : 'nothing')
    },
  )

  it('is not guessed under a calibrated model', () => {
    expect(withoutFamily({ ...score(pieces), calibrated: { n: 60, assumed: 0.9 } }, 'links')).toBeUndefined()
  })

  it('says what changes and what stays', () => {
    const then = { scheme: 'hands-elsewhere', weight: 1, probability: 0.06, tier: 'listed' } as const
    expect(withoutWords({ probability: 0.88, tier: 'case' }, then)).toBe(
      '88\u00a0% → 6\u00a0%, listed, no case',
    )
    expect(withoutWords({ probability: 0.06, tier: 'listed' }, then)).toBe(
      'still 6\u00a0%, still listed, no case',
    )
  })
})
