/**
 * Hands and what they hold: a keyboard and a mouse that are read at their polling rate, put into an X server by
 * XTEST. What a hand does is queued with its time; the device passes it on at its next poll. A Bluetooth keyboard
 * passes on at its connection interval, several events at once; a PiKVM-like path (simulated, no network) batches
 * motion by a 10 ms timer, then waits for the gadget's poll and the path.
 */
import type { Random } from '../random.ts'

export interface Gear {
  /** Poll intervals, milliseconds. */
  keyboard: number
  mouse: number
  /** Further delay of everything, one way; jitter is its exponential mean (a virtual machine, a loaded one). */
  delay: number
  jitter: number
  /** PiKVM-like: motion leaves on this timer, then at the gadget's poll. 0 without. */
  batch: number
  gadget: number
}

export const plain: Gear = { keyboard: 1, mouse: 8, delay: 0, jitter: 0, batch: 0, gadget: 0 }

export type Fake = (type: number, detail: number, x?: number, y?: number) => void

interface Queued {
  at: number
  type: number
  detail: number
  x: number
  y: number
}

export class Hand {
  x = 512
  y = 400
  readonly #fake: Fake
  readonly #gear: Gear
  readonly #rng: Random
  readonly #phase: number
  #queue: Queued[] = []
  #last = 0

  constructor(fake: Fake, gear: Gear, rng: Random) {
    this.#fake = fake
    this.#gear = gear
    this.#rng = rng
    this.#phase = rng()
  }

  key(at: number, code: number, down: boolean): void {
    this.#put(this.#poll(at, this.#gear.keyboard), down ? 2 : 3, code)
  }

  button(at: number, down: boolean): void {
    this.#put(this.#poll(at, this.#gear.mouse), down ? 4 : 5, 1)
  }

  /** Moves to a place; the mouse reports at its polls, so that later motion within one poll replaces earlier. */
  move(at: number, x: number, y: number): void {
    const { mouse, batch } = this.#gear
    this.#put(
      batch > 0 ? this.#poll(this.#poll(at, mouse), batch) : this.#poll(at, mouse),
      6,
      0,
      Math.round(x),
      Math.round(y),
    )
    this.x = x
    this.y = y
  }

  /** Does what is due and says when the next is, or infinity. */
  act(now: number): number {
    while (this.#queue.length > 0 && this.#queue[0]!.at <= now) {
      const { type, detail, x, y } = this.#queue.shift()!
      this.#fake(type, detail, x, y)
    }
    return this.#queue[0]?.at ?? Number.POSITIVE_INFINITY
  }

  #poll(at: number, interval: number): number {
    // Clocks of devices are their own: the phase differs, and a report is late by up to a tenth of the interval.
    const next = (Math.ceil(at / interval - this.#phase) + this.#phase) * interval
    return next + 0.05 * interval * this.#rng()
  }

  #put(at: number, type: number, detail: number, x = 0, y = 0): void {
    const { delay, jitter, gadget } = this.#gear
    let due = at + delay - (jitter > 0 ? jitter * Math.log(1 - this.#rng()) : 0)
    if (gadget > 0) due = this.#poll(due, gadget)
    this.#last = Math.max(this.#last, due)
    const tail = this.#queue.at(-1)
    if (type === 6 && tail?.type === 6 && Math.abs(tail.at - this.#last) < 0.5) {
      tail.x = x
      tail.y = y
    } else this.#queue.push({ at: this.#last, type, detail, x, y })
  }
}
