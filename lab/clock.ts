/**
 * One clock for all programs of a session: CLOCK_MONOTONIC in milliseconds, since it is the same in every process of
 * a machine. Recordings are shifted to a fixed date, so that they say nothing about when the range ran.
 */
const offset = Number(process.hrtime.bigint()) / 1e6 - performance.now()

/** Now, milliseconds with fractions. */
export function now(): number {
  return performance.now() + offset
}

/** A `performance.now()` of this process on the common clock. */
export function common(performanceNow: number): number {
  return performanceNow + offset
}
