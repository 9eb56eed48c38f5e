/** Level of two birth dates as yyyymmdd: see `levels.birthDate`. Dates need not exist in a calendar. */
export function compareDates(a: number, b: number): number {
  if (a === b) return 0
  const [ya, yb] = [Math.floor(a / 10_000), Math.floor(b / 10_000)]
  const [ma, mb] = [Math.floor(a / 100) % 100, Math.floor(b / 100) % 100]
  const [da, db] = [a % 100, b % 100]
  if (ya === yb && ma === db && da === mb) return 1
  let off = 0
  let swapped = false
  for (let x = a, y = b, i = 0; i < 8; i++) {
    const [p, q] = [x % 10, y % 10]
    if (p !== q) {
      off++
      const [pp, qq] = [Math.floor(x / 10) % 10, Math.floor(y / 10) % 10]
      if (off === 1 && p === qq && q === pp) swapped = true
    }
    x = Math.floor(x / 10)
    y = Math.floor(y / 10)
  }
  if (off === 1 || (off === 2 && swapped)) return 2
  if ((ya === yb ? 1 : 0) + (ma === mb ? 1 : 0) + (da === db ? 1 : 0) === 2) return 3
  const days = Math.abs(ya * 372 + ma * 31 + da - (yb * 372 + mb * 31 + db))
  if (off === 2 || days <= 40) return 4
  if (days <= 372) return 5
  return days <= 3720 ? 6 : 7
}
