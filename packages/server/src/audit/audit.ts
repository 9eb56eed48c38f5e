import type { Millis, SubjectRef } from '@telltale/core'

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
