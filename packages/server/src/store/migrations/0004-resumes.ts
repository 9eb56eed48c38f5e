import { type Kysely, sql } from 'kysely'

/** What is kept of each application's newest résumé to find it again: hashes, not its text. See core's `minhash.ts`. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table resumes (
      application text collate "C" primary key,
      at double precision not null,
      signature bytea not null
    )`.execute(db)
  // Hashes don't compress.
  await sql`alter table resumes alter column signature set storage external`.execute(db)
}
