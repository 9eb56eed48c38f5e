import { useQuery } from '@tanstack/react-query'
import { type Session, session } from '../api.ts'

/** Who is signed in. A link made on Telltale's own machine has no account of its own: it acts as one for its role. */
export function useMe(): { id: string; role: NonNullable<Session['role']> } {
  const { data } = useQuery(session)
  const role = data?.role ?? 'analyst'
  return { id: data?.account?.id ?? `local-${role}`, role }
}
