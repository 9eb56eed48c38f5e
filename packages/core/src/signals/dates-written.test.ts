import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { certainOverlap, monthAt, monthsOf, periodOf, shownMonth, shownMonths } from './dates-written.ts'

const now = monthAt(Date.UTC(2026, 10, 5))

/** "June 2014" for one month, "June 2014 to May 2015" for several. */
function read(written: string): string | undefined {
  const months = monthsOf(written, now)
  if (!months) return undefined
  const [from, to] = [shownMonth(months.from), shownMonth(months.to)]
  return from === to ? from : `${from} to ${to}`
}

describe('a date as written', () => {
  it.each([
    '2014-06',
    '2014-06-15',
    '2014-06-15T00:00:00Z',
    '20140615',
    '2014/6',
    '06/2014',
    '6.2014',
    '06/14',
    '06/15/2014',
    '15.06.2014',
    'Jun 2014',
    'June, 2014',
    "Jun '14",
    'Jun-14',
    '15th of June 2014',
    'Expected June 2014',
    'juin 2014',
    'Juni 2014',
    'junio de 2014',
    'giugno 2014',
    'haziran 2014',
    'июнь 2014',
    '2014年6月',
    '2014년 6월',
    '２０１４－０６',
    '2014‑06',
  ])('%s is June 2014, and the month was written', (written) => {
    expect(read(written)).toBe('June 2014')
    expect(monthsOf(written)?.exact).toBe(true)
  })

  it.each([
    ['2014', 'January 2014 to December 2014'],
    ["'14", 'January 2014 to December 2014'],
    ['Class of 2014', 'January 2014 to December 2014'],
    ['٢٠١٤', 'January 2014 to December 2014'],
    ['c. 2014', 'January 2013 to December 2015'],
    ['~2014', 'January 2013 to December 2015'],
    ['Spring 2019', 'January 2019 to November 2019'],
    ['Winter 2019', 'January 2019 to March 2020'],
    ['2014/15', 'January 2014 to December 2015'],
    ['May/June 2012', 'May 2012 to June 2012'],
    // Month first or day first.
    ['03/04/2015', 'March 2015 to April 2015'],
    ['11/12', 'December 2011 to November 2012'],
    ['2009/10', 'January 2009 to December 2010'],
    // What an applicant system makes of a year alone.
    ['2014-01-01', 'January 2014 to December 2014'],
    ['2014-12-31T00:00:00.000Z', 'January 2014 to December 2014'],
    ['Jan 2014 – Mar 2015', 'January 2014 to March 2015'],
  ])('%s can mean %s, and no month was written', (written, months) => {
    expect(read(written)).toBe(months)
    expect(monthsOf(written)?.exact).toBe(false)
  })

  it.each(['present', 'Present ', '(current)', 'now', 'to date', 'ongoing', 'heute', 'aujourd’hui', '至今'])(
    '%s is the month of the application, and nothing without one',
    (written) => {
      expect(monthsOf(written, now)).toMatchObject({ from: now, to: now, now: true })
      expect(monthsOf(written)).toBeUndefined()
    },
  )

  it.each(['', 'N/A', 'banana', 'before 2014', '2 years ago', '2557', '1401580800000', '2014 or 2015', '😀'])(
    '%s is no date',
    (written) => {
      expect(monthsOf(written, now)).toBeUndefined()
    },
  )

  it('reads any text without failing, and gives whole months in order', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.string({ unit: 'binary' })), (text) => {
        const months = monthsOf(text, now)
        if (months)
          expect([months.from, months.to].every(Number.isInteger) && months.from <= months.to).toBe(true)
      }),
    )
  })

  it('counts months as the calendar does', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('1890-01-01'), max: new Date('2150-01-01'), noInvalidDate: true }),
        (date) => {
          expect(monthAt(date.getTime())).toBe(date.getUTCFullYear() * 12 + date.getUTCMonth())
        },
      ),
    )
  })

  it('is shown as precisely as it was written', () => {
    expect(['2014', 'Jun 2014', '2014/15'].map((w) => shownMonths(monthsOf(w)!))).toEqual([
      '2014',
      'June 2014',
      '2014 to 2015',
    ])
  })
})

describe('a period', () => {
  it.each([
    ['2010-2014', ''],
    ['', '2010 – 2014'],
    ['2010', '2014'],
    ['2010-14', undefined],
  ])('is read from %s and %s', (start, end) => {
    expect(periodOf(start, end, now)).toMatchObject({
      start: { from: 2010 * 12 },
      end: { to: 2014 * 12 + 11 },
    })
  })

  it('is unknown when it ends before it begins, or an end is missing', () => {
    expect(periodOf('2014', '2010', now)).toBeUndefined()
    expect(periodOf('2014', undefined, now)).toBeUndefined()
    expect(periodOf(undefined, undefined, now)).toBeUndefined()
  })

  it('overlaps another only for the months that every reading leaves', () => {
    const of = (start: string, end: string) => periodOf(start, end, now)!
    expect(certainOverlap(of('2010', '2014'), of('2014', '2016'))).toBe(0)
    // December 2011 at the latest to January 2013 at the earliest.
    expect(certainOverlap(of('2010', '2013'), of('2011', '2016'))).toBe(13)
    expect(certainOverlap(of('2010-01', '2014-06'), of('2013-06', 'present'))).toBe(12)
  })
})
