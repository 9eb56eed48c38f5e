import type { Millis } from '@telltale/core'
import type { RawRow } from '../../ingest/delivery.ts'
import { openFor } from './checks.ts'
import type { Known, Pending } from './touch.ts'

/**
 * What a check has measured so far and nobody has kept yet: until the person finishes, stopping takes all of it
 * back. In memory only; a restart in these minutes costs the round trips and touches, not the check.
 */
export interface Session {
  since: Millis
  rows: Record<string, unknown>[]
  touched: number
  missed: number
  /** The touch that is being waited for. */
  pending?: Pending
  /** What was touched. Kept with the observations: the next check asks for the same authenticator. */
  credential?: Known
  /** Open echo sockets: each hands over what it has measured so far. */
  lines: Set<() => void>
}

const rowsLimit = 400

export interface Sessions {
  begin(id: string, at: Millis): void
  /** Begun anew where this process has not seen it begin. */
  of(id: string, at: Millis): Session
  /** Rows that the collector measured itself; too many, or of a check that is over, are dropped. */
  hold(id: string, rows: readonly Record<string, unknown>[]): void
  end(id: string): void
}

export function sessions(): Sessions {
  const open = new Map<string, Session>()
  const begin = (id: string, at: Millis) => {
    for (const [other, { since }] of open) if (since + openFor < at) open.delete(other)
    const fresh: Session = { since: at, rows: [], touched: 0, missed: 0, lines: new Set() }
    open.set(id, fresh)
    return fresh
  }
  return {
    begin: (id, at) => void begin(id, at),
    of: (id, at) => open.get(id) ?? begin(id, at),
    hold(id, rows) {
      const session = open.get(id)
      if (session && session.rows.length + rows.length <= rowsLimit) session.rows.push(...rows)
    },
    end: (id) => void open.delete(id),
  }
}

/** Rows as the one door into the engine takes them. */
export function numbered(rows: readonly Record<string, unknown>[]): RawRow[] {
  return rows.map((value, i) => ({ row: i + 1, value }))
}
