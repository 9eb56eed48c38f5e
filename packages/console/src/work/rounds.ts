import type { CaseWork, Seat } from '@telltale/core'

/** The round of deciding that a case is in: one more with each appeal and each reopening. */
export function roundOf(work: Pick<CaseWork, 'acts'>): number {
  return work.acts.filter((a) => a.is === 'appealed' || a.is === 'reopened').length
}

/** The seats that count now, oldest first, and everything signed before or taken back. */
export function seatsNow(work: Pick<CaseWork, 'acts' | 'seats'>): { now: Seat[]; before: Seat[] } {
  const round = roundOf(work)
  const counts = (s: Seat) => s.round === round && !s.lapsed
  return { now: work.seats.filter(counts), before: work.seats.filter((s) => !counts(s)) }
}
