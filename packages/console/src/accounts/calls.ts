import { queryOptions } from '@tanstack/react-query'
import type { Role } from '@telltale/core'
import { call } from '../api.ts'

export interface OwnAccount {
  id: string
  name: string
  role: Role
  email?: string
  requisitions?: string[]
  /** False for a link made on Telltale's own machine for a role. */
  named: boolean
  password: boolean
  passkeys: { id: string; name: string; host: string; createdAt: number; usedAt?: number }[]
  sessions: { id: string; way: string; startedAt: number; seenAt: number; browser?: string; here: boolean }[]
}

export interface AccountRow {
  id: string
  person: string
  name: string
  role: Role
  email?: string
  state: 'active' | 'disabled'
  requisitions?: string[]
  ways: string[]
  invitedUntil?: number
  seenAt?: number
  simulated?: true
}

export interface TokenRow {
  id: string
  name: string
  scopes: string[]
  createdBy: string
  expiresAt: number
  usedAt?: number
  revokedAt?: number
  good: boolean
}

export const ownAccount = queryOptions({
  queryKey: ['own-account'],
  queryFn: () => call<OwnAccount>('/v1/account'),
})
export const people = queryOptions({
  queryKey: ['accounts'],
  queryFn: async () => (await call<{ accounts: AccountRow[] }>('/v1/accounts')).accounts,
})
export const apiTokens = queryOptions({
  queryKey: ['tokens'],
  queryFn: async () => (await call<{ tokens: TokenRow[] }>('/v1/tokens')).tokens,
})

export function send<T = void>(method: 'POST' | 'PUT' | 'DELETE', path: string, body?: object): Promise<T> {
  return call<T>(path, {
    method,
    ...(body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  })
}
