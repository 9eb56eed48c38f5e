import { queryOptions } from '@tanstack/react-query'
import type { HuntRequest, HuntRun, HuntsView, HuntView } from '@telltale/core'
import { call } from '../api.ts'

const json = { 'content-type': 'application/json' }

export const hunts = queryOptions({
  queryKey: ['hunts'],
  queryFn: () => call<HuntsView>('/v1/hunts'),
  refetchInterval: 30_000,
})

/** Reads all of history, so it may take minutes; the signal ends it on the server too. */
export const runHunt = (request: HuntRequest, signal: AbortSignal) =>
  call<HuntRun>('/v1/hunts/run', { method: 'POST', headers: json, body: JSON.stringify(request), signal })

export const saveHunt = ({ name, ...body }: Omit<HuntView, 'shipped'>) =>
  call<HuntView>(`/v1/hunts/${encodeURIComponent(name)}`, {
    method: 'PUT',
    headers: json,
    body: JSON.stringify(body),
  })

export const removeHunt = (name: string) =>
  call<void>(`/v1/hunts/${encodeURIComponent(name)}`, { method: 'DELETE' })
