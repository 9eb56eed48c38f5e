/**
 * Monotonic milliseconds, moved once to the epoch: the clock of everything a page sends. Event times are on it too
 * (High Resolution Time, section 8). Two decimals: browsers give no finer ones to a page.
 */
export const now = (): number => ms(performance.now())

/** The time of an event, or of a frame, on that clock. */
export const ms = (stamp: number): number => Math.round((performance.timeOrigin + stamp) * 100) / 100

/** The coarsest step that all times seen so far are multiples of: what `resolution` honestly is. Milliseconds. */
export function resolution(): { see(stamp: number): void; value(): number } {
  const steps = [16, 8, 4, 2, 1, 0.1]
  let finest = 0
  let seen = 0
  return {
    see(stamp) {
      seen++
      while (finest < steps.length && !isMultiple(stamp, steps[finest]!)) finest++
    },
    // A few times say nothing: sixteen multiples of 16 by chance are not to be expected.
    value: () => (seen < 16 ? 1 : (steps[finest] ?? 0.005)),
  }
}

function isMultiple(value: number, step: number): boolean {
  const rest = value % step
  return Math.min(rest, step - rest) < 0.003
}
