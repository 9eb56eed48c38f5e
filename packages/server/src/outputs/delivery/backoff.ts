import type { Millis } from '@telltale/core'

const first: Millis = 1000
const longest: Millis = 3_600_000
/** Refused outright this often, a message is given up; otherwise after three days of trying. */
const refusals = 3
const attemptsInThreeDays = 12 + 3 * 24

/**
 * How long to wait before the next attempt: twice as long each time, up to an hour, less up to a half at random, so that
 * many messages don't come back at once. Undefined: given up. `attempts` counts those that failed, this one too.
 */
export function backoff(
  attempts: number,
  refused: boolean,
  random: () => number = Math.random,
): Millis | undefined {
  if (attempts >= (refused ? refusals : attemptsInThreeDays)) return undefined
  return Math.min(longest, first * 2 ** (attempts - 1)) * (1 - random() / 2)
}
