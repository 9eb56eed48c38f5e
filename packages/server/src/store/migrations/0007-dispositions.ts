import { type Kysely, sql } from 'kysely'

/** What people decided is found without reading every observation: hunts measure themselves on it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create index if not exists observations_dispositions on observations (at) where kind = 'disposition'`.execute(
    db,
  )
}
