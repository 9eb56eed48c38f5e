import { queryOptions } from '@tanstack/react-query'
import type { CanariesView, CoverageView, Ground, SampleDraw, SubjectRef } from '@telltale/core'
import { call } from '../api.ts'

const json = { 'content-type': 'application/json' }

export const coverage = queryOptions({
  queryKey: ['coverage'],
  queryFn: () => call<CoverageView>('/v1/coverage'),
  refetchInterval: 60_000,
})

export interface SampleSettings {
  workers: number
  applicants: number
  check: string
}

export const samples = queryOptions({
  queryKey: ['samples'],
  queryFn: () => call<{ settings: SampleSettings; draws: SampleDraw[] }>('/v1/samples'),
})

export const setSample = (settings: Partial<SampleSettings>) =>
  call<SampleSettings>('/v1/samples/settings', {
    method: 'PUT',
    headers: json,
    body: JSON.stringify(settings),
  })

export interface Recorded {
  quarter: string
  of: SampleDraw['of']
  subject: SubjectRef
  outcome: 'cleared' | 'skipped'
  ground?: Ground | undefined
  because: string
}
export const recordOutcome = (recorded: Recorded) =>
  call<object>('/v1/samples/outcomes', { method: 'POST', headers: json, body: JSON.stringify(recorded) })

export const canaries = queryOptions({
  queryKey: ['canaries'],
  queryFn: () => call<CanariesView>('/v1/canaries'),
})

export const addCanary = (canary: { id: string; subject: string; scheme: string; what: string }) =>
  call<object>('/v1/canaries', { method: 'POST', headers: json, body: JSON.stringify(canary) })

export const endCanary = (id: string) =>
  call<object>(`/v1/canaries/${encodeURIComponent(id)}/end`, { method: 'POST' })
