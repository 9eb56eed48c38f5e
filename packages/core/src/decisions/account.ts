import type { Millis, SubjectRef } from '../observations/kind.ts'
import type { Role } from './roles.ts'

/** Somebody who may sign in. Programs hold tokens and have none. */
export interface Account {
  /** What acts and audit entries name, such as `m.alder`; never given to another person. */
  id: string
  /** The human behind it. A person with two duties has two accounts with one `person`, and sits on a case once. */
  person: string
  name: string
  /** A session acts in one role. */
  roles: readonly [Role]
  email?: string
  state: 'active' | 'disabled'
  /** Of a recruiter: applications of these requisitions only. Absent: of every one. */
  requisitions?: readonly string[]
  /** The account's own worker record: conflicts of interest are found by it. */
  subject?: SubjectRef
  createdAt: Millis
  /** Comes and goes with the demo company. */
  simulated?: true
}

/** Who opens sign-in links on Telltale's own machine: one human, in whatever role. */
export const operator = 'operator'

/** The account of a link made on Telltale's own machine for a role. It has no credentials and is in no list. */
export function localAccount(role: Role): Account {
  return {
    id: `local-${role}`,
    ...{ person: operator, name: role, roles: [role], state: 'active', createdAt: 0 },
  }
}
