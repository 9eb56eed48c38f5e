import {
  type Act,
  type Actor,
  type CaseSummary,
  type DecidedRound,
  type Decision,
  foldActs,
  type Ground,
  isSimulated,
  type Millis,
  openingOf,
  type SubjectRef,
  summaryOf,
  type WorkState,
} from '@telltale/core'
import type { Dated } from '../audit/chain.ts'
import type { Row } from './store.ts'

/** What is kept of a case beside its acts, and follows from them: what lists and look-ups read. */
export interface CaseRecord {
  id: string
  subject: SubjectRef
  state: WorkState['state']
  owner?: Actor
  openedAt: Millis
  closedAt?: Millis
  mergedInto?: string
  /** Who may read it, where it is sealed. */
  readers?: Actor[]
  held: boolean
  summary: CaseSummary
}

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

/** One act with everything that becomes durable together with it. */
export interface ActChange {
  act: Act
  record: CaseRecord
  /** The case's decisions, where the act made or overturned one. */
  decisions?: readonly DecidedCase[]
  /** Observations that the act becomes: to be put into the inbox, and again after a crash. */
  tell?: readonly Row[]
  /** The bytes of the attachment that the act captures. */
  bytes?: Uint8Array
  audit: readonly Dated[]
  /** The case leaves the queue, or comes back into it. */
  refold?: boolean
}

export interface ClosedFilter {
  owner?: Actor
  /** Only what was closed before this one: time, then id. */
  after?: { closedAt: Millis; id: string }
  limit: number
}

/** The part of a store that keeps what people do on cases. Acts are added, never changed. */
export interface Acts {
  /** Adds an act. One that is there already, by case and id, changes nothing, and nothing is audited again. */
  addAct(change: ActChange): Promise<void>
  /** The acts of a case, in order. */
  acts(caseId: string): Promise<Act[]>
  /** The acts of every case that is not closed, one case at a time. */
  openActs(): AsyncIterable<Act[]>
  caseRecord(id: string): Promise<CaseRecord | undefined>
  /** Of those of the subjects that have a case, whatever its state. */
  caseRecords(subjects: readonly SubjectRef[]): Promise<Map<SubjectRef, CaseRecord>>
  /** The one closed last first. */
  closedCases(filter: ClosedFilter): Promise<CaseRecord[]>
  /** Every case that is sealed or under legal hold, closed ones too. */
  guardedCases(): Promise<CaseRecord[]>
  /** Undefined where it has been erased. */
  attachmentBytes(caseId: string, attachment: string): Promise<Uint8Array | undefined>
  /** Oldest first; `from` is in, `to` is out. */
  decidedCases(from: Millis, to: Millis): Promise<DecidedCase[]>
  /** Observations that acts became and that are not in the inbox yet, oldest first. */
  tellings(limit: number): Promise<{ id: number; row: Row }[]>
  tellingDone(ids: readonly number[]): Promise<void>
}

/** What follows from what the acts come to. */
export function recordOf(s: WorkState): CaseRecord {
  return {
    ...{ id: s.id, subject: s.subject, state: s.state, openedAt: s.openedAt, held: s.held },
    ...(s.owner && { owner: s.owner }),
    ...(s.closedAt !== undefined && { closedAt: s.closedAt }),
    ...(s.mergedInto && { mergedInto: s.mergedInto }),
    ...(s.sealed && { readers: [...s.sealed] }),
    summary: summaryOf(s, s.last.at),
  }
}

/** The decisions of a case as they are kept. */
export function decidedCasesOf(s: WorkState): DecidedCase[] {
  return s.decisions.map(({ round: _, ...d }: DecidedRound) => ({
    ...d,
    ...{ case: s.id, subject: s.subject, openedAt: s.openedAt },
  }))
}

/** The act by which software opens a case, and the record of the case that it makes. */
export function openingAct(opened: { subject: SubjectRef; id: string; openedAt: Millis }): {
  act: Act
  record: CaseRecord
} {
  const { subject, id, openedAt } = opened
  const act: Act = { id: openingOf(id), case: id, at: openedAt, by: 'telltale', is: 'opened', subject }
  return { act, record: recordOf(foldActs([act])!) }
}

/** Only acts of people's cases are told to the audit log; the demo company's too, and forgotten with it. */
export function openingAudit(act: Act & { is: 'opened' }): Dated {
  return {
    ...{ by: 'telltale', did: 'case.opened', about: act.subject, at: act.at },
    details: { case: act.case, ...(isSimulated(act.subject) && { simulated: true }) },
  }
}
