import { setTimeout as sleep } from 'node:timers/promises'
import { type Kysely, sql } from 'kysely'
import type { Batch } from '../engine/loop.ts'
import type { Delivery, Inbox } from '../ingest/inbox.ts'
import type { DataCipher } from '../privacy/data-key.ts'
import type { Tables } from './schema.ts'
import { openBody, sealBody } from './sealing.ts'

/** A micro-batch holds at most this much, so that a few large deliveries don't fill the memory. */
const maxDeliveries = 100
const maxBytes = 8 << 20
/** How long a first delivery waits for others to share its commit. */
const lingerMs = 50
/** How often an idle loop looks into the table itself. */
const idleMs = 1000
/** With more than this waiting, an acknowledgement is held until the engine has caught up, but not for long. */
const highWater = 150
const longestHoldMs = 1000
/** Deliveries kept in memory beside the table, by the size of their text; the rest is read when its turn comes. */
const maxKeptBytes = 32 << 20

interface Pending {
  delivery: Delivery
  body: string
  taken(): void
  refused(reason: unknown): void
}

/** A delivery that is on the disk and waits for the engine. */
interface Waiting {
  seq: number
  bytes: number
  /** Absent when it is left from before a restart, or was too much to keep: then the table has it. */
  delivery?: Delivery
}

/**
 * The inbox as a table. Deliveries that arrive while a commit is under way share the next one, so a burst
 * costs a few syncs to disk, not one each. The store's lock makes this process the only one that reads and
 * writes the table, so the order of what waits is kept in memory and the table is only read after a restart.
 * `guard` rejects while this process may not write.
 */
export async function postgresInbox(
  db: Kysely<Tables>,
  guard: () => Promise<void>,
  cipher?: DataCipher,
): Promise<Inbox> {
  let pending: Pending[] = []
  let writing = false
  let queue: Waiting[] = []
  let kept = 0
  let wake: () => void = () => {}
  let caughtUp = Promise.withResolvers<void>()
  await refill()

  /** Takes in what the table has and the queue does not. Appends may come in meanwhile; twice is harmless. */
  async function refill(): Promise<void> {
    const found = await db.selectFrom('inbox').select(['seq', 'bytes']).orderBy('seq').execute()
    const known = new Set(queue.map((w) => w.seq))
    queue = [...found.filter((w) => !known.has(w.seq)), ...queue].sort((a, b) => a.seq - b.seq)
  }

  async function flush(): Promise<void> {
    if (writing) return
    writing = true
    while (pending.length > 0) {
      const batch = pending.slice(0, maxDeliveries)
      pending = pending.slice(maxDeliveries)
      try {
        await guard()
        const sizes = batch.map((p) => Buffer.byteLength(p.body))
        // One parameter a delivery: as elements of an array their many quotes would all have to be escaped.
        const values = batch.map((p, i) => sql`(${sizes[i]}::int, ${p.body})`)
        const { rows } = await sql<{ seq: number }>`
          insert into inbox (bytes, body) values ${sql.join(values)} returning seq`.execute(db)
        batch.forEach(({ delivery }, i) => {
          const bytes = sizes[i]!
          const keep = kept + bytes <= maxKeptBytes
          if (keep) kept += bytes
          queue.push({ seq: rows[i]!.seq, bytes, ...(keep && { delivery }) })
        })
        for (const p of batch) p.taken()
        wake()
      } catch (error) {
        for (const p of batch) p.refused(error)
      }
    }
    writing = false
  }

  /** The oldest ones that make up a micro-batch; they stay in the queue until they are forgotten. */
  function oldest(): Waiting[] {
    let bytes = 0
    let n = 0
    for (const { bytes: own } of queue) {
      if (n === maxDeliveries || (n > 0 && bytes + own > maxBytes)) break
      bytes += own
      n++
    }
    return queue.slice(0, n)
  }

  async function read(waiting: readonly Waiting[]): Promise<Delivery[]> {
    const absent = waiting.filter((w) => !w.delivery).map((w) => w.seq)
    const bodies = new Map<number, string>()
    if (absent.length > 0) {
      const { rows } = await sql<{ seq: number; body: string }>`
        select seq, body from inbox where seq = any(${absent}::bigint[])`.execute(db)
      for (const row of rows) bodies.set(row.seq, row.body)
    }
    return waiting.flatMap((w) => {
      if (w.delivery) return w.delivery
      const body = bodies.get(w.seq)
      return body === undefined ? [] : (JSON.parse(openBody(cipher, body)) as Delivery)
    })
  }

  /**
   * Forgets what has been committed. Not synced: after a power cut the deliveries come once more, and the
   * engine leaves replays out.
   */
  async function forget(done: readonly Waiting[]): Promise<void> {
    await sql`
      with unsynced as (select set_config('synchronous_commit', 'off', true))
      delete from inbox using unsynced where seq = any(${done.map((w) => w.seq)}::bigint[])`.execute(db)
    const gone = new Set(done)
    queue = queue.filter((w) => !gone.has(w))
    for (const w of done) if (w.delivery) kept -= w.bytes
    if (queue.length > highWater) return
    caughtUp.resolve()
    caughtUp = Promise.withResolvers()
  }

  /** Resolves with the next append, after `ms`, or when the signal aborts. */
  async function appended(ms: number, signal: AbortSignal): Promise<void> {
    const stop = new AbortController()
    const woken = new Promise<void>((resolve) => {
      wake = resolve
    })
    const timer = sleep(ms, undefined, { signal: AbortSignal.any([signal, stop.signal]) }).catch(() => {})
    await Promise.race([woken, timer])
    stop.abort()
    wake = () => {}
  }

  return {
    async append(delivery) {
      await new Promise<void>((resolve, reject) => {
        pending.push({
          delivery,
          body: sealBody(cipher, JSON.stringify(delivery)),
          taken: resolve,
          refused: reject,
        })
        void flush()
      })
      // Senders that wait for their answer are slowed to what the engine can do, instead of taking its time away.
      if (queue.length > highWater)
        await Promise.race([caughtUp.promise, sleep(longestHoldMs, undefined, { ref: false })])
    },
    async *batches(signal) {
      while (!signal.aborted) {
        if (queue.length === 0) {
          await appended(idleMs, signal)
          // Nothing came: had the lock been lost meanwhile, somebody else may have left something.
          if (queue.length === 0 && !signal.aborted) await refill()
          if (queue.length === 0) continue
        }
        if (queue.length < maxDeliveries) await sleep(lingerMs, undefined, { signal }).catch(() => {})
        if (signal.aborted) return
        const waiting = oldest()
        const deliveries = await read(waiting)
        yield {
          rows: deliveries.flatMap((d) => d.rows),
          quarantined: deliveries.flatMap((d) => d.quarantined),
          done: () => forget(waiting),
        } satisfies Batch
      }
    },
    async depth() {
      return queue.length
    },
  }
}
