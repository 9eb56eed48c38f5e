import { queryOptions } from '@tanstack/react-query'
import type { OutputEventName, OutputsView, OutputTarget } from '@telltale/core'
import { call } from '../api.ts'

export type ShownTarget = OutputsView['targets'][number]
/** A target as it is set: a secret goes in and never comes out. */
export type SetTarget = OutputTarget & { secret?: string }

export const outputs = queryOptions({
  queryKey: ['outputs'],
  queryFn: () => call<OutputsView>('/v1/outputs'),
})

const json = (method: string, body?: unknown): RequestInit => ({
  method,
  ...(body !== undefined && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
})

/** Sets all targets; a secret that is left out stays. */
export function setOutputs(
  view: Pick<OutputsView, 'address'>,
  targets: readonly SetTarget[],
): Promise<{ outputs: OutputsView; made: Record<string, string> }> {
  return call('/v1/outputs', json('PUT', { address: view.address, targets }))
}

export function testOutput(id: string): Promise<{ delivered: boolean; because?: string }> {
  return call(`/v1/outputs/${encodeURIComponent(id)}/test`, json('POST'))
}

export function replayOutput(id: string): Promise<{ replayed: number }> {
  return call(`/v1/outputs/${encodeURIComponent(id)}/replay`, json('POST', { dead: true }))
}

export function signStix(because: string): Promise<OutputsView> {
  return call('/v1/outputs/stix/sign', json('POST', { because }))
}

export function unsignStix(): Promise<OutputsView> {
  return call('/v1/outputs/stix/sign', json('DELETE'))
}

/** A target without what only the server knows of it. */
export function settable({ secretSet: _set, state: _state, ...target }: ShownTarget): SetTarget {
  return target as SetTarget
}

export const kinds: Record<OutputTarget['is'], string> = {
  webhook: 'Signed webhook',
  slack: 'Slack',
  teams: 'Teams',
  syslog: 'Syslog',
}

const forPeople: OutputEventName[] = ['listed', 'case-opened', 'case-decided', 'case-overturned']
const everything: OutputEventName[] = [...forPeople, 'evidence', 'case-moved', 'case-closed', 'case-reopened']

/** A new target of a kind; `where` is its address, or host and port. Gives a sentence where that can't be. */
export function newTarget(
  is: OutputTarget['is'],
  { id, name, where, format, ca }: { id: string; name: string; where: string; format: string; ca: string },
): SetTarget | string {
  const any = { id, name, on: true, sealed: false, simulated: false }
  if (is === 'webhook') return { ...any, is, url: where, format: format as 'telltale', tells: everything }
  if (is === 'slack' || is === 'teams') return { ...any, is, detail: false, tells: forPeople, secret: where }
  const [, host, port] = /^(.+):(\d{1,5})$/.exec(where) ?? []
  if (!host || !port) return 'Write host and port, such as siem.example:6514.'
  const over = ca.trim() === '' && Number(port) !== 6514 ? 'tcp' : 'tls'
  return {
    ...{ ...any, is, host, port: Number(port), over, format: format as 'cef', tells: everything },
    ...(ca.trim() !== '' && { ca }),
  }
}

/** How delivery stands, in words. */
export function standing({ on, state, secretSet, is }: ShownTarget): string[] {
  const n = (count: number, what: string) => (count > 0 ? [`${count.toLocaleString('en')} ${what}`] : [])
  return [
    ...(on ? [] : ['off']),
    ...(is !== 'syslog' && !secretSet ? ['its secret has not been set'] : []),
    ...n(state.waiting, 'waiting'),
    ...n(state.dead, 'given up on'),
    ...n(state.withheld, 'kept back: sealed since'),
    ...n(state.lost, 'lost: too many waited'),
    ...(state.waiting > 0 && state.lastFailure ? [`last failure: ${state.lastFailure.because}`] : []),
  ]
}
