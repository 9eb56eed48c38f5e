import type { Millis, SubjectRef } from './observations/kind.ts'

/** What can be said: two are one person, two are never again taken for one, a share is no tie. */
export const wordKinds = ['same-person', 'different-people', 'not-tied'] as const

/**
 * What a person said of a link. It is kept for ever: undoing it adds who did so and why, and takes nothing away. It
 * holds through re-runs, restarts and re-ingestion, because it is applied wherever links are judged.
 */
export interface Word {
  id: string
  is: (typeof wordKinds)[number]
  /** `same-person` and `different-people`: an application, person or device. `not-tied`: the shared attribute. */
  a: SubjectRef
  /** The other of the two. Of `not-tied`: the one subject that the attribute does not tie; everybody where absent. */
  b?: SubjectRef
  because: string
  by: string
  at: Millis
  undone?: { because?: string; by: string; at: Millis }
}
