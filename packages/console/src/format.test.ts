import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ago, idOf, kilometres, oneIn, percent, range, signed, windowDates } from './format.ts'

const day = 86_400_000
const at = Date.UTC(2026, 10, 17)

describe('numbers as people read them', () => {
  it('have a true minus, and no sign at zero', () => {
    expect([signed(2.44), signed(-0.5), signed(0), signed(-0.01)]).toEqual(['+2.4', '−0.5', '0.0', '0.0'])
  })

  it('never claim certainty either way', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (p) => {
        expect(percent(p)).not.toMatch(/^(0|0\.0|100|100\.0)\s%$/)
      }),
    )
    expect([percent(0.994), percent(0.44), percent(0.003)]).toEqual([
      '99.4\u00a0%',
      '44\u00a0%',
      '0.3\u00a0%',
    ])
  })

  it('write ranges, odds and kilometres without false sharpness', () => {
    expect(range(123, 176)).toBe('123–176')
    expect(oneIn(-3)).toBe('1 in 1,000')
    expect([kilometres(12_437), kilometres(112)]).toEqual(['12,400', '110'])
  })
})

describe('times', () => {
  it('name a window by its days, not by the moment it ends', () => {
    expect(windowDates(at, at + day)).toBe('17 Nov 2026')
    expect(windowDates(at - 2 * day, at + day)).toBe('15 Nov – 17 Nov 2026')
  })

  it('say how long ago, and bear a clock that runs ahead', () => {
    expect(ago(at, at + 5 * 3_600_000)).toBe('5\u00a0h ago')
    expect(ago(at + day, at)).toBe('now')
    expect(ago(0, at)).toBe('–')
  })
})

it('shows a simulated id without the mark that is said elsewhere', () => {
  expect(idOf('device:larkspur-LT-0031')).toBe('LT-0031')
  expect(idOf('person:W-17')).toBe('W-17')
})
