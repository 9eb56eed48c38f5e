import type { Millis } from '../observations/kind.ts'
import type { Conclusion } from './acts.ts'
import type { View, WorkState } from './fold.ts'
import type { Role } from './roles.ts'

/** Of the two who decide against somebody at least one has one of these roles. */
export const senior: readonly Role[] = ['lead', 'people-partner', 'counsel']

/** Views of this round that count. */
export function standing({ views, round }: Pick<WorkState, 'views' | 'round'>): View[] {
  return views.filter((v) => v.round === round && !v.lapsed)
}

export function isAdverse({ conclusion }: { conclusion: Conclusion }): boolean {
  return conclusion === 'misrepresentation'
}

/**
 * The views that decide, if they do now: those of the conclusion that more people hold than hold all the others
 * together. Who is unsure counts for nothing. One person may clear. Misrepresentation takes two people, one of them
 * senior, the person concerned having been heard, and in an appeal two who did not sit before.
 */
export function weigh(s: WorkState, at: Millis): View[] | undefined {
  const conclusive = standing(s).filter((v) => v.conclusion !== 'unsure')
  for (const conclusion of new Set(conclusive.map((v) => v.conclusion))) {
    const held = conclusive.filter((v) => v.conclusion === conclusion)
    if (2 * held.length <= conclusive.length) continue
    if (!isAdverse({ conclusion })) return held
    const may = held.filter((v) => !isBarred(s, v.person) && !inConflict(s, v))
    const people = new Set(may.map((v) => v.person))
    if (people.size >= 2 && may.some((v) => senior.includes(v.role)) && isHeard(s, at)) return may
  }
  return undefined
}

/** Who sat in an earlier round can't uphold what is appealed. */
export function isBarred(s: WorkState, person: string): boolean {
  return s.appeal && s.views.some((v) => v.round < s.round && v.person === person)
}

/** A conflict of interest of one account holds for every account of the same human. */
export function inConflict(s: WorkState, who: { by: string; person?: string }): boolean {
  return s.conflicts.some((c) => c.account === who.by || (c.human !== undefined && c.human === who.person))
}

/**
 * Whether somebody may be decided against as far as hearing them goes: they have appealed, or have been told and have
 * answered or had the time to; or counsel has delayed telling them and the delay has not run out.
 */
export function isHeard(s: WorkState, at: Millis): boolean {
  if (s.appeal) return true
  const { notice, delay } = s
  if (notice && (at >= notice.until || s.replies.some((r) => r.at > notice.at))) return true
  return delay !== undefined && at < delay.until
}

/** A person who has recorded a view in this round knows those of others that were recorded in it. */
export function knowsOthers(s: WorkState, person: string): boolean {
  const round = s.views.filter((v) => v.round === s.round)
  return round.some((v) => v.person === person) && round.some((v) => v.person !== person)
}
