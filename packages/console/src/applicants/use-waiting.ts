import { useQuery } from '@tanstack/react-query'
import type { ApplicantItem } from '@telltale/core'
import type { ApiError } from '../api.ts'
import { applicants } from './calls.ts'

/** So many of each outcome are read; the list is short by design, and `more` says when it is not. */
export const mostWaiting = 100

export interface Waiting {
  /** Overdue first, then the one whose check is worth most; undefined while nothing has been read. */
  items: ApplicantItem[] | undefined
  more: boolean
  error: ApiError | null
  retry: () => void
}

/** Everybody who waits for a check, over all requisitions: not answered and not decided on. Asked only if `enabled`. */
export function useWaiting(enabled = true): Waiting {
  const verify = useQuery({ ...applicants({ outcome: 'verify', limit: mostWaiting }), enabled })
  const hold = useQuery({ ...applicants({ outcome: 'hold', limit: mostWaiting }), enabled })
  return {
    items: verify.data && hold.data && waitingOf([...hold.data.items, ...verify.data.items]),
    more: (verify.data?.total ?? 0) > mostWaiting || (hold.data?.total ?? 0) > mostWaiting,
    error: (verify.error ?? hold.error) as ApiError | null,
    retry: () => {
      void verify.refetch()
      void hold.refetch()
    },
  }
}

/** Those of a list who wait, in the order in which they are looked at. */
export function waitingOf(items: readonly ApplicantItem[]): ApplicantItem[] {
  return items
    .filter((i) => i.dueAt !== undefined)
    .sort((a, b) => Number(b.overdue ?? false) - Number(a.overdue ?? false) || b.worth - a.worth)
}
