import type { Data, Evidence, Millis, Outcome, Scheme, ScreenedDay, SubjectRef } from '@telltale/core'

/** The stored outcome of an application: what lists and totals are made from. */
export interface ScreeningRow {
  application: SubjectRef
  requisition: string
  appliedAt: Millis
  /** When it was first screened. */
  screenedAt: Millis
  /** Since when the outcome is what it is. */
  since: Millis
  outcome: Outcome
  /** The gravest outcome that it ever had. */
  reached: Outcome
  /** log10, of the likeliest scheme. */
  weight: number
  probability: number
  scheme: Scheme
  /** P(misrepresentation) that the best check is expected to move, for each minute it takes: what ranks the list. */
  worth: number
  /** A person has answered one of its checks with yes or no. */
  settled: boolean
  /** Where the applicant system says it stands now, and why. */
  stage?: Data['progress']['stage']
  reason?: string
  /** What people decided of it. */
  decided?: Data['disposition']['outcome']
}

/** What a fold says of an application; the rest of its row stays, or follows from it. */
export type Screened = Omit<ScreeningRow, 'since' | 'reached' | 'stage' | 'reason' | 'decided'>

/** An application moved, or was decided on. `key` gives two of one instant a fixed order. */
export interface Move {
  application: SubjectRef
  at: Millis
  key: string
  stage?: Data['progress']['stage']
  reason?: string
  decided?: Data['disposition']['outcome']
}

export interface ScreeningFilter {
  application?: SubjectRef
  requisition?: string
  /** Only those under one of these. */
  requisitions?: readonly string[]
  /** Leaves these out, of the total too. */
  without?: readonly SubjectRef[]
  outcome?: Outcome
  limit: number
}

/** How the applications of a requisition came out. */
export interface RequisitionCount {
  requisition: string
  proceed: number
  verify: number
  hold: number
  newest: Millis
}

/** The part of a store that keeps what screening said of applications. */
export interface Screenings {
  /** Standing evidence that names each application, whomever it weighs on. */
  naming(applications: readonly SubjectRef[]): Promise<Map<SubjectRef, Evidence[]>>
  /** Those screened, the one whose check is worth most first; `total` counts what the limit leaves out too. */
  screenings(filter: ScreeningFilter): Promise<{ rows: ScreeningRow[]; total: number }>
  /** Requisitions with how their applications came out, the one applied to last first. */
  requisitions(): Promise<RequisitionCount[]>
  /** In order of day. */
  screenedDays(): Promise<ScreenedDay[]>
}

export const gravity: Record<Outcome, number> = { proceed: 0, verify: 1, hold: 2 }

/** `next` in the place of `before`, which may be a row that only a move has made. */
export function supersede(before: Partial<ScreeningRow> | undefined, next: Screened): ScreeningRow {
  const same = before?.outcome === next.outcome
  const reached =
    before?.reached && gravity[before.reached] > gravity[next.outcome] ? before.reached : next.outcome
  return {
    ...before,
    ...next,
    screenedAt: before?.outcome ? before.screenedAt! : next.screenedAt,
    since: same ? before.since! : next.screenedAt,
    reached,
  }
}
