import { type Kysely, sql } from 'kysely'

/** Who may sign in: accounts, credentials, sessions, tokens and links, each a small record. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table account_records (
      kind text collate "C" not null,
      id text collate "C" not null,
      body json not null,
      simulated boolean not null,
      primary key (kind, id)
    )`.execute(db)
}
