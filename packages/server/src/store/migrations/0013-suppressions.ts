import { type Kysely, sql } from 'kysely'

const statements = [
  // Acts are added, never changed; `suppression` is the one that an act makes or ends.
  `create table tuning (
    seq bigint generated always as identity primary key,
    suppression text collate "C",
    body json not null
  )`,
  `create table begun (
    seq bigint generated always as identity primary key,
    subject text collate "C" not null,
    at double precision not null,
    weight double precision not null,
    opened boolean not null
  )`,
  'create index begun_at on begun (at, subject)',
]

/** What people set about how evidence counts, and when somebody came into the queue. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}
