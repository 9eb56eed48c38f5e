import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ownName, parseDate, statedDate } from './dates.ts'

const march2 = Date.UTC(2026, 2, 2)
const hours = (h: number, m = 0) => (h * 60 + m) * 60_000

describe('parseDate', () => {
  it.each([
    ['2026-03-02', march2],
    ['20260302', march2],
    ['2026/3/2', march2],
    ['2026-03-02T09:30:00.250Z', march2 + hours(9, 30) + 250],
    ['2026-03-02 09:30', march2 + hours(9, 30)],
    ['2026-03-02T09:30:00-06:00', march2 + hours(15, 30)],
    ['2026-03-02 09:30:00 UTC', march2 + hours(9, 30)],
    ['3/2/2026', march2],
    ['03/02/26', march2],
    ['13/2/2026', Date.UTC(2026, 1, 13)],
    ['3/2/2026, 9:30 PM', march2 + hours(21, 30)],
    ['3/2/2026 12:05 am', march2 + hours(0, 5)],
    ['2.3.2026', march2],
    ['02.03.2026 14:05', march2 + hours(14, 5)],
    ['2 March 2026', march2],
    ['02-Mar-2026', march2],
    ['March 2, 2026', march2],
    ['Mon, 2 Mar 2026 09:30:00 GMT', march2 + hours(9, 30)],
    ['1772409600', march2],
    ['1772409600000', march2],
    ['2024-02-29', Date.UTC(2024, 1, 29)],
  ])('%s', (written, at) => {
    expect(parseDate(written)).toBe(at)
  })

  it.each([
    '20260-03-02',
    '2026-13-02',
    '2026-02-30',
    '2025-02-29',
    '30/30/2026',
    '0/1/2026',
    '2026-03',
    '2026',
    '46083',
    'yesterday',
    '',
    '2026-03-02T25:00',
    '2026-03-02 and more',
    '12.5',
    '2 Foo 2026',
    '3/2/20260',
    '-1',
  ])('%s is not a date', (written) => {
    expect(parseDate(written)).toBeUndefined()
  })

  it('reads back every time that ISO 8601 writes', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('2000-01-01'), max: new Date('2099-12-31'), noInvalidDate: true }),
        (date) => {
          expect(parseDate(date.toISOString())).toBe(date.getTime())
        },
      ),
    )
  })

  it('never throws and never gives a fraction', () => {
    fc.assert(
      fc.property(fc.string(), (written) => {
        const at = parseDate(written)
        expect(at === undefined || Number.isInteger(at)).toBe(true)
      }),
    )
  })
})

it('finds the date that a file name states, and the name without it', () => {
  expect(statedDate('exports/applicants-2026-03-02.csv')).toBe(march2)
  expect(statedDate('LT-0042_2026-03-02T0930.txt')).toBe(march2 + hours(9, 30))
  expect(statedDate('dump.20260302.txt')).toBe(march2)
  expect(statedDate('2026-03-02/LT-0042.txt')).toBeUndefined()
  expect(statedDate('LT-20421399.txt')).toBeUndefined()
  expect(ownName('a/b/LT-0042_2026-03-02T0930.txt')).toBe('LT-0042')
  expect(ownName('LT-0042.txt')).toBe('LT-0042')
  expect(ownName('comet_lsusb')).toBe('comet_lsusb')
})
