import type { CountChange, DecidedTrendsView, MiddleHalf } from '@telltale/core'
import { count } from '../format.ts'

const nbsp = '\u00a0'
const day = 86_400_000

/** "+9", "−2", "0": a true minus. */
export function signedCount(n: number): string {
  const whole = Math.round(n)
  return whole > 0 ? `+${count(whole)}` : whole < 0 ? `−${count(-whole)}` : '0'
}

/** "+9 on the time before, −2 to +20": a change never without its interval. */
export function changeWords({ change, low, high }: CountChange, than: string): string {
  if (change === 0 && low === 0 && high === 0) return `none either in ${than}`
  return `${signedCount(change)} on ${than}, ${signedCount(low)} to ${signedCount(high)}`
}

/** Milliseconds as whole days from ten on, with one decimal below; hours below a day. */
export function daysWords(ms: number): string {
  const days = ms / day
  if (days < 1) return `${count(Math.round(days * 24))}${nbsp}h`
  return `${days < 10 ? Math.round(days * 10) / 10 : count(Math.round(days))}${nbsp}${days < 1.05 && days >= 0.95 ? 'day' : 'days'}`
}

/** "4–12": the middle half, in days. */
export function middleWords({ low, high }: MiddleHalf): string {
  const short = (ms: number) =>
    String(ms / day < 10 ? Math.round((ms / day) * 10) / 10 : Math.round(ms / day))
  return `${short(low)}–${short(high)}`
}

/** 1,840,000 as "1.84 M", 96,000 as "96 k". */
export function money(n: number): string {
  if (n >= 999_500) return `${(n / 1_000_000).toPrecision(3).replace(/\.0+$|(\.\d*?)0+$/, '$1')}${nbsp}M`
  if (n >= 1000) return `${Math.round(n / 1000)}${nbsp}k`
  return String(Math.round(n))
}

/** "1.5–2.1 M USD", one amount where both bounds are the same. */
export function payWords({ low, high, currency }: DecidedTrendsView['pay']['sums'][number]): string {
  const [a, b] = [money(low), money(high)]
  if (a === b) return `${a}${nbsp}${currency}`
  // One unit is said once: 1.5–2.14 M.
  const [number, unit = ''] = a.split(nbsp)
  return `${unit !== '' && b.endsWith(`${nbsp}${unit}`) ? number : a}–${b}${nbsp}${currency}`
}

/** The least round number of a scale that holds the value, at least 2. */
export function roundTop(value: number): number {
  const most = Math.max(2, value)
  const step = 10 ** Math.floor(Math.log10(most))
  return [1, 2, 4, 5, 6, 8, 10].map((m) => m * step).find((top) => top >= most)!
}
