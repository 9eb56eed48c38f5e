import { type Millis, type SubjectRef, typeOf } from '@telltale/core'
import type { Engine } from '../engine/loop.ts'
import type { Store } from '../store/store.ts'

/** What oversight works with. */
export interface OversightParts {
  store: Store
  engine: Engine
  /** What draws are seeded by: nobody can choose whom they find. */
  secret: string
  now(): Millis
}

/** Everybody with a claim that has not ended: whom an export names as working here. */
export function workers({ directory }: Engine, at: Millis): SubjectRef[] {
  const out: SubjectRef[] = []
  for (const [subject, claims] of directory.claims) {
    if (typeOf(subject) !== 'person') continue
    const end = claims.at(-1)?.value.end
    if (end === undefined || end > at) out.push(subject)
  }
  return out
}
