import type { Millis } from '../observations/kind.ts'
import type { CaseSummary, WaitingFor } from '../views-of-decisions.ts'
import { isAdverse, standing } from './deciding.ts'
import { decisionOf, type WorkState } from './fold.ts'
import { playbookFor, playbooks } from './playbooks.ts'

/** Where a case stands, for lists: without what readers may not see of each other. */
export function summaryOf(s: WorkState, now: Millis): CaseSummary {
  const decided = decisionOf(s)
  const waitingFor = waiting(s, now)
  const due = dueOf(s, waitingFor)
  return {
    ...{ id: s.id, subject: s.subject, state: s.state, openedAt: s.openedAt, touchedAt: s.last.at },
    ...(s.owner && { owner: s.owner }),
    ...(waitingFor && { waitingFor }),
    ...(due !== undefined && { due }),
    ...(s.sealed && { sealed: true }),
    ...(s.held && { held: true }),
    ...(decided && {
      decided: {
        ...{ conclusion: decided.conclusion, at: decided.at },
        ...(decided.ground && { ground: decided.ground }),
      },
    }),
    ...(s.mergedInto && { mergedInto: s.mergedInto }),
  }
}

function waiting(s: WorkState, now: Millis): WaitingFor | undefined {
  if (s.state === 'closed') return undefined
  if (s.state === 'new') return 'triage'
  const decided = s.state === 'decided' ? decisionOf(s) : undefined
  if (decided) {
    if (isAdverse(decided) && !s.notice && !s.appeal) return 'notice'
    return openItems(s) > 0 ? 'playbook' : 'closing'
  }
  const views = standing(s).length // never what they conclude: whoever sits next must not know
  if (views > 0) return views > 1 ? 'third-view' : 'second-seat'
  if (s.state === 'appealed') return 'appeal'
  const { notice } = s
  if (notice && now < notice.until && !s.replies.some((r) => r.at > notice.at)) return 'reply'
  return s.state === 'triage' ? 'triage' : 'first-seat'
}

function dueOf(s: WorkState, waitingFor: WaitingFor | undefined): Millis | undefined {
  if (waitingFor === 'reply') return s.notice?.until
  if (waitingFor === 'notice') return s.delay?.until
  const tasks = s.tasks.flatMap((t) => (t.done || t.due === undefined ? [] : [t.due]))
  // A clock that an item has started runs until the case is closed: the report is due, not the tick.
  const clocks = s.playbooks.flatMap((p) => Object.values(p.ticked).flatMap((t) => t.due ?? []))
  const all = s.state === 'closed' ? [] : [...tasks, ...clocks]
  return all.length > 0 ? Math.min(...all) : undefined
}

/** Items of the playbook that follows the decision that are neither ticked nor made needless by a choice. */
function openItems(s: WorkState): number {
  const name = playbookFor(decisionOf(s)?.conclusion ?? 'unsure')
  if (!name) return 0
  const ticked = s.playbooks.find((p) => p.playbook === name)?.ticked ?? {}
  const { items } = playbooks[name]
  const chosen = new Set(items.filter((i) => ticked[i.item]).flatMap((i) => i.choice ?? []))
  return items.filter((i) => !ticked[i.item] && !(i.choice && chosen.has(i.choice))).length
}
