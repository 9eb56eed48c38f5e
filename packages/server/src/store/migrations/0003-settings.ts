import { type Kysely, sql } from 'kysely'

/** Small values by name: policies that people switch, and the public keys that sensors enrolled with. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table settings (name text collate "C" primary key, value json not null)`.execute(db)
}
