import type { SubjectRef } from '@telltale/core'
import type { AuditEntry } from '../audit/audit.ts'
import type { Dated, Head, Link, Opened } from '../audit/chain.ts'
import type { Checkpoint } from '../audit/checkpoint.ts'

export interface AuditFilter {
  about?: SubjectRef
  by?: string
  /** A deed, or the family before its dot. */
  did?: string
  /** Only entries before this one. */
  before?: number
  limit: number
}

/** A link with what is still known behind its digests. */
export interface KeptLink extends Link {
  subject?: Opened
  body?: Opened
}

/** The part of a store that keeps the audit log: entries are added, never changed; what they tell can be forgotten. */
export interface Auditing {
  /** Adds to the chain, all or none. */
  appendAudit(events: readonly Dated[]): Promise<void>
  /** Newest first. */
  audit(filter: AuditFilter): Promise<AuditEntry[]>
  /** In order, those after `after`. */
  auditLinks(after: number, limit: number): Promise<KeptLink[]>
  auditHead(): Promise<Head>
  addCheckpoint(checkpoint: Checkpoint): Promise<void>
  /** In order. */
  checkpoints(): Promise<Checkpoint[]>
}

/** An entry as people read it. */
export function entryOf({ seq, at, by, did, about, details, hash, subject, body }: KeptLink): AuditEntry {
  return {
    ...{ seq, at, by, did },
    ...(about !== null && { about: subject ? (subject.text as SubjectRef) : null }),
    ...(details !== null && { details: body ? JSON.parse(body.text) : null }),
    hash,
  }
}
