import { queryOptions } from '@tanstack/react-query'
import { call } from '../api.ts'

export interface TimingPolicy {
  entity: string
  place: string
  kinds: string[]
  because: string
  acknowledgedBy: string
  setBy: string
  setAt: number
}

export interface RetentionRun {
  endedAt: number
  by: string
  lines: { what: string; removed: number; kept: number }[]
  forgotten: number
  floors: Record<string, number>
}

export interface Retention {
  periods: { what: string; days: number; least: number; standard: number; says: string }[]
  appealDays: number
  runs: RetentionRun[]
  due: boolean
}

export interface Notice {
  sensor: string
  title: string
  on: boolean
  collected: string[]
  text: string
}

export interface Keys {
  key?: string
  where?: string
  old: number
  rotation?: { sealed: number; doneAt?: number; running: boolean }
}

export const policies = queryOptions({
  queryKey: ['privacy-policies'],
  queryFn: () => call<{ policies: TimingPolicy[]; kinds: string[] }>('/v1/privacy/policies'),
})
export const retention = queryOptions({
  queryKey: ['privacy-retention'],
  queryFn: () => call<Retention>('/v1/privacy/retention'),
})
export const dataKeys = queryOptions({
  queryKey: ['privacy-keys'],
  queryFn: () => call<Keys>('/v1/privacy/keys'),
})
export const notice = (sensor: string) =>
  queryOptions({
    queryKey: ['privacy-notice', sensor],
    queryFn: () => call<Notice>(`/v1/privacy/notices/${sensor}`),
  })

export const send = <T>(method: 'PUT' | 'POST', path: string, body: unknown) =>
  call<T>(path, { method, headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) })
export const putPolicy = (policy: Omit<TimingPolicy, 'setBy' | 'setAt'>) =>
  send<TimingPolicy>('PUT', '/v1/privacy/policies', policy)
export const removePolicy = ({ entity, place }: Pick<TimingPolicy, 'entity' | 'place'>) =>
  call<void>(`/v1/privacy/policies?${new URLSearchParams({ entity, place })}`, { method: 'DELETE' })
export const runRetention = () => send<RetentionRun>('POST', '/v1/privacy/retention/run', {})
export const erase = ({ ref, because }: { ref: string; because: string }) =>
  send<{ subjects: string[]; removed: Record<string, number>; rejudged: number; stays: string[] }>(
    'POST',
    `/v1/privacy/subjects/${encodeURIComponent(ref)}/erase`,
    { because },
  )
