import { expect, it } from 'vitest'
import {
  changeWords,
  daysWords,
  middleWords,
  money,
  payWords,
  roundTop,
  signedCount,
} from './decided-words.ts'

const day = 86_400_000

it('writes a change with a true minus and its interval', () => {
  expect(changeWords({ change: 9, low: -2.4, high: 20.1 }, 'the time before')).toBe(
    '+9 on the time before, −2 to +20',
  )
  expect(changeWords({ change: 0, low: 0, high: 0 }, 'the year before')).toBe(
    'none either in the year before',
  )
  expect([signedCount(0), signedCount(-0.2), signedCount(1200)]).toEqual(['0', '0', '+1,200'])
})

it('writes times as people say them', () => {
  expect([daysWords(day / 2), daysWords(day), daysWords(6.04 * day), daysWords(19.4 * day)]).toEqual([
    '12\u00a0h',
    '1\u00a0day',
    '6\u00a0days',
    '19\u00a0days',
  ])
  expect(middleWords({ median: 6 * day, low: 4 * day, high: 12.3 * day, n: 31 })).toBe('4–12')
})

it('writes pay as a range, and as one amount where its end is known', () => {
  const sum = { currency: 'USD', people: 3, toContractEnd: 0 }
  expect(payWords({ ...sum, low: 1_500_000, high: 2_140_000 })).toBe('1.5–2.14\u00a0M\u00a0USD')
  expect(payWords({ ...sum, low: 500_000, high: 2_000_000 })).toBe('500\u00a0k–2\u00a0M\u00a0USD')
  expect(payWords({ ...sum, low: 96_000, high: 96_000 })).toBe('96\u00a0k\u00a0USD')
  expect([money(999), money(999_600), money(100_000_000)]).toEqual(['999', '1\u00a0M', '100\u00a0M'])
})

it('ends a scale on a round number that holds everything', () => {
  expect([0, 1, 2, 3, 9, 11, 76, 101].map(roundTop)).toEqual([2, 2, 2, 4, 10, 20, 80, 200])
})
