import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query'
import type {
  Act,
  Attachment,
  BudgetView,
  BulkView,
  CasesView,
  CaseTemplates,
  Deed,
  ExplainedView,
  Role,
  ScoreThen,
} from '@telltale/core'
import { call, queryClient } from '../api.ts'

const json = { 'content-type': 'application/json' }
const at = (id: string) => `/v1/cases/${encodeURIComponent(id)}`

/** What one person does on a case, with the reason where somebody is affected. */
export type Doing = Deed & { because?: string }

/** Does it, and reads the case anew. Nothing on the page changes before the server has taken the act. */
export async function act(id: string, doing: Doing): Promise<Act> {
  const done = await call<Act>(`${at(id)}/acts`, {
    method: 'POST',
    headers: json,
    body: JSON.stringify(doing),
  })
  await afterActs()
  return done
}

/** Says of each that it has been read, then reads the case anew once. */
export async function readAll(id: string, what: readonly string[]): Promise<void> {
  for (const one of what)
    await call<Act>(`${at(id)}/acts`, {
      method: 'POST',
      headers: json,
      body: JSON.stringify({ is: 'read', what: one }),
    })
  await afterActs()
}

/** The same on many cases; each is taken or refused for itself. */
export async function actOnMany(
  cases: readonly string[],
  deed: Deed,
  because?: string,
): Promise<BulkView['results']> {
  const { results } = await call<BulkView>('/v1/cases/acts', {
    method: 'POST',
    headers: json,
    body: JSON.stringify({ cases, deed, ...(because && { because }) }),
  })
  await afterActs()
  return results
}

/** Files of up to 20 MB; the digest in the answer is taken of what arrived. */
export async function attach(id: string, file: File): Promise<Attachment> {
  const query = new URLSearchParams({ name: file.name, type: file.type || 'application/octet-stream' })
  const done = await call<Attachment>(`${at(id)}/attachments?${query}`, {
    method: 'POST',
    headers: { 'content-type': 'application/octet-stream' },
    body: file,
  })
  await afterActs()
  return done
}

/** Where an attachment's bytes are; opening it is an act. */
export function attachmentAddress(id: string, attachment: string): string {
  return `${at(id)}/attachments/${encodeURIComponent(attachment)}`
}

/** What an act can change: the case, its place in lists, what waits. */
export function afterActs(): Promise<unknown> {
  const touched = ['case', 'subject', 'cases', 'queue', 'status']
  return Promise.all(touched.map((key) => queryClient.invalidateQueries({ queryKey: [key] })))
}

/** What the list of cases is narrowed to; without a state, every one but closed. */
export interface CasesAsked {
  state?: string
  owner?: string
  after?: string
  limit?: number
}
export const casesPage = (asked: CasesAsked) =>
  queryOptions({
    queryKey: ['cases', asked],
    queryFn: () => {
      const query = new URLSearchParams()
      for (const [name, value] of Object.entries(asked))
        if (value !== undefined) query.set(name, String(value))
      return call<CasesView>(`/v1/cases?${query}`)
    },
    placeholderData: keepPreviousData,
  })

/** The same, a page after another; the pages that are there are kept fresh. */
export const casesByPage = (asked: CasesAsked) =>
  infiniteQueryOptions({
    queryKey: ['cases', 'pages', asked],
    queryFn: ({ pageParam }) => {
      const query = new URLSearchParams({ limit: '50' })
      for (const [name, value] of Object.entries({ ...asked, ...(pageParam && { after: pageParam }) }))
        if (value !== undefined) query.set(name, String(value))
      return call<CasesView>(`/v1/cases?${query}`)
    },
    initialPageParam: '',
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
    refetchInterval: 15_000,
  })

export const templates = queryOptions({
  queryKey: ['case-templates'],
  queryFn: () => call<CaseTemplates>('/v1/case-templates'),
  staleTime: 600_000,
  refetchInterval: false,
})

/** The score taken apart: what accuses, clears and is missing, each piece's counterfactual, the best checks. */
export const explained = (ref: { case?: string; subject: string }) =>
  queryOptions({
    queryKey: ['explained', ref.case ?? ref.subject],
    queryFn: () =>
      call<ExplainedView>(
        ref.case ? `${at(ref.case)}/explained` : `/v1/subjects/${encodeURIComponent(ref.subject)}/explained`,
      ),
    refetchInterval: 15_000,
    placeholderData: keepPreviousData,
  })

/** The score as it was at a past moment, which does not change any more. */
export const scoreThen = (id: string, moment: number) =>
  queryOptions({
    queryKey: ['score-then', id, moment],
    queryFn: () => call<ScoreThen>(`${at(id)}/score?at=${moment}`),
    placeholderData: keepPreviousData,
    refetchInterval: false,
    staleTime: 60_000,
  })

/** Those who work on cases, to assign to and to seal for. */
export interface Colleague {
  id: string
  name: string
  role: Role
}
export const people = queryOptions({
  queryKey: ['people'],
  queryFn: async () => (await call<{ people: Colleague[] }>('/v1/people')).people,
  staleTime: 60_000,
  refetchInterval: false,
  retry: false,
})

/** What is stored of who a subject is. */
export interface Revealed {
  identity: { what: string; value: unknown; kind: string; source: string; at: number }[]
}
export function reveal(subject: string, because: string): Promise<Revealed> {
  return call(`/v1/subjects/${encodeURIComponent(subject)}/reveal`, {
    method: 'POST',
    headers: json,
    body: JSON.stringify({ because }),
  })
}

/** The ceiling of the day, and who stands below its line. */
export const budget = queryOptions({
  queryKey: ['alert-budget'],
  queryFn: () => call<BudgetView>('/v1/alert-budget'),
  refetchInterval: 15_000,
})
