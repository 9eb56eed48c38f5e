import type { Batch } from '../engine/loop.ts'
import type { Quarantined, Row } from '../store/store.ts'

/** What one request brought, checked and hashed: what the inbox keeps until the engine has committed it. */
export interface Delivery {
  rows: readonly Row[]
  quarantined: readonly Quarantined[]
}

/**
 * The server's durable queue. `append` resolves only when the delivery would survive a power cut; until the
 * engine has committed it, it is delivered again after a crash. Deliveries come out in order of arrival.
 */
export interface Inbox {
  append(delivery: Delivery): Promise<void>
  /** Micro-batches of what waits: at most 100 deliveries or 50 ms of them. Ends when `signal` aborts. */
  batches(signal: AbortSignal): AsyncIterable<Batch>
  /** How many deliveries wait. */
  depth(): Promise<number>
}
