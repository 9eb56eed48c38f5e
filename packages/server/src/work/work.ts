import type { Act, Actor, Attachment, CaseSummary, Deed, Millis, SubjectRef, WorkState } from '@telltale/core'
import type { Reader } from '../api/reader.ts'
import type { CaseRecord, ClosedFilter, DecidedCase } from '../store/acts.ts'

export type { CaseRecord, DecidedCase } from '../store/acts.ts'

/** A file that comes in, before it is kept. */
export interface Captured {
  name: string
  type: string
  bytes: Uint8Array
  /** Where it came from, in words. */
  from?: string
}

/** A case as it lies in memory or was just read: what its acts come to, and the acts. */
export interface CaseInFull {
  state: WorkState
  acts: Act[]
}

/** Work on cases, for routes, outputs and jobs. Open cases lie in memory; closed ones in the store. */
export interface Work {
  /** Where the open case of a subject stands; undefined where there is none, or it is closed. */
  of(subject: SubjectRef): CaseSummary | undefined
  /** Like `of`, by the case's id, closed ones too. */
  find(caseId: string): Promise<CaseSummary | undefined>
  /** What the acts of a case come to, closed ones too. */
  state(caseId: string): Promise<WorkState | undefined>
  full(caseId: string): Promise<CaseInFull | undefined>
  /** Every case that is not closed, merged ones too. */
  open(): CaseSummary[]
  /** Closed cases, the one closed last first. */
  closed(filter: ClosedFilter): Promise<CaseRecord[]>
  /** Cases that are shown under this one. */
  merged(caseId: string): CaseSummary[]
  /** How the reader is tied to the person concerned, by the company's records: manager, referrer, or the same person. */
  conflict(reader: Reader, subject: SubjectRef): Promise<'manager' | 'referrer' | 'other' | undefined>
  /**
   * Does one thing on a case: durable, audited and heard once the promise resolves. Rejects with a `Problem` (403, 404,
   * 409) whose sentence says why it can't be done.
   */
  act(reader: Reader, caseId: string, deed: Deed, because?: string): Promise<Act>
  /** Keeps a file with a case: at most 20 MB, hashed as it comes in. */
  attach(reader: Reader, caseId: string, file: Captured): Promise<Attachment>
  /** The bytes of a file, its opening entered into its custody record first. Undefined where it has been erased. */
  openAttachment(reader: Reader, caseId: string, attachment: string): Promise<OpenedFile | undefined>
  /** What the person concerned does through their own page. */
  actAsSubject(caseId: string, deed: SubjectDeed): Promise<Act>
  attachAsSubject(caseId: string, file: Captured): Promise<Attachment>
  /** Ids of the accounts that may read a sealed case about the subject, closed or not; undefined where none is sealed. */
  sealed(subject: SubjectRef): readonly Actor[] | undefined
  /** Whether any case is sealed, closed ones too: where none is, nobody has to be looked up. */
  anySealed(): boolean
  /** Whether something about the subject is under legal hold, closed cases too: nothing of it may be erased. */
  held(subject: SubjectRef): boolean
  /** Hears every act, software's too, after it is durable. Gives back what ends it. */
  onAct(listener: (act: Act, now: CaseSummary) => void): () => void
  /** Decisions made within the time, oldest first; `from` is in, `to` is out. */
  decisions(from?: Millis, to?: Millis): Promise<DecidedCase[]>
  /** Reads everything again: after the demo company went away. */
  reload(): Promise<void>
  /** Ends what runs by itself, once it has finished. */
  stop(): Promise<void>
}

export interface OpenedFile {
  attachment: Attachment
  bytes: Uint8Array
}

export type SubjectDeed = Extract<Deed, { is: 'replied' | 'accommodation-asked' | 'appealed' }>
