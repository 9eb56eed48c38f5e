import { type Kysely, sql } from 'kysely'

/**
 * Finds the observations behind a finding. Rows are added to the index in bulk, from a pending list that is kept
 * short: a reader has to search it, and whoever fills it up waits until it has been emptied.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create index observations_about on observations using gin (about)
    with (fastupdate = on, gin_pending_list_limit = 256)`.execute(db)
}
