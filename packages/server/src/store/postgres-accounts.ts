import { type Kysely, sql, type Transaction } from 'kysely'
import { type AccountStore, noRecords, type RecordChange } from './accounts.ts'
import type { Tables } from './schema.ts'

/** What the Postgres store reads of accounts. */
export function accountReads(db: Kysely<Tables>): Pick<AccountStore, 'accountRecords'> {
  return {
    async accountRecords() {
      const all = noRecords()
      const rows = await db.selectFrom('account_records').select(['kind', 'body']).orderBy('id').execute()
      for (const { kind, body } of rows) (all[kind] as unknown[]).push(body)
      return all
    },
  }
}

export async function keepAccountRecords(
  t: Transaction<Tables>,
  changes: readonly RecordChange[],
): Promise<void> {
  for (const { kind, id, is, simulated = false } of changes)
    if (is)
      await sql`
        insert into account_records (kind, id, body, simulated)
        values (${kind}, ${id}, ${JSON.stringify(is)}::json, ${simulated})
        on conflict (kind, id) do update set body = excluded.body, simulated = excluded.simulated`.execute(t)
    else await sql`delete from account_records where kind = ${kind} and id = ${id}`.execute(t)
}
