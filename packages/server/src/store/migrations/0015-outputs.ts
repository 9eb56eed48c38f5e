import { type Kysely, sql } from 'kysely'

const statements = [
  `create table if not exists output_messages (
    seq bigint generated always as identity primary key,
    target text collate "C" not null,
    id text collate "C" not null,
    subject text collate "C" not null,
    simulated boolean not null,
    at double precision not null,
    state text not null default 'waiting' check (state in ('waiting', 'sent', 'dead', 'withheld')),
    attempts integer not null default 0,
    next_at double precision not null default 0,
    sent_at double precision,
    failed_at double precision,
    because text,
    body json not null,
    unique (target, id)
  )`,
  'create index if not exists output_messages_by_target on output_messages (target, state, seq)',
  'create index if not exists output_messages_by_subject on output_messages (subject)',
  `create table if not exists output_told (
    subject text collate "C" primary key,
    simulated boolean not null,
    body json not null
  )`,
]

/** Messages for other systems, and what these have been told of each subject. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}
