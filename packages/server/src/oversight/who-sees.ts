import type { Role } from '@telltale/core'
import type { Reader } from '../api/reader.ts'

/** Who knows what has been planted. */
export const canaryKeepers = ['lead', 'counsel', 'auditor'] as const satisfies readonly Role[]

export function seesCanaries({ role }: Reader): boolean {
  return (canaryKeepers as readonly Role[]).includes(role)
}
