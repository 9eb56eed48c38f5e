import type { GroupCount, Millis, SubjectRef } from '@telltale/core'

/** What somebody volunteered of themselves, or HR reports for the EEO-1: for the adverse-impact report and for nothing else. */
export interface Volunteered {
  subject: SubjectRef
  /** Such as `group`, `sex`, `age band`, `assistive input`. */
  trait: string
  value: string
}

/**
 * The audit-only table. It is no part of `Store`: the engine, linkage, hunts and detectors are given a store that has no
 * way here, lint keeps them from importing this folder, and the role of SQL hunts may not read it. Single rows go in and
 * never come out: what is read is counts.
 */
export interface VolunteeredStore {
  /** Replaces what was said of the same subject and trait before. */
  load(rows: readonly Volunteered[], at: Millis): Promise<void>
  /** How people of each group came out, by what was screened, listed, opened and decided. */
  counts(): Promise<GroupCount[]>
  /** How many subjects and traits there are, and when they were last loaded. */
  held(): Promise<{ subjects: number; traits: string[]; loadedAt?: Millis }>
  /** Forgets what these volunteered, what the demo company's people did, or what anybody did. */
  forget(whom: readonly SubjectRef[] | 'simulated' | 'everybody'): Promise<void>
  close(): Promise<void>
}
