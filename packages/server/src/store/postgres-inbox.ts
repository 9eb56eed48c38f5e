import { setTimeout as sleep } from 'node:timers/promises'
import { type Kysely, sql } from 'kysely'
import type { Batch } from '../engine/loop.ts'
import type { Delivery, Inbox } from '../ingest/inbox.ts'
import type { Tables } from './schema.ts'

/** A micro-batch holds at most this much, so that a few large deliveries don't fill the memory. */
const maxDeliveries = 100
const maxBytes = 8 << 20
/** How long a first delivery waits for others to share its commit. */
const lingerMs = 50
/** How often an idle loop looks by itself, should a wake-up have been missed. */
const idleMs = 1000

interface Pending {
  body: string
  taken(): void
  refused(reason: unknown): void
}

/**
 * The inbox as a table. Deliveries that arrive while a commit is under way share the next one, so a burst
 * costs a few syncs to disk, not one each. `guard` rejects while this process may not write.
 */
export async function postgresInbox(db: Kysely<Tables>, guard: () => Promise<void>): Promise<Inbox> {
  const pending: Pending[] = []
  let writing = false
  let waiting = (await db.selectFrom('inbox').select(sql<number>`count(*)`.as('n')).executeTakeFirstOrThrow())
    .n
  let wake: () => void = () => {}

  async function flush(): Promise<void> {
    if (writing) return
    writing = true
    while (pending.length > 0) {
      const batch = pending.splice(0, maxDeliveries)
      try {
        await guard()
        // One parameter a delivery: as elements of an array their many quotes would all have to be escaped.
        const values = batch.map((p) => sql`(${Buffer.byteLength(p.body)}::int, ${p.body})`)
        await sql`insert into inbox (bytes, body) values ${sql.join(values)}`.execute(db)
        waiting += batch.length
        for (const p of batch) p.taken()
        wake()
      } catch (error) {
        for (const p of batch) p.refused(error)
      }
    }
    writing = false
  }

  async function oldest(): Promise<{ seqs: number[]; deliveries: Delivery[] }> {
    const { rows } = await sql<{ seq: number; body: string }>`
      with first as (select seq, bytes from inbox order by seq limit ${maxDeliveries}),
      summed as (select seq, sum(bytes) over (order by seq) - bytes as before from first)
      select i.seq, i.body from summed s join inbox i on i.seq = s.seq
      where s.before < ${maxBytes} order by i.seq`.execute(db)
    return {
      seqs: rows.map((row) => row.seq),
      deliveries: rows.map((row) => JSON.parse(row.body) as Delivery),
    }
  }

  /**
   * Forgets what has been committed. Not synced: after a power cut the deliveries come once more, and the
   * engine leaves replays out.
   */
  async function forget(seqs: readonly number[]): Promise<void> {
    await db.transaction().execute(async (t) => {
      await sql`set local synchronous_commit to off`.execute(t)
      await sql`delete from inbox where seq = any(${seqs}::bigint[])`.execute(t)
    })
    waiting -= seqs.length
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
    append(delivery) {
      return new Promise((resolve, reject) => {
        pending.push({ body: JSON.stringify(delivery), taken: resolve, refused: reject })
        void flush()
      })
    },
    async *batches(signal) {
      while (!signal.aborted) {
        if (waiting < maxDeliveries && waiting > 0)
          await sleep(lingerMs, undefined, { signal }).catch(() => {})
        if (signal.aborted) return
        const { seqs, deliveries } = await oldest()
        if (seqs.length === 0) {
          await appended(idleMs, signal)
          continue
        }
        yield {
          rows: deliveries.flatMap((d) => d.rows),
          quarantined: deliveries.flatMap((d) => d.quarantined),
          done: () => forget(seqs),
        } satisfies Batch
      }
    },
    async depth() {
      return waiting
    },
  }
}
