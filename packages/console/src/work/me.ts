import { useQuery } from '@tanstack/react-query'
import { caseRoles } from '@telltale/core'
import { type Session, session } from '../api.ts'

/**
 * Who is signed in. A link made on Telltale's own machine has no account of its own: it acts as one for its role.
 * `works`: on cases; an auditor and an administrator read, and are refused what changes anything of them.
 */
export function useMe(): { id: string; role: NonNullable<Session['role']>; works: boolean } {
  const { data } = useQuery(session)
  const role = data?.role ?? 'analyst'
  const works = (caseRoles as readonly string[]).includes(role)
  return { id: data?.account?.id ?? `local-${role}`, role, works }
}
