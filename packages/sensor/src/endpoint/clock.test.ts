import { expect, it } from 'vitest'
import { Clock } from './clock.ts'

it('is the wall clock’s time at first, runs on by itself, and tells when the wall clock has left it', () => {
  let jump = 0
  const clock = new Clock(() => Date.now() + jump)
  expect(Math.abs(clock.now() - Date.now())).toBeLessThan(5)
  expect(Math.abs(clock.monotonic(clock.told(123.456)) - 123.456)).toBeLessThan(0.001)
  expect(Math.abs(clock.drifted())).toBeLessThan(50)
  const before = clock.now()
  jump = -3_600_000 // set back by an hour
  expect(clock.now()).toBeGreaterThanOrEqual(before)
  expect(clock.drifted()).toBeLessThan(-3_500_000)
  clock.anchor()
  expect(Math.abs(clock.drifted())).toBeLessThan(50)
  expect(clock.now()).toBeLessThan(before)
})
