import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import type {
  Answer,
  ApplicantsView,
  ApplicantView,
  CheckId,
  ListView,
  Outcome,
  Requisition,
  RequisitionView,
  SanctionsLead,
  ScreenedReply,
  SubjectRef,
  TrendsView,
} from '@telltale/core'
import { call } from '../api.ts'

const json = { 'content-type': 'application/json' }

/** How an application is addressed: what follows `application:`. */
export function addressOf(application: SubjectRef): string {
  return application.slice('application:'.length)
}

export const requisitions = queryOptions({
  queryKey: ['requisitions'],
  queryFn: async () => (await call<{ requisitions: RequisitionView[] }>('/v1/requisitions')).requisitions,
})

export type ApplicantFilter = { requisition?: string; outcome?: Outcome; limit: number }
export const applicants = (filter: ApplicantFilter) =>
  queryOptions({
    queryKey: ['applicants', filter],
    queryFn: () => call<ApplicantsView>(`/v1/applications?${query(filter)}`),
    placeholderData: keepPreviousData,
  })

export const applicant = (id: string) =>
  queryOptions({
    queryKey: ['applicant', id],
    queryFn: () => call<ApplicantView>(`/v1/applications/${encodeURIComponent(id)}`),
  })

export interface GivenBy {
  check: CheckId
  answer: Answer
  consent?: boolean
  note?: string
  by?: string
  /** Single points of a checklist, by the names that the catalogue gives them. */
  fields?: Record<string, boolean>
}
/** Answered with 202 once the answer is durable; it counts when the applicant's own page says so. */
export const giveAnswer = (id: string, body: GivenBy) =>
  call<object>(`/v1/applications/${encodeURIComponent(id)}/answers`, {
    method: 'POST',
    headers: json,
    body: JSON.stringify(body),
  })

export const setRequisition = ({ id, ...body }: Requisition) =>
  call<object>(`/v1/requisitions/${encodeURIComponent(id)}`, {
    method: 'PUT',
    headers: json,
    body: JSON.stringify(body),
  })

export interface FileReply {
  /** At most the first 200 of a file; the others follow by themselves. */
  screened: ScreenedReply[]
  /** How many rows of the file were taken. */
  taken: number
  problems: { row: number; field: string; reason: string }[]
}
/** One file of applicants: a résumé, or a table of many. A header holds no more than ASCII, so the name is encoded. */
export const sendFile = (file: File, type: string, requisition?: string) =>
  call<FileReply>(`/v1/resumes${requisition ? `?${query({ requisition })}` : ''}`, {
    method: 'POST',
    headers: { 'content-type': type, 'telltale-file-name': encodeURIComponent(file.name) },
    body: file,
  })

export const trends = (by: TrendsView['by']) =>
  queryOptions({
    queryKey: ['trends', by],
    queryFn: () => call<TrendsView>(`/v1/trends?by=${by}`),
    placeholderData: keepPreviousData,
    refetchInterval: 30_000,
  })

export const lists = queryOptions({
  queryKey: ['lists'],
  queryFn: () => call<{ lists: ListView[]; problems: string[] }>('/v1/lists'),
  refetchInterval: 60_000,
})

export const leads = queryOptions({
  queryKey: ['leads'],
  queryFn: async () => (await call<{ leads: SanctionsLead[] }>('/v1/leads')).leads,
})

function query(values: Record<string, string | number | undefined>): URLSearchParams {
  const given = Object.entries(values).filter(([, value]) => value !== undefined && value !== '')
  return new URLSearchParams(given.map(([name, value]) => [name, String(value)]))
}
