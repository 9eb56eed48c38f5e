import type {
  Act,
  Actor,
  CaseSummary,
  Decision,
  Deed,
  Ground,
  Millis,
  Role,
  SubjectRef,
} from '@telltale/core'
import type { Reader } from '../api/reader.ts'

/** A decision about a case, as trends, calibration and outputs count it. */
export interface DecidedCase extends Decision {
  case: string
  subject: SubjectRef
  /** The act that completed it. */
  act: string
  /** The accounts whose views made it. */
  seats: Actor[]
  /** Every ground that a seat named. */
  grounds: Ground[]
  openedAt: Millis
  /** When a misrepresentation was cleared later: a false accusation. */
  overturned?: Millis
}

/** Who is behind an account: what rules ask about. Absent accounts are nobody's. */
export type PersonBehind = (
  account: Actor,
) => { name: string; person?: string; role: Role; subject?: SubjectRef } | undefined

/** Work on cases, for routes, outputs and jobs. Open cases lie in memory; closed ones in the store. */
export interface Work {
  /** Where the open case of a subject stands; undefined where there is none, or it is closed. */
  of(subject: SubjectRef): CaseSummary | undefined
  /** Like `of`, closed ones too. */
  find(caseId: string): Promise<CaseSummary | undefined>
  /**
   * Does one thing on a case: durable, audited and heard once the promise resolves. Rejects with a `Problem` (403, 404,
   * 409) whose sentence says why it can't be done.
   */
  act(reader: Reader, caseId: string, deed: Deed, because?: string): Promise<Act>
  /** What the person concerned does through their own page. */
  actAsSubject(caseId: string, deed: SubjectDeed): Promise<Act>
  /** Ids of the accounts that may read a sealed case about the subject, closed or not; undefined where none is sealed. */
  sealed(subject: SubjectRef): readonly Actor[] | undefined
  /** Whether something about the subject is under legal hold, closed cases too: nothing of it may be erased. */
  held(subject: SubjectRef): boolean
  /** Hears every act, software's too, after it is durable. Gives back what ends it. */
  onAct(listener: (act: Act, now: CaseSummary) => void): () => void
  /** Decisions made within the time, oldest first; `from` is in, `to` is out. */
  decisions(from?: Millis, to?: Millis): Promise<DecidedCase[]>
}

export type SubjectDeed = Extract<Deed, { is: 'replied' | 'accommodation-asked' | 'appealed' }>
