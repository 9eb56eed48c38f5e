import type { Millis, SubjectRef } from '@telltale/core'
import type { Auditing } from '../store/auditing.ts'
import type { Dated } from './chain.ts'

/** What is audited: `family.did`, such as `decision.viewed`, `case.read`, `identity.revealed`, `export.made`. */
export type AuditDid =
  `${'decision' | 'case' | 'identity' | 'export' | 'configuration' | 'sign-in' | 'privacy'}.${string}`

/** One thing that somebody did or looked at. */
export interface AuditEvent {
  /** An account's id, `token:NAME`, `machine` for a program on this machine, `subject` for the person concerned, `telltale` for software. */
  by: string
  did: AuditDid
  /** Whom it concerns. In the chain stands a random surrogate; erasing a person forgets which. */
  about?: SubjectRef
  /** Small JSON: reason, what was set, which document. In the chain stands a salted digest; erasing drops text and salt. */
  details?: unknown
}

/** An entry as it is read back. `about` and `details` are absent where nothing was said, null where they have been erased. */
export interface AuditEntry {
  seq: number
  at: Millis
  by: string
  did: AuditDid
  about?: SubjectRef | null
  details?: unknown
  hash: string
}

/** The log as the server's parts use it: what they record is durable, and in the chain, once the promise resolves. */
export interface Audit {
  record(event: AuditEvent): Promise<void>
}

interface Waiting {
  event: Dated
  done(): void
  failed(error: unknown): void
}

/** Entries that go into one commit at most. */
const atOnce = 1000

/** Records into the store: what is recorded while a commit is under way goes into the next one together. */
export function auditLog(store: Pick<Auditing, 'appendAudit'>, now: () => Millis): Audit {
  let waiting: Waiting[] = []
  let writing = false
  const write = async () => {
    writing = true
    while (waiting.length > 0) {
      const batch = waiting.slice(0, atOnce)
      waiting = waiting.slice(atOnce)
      try {
        await store.appendAudit(batch.map((w) => w.event))
        for (const w of batch) w.done()
      } catch (error) {
        for (const w of batch) w.failed(error)
      }
    }
    writing = false
  }
  return {
    record(event) {
      return new Promise((done, failed) => {
        waiting.push({ event: { ...event, at: now() }, done, failed })
        if (!writing) void write()
      })
    },
  }
}
