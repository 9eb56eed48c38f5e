import { createHash } from 'node:crypto'

/**
 * An application that arrives under one source again and again, whenever something about it changes: each version is a
 * row of its own, at the time of the change where that is known, so that the newest one counts and none is taken for
 * another row under the same id. `appliedAt` stays. Rows of other kinds, and rows that are none, are left as they are.
 */
export function versioned(value: unknown, changedAt?: number): unknown {
  const row = value as { id?: unknown; kind?: unknown; at?: unknown; data?: unknown } | null | undefined
  if (row?.kind !== 'application' || typeof row.id !== 'string' || typeof row.at !== 'number') return value
  const at = Math.max(row.at, changedAt ?? row.at)
  const digest = createHash('sha256')
    .update(JSON.stringify([at, row.data]))
    .digest('base64url')
    .slice(0, 12)
  return { ...row, id: `${row.id}@${digest}`, at }
}
