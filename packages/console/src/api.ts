import { QueryClient, queryOptions } from '@tanstack/react-query'
import type {
  DetectorView,
  Evidence,
  ModelView,
  ObservationsView,
  QuarantineItem,
  QueueView,
  Role,
  StatusView,
  SubjectView,
} from '@telltale/core'

/** What the server answered instead of the data, in its own words (RFC 9457 problem+json). */
export class ApiError extends Error {
  status: number
  title: string
  constructor(status: number, title: string, detail: string) {
    super(detail)
    this.status = status
    this.title = title
  }
}

export interface Session {
  signedIn: boolean
  /** How one can sign in here: whether anybody has an account, and what the identity provider is called. */
  ways: { accounts: boolean; oidc?: string }
  company: string
  demo: boolean
  /** What a sign-in may see: a recruiter applicants only, counsel the leads as well. */
  role?: Role
  /** Who it is; absent for a link made on Telltale's own machine for a role. */
  account?: { id: string; name: string }
}

/** Throws ApiError on any answer but 2xx, and with status 0 when there was none. */
export async function call<T>(path: string, init?: RequestInit): Promise<T> {
  let response: Response
  try {
    response = await fetch(path, { credentials: 'same-origin', ...init })
  } catch {
    throw new ApiError(
      0,
      'Telltale does not answer',
      'The server could not be reached. It may have been stopped: start it again with npm start. What is on this page is what was last read.',
    )
  }
  if (response.ok) return (response.status === 204 ? undefined : await response.json()) as T
  const problem = await response.json().catch(() => undefined)
  throw new ApiError(
    response.status,
    problem?.title ?? `The server answered ${response.status}`,
    problem?.detail ??
      `${init?.method ?? 'GET'} ${path} was answered with ${response.status} ${response.statusText}.`,
  )
}

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      // Provisional evidence is to reach a person within seconds.
      refetchInterval: 5000,
      staleTime: 2000,
      retry: (failures, error) => failures < 2 && (error as ApiError).status === 0,
    },
  },
})

const rarely = { staleTime: 600_000, refetchInterval: false } as const

export const session = queryOptions({
  queryKey: ['session'],
  queryFn: () => call<Session>('/v1/session'),
  refetchInterval: 60_000,
})
export const status = queryOptions({ queryKey: ['status'], queryFn: () => call<StatusView>('/v1/status') })
export const queue = queryOptions({ queryKey: ['queue'], queryFn: () => call<QueueView>('/v1/queue') })
export const oneCase = (id: string) =>
  queryOptions({
    queryKey: ['case', id],
    queryFn: () => call<SubjectView>(`/v1/cases/${encodeURIComponent(id)}`),
  })
export const subject = (ref: string) =>
  queryOptions({
    queryKey: ['subject', ref],
    queryFn: () => call<SubjectView>(`/v1/subjects/${encodeURIComponent(ref)}`),
  })
export const detectors = queryOptions({
  queryKey: ['detectors'],
  queryFn: async () => (await call<{ detectors: DetectorView[] }>('/v1/detectors')).detectors,
  ...rarely,
})
export const model = queryOptions({
  queryKey: ['model'],
  queryFn: () => call<ModelView>('/v1/model'),
  ...rarely,
})
export const evidence = (id: string) =>
  queryOptions({
    queryKey: ['evidence', id],
    queryFn: () => call<Evidence>(`/v1/evidence/${encodeURIComponent(id)}`),
    ...rarely,
  })
export const observations = (id: string, limit: number) =>
  queryOptions({
    queryKey: ['observations', id, limit],
    queryFn: () =>
      call<ObservationsView>(`/v1/evidence/${encodeURIComponent(id)}/observations?limit=${limit}`),
    ...rarely,
  })
export const quarantine = queryOptions({
  queryKey: ['quarantine'],
  queryFn: async () => (await call<{ items: QuarantineItem[] }>('/v1/quarantine')).items,
})

export function signIn(token: string): Promise<void> {
  return call('/v1/session', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token }),
  })
}

export function signOut(): Promise<void> {
  return call('/v1/session', { method: 'DELETE' })
}

/** Removes the simulated company. Not optimistic: the page changes when the server says that it is gone. */
export function removeDemo(): Promise<void> {
  return call('/v1/demo', { method: 'DELETE' })
}

/** Which sensors may measure. */
export interface SensorPolicy {
  browser: boolean
  endpoint: boolean
  presence: boolean
}
export const sensorPolicy = queryOptions({
  queryKey: ['sensor-policy'],
  queryFn: () => call<SensorPolicy>('/v1/sensor/policy'),
})
/** A laptop whose sensor is enrolled. */
export interface SensorDevice {
  device: string
  /** key-change: its next key is registered and was not used yet. */
  state: 'trusted' | 'key-change' | 'revoked'
  enrolledAt: number
  /** Milliseconds, by the server's clock. */
  keyAge: number
  heardAt?: number
  revoked?: { at: number; by: string; because: string }
}
export const sensorDevices = queryOptions({
  queryKey: ['sensor-devices'],
  queryFn: () => call<SensorDevice[]>('/v1/sensor/devices'),
  refetchInterval: 30_000,
})
export const revokeSensorDevice = ({ device, because }: { device: string; because: string }) =>
  call<{ revokedAt: number }>(`/v1/sensor/devices/${encodeURIComponent(device)}/revoke`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ because }),
  })
export const setSensorPolicy = (policy: SensorPolicy) =>
  call<SensorPolicy>('/v1/sensor/policy', {
    method: 'PUT',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(policy),
  })
/** A ticket whose measurements are mirrored to the page and stored nowhere. */
export const trialTicket = () =>
  call<{ ticket: string }>('/v1/sensor/tickets', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ try: true }),
  })

/** A presence check as its sender sees it. */
export interface PresenceCheck {
  id: string
  subject: string
  device?: string
  reason: 'interview' | 'first-day' | 're-verification'
  from: string
  state: 'sent' | 'opened' | 'declined' | 'done' | 'revoked' | 'expired'
  sentAt: number
  expiresAt: number
  openedAt?: number
  endedAt?: number
  networks: string[]
  mobile?: boolean
  instead?: boolean
  took?: { rows: number; setAside: number; touched: number; missed: number }
  refusals: { at: number; why: string }[]
}
export const presenceChecks = (subject: string) =>
  queryOptions({
    queryKey: ['presence-checks', subject],
    queryFn: () => call<PresenceCheck[]>(`/v1/presence-checks?subject=${encodeURIComponent(subject)}`),
  })
export const sendPresenceCheck = (body: {
  subject: string
  device?: string
  reason: PresenceCheck['reason']
  from?: string
  hours: number
}) =>
  call<{ link: string; check: PresenceCheck }>('/v1/presence-checks', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  })
export const revokePresenceCheck = (id: string) =>
  call<PresenceCheck>(`/v1/presence-checks/${encodeURIComponent(id)}/revoke`, { method: 'POST' })
