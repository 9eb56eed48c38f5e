/**
 * The clock of everything that is sent: monotonic milliseconds, moved once to the epoch. It does not run while a
 * laptop sleeps, and does not follow a clock that is set: {@link Clock.drifted} tells, and whoever sends then ends
 * what is under way and calls {@link Clock.anchor}.
 */
export class Clock {
  #origin = 0
  readonly #wall: () => number

  constructor(wall: () => number = Date.now) {
    this.#wall = wall
    this.anchor()
  }

  now(): number {
    return this.told(performance.now())
  }

  /** A `performance.now()` on this clock, to the microsecond. */
  told(at: number): number {
    return Math.round((this.#origin + at) * 1000) / 1000
  }

  /** A time since the epoch (the kernel stamps input with CLOCK_REALTIME) as `performance.now()` would have had it. */
  monotonic(epoch: number): number {
    return epoch - this.#origin
  }

  /** How far the wall clock has left this one since it was anchored, in milliseconds: a sleep, or a set clock. */
  drifted(): number {
    return this.#wall() - (this.#origin + performance.now())
  }

  /** The wall clock tells whole milliseconds: the moment at which one begins is good to some microseconds. */
  anchor(): void {
    const before = this.#wall()
    const giveUp = performance.now() + 3
    let [wall, at] = [before, performance.now()]
    while (wall === before && at < giveUp) {
      wall = this.#wall()
      at = performance.now()
    }
    this.#origin = wall - at
  }
}
