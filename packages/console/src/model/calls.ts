import { queryOptions } from '@tanstack/react-query'
import type {
  BudgetPreview,
  BudgetView,
  CalibrationView,
  DryRun,
  ModelInForceView,
  ModelsView,
  PromotionView,
  Proposed,
  SuppressionEffect,
  SuppressionsView,
  SuppressionView,
  TuningEffect,
} from '@telltale/core'
import { call } from '../api.ts'

const send = (method: 'POST' | 'PUT', body: unknown) => ({
  method,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
})

export const suppressions = queryOptions({
  queryKey: ['suppressions'],
  queryFn: () => call<SuppressionsView>('/v1/suppressions'),
})
export const previewSuppression = (proposed: Proposed) =>
  call<SuppressionEffect>('/v1/suppressions/preview', send('POST', proposed))
export const suppress = (proposed: Proposed & { worse?: true }) =>
  call<SuppressionView>('/v1/suppressions', send('POST', proposed))
export const lift = (id: string, because: string) =>
  call<SuppressionView>(`/v1/suppressions/${encodeURIComponent(id)}/lift`, send('POST', { because }))

export const promotions = queryOptions({
  queryKey: ['promotions'],
  queryFn: async () => (await call<{ promotions: PromotionView[] }>('/v1/promotions')).promotions,
})
const ofDetector = (id: string, did: string) => `/v1/detectors/${encodeURIComponent(id)}/${did}`
export const dryRun = (id: string) => call<DryRun>(ofDetector(id, 'dry-run'), { method: 'POST' })
export const setCounted = (id: string, to: 'promote' | 'demote', because: string) =>
  call<PromotionView>(ofDetector(id, to), send('POST', { because }))

/** What of the model a page can change. */
export interface Changes {
  priors?: Record<string, number>
  caps?: Record<string, { cap?: number; floor?: number; towardsCase?: number }>
  tiers?: Record<string, number>
  memoryDays?: number
}
export const modelInForce = queryOptions({
  queryKey: ['model', 'in-force'],
  queryFn: () => call<ModelInForceView>('/v1/model'),
})
export const models = queryOptions({
  queryKey: ['models'],
  queryFn: async () => (await call<ModelsView>('/v1/models')).models,
})
export const previewModel = (changes: Changes) =>
  call<TuningEffect & { version: string }>('/v1/model/preview', send('POST', { changes }))
export const setModel = (changes: Changes, because: string) =>
  call<ModelInForceView>('/v1/model', send('PUT', { changes, because }))

export const calibration = queryOptions({
  queryKey: ['calibration'],
  // Every decision is scored again for it: asked when somebody looks, not every few seconds.
  ...{ staleTime: 60_000, refetchInterval: false },
  queryFn: () => call<CalibrationView>('/v1/calibration'),
})
export const previewCalibration = () => call<TuningEffect>('/v1/calibration/preview', { method: 'POST' })
export const setCalibration = (because: string) =>
  call<CalibrationView>('/v1/calibration', send('PUT', { because }))

export const previewBudget = (perDay: number | null) =>
  queryOptions({
    queryKey: ['alert-budget', 'preview', perDay],
    queryFn: () => call<BudgetPreview>('/v1/alert-budget/preview', send('POST', { perDay })),
    refetchInterval: false,
  })
export const setBudget = (perDay: number | null, owner: string, because: string) =>
  call<BudgetView>('/v1/alert-budget', send('PUT', { perDay, owner, because }))
