import type { Role } from '@telltale/core'
import { queryClient } from '../api.ts'
import { capital } from '../format.ts'
import { apiTokens, people } from './calls.ts'

/** Reads accounts and tokens anew. */
export const again = () =>
  Promise.all([people, apiTokens].map(({ queryKey }) => queryClient.invalidateQueries({ queryKey })))
export function titleOf(role: Role): string {
  return capital(role.replace('-', ' '))
}

export const invitationSays =
  'Good once, for three days. Give it to the person themselves: whoever opens it signs in as them. It is not shown again.'

/** What is told once: an invitation or a token. */
export type Once = { title: string; says: string; value: string }

/** A dialog that adds something, and tells once what only it knows. */
export interface Adding {
  opened: boolean
  close: () => void
  told: (once: Once) => void
}
