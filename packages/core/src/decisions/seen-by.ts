import type { Act } from './acts.ts'
import type { WorkState } from './fold.ts'

/**
 * Whether what others conclude in the current round is hidden from somebody: until they have recorded a view of their
 * own, or the case is decided. From programs and auditors too: the same human may hold an account that sits.
 */
export function viewsHidden(s: WorkState, person: string | undefined): boolean {
  if (s.state === 'decided' || s.state === 'closed') return false
  return !s.views.some((v) => v.round === s.round && person !== undefined && v.person === person)
}

/** The acts as somebody may read them: of hidden views only that they were recorded, when and by whom. */
export function actsSeenBy(s: WorkState, acts: readonly Act[], person: string | undefined): Act[] {
  if (!viewsHidden(s, person)) return [...acts]
  const hidden = new Set(s.views.filter((v) => v.round === s.round).map((v) => v.act))
  return acts.map((act) => {
    if (!hidden.has(act.id)) return act
    const { id, case: of, at, by, is } = act
    return { id, case: of, at, by, is } as Act
  })
}
