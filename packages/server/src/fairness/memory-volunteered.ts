import {
  type GroupCount,
  isSimulated,
  type Measurees,
  type Millis,
  type SubjectRef,
  typeOf,
} from '@telltale/core'
import type { Store } from '../store/store.ts'
import type { Volunteered, VolunteeredStore } from './volunteered.ts'

/** The model of the one on Postgres. It reads what came of people from the store; nothing reads it. */
export function memoryVolunteered(store: Store): VolunteeredStore {
  const kept = new Map<string, Volunteered & { at: Millis }>()

  return {
    async load(rows, at) {
      for (const row of rows) kept.set(`${row.subject}\0${row.trait}`, { ...row, at })
    },
    async counts() {
      const decided = new Map((await store.decidedSince(0)).map((d) => [d.subject, d.outcome]))
      const screened = new Map(
        (await store.screenings({ limit: Number.MAX_SAFE_INTEGER })).rows.map((r) => [r.application, r]),
      )
      const looked = new Set<SubjectRef>((await store.queue()).map((i) => i.subject))
      for (const subject of (
        await store.casesOf([...new Set([...kept.values()].map((v) => v.subject))])
      ).keys())
        looked.add(subject)
      const counts = new Map<string, GroupCount>()
      for (const { subject, trait, value } of kept.values()) {
        const row = screened.get(subject)
        const of: Measurees = typeOf(subject) === 'application' ? 'applicants' : 'workers'
        if (of === 'applicants' && !row) continue
        const key = `${of} ${trait} ${value}`
        const count = counts.get(key) ?? {
          ...{ of, trait, value, people: 0, selected: 0, considered: 0, falseAlarms: 0, notConfirmed: 0 },
        }
        counts.set(key, count)
        const confirmed = (row?.decided ?? decided.get(subject)) === 'confirmed'
        const flagged = row ? row.reached !== 'proceed' : looked.has(subject)
        const moved = row?.stage && row.stage !== 'withdrawn' ? row.stage : undefined
        count.people++
        if (moved) count.considered++
        if (moved && moved !== 'rejected') count.selected++
        if (!confirmed) count.notConfirmed++
        if (!confirmed && flagged) count.falseAlarms++
      }
      return [...counts.values()].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))
    },
    async held() {
      const rows = [...kept.values()]
      return {
        subjects: new Set(rows.map((r) => r.subject)).size,
        traits: [...new Set(rows.map((r) => r.trait))].sort(),
        ...(rows.length > 0 && { loadedAt: Math.max(...rows.map((r) => r.at)) }),
      }
    },
    async forget(whom) {
      const goes = (subject: SubjectRef) =>
        whom === 'everybody' || (whom === 'simulated' ? isSimulated(subject) : whom.includes(subject))
      for (const [key, { subject }] of kept) if (goes(subject)) kept.delete(key)
    },
    async close() {},
  }
}

export function keyOf({ of, trait, value }: GroupCount): string {
  return `${of}\0${trait}\0${value}`
}
