import {
  type Abstention,
  type AttributeState,
  type Directory,
  type Evidence,
  type Fault,
  type Kind,
  kinds,
  type LinksOut,
  type Loaded,
  type LogEntry,
  type Millis,
  type Observation,
  type ObservationView,
  type Out,
  type QuarantineItem,
  type QueueItem,
  type Share,
  type StoredResume,
  type SubjectRef,
  type SubjectType,
} from '@telltale/core'
import type { AccountStore } from './accounts.ts'
import type { Acts } from './acts.ts'
import type { Auditing } from './auditing.ts'
import type { CoverageStore } from './coverage.ts'
import type { History } from './history.ts'
import type { Linking, WordEntry } from './linking.ts'
import type { Outputs } from './outputs.ts'
import type { PrivacyStore } from './privacy.ts'
import type { Scored, ScoreStore } from './scores.ts'
import type { Move, Screened, Screenings } from './screenings.ts'
import type { Begun, TuningStore } from './tuning.ts'

/** An accepted row, with the digest of its content that tells a replay from another row under the same id. */
export interface Row {
  observation: Observation
  digest: string
}

/** A row, or a field of one, that could not be used. `text` is the start of the row as it came. */
export type Quarantined = Omit<QuarantineItem, 'id'> & { text?: string }

/** Everything that one pass of the loop changes in stage 1. Committed in one transaction. */
export interface Change {
  rows: readonly Row[]
  /** Where applications stand by the rows of this pass. */
  moves?: readonly Move[]
  quarantined: readonly Quarantined[]
  /** Each application's résumé at most once, and only where it is the newest. */
  resumes?: readonly StoredResume[]
  out: Out
}

/** What folding found for one subject: its place in the queue, or that it has none. */
export interface Folded {
  subject: SubjectRef
  item?: QueueItem
  /** Set when the subject's evidence opens a case. A case that has opened stays, whatever the score does later. */
  case?: { id: string; openedAt: Millis }
  /** Set when the subject has come into the queue by this, or its case has opened. */
  begun?: Begun
  /** When it was folded, and what the score in the queue was made from; absent where it is not in the queue. */
  at?: Millis
  scored?: Omit<Scored, 'at'>
  /** What screening says of the subject's applications. */
  screened?: readonly Screened[]
}

/** `source` and `id` as one text: what names an observation for ever. */
export function rowKey(row: { source: string; id: string }): string {
  return `${row.source}\0${row.id}`
}

/**
 * What is kept of an observation's data. The retention default is 0 days: what a timing kind measured lives on in
 * its window's state, and its raw times are never stored.
 */
export function retained({ kind, data }: Observation): unknown {
  return 'timing' in kinds[kind] ? null : data
}

/** Names a quarantined item, so that a delivery that comes again after a crash adds nothing. */
export function quarantineKey(item: Quarantined): string {
  return JSON.stringify([item.source, item.row, item.field, item.reason, item.receivedAt, item.text ?? ''])
}

export interface EvidenceFilter {
  subject?: SubjectRef
  detector?: string
  limit?: number
}

export interface ObservationFilter {
  /** At least one of these is named in `about`. */
  subjects: readonly SubjectRef[]
  /** Every kind unless given. */
  kinds?: readonly Kind[]
  /** `from` is in, `to` is out. */
  from: Millis
  to: Millis
  /** Leaves out rows that name a subject of one of these types as well. */
  without?: readonly SubjectType[]
  /** Only rows in which this shared attribute was found. */
  attribute?: SubjectRef
  limit: number
}

export interface Counts {
  observations: number
  subjects: number
  evidence: number
  listed: number
  cases: number
  farms: number
  quarantined: number
}

/**
 * Where Telltale keeps what it knows. Every method that changes something is one transaction: all of it is
 * durable when the promise resolves, none of it when it rejects. One conformance suite runs over every store.
 */
export interface Store
  extends Screenings,
    Linking,
    History,
    AccountStore,
    Auditing,
    Acts,
    Outputs,
    TuningStore,
    ScoreStore,
    CoverageStore,
    PrivacyStore {
  /** Every claim and assignment: read once at the start, kept up to date by the loop. */
  directory(): Promise<Directory>
  /** What is kept of each application's newest résumé, or of those of the given applications. */
  resumes(of?: readonly SubjectRef[]): AsyncIterable<StoredResume>
  /** Content digests of those of `keys` (see `rowKey`) that are committed already. */
  known(keys: readonly string[]): Promise<Map<string, string>>
  /**
   * For each subject: windows that begin at or after the given time, the one just before it in each slot, every
   * window still open, and the subject's watermark.
   */
  load(from: ReadonlyMap<SubjectRef, Millis>): Promise<Loaded>
  /**
   * Commits stage 1: observations, windows, evidence, shares into the outbox. Marks subjects as to be folded, and
   * every application that a row names.
   * A quarantined item that is there already (see `quarantineKey`) is not kept twice.
   */
  commit(change: Change): Promise<void>

  /** The oldest shares that have not been relayed to stage 2. */
  waiting(limit: number): Promise<{ ids: number[]; shares: Share[] }>
  attributes(refs: readonly SubjectRef[]): Promise<Map<SubjectRef, AttributeState>>
  /** Commits stage 2, takes `relayed` out of the outbox, and keeps what people said that it was judged by. */
  commitLinks(out: LinksOut, relayed: readonly number[], words?: readonly WordEntry[]): Promise<void>

  /** Subjects whose evidence has changed since they were folded. */
  unfolded(limit: number): Promise<SubjectRef[]>
  /** Standing evidence that weighs on each subject. */
  standing(subjects: readonly SubjectRef[]): Promise<Map<SubjectRef, Evidence[]>>
  commitFold(folded: readonly Folded[]): Promise<void>

  /** The queue, heaviest first: listed subjects, and every subject with a case. */
  queue(): Promise<QueueItem[]>
  /** Accusing link evidence that stands: what ties cases into farms. */
  ties(): Promise<Evidence[]>
  evidence(filter: EvidenceFilter): Promise<Evidence[]>
  evidenceById(id: string): Promise<Evidence | undefined>
  /** Observations as they are kept, newest first, and how many there are beyond the limit too. */
  observations(filter: ObservationFilter): Promise<{ observations: ObservationView[]; total: number }>
  /** Of each subject its newest observations of some kinds, newest first: at most `each` of them. */
  newest(
    subjects: readonly SubjectRef[],
    kinds: readonly Kind[],
    each: number,
  ): Promise<Map<SubjectRef, ObservationView[]>>
  abstentions(subject: SubjectRef): Promise<Abstention[]>
  log(subject: SubjectRef): Promise<LogEntry[]>
  faults(limit: number): Promise<Fault[]>
  quarantine(limit: number): Promise<QuarantineItem[]>
  counts(): Promise<Omit<Counts, 'farms'>>
  heardFrom(): Promise<{ kind: string; count: number; receivedAt: Millis }[]>

  /** Subjects that have a window still open, in order of their text, the first `limit` ones after `after`. */
  stillOpen(after: string, limit: number): Promise<SubjectRef[]>

  /** What a person has set, and what a sensor enrolled with: small JSON values by name. Undefined where never set. */
  setting(name: string): Promise<unknown>
  putSetting(name: string, value: unknown): Promise<void>
  /** Names that begin with `prefix`, with their values, in order of name. */
  settings(prefix: string): Promise<Map<string, unknown>>

  /** How many stored observations are about the simulated demo company. */
  simulated(): Promise<number>
  /** Removes everything of the simulated demo company, in one transaction. */
  removeSimulated(): Promise<void>
  close(): Promise<void>
}
