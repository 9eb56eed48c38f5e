import type { Millis, SubjectRef } from '../observations/kind.ts'
import type { Role } from './roles.ts'

/** Who did it: an account's id, `telltale` for software, `subject` for the one that the case is about. */
export type Actor = string

/** In this order; `reopened` leads back to `investigating`. */
export const caseStates = [
  'new',
  'triage',
  'investigating',
  'notice',
  'decided',
  'appealed',
  'closed',
] as const
export type CaseState = (typeof caseStates)[number]

/** What a person concludes. Only the first is adverse, and takes two people. */
export const conclusions = ['misrepresentation', 'cleared', 'leak-or-mistake', 'unsure'] as const
export type Conclusion = (typeof conclusions)[number]

/** What a conclusion rests on beside Telltale's own evidence. Only such decisions calibrate. */
export const grounds = ['admission', 'recovered-device', 'in-person', 'issuer'] as const
export type Ground = (typeof grounds)[number]

export const playbookNames = ['confirm', 'clear', 'leak-or-mistake'] as const
export type PlaybookName = (typeof playbookNames)[number]

/** A file as it was captured; its bytes lie apart and can be erased, its digest stays. */
export interface Attachment {
  id: string
  name: string
  type: string
  bytes: number
  sha256: string
  /** Where it came from, in words: the start of its custody record. */
  from?: string
}

/** What somebody did on a case. Acts are added, never changed; a case is what its acts fold to. */
export type Deed =
  | { is: 'opened'; subject: SubjectRef }
  | { is: 'moved'; to: 'triage' | 'investigating' }
  | { is: 'assigned'; to: Actor | null }
  | { is: 'commented'; text: string }
  | { is: 'tasked'; task: string; title: string; to?: Actor; due?: Millis }
  | { is: 'task-done'; task: string }
  | { is: 'playbook'; playbook: PlaybookName; owner: Actor }
  | { is: 'ticked' | 'unticked'; playbook: PlaybookName; item: string; note?: string; due?: Millis }
  | { is: 'attached'; attachment: Attachment }
  | { is: 'attachment-opened'; attachment: string }
  /** Counter-evidence, or the person's reply, that a seat has to have read: an evidence id or an act id. */
  | { is: 'read'; what: string }
  /** The person has been told; what they may answer until. */
  | { is: 'noticed'; until: Millis }
  | { is: 'notice-delayed'; until: Millis }
  | { is: 'replied'; text: string; attachments: string[] }
  | { is: 'accommodation-asked' }
  | { is: 'appealed'; text: string }
  /** One person's view, with a reason. Two agreeing views of two people decide adversely; one clears. */
  | { is: 'viewed'; conclusion: Conclusion; ground?: Ground }
  | { is: 'view-withdrawn' }
  | { is: 'closed' }
  | { is: 'reopened' }
  | { is: 'sealed'; readers: Actor[] }
  | { is: 'unsealed' }
  | { is: 'held' }
  | { is: 'released' }
  | { is: 'merged'; into: string }
  | { is: 'unmerged' }
  /** `human` is who is behind the account: of all their accounts none may sit. Filled in by the server. */
  | { is: 'conflicted'; account: Actor; how: 'manager' | 'referrer' | 'other'; human?: string }

export type Act = Deed & {
  id: string
  case: string
  at: Millis
  by: Actor
  /**
   * The human behind `by`, and the account's role, as they were then: what a case folds to never depends on what
   * becomes of an account. Absent for software and for the person that the case is about.
   */
  person?: string
  role?: Role
  /** Always there where somebody is affected: views, sealing, delays, holds, closing, reopening, merging. */
  because?: string
}
