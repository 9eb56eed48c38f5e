import { civil, daysTo } from '../observations/calendar.ts'
import type { Millis } from '../observations/kind.ts'

/** The day of a time, by UTC, as YYYY-MM-DD. */
export function writtenDay(at: Millis): string {
  const days = Math.floor(at / 86_400_000)
  const { year, month } = civil(days)
  const two = (n: number) => String(n).padStart(2, '0')
  return `${year}-${two(month)}-${two(days - daysTo(year, month) + 1)}`
}
