import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { AdverseImpactView, DecidedTrendsView, Scheme, Stage, TrendCasesView } from '@telltale/core'
import { call } from '../api.ts'

export interface Narrowed {
  from?: number | undefined
  to?: number | undefined
  stage?: Stage | undefined
  scheme?: Scheme | undefined
  detector?: string | undefined
}

export type Behind = 'confirmed' | 'cleared' | 'open' | 'overturned' | 'decided'

export const decidedTrends = (narrowed: Narrowed) =>
  queryOptions({
    queryKey: ['decided-trends', narrowed],
    queryFn: () => call<DecidedTrendsView>(`/v1/trends/decisions?${query({ ...narrowed })}`),
    placeholderData: keepPreviousData,
    refetchInterval: 60_000,
  })

export const trendCases = (asked: Narrowed & { outcome: Behind }) =>
  queryOptions({
    queryKey: ['trend-cases', asked],
    queryFn: () => call<TrendCasesView>(`/v1/trends/cases?${query({ ...asked })}`),
  })

export const adverseImpact = queryOptions({
  queryKey: ['adverse-impact'],
  // Each reading is in the audit log: it is read when it is looked at, not again by itself.
  queryFn: () => call<AdverseImpactView>('/v1/adverse-impact'),
  staleTime: Number.POSITIVE_INFINITY,
})

function query(values: Record<string, string | number | undefined>): URLSearchParams {
  const given = Object.entries(values).filter(([, value]) => value !== undefined)
  return new URLSearchParams(given.map(([name, value]) => [name, String(value)]))
}
