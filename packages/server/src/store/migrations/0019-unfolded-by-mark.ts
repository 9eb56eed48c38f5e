import { type Kysely, sql } from 'kysely'

/** The oldest of what is to be folded is found without sorting all of it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create index unfolded_mark on unfolded (mark)`.execute(db)
}
