import { infiniteQueryOptions } from '@tanstack/react-query'
import { call } from '../api.ts'

/** One entry of the chain. `about` and `details` are absent where nothing was said, null where they were erased. */
export interface AuditEntry {
  seq: number
  at: number
  by: string
  did: string
  about?: string | null
  details?: unknown
  hash: string
}

export interface AuditPage {
  entries: AuditEntry[]
  next?: number
  checkpoint?: { seq: number; hash: string; at: number; key: string }
}

export interface AuditAsked {
  about?: string
  by?: string
  did?: string
}

/** The log, newest first, a page at a time. */
export const audit = (asked: AuditAsked) =>
  infiniteQueryOptions({
    queryKey: ['audit', asked],
    queryFn: ({ pageParam }) => {
      const query = new URLSearchParams({ limit: '100' })
      for (const [name, value] of Object.entries(asked)) if (value) query.set(name, value)
      if (pageParam) query.set('before', String(pageParam))
      return call<AuditPage>(`/v1/audit?${query}`)
    },
    initialPageParam: 0,
    getNextPageParam: (page) => page.next,
    refetchInterval: false,
  })
