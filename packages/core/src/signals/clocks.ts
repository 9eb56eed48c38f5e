/**
 * What keeps a batch of device times from being used: times that run backwards, or all the same. Judging timing on
 * a clock that contradicts itself would turn a fault into a finding. Milliseconds; `undefined` when it can be used.
 */
export function clockProblem(times: readonly number[]): 'backwards' | 'standing' | undefined {
  if (times.length < 2) return undefined
  let backwards = 0
  for (let i = 1; i < times.length; i++) if (times[i]! < times[i - 1]! - jitter) backwards++
  if (backwards > 0) return 'backwards'
  return times.length >= 20 && times[0] === times[times.length - 1] ? 'standing' : undefined
}

/** Lists are in order of press; two presses of one scan may be swapped by less than this. */
const jitter = 5

/**
 * The coarsest of the steps that every time is a whole multiple of; 0 when none is. A sensor that claims
 * microseconds and gives whole 15.6 ms ticks does not tell what its times are worth. Needs 30 times or more. Steps
 * below `least` are not looked for.
 */
export function stepOf(times: readonly number[], least = 0): number {
  if (times.length < 30) return 0
  for (const step of steps) {
    if (step < least) continue
    let fits = true
    for (let i = 1; i < times.length && fits; i++) {
      const rest = Math.abs((times[i]! - times[0]!) % step)
      fits = rest < tolerance || step - rest < tolerance
    }
    if (fits) return step
  }
  return 0
}

/** Ticks that computers' clocks have: 64 a second (Windows), 100, 125, 250 and 1,000. */
const steps = [15.625, 15.6001, 16, 10, 8, 4, 1]
const tolerance = 0.02
