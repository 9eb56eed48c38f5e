import {
  type ApplicantItem,
  day,
  dueAt,
  isSimulated,
  type Millis,
  pseudonym,
  type RequisitionView,
  type ScreenedDay,
  type SubjectRef,
  usualBaseline,
} from '@telltale/core'
import type { RequisitionCount, ScreeningRow } from '../store/screenings.ts'
import type { Context } from './context.ts'

/** A row of the list as people see it, with its service level. */
export function applicantItem(row: ScreeningRow, now: Millis): ApplicantItem {
  const open = row.outcome !== 'proceed' && !row.settled && !row.decided
  const due = dueAt(row.since)
  return {
    ...row,
    pseudonym: pseudonym(row.application),
    ...(open && { dueAt: due, overdue: now > due }),
    simulated: isSimulated(row.application),
  }
}

export async function requisitionView(
  context: Context,
  id: string,
  without: readonly SubjectRef[],
): Promise<RequisitionView> {
  const counts = await countsWithout(context, without)
  return viewOf(context, counts.find((c) => c.requisition === id) ?? nobody(id))
}

export function viewOf(
  { engine }: Context,
  { requisition: id, ...counts }: RequisitionCount,
): RequisitionView {
  const { title, baseline, offers } = engine.requisitions.get(id) ?? {}
  return {
    id,
    ...(title !== undefined && { title }),
    baseline: [...(baseline ?? usualBaseline)],
    offers: offers ?? false,
    ...counts,
  }
}

export function nobody(requisition: string): RequisitionCount {
  return { requisition, proceed: 0, verify: 0, hold: 0, newest: 0 }
}

/** Requisitions with how their applications came out, as if those given did not exist. */
export async function countsWithout(
  { store }: Context,
  without: readonly SubjectRef[],
): Promise<RequisitionCount[]> {
  const counts = await store.requisitions()
  for (const row of await rowsOf(store, without)) {
    const count = counts.find((c) => c.requisition === row.requisition)
    if (count) count[row.outcome]--
  }
  return counts.filter((c) => c.proceed + c.verify + c.hold > 0)
}

/** Totals by day, as if the applications given did not exist. */
export async function daysWithout(
  { store }: Context,
  without: readonly SubjectRef[],
): Promise<ScreenedDay[]> {
  const days = await store.screenedDays()
  for (const row of await rowsOf(store, without)) {
    const count = days.find((d) => d.day === Math.floor(row.appliedAt / day) && d.reached === row.reached)
    if (!count) continue
    count.screened--
    if (row.decided === 'confirmed' || row.decided === 'cleared') count[row.decided]--
    if (row.stage === 'rejected') count.rejected--
    else if (row.stage && row.stage !== 'withdrawn') count.advanced--
  }
  return days.filter((d) => d.screened > 0)
}

async function rowsOf({ screenings }: Context['store'], applications: readonly SubjectRef[]) {
  const found = await Promise.all(applications.map((application) => screenings({ application, limit: 1 })))
  return found.flatMap(({ rows }) => rows)
}
