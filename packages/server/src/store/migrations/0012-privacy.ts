import { type Kysely, sql } from 'kysely'

const statements = [
  `create table if not exists retention_runs (
    seq bigint generated always as identity primary key,
    at double precision not null,
    body json not null
  )`,
  `create table if not exists corrections (
    id text collate "C" primary key,
    subject text collate "C" not null,
    at double precision not null,
    body json not null
  )`,
  'create index if not exists corrections_of on corrections (subject)',
  // What is past its time is found by kind and time.
  'create index if not exists observations_by_age on observations (kind, at)',
]

/** That retention ran, and what people said is wrong. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}
