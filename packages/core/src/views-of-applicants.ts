import type { Answer, CheckId } from './checks.ts'
import type { Data } from './observations/index.ts'
import type { Millis, SubjectRef } from './observations/kind.ts'
import type { Finding, Outcome, Screening } from './screening.ts'
import type { Scheme } from './types.ts'

/**
 * What the server answers about applicants, in a recruiter's words: no contact, no name, and nothing of another
 * applicant is in any of it.
 */

/** One line of the list of applicants. */
export interface ApplicantItem {
  application: SubjectRef
  pseudonym: string
  requisition: string
  appliedAt: Millis
  screenedAt: Millis
  since: Millis
  outcome: Outcome
  weight: number
  probability: number
  scheme: Scheme
  /** How much of P(misrepresentation) its best check is expected to move, for each minute: ranks the list. */
  worth: number
  /** A person has answered one of its checks. */
  settled: boolean
  /** When `verify` or `hold` is to be settled, and whether that has passed without an answer. */
  dueAt?: Millis
  overdue?: boolean
  stage?: Data['progress']['stage']
  reason?: string
  decided?: Data['disposition']['outcome']
  simulated: boolean
}

export interface RequisitionView {
  id: string
  title?: string
  baseline: CheckId[]
  offers: boolean
  proceed: number
  verify: number
  hold: number
  newest: Millis
}

export interface ApplicantsView {
  items: ApplicantItem[]
  /** How many there are beyond the limit too. */
  total: number
}

/** One entry of what happened to an application, oldest first. */
export interface ApplicantEvent {
  at: Millis
  did: string
  by?: string
}

/** What was answered to a check: `check` is absent for forms that the catalogue does not know. */
export interface GivenAnswer {
  at: Millis
  form: string
  check?: CheckId
  answer?: Answer
  by?: string
}

export interface ApplicantView extends ApplicantItem {
  screening: Screening
  requisitionView: RequisitionView
  answers: GivenAnswer[]
  log: ApplicantEvent[]
}

/** The reply to an application that was just handed in. `durable` is always true: nothing is answered before it is. */
export interface ScreenedReply extends Screening {
  durable: true
  /** Milliseconds from the request's end to this answer. */
  took: number
  /** Fields that could not be used, while the rest was. */
  remarks: { field: string; reason: string }[]
}

/** What an applicant system is told: a note and fields, never a rejection. */
export interface WriteBack {
  system: string
  method: 'POST' | 'PUT' | 'PATCH'
  path: string
  body: unknown
}

/** Totals of one week or quarter, by the day of application. */
export interface ScreenedPeriod {
  /** `2026-W47` or `2026-Q4`. */
  period: string
  from: Millis
  screened: number
  /** By the gravest outcome that an application had. */
  verified: number
  held: number
  confirmed: number
  cleared: number
  /** Share rejected by the applicant system, of those that could proceed and of those that had to be verified. */
  rejectedOfProceed?: number
  rejectedOfVerify?: number
  /** Change against the period before, of those held and of those screened: 0.25 is a quarter more. */
  growthHeld?: number
  growthScreened?: number
}

export interface TrendsView {
  by: 'week' | 'quarter'
  periods: ScreenedPeriod[]
  /** Rejections "for other reasons" after verify against proceed: the ratio of selection rates with its 95 % interval. */
  afterVerify?: {
    ratio: number
    low: number
    high: number
    verify: [advanced: number, of: number]
    proceed: [advanced: number, of: number]
  }
  overdue: number
}

/** A reference list as people see it. */
export interface ListView {
  id: string
  title: string
  source: string
  licence: string
  version: string
  /** When its content is from, where that is known. */
  date?: string
  entries: number
  bytes: number
  ageDays?: number
  /** `none` is a list that has to be loaded and was not. */
  origin: 'built-in' | 'npm' | 'loaded' | 'company' | 'none'
  stale: boolean
  /** The list that it adds to, where that is another one. */
  into?: string
}

/** For counsel alone: an applicant who agrees with an entry of the sanctions list in more than the name. */
export interface SanctionsLead {
  subject: SubjectRef
  pseudonym: string
  says: string
  at: Millis
  lists: Record<string, string>
}

export type { Finding }
