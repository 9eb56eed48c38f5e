import type { Millis } from '@telltale/core'
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { Batch } from '../engine/loop.ts'
import type { Inbox } from '../ingest/inbox.ts'
import type { Store } from '../store/store.ts'

export interface Metrics {
  registry: Registry
  /** Rows taken in, and rows or fields set aside, by the first part of the field: kind, at, about, data… */
  ingested(rows: number): void
  setAside(fields: readonly { field: string }[]): void
  /** Rows of timing that no policy covers: not kept. */
  refused(rows: number): void
  /** Counts what each commit brings, and how old its rows are by then. */
  store(store: Store): Store
  /** Times the loop over each batch. */
  batches(source: AsyncIterable<Batch>): AsyncGenerator<Batch>
}

/** What /metrics shows. Counts and times only: no subject, no id, nothing personal in a label. */
export function metrics(inbox: Inbox, now: () => Millis): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry, prefix: 'telltale_' })
  const registers = [registry]
  const rows = new Counter({
    name: 'telltale_ingest_rows_total',
    help: 'Rows accepted and durable',
    registers,
  })
  const bad = new Counter({
    name: 'telltale_quarantined_total',
    help: 'Rows or fields set aside, by the part of the row that was wrong',
    labelNames: ['part'],
    registers,
  })
  const untimed = new Counter({
    name: 'telltale_timing_refused_total',
    help: 'Rows of timing kinds that no timing policy covers, and that were not kept',
    registers,
  })
  const seconds = new Histogram({
    name: 'telltale_loop_batch_seconds',
    help: 'Time of the loop over one micro-batch, its commits included',
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers,
  })
  new Gauge({
    name: 'telltale_inbox_depth',
    help: 'Deliveries that wait to be processed',
    registers,
    async collect() {
      this.set(await inbox.depth())
    },
  })
  const evidence = new Counter({
    name: 'telltale_evidence_total',
    help: 'Evidence written, by what it is and whether its window has closed',
    labelNames: ['is', 'status'],
    registers,
  })
  const faults = new Counter({
    name: 'telltale_detector_faults_total',
    help: 'Windows in which a detector failed',
    labelNames: ['detector'],
    registers,
  })
  const late = new Counter({
    name: 'telltale_late_rows_total',
    help: 'Rows that came after their window had closed',
    registers,
  })
  const lag = new Histogram({
    name: 'telltale_evidence_lag_seconds',
    help: 'From the receipt of a row to the commit of the evidence that it was judged in',
    buckets: [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 60],
    registers,
  })
  const found = (out: {
    evidence: readonly { is: string; status: string }[]
    faults: readonly { detector: string }[]
  }) => {
    for (const { is, status } of out.evidence) evidence.inc({ is, status })
    for (const { detector } of out.faults) faults.inc({ detector })
  }
  return {
    registry,
    ingested: (count) => rows.inc(count),
    setAside(fields) {
      for (const { field } of fields)
        bad.inc({ part: /^(?:kind|at|about|id|data)\b/.exec(field)?.[0] ?? 'row' })
    },
    refused: (count) => untimed.inc(count),
    store(store) {
      return {
        ...store,
        async commit(change) {
          await store.commit(change)
          found(change.out)
          late.inc(change.out.late)
          const at = now()
          if (change.out.evidence.length > 0)
            for (const { observation } of change.rows)
              lag.observe(Math.max(0, at - observation.receivedAt) / 1000)
        },
        async commitLinks(out, relayed, words) {
          await store.commitLinks(out, relayed, words)
          found(out)
        },
      }
    },
    async *batches(source) {
      for await (const batch of source) {
        const stop = seconds.startTimer()
        yield batch
        stop()
      }
    },
  }
}
