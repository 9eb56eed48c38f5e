/**
 * What a path does to packets: a constant delay, jitter, loss and stalls, drawn from a seed so that a session can
 * be played again. One object per direction; order is kept (a queue, as on a real route), so jitter shows as
 * bunching and never as reordering.
 */
import { lognormal, type Random, random } from '../random.ts'

export interface Impairment {
  /** One way, milliseconds. */
  delay: number
  /** Mean of the log-normal extra delay, milliseconds; 0 for none. */
  jitter: number
  /** Share of packets lost, 0–1. TCP repairs them, at the price of a wait. */
  loss: number
  /** Stalls per second (exponential gaps), during which nothing passes. */
  stalls: number
  /** Length of a stall, milliseconds. */
  stall: number
}

export const clean: Impairment = { delay: 0, jitter: 0, loss: 0, stalls: 0, stall: 0 }

/** `due(now)`: when a packet that entered at `now` (milliseconds) leaves, or undefined where it is lost. */
export function impaired(wish: Impairment, seed: number): (now: number) => number | undefined {
  const rng: Random = random(seed)
  let last = 0
  let stalledUntil = 0
  let nextStall = wish.stalls > 0 ? -1 : Number.POSITIVE_INFINITY
  return (now) => {
    if (nextStall < 0) nextStall = now + gap()
    while (now >= nextStall) {
      stalledUntil = nextStall + wish.stall
      nextStall += gap()
    }
    if (wish.loss > 0 && rng() < wish.loss) return undefined
    const extra = wish.jitter > 0 ? lognormal(rng, wish.jitter * Math.exp(-0.5), 1) : 0
    last = Math.max(last, stalledUntil, now + wish.delay + extra)
    return last
  }
  function gap(): number {
    return (-1000 * Math.log(1 - rng())) / wish.stalls
  }
}
