import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canonical, digest, fraction } from './digest.ts'

describe('digest', () => {
  it('is 26 characters that can be read aloud, the same every time', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(digest(text)).toMatch(/^[0-9a-hjkmnp-tv-z]{26}$/)
        expect(digest(text)).toBe(digest(text))
      }),
    )
  })

  it('stays as it is: stored ids are made of it', () => {
    expect(digest('telltale')).toMatchInlineSnapshot(`"0y2maa9rfg6fecayw6e2vct82z"`)
    expect(digest('')).toMatchInlineSnapshot(`"38hak2g6vtwrfbyjz1314kq9jj"`)
  })

  it('tells near-equal texts apart', () => {
    const all = new Set(Array.from({ length: 50_000 }, (_, i) => digest(`device:LT-${i}`)))
    expect(all.size).toBe(50_000)
  })
})

describe('fraction', () => {
  it('spreads evenly over [0, 1) for texts that differ in a digit', () => {
    const n = 20_000
    const tenths = new Array<number>(10).fill(0)
    for (let i = 0; i < n; i++) {
      const at = fraction(`member\0device:LT-${i}`)
      expect(at).toBeGreaterThanOrEqual(0)
      expect(at).toBeLessThan(1)
      tenths[Math.floor(at * 10)]!++
    }
    // five standard deviations of a fair tenth
    for (const count of tenths) expect(Math.abs(count - n / 10)).toBeLessThan(5 * Math.sqrt(n * 0.09))
  })
})

describe('canonical', () => {
  it('is JSON that parses to what was given', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(JSON.parse(canonical(value))).toEqual(JSON.parse(JSON.stringify(value)))
      }),
    )
  })

  it('does not depend on the order of members', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
        const turned = Object.fromEntries(Object.entries(value).reverse())
        expect(canonical(turned)).toBe(canonical(value))
      }),
    )
  })

  it('leaves out undefined members as JSON does', () => {
    expect(canonical({ b: undefined, a: [1, undefined, null] })).toBe('{"a":[1,null,null]}')
  })
})
