import type { CaseState, Deed } from './acts.ts'

/** Deeds that only fit some states of a case; all others fit each. */
const fits: Partial<Record<Deed['is'], readonly CaseState[]>> = {
  moved: ['new', 'triage', 'investigating'],
  noticed: ['investigating', 'notice', 'decided'],
  'notice-delayed': ['investigating', 'notice', 'decided'],
  replied: ['investigating', 'notice', 'decided', 'appealed'],
  viewed: ['triage', 'investigating', 'notice', 'appealed'],
  'view-withdrawn': ['triage', 'investigating', 'notice', 'appealed'],
  playbook: ['decided', 'closed'],
  ticked: ['decided', 'closed'],
  unticked: ['decided', 'closed'],
  appealed: ['decided', 'closed'],
  closed: ['decided'],
  reopened: ['decided', 'closed'],
  merged: ['new', 'triage', 'investigating'],
}

/** What may still be done on a case that is shown under another. */
const whileMerged: readonly Deed['is'][] = ['unmerged', 'attachment-opened', 'held', 'released']

/** Whether a deed fits where the case stands: what of `rules.ts` does not depend on who asks. */
export function leadsFrom(s: { state: CaseState; mergedInto?: string }, is: Deed['is']): boolean {
  if (is === 'opened') return false
  if (s.mergedInto !== undefined) return whileMerged.includes(is)
  if (is === 'unmerged') return false
  return fits[is]?.includes(s.state) ?? true
}

/** The states that a deed fits, for messages; undefined where it fits each. */
export function statesFor(is: Deed['is']): readonly CaseState[] | undefined {
  return fits[is]
}
