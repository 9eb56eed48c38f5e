import type { Learned } from './directory.ts'
import type { Attribute, ClaimCard, Millis, SubjectRef } from './observations/kind.ts'
import type { Abstention, Evidence, Fault } from './types.ts'
import type { WindowState } from './windows.ts'

/** An attribute seen on a subject on a day, with the claim cards of those who held the subject then. */
export interface Share {
  /** Attribute, subject and day: a later share with the same key replaces the earlier one. */
  key: string
  attribute: Attribute
  subject: SubjectRef
  day: number
  holders: { person?: SubjectRef; claims?: ClaimCard }[]
}

/** Everything that one step changes, to be committed together with the observations in one transaction. */
export interface Out {
  windows: WindowState[]
  watermarks: [SubjectRef, Millis][]
  learned: Learned[]
  evidence: Evidence[]
  /** Ids of evidence that no longer stands. */
  withdrawn: string[]
  abstentions: Abstention[]
  /** Abstentions that no longer stand. Like `withdrawn`, to be applied before what is new is added. */
  answered: Answered[]
  faults: Fault[]
  shares: Share[]
  /** Rows that arrived after their window had closed or should have; each gave a new revision of it. */
  late: number
}

export type Answered = Pick<Abstention, 'detector' | 'subject' | 'from'>

/** A step that has changed nothing but what was learned. */
export function emptyOut(learned: Learned[] = []): Out {
  return {
    ...{ windows: [], watermarks: [], learned, evidence: [], withdrawn: [], abstentions: [], answered: [] },
    ...{ faults: [], shares: [], late: 0 },
  }
}
