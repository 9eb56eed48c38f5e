import type { AttributeState, WindowState } from '@telltale/core'
import { type Kysely, sql } from 'kysely'
import type { DataCipher } from '../privacy/data-key.ts'
import { type History, newestDispositions } from './history.ts'
import type { Tables } from './schema.ts'
import { openWindow } from './sealing.ts'

export function historyReads(db: Kysely<Tables>, cipher?: DataCipher): History {
  return {
    async windowsOf(slot, after, limit) {
      const { rows } = await sql<{ state: WindowState }>`
        select state from windows
        where slot = ${slot} and subject >= ${after?.subject ?? ''}
          and (subject, from_ms) > (${after?.subject ?? ''}, ${after?.from ?? 0}::float8)
        order by subject, from_ms limit ${limit}`.execute(db)
      return rows.map((row) => openWindow(cipher, row.state))
    },
    async attributesOf(type, after, limit) {
      // ";" is the character after ":".
      const { rows } = await sql<{ state: AttributeState }>`
        select state from attributes
        where ref > ${after > `${type}:` ? after : `${type}:`} and ref < ${`${type};`}
        order by ref limit ${limit}`.execute(db)
      return rows.map((row) => row.state)
    },
    async dispositions() {
      const { rows } = await sql<{ source: string; id: string; at: number; data: unknown }>`
        select source, id, at, data from observations where kind = 'disposition'`.execute(db)
      return newestDispositions(rows)
    },
  }
}
