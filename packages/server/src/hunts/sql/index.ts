import type { Detector, HuntRows } from '@telltale/core'
import type { Connection } from '../../store/postgres.ts'
import { type Limits, query, typedRows } from './query.ts'
import { type Hunter, prepareHunter } from './role.ts'

/** Read-only SQL over the documented views. */
export interface SqlHunts {
  /** Rejects with a `HuntProblem` where the SQL, or the database, does not allow it. */
  run(sql: string, detectors: Iterable<Detector>, limits: Limits): Promise<HuntRows>
}

/** Nothing is made in the database before the first hunt in SQL. `own`: see `prepareHunter`. */
export function sqlHunts(connection: Connection, own?: string): SqlHunts {
  let ready: Promise<Hunter> | undefined
  return {
    async run(sql, detectors, limits) {
      ready ??= prepareHunter(connection, detectors, own)
      const hunter = await ready.catch((error) => {
        ready = undefined // what was wrong may be put right meanwhile
        throw error
      })
      return typedRows(await query(hunter, sql, limits))
    },
  }
}
