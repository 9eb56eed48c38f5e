import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  ago,
  compactJson,
  idOf,
  kilometres,
  moment,
  oneIn,
  percent,
  range,
  signed,
  windowDates,
  withIds,
} from './format.ts'

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

describe('what stands behind a finding', () => {
  it('is one line of data that keeps every character, cut where it is too long', () => {
    const data = { gateway: { mac: '02:00', ip: null }, usb: [{ vid: '046d' }], note: 'a,b "c": d' }
    expect(compactJson(data)).toBe(
      'gateway: {mac: "02:00", ip: null}, usb: [{vid: "046d"}], note: "a,b \\"c\\": d"',
    )
    expect(compactJson({ text: 'x'.repeat(300) })).toHaveLength(110)
    expect(compactJson([1, 2])).toBe('[1, 2]')
  })

  it('has its time to the second', () => {
    expect(moment(at + 3_723_000)).toBe('17 Nov 2026, 01:02:03')
  })

  it('names subjects as people know them, and leaves other words alone', () => {
    expect(withIds('device:larkspur-LT-0031: 13 days, person:W-1.')).toBe('LT-0031: 13 days, W-1.')
    expect(withIds('device:LT-1, device:LT-2: seen on 1 day')).toBe('LT-1, LT-2: seen on 1 day')
    expect(withIds('phone: not known; a device: none')).toBe('phone: not known; a device: none')
  })
})
