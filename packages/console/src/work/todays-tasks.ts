import type { CaseRow, Millis, QueueItem, Role, WaitingFor } from '@telltale/core'

/** One thing to do today: a case that waits for a person, or somebody in the queue who has not been read. */
export interface TodaysTask {
  item: QueueItem
  kind: 'appeal' | 'second-seat' | 'third-view' | 'notice' | 'reply' | 'playbook' | 'read'
  /** Until when, where there is a clock. */
  due?: Millis
  /** Since when it has waited, where there is none. */
  since?: Millis
}

const day = 86_400_000
const most = 3

/** What kinds of waiting are somebody's to end, and how much they come first: a person affected waits for the first. */
const worth: Partial<Record<WaitingFor, number>> = {
  appeal: 6,
  'second-seat': 5,
  'third-view': 4,
  notice: 3,
  reply: 2,
  playbook: 1,
}
/** An auditor reads; whoever holds no seat is not sent to one. */
const seats: readonly Role[] = ['analyst', 'lead', 'people-partner', 'counsel']
const urgencies = { high: 2, raised: 1, low: 0 }

/**
 * Up to three, by value: what a clock makes urgent, then whoever is affected and waits, then exposure, then weight. Filled
 * up with those in the queue whom nobody has taken; a farm stands for its cases by the weightiest.
 */
export function todaysTasks(
  queue: readonly QueueItem[],
  cases: readonly CaseRow[],
  role: Role,
  now: Millis,
): TodaysTask[] {
  const waiting = seats.includes(role)
    ? cases
        .filter((c) => isOurs(c, now))
        .sort((a, b) => urgencyOf(b, now) - urgencyOf(a, now) || b.score.weight - a.score.weight)
        .map(
          ({ work, ...item }): TodaysTask => ({
            item,
            kind: work.waitingFor as Exclude<TodaysTask['kind'], 'read'>,
            ...(work.due !== undefined && { due: work.due }),
            since: work.touchedAt,
          }),
        )
    : []
  const taken = new Set(
    cases
      .filter((c) => c.work.owner || waiting.some((t) => t.item.subject === c.subject))
      .map((c) => c.subject),
  )
  const unread = queue
    .filter((i) => !taken.has(i.subject))
    .filter((i, at, all) => !i.farm || all.findIndex((j) => j.farm === i.farm) === at)
    .map((item): TodaysTask => ({ item, kind: 'read', since: item.lastSign }))
  return [...waiting, ...unread].slice(0, most)
}

/** Whether people here are what it waits for. A reply is awaited from the person until its time is over. */
function isOurs({ work }: CaseRow, now: Millis): boolean {
  if (work.mergedInto || !work.waitingFor || !(work.waitingFor in worth)) return false
  // Whoever has signed waits for somebody else.
  if (work.signed && (work.waitingFor === 'second-seat' || work.waitingFor === 'third-view')) return false
  return work.waitingFor !== 'reply' || (work.due !== undefined && work.due <= now)
}

function urgencyOf({ work }: CaseRow, now: Millis): number {
  const soon = work.due !== undefined && work.due < now + 2 * day ? 100 : 0
  return soon + (worth[work.waitingFor!] ?? 0) * 10 + urgencies[work.exposure?.urgency ?? 'low']
}
