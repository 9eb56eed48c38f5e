import {
  type ApplicantItem,
  dueAt,
  isSimulated,
  type Millis,
  pseudonym,
  type RequisitionView,
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

export async function requisitionView(context: Context, id: string): Promise<RequisitionView> {
  const counts = await context.store.requisitions()
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
