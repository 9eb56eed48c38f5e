import { type Data, defineAccumulator, type Observation } from '../types.ts'
import { appliedAt } from './applied.ts'

/** The little of an application that a footprint is held against, wherever the two arrive on different days. */
export interface Career {
  /** Names the newest version of the application, so that two of one instant have a fixed order. */
  key: string
  appliedAt: number
  /** When jobs that are about writing software began, as written. */
  starts: string[]
  /** Profiles of which the export says when they were made, last active or renamed. */
  profiles: { createdAt?: number; lastActiveAt?: number; renamedAt?: number }[]
}

/** Positions of whoever writes code for a living; others leave no traces in public and need none. */
const ofSoftware =
  /\b(?:software|developer|programmer|(?:front|back)[ -]?end|full[ -]?stack|devops|sre|web engineer)\b/i
const most = 20

export const claimedCareer = defineAccumulator({
  id: 'signals/claimed-career',
  version: 1,
  reads: ['application'],
  empty: null as Career | null,
  add(state, batch) {
    let next = state
    for (const row of batch) next = later(next, taken(row))
    return next
  },
  merge: later,
})

function taken({ at, source, id, data }: Observation<'application'>): Career {
  return {
    key: `${String(Math.round(at)).padStart(16, '0')} ${source} ${id}`,
    appliedAt: appliedAt({ ...(data.appliedAt && { appliedAt: data.appliedAt }), at }),
    starts: (data.work ?? [])
      .flatMap(({ position, startDate }) => (startDate && ofSoftware.test(position ?? '') ? [startDate] : []))
      .slice(0, most),
    profiles: (data.profiles ?? []).flatMap(dated).slice(0, most),
  }
}

function dated({ createdAt, lastActiveAt, renamedAt }: NonNullable<Data['application']['profiles']>[number]) {
  const known = {
    ...(createdAt && { createdAt }),
    ...(lastActiveAt && { lastActiveAt }),
    ...(renamedAt && { renamedAt }),
  }
  return lastActiveAt || renamedAt ? [known] : []
}

function later(a: Career | null, b: Career | null): Career | null {
  if (!a || !b) return a ?? b
  return b.key > a.key ? b : a
}
