import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sizeGroups } from '../facts/commonness.ts'
import { facts } from '../index.ts'
import { commonerHere, howCommon, learnCommonness, surprise, withinSurprise } from './commonness.ts'

const list = facts.commonness.data
const many = (n: number, size: number) => Array<number>(n).fill(size)

describe('how common attributes are', () => {
  it.each(Object.entries(list.types))(
    '%s: shares sum to one, each with a reason',
    (_, { honest, farm, why }) => {
      for (const shares of [honest, farm]) {
        expect(shares).toHaveLength(sizeGroups.length)
        expect(shares.reduce((a, b) => a + b)).toBeCloseTo(1, 9)
        expect(Math.min(...shares)).toBeGreaterThan(0)
      }
      expect(why.length).toBeGreaterThan(20)
    },
  )

  it.each(Object.keys(list.types))(
    '%s: alone speaks for nobody’s guilt, and shared by two never for innocence',
    (type) => {
      expect(surprise(list, type, 1)).toBeLessThan(0)
      expect(surprise(list, type, 2)).toBeGreaterThanOrEqual(0)
    },
  )

  it('is the same within a group, and known for sizes of any kind', () => {
    expect(surprise(list, 'phone', 5)).toBe(surprise(list, 'phone', 3))
    expect(surprise(list, 'phone', 6)).not.toBe(surprise(list, 'phone', 5))
    expect(surprise(list, 'phone', 0)).toBe(surprise(list, 'phone', 1))
    expect(surprise(list, 'phone', 1e9)).toBe(surprise(list, 'phone', 64))
    expect(surprise(list, 'shoe size', 3)).toBe(0)
    expect(howCommon(list, 'shoe size', 3)).toBeUndefined()
  })

  it('bounds a weight from above and never turns it round', () => {
    expect(withinSurprise(9, list, 'email', 2)).toBeCloseTo(surprise(list, 'email', 2), 12)
    expect(withinSurprise(0.3, list, 'email', 2)).toBe(0.3)
    expect(withinSurprise(2, list, 'relay', 100)).toBe(0)
    expect(withinSurprise(2, list, 'shoe size', 100)).toBe(2)
  })

  it('says its number in words', () => {
    expect(howCommon(list, 'display', 2)).toMatchObject({
      label: 'Of honest people’s monitors, seen on 2 (assumed)',
      value: 0.06,
      unit: '%',
    })
  })
})

describe('what a company counts itself', () => {
  it('makes a share that is common there weigh less, and says from how many', () => {
    const own = learnCommonness({ phone: [...many(800, 1), ...many(200, 2)] }, list)
    expect(surprise(own, 'phone', 2)).toBeLessThan(0.3)
    expect(own.types.phone).toMatchObject({ basis: 'counted', n: 1000 })
    expect(own.types.email).toEqual(list.types.email)
    expect(howCommon(own, 'phone', 2)).toMatchObject({ label: expect.stringContaining('counted, n = 1000') })
  })

  it('is taken off weights that rest on more than the size, and never added to them', () => {
    const common = learnCommonness({ network: [...many(500, 1), ...many(500, 4)] }, list)
    expect(commonerHere(common, 'network', 4)).toBeGreaterThan(1)
    expect(commonerHere(list, 'network', 4)).toBe(0)
    const rare = learnCommonness({ network: many(5000, 1) }, list)
    expect(commonerHere(rare, 'network', 4)).toBe(0)
    expect(commonerHere(common, 'shoe size', 4)).toBe(0)
  })

  it('leaves a kind alone of which too few are known, and what is no size', () => {
    expect(learnCommonness({ phone: many(499, 2) }, list).types.phone).toEqual(list.types.phone)
    const junk = [...many(499, 2), Number.NaN, 0, -3, Number.POSITIVE_INFINITY]
    expect(learnCommonness({ phone: junk, 'shoe size': many(9000, 1) }, list)).toEqual(list)
  })

  it('is always a distribution without zeros, whatever is counted', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 200 }), { minLength: 20, maxLength: 60 }), (sizes) => {
        const { honest } = learnCommonness({ relay: sizes }, list, 20).types.relay!
        expect(honest.reduce((a, b) => a + b)).toBeCloseTo(1, 9)
        expect(Math.min(...honest)).toBeGreaterThan(0)
      }),
    )
  })
})
