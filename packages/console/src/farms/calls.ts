import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import type {
  EntityView,
  FarmView,
  LeadsView,
  Millis,
  ReviewView,
  SubjectRef,
  Word,
  WordsView,
} from '@telltale/core'
import { call, queryClient } from '../api.ts'

const json = { 'content-type': 'application/json' }

export const farms = queryOptions({
  queryKey: ['farms'],
  queryFn: async () => (await call<{ farms: FarmView[] }>('/v1/farms')).farms,
})
export const farm = (id: string) =>
  queryOptions({
    queryKey: ['farm', id],
    queryFn: () => call<FarmView>(`/v1/farms/${encodeURIComponent(id)}`),
  })
/** As it was known before a moment in the past, which does not change any more. */
export const farmAsOf = (id: string, asOf: Millis) =>
  queryOptions({
    queryKey: ['farm', id, asOf],
    queryFn: ({ signal }) => call<FarmView>(`/v1/farms/${encodeURIComponent(id)}?asOf=${asOf}`, { signal }),
    placeholderData: keepPreviousData,
    refetchInterval: false,
    staleTime: 60_000,
  })

export const words = queryOptions({
  queryKey: ['link-words'],
  queryFn: async () => (await call<WordsView>('/v1/link-words')).words,
})
export interface Said {
  is: Word['is']
  a: SubjectRef
  b?: SubjectRef
  because: string
  by?: string
}
/** Not optimistic: the page changes when the server has judged the links anew. */
export async function say(body: Said): Promise<Word> {
  const word = await call<Word>('/v1/link-words', {
    method: 'POST',
    headers: json,
    body: JSON.stringify(body),
  })
  await everythingOfLinks()
  return word
}
export async function undo(id: string, body: { because?: string; by?: string }): Promise<void> {
  await call(`/v1/link-words/${encodeURIComponent(id)}/undo`, {
    method: 'POST',
    headers: json,
    body: JSON.stringify(body),
  })
  await everythingOfLinks()
}

function everythingOfLinks(): Promise<unknown> {
  const touched = [
    'farms',
    'farm',
    'link-words',
    'entity',
    'review',
    'confirmed-leads',
    'status',
    'case',
    'subject',
  ]
  return Promise.all(touched.map((key) => queryClient.invalidateQueries({ queryKey: [key] })))
}

export const entity = (id: string) =>
  queryOptions({
    queryKey: ['entity', id],
    queryFn: () => call<EntityView>(`/v1/entities/${encodeURIComponent(id)}`),
  })
export const entityOf = (subject: string) =>
  queryOptions({
    queryKey: ['entity', 'of', subject],
    queryFn: () => call<EntityView>(`/v1/subjects/${encodeURIComponent(subject)}/entity`),
    refetchInterval: 30_000,
  })
export const review = (limit: number) =>
  queryOptions({
    queryKey: ['review', limit],
    queryFn: () => call<ReviewView>(`/v1/entities?review=${limit}`),
    placeholderData: keepPreviousData,
    refetchInterval: 30_000,
  })
export const confirmedLeads = queryOptions({
  queryKey: ['confirmed-leads'],
  queryFn: () => call<LeadsView>('/v1/confirmed-leads'),
})
