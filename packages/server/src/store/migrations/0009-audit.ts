import { type Kysely, sql } from 'kysely'

const statements = [
  // "by" is a word of SQL, so the actor's column is named for what it holds.
  `create table audit (
    seq bigint primary key,
    at double precision not null,
    actor text collate "C" not null,
    did text collate "C" not null,
    about text collate "C",
    details text collate "C",
    hash text collate "C" not null
  )`,
  'create index audit_about on audit (about, seq) where about is not null',
  'create index audit_actor on audit (actor, seq)',
  'create index audit_did on audit (did, seq)',
  `create table audit_subjects (subject text collate "C" primary key, salt text not null, token text collate "C" not null unique)`,
  'create table audit_details (seq bigint primary key, salt text not null, body text not null)',
  `create table audit_head (one boolean primary key default true check (one), seq bigint not null, hash text not null)`,
  `insert into audit_head (seq, hash) values (0, repeat('0', 64))`,
  `create table audit_checkpoints (seq bigint primary key, body json not null)`,
  // Whoever may write to the database could drop this too; a mistake, or a part of Telltale, can't change an entry.
  `create function audit_is_append_only() returns trigger language plpgsql as
    $$ begin raise exception 'entries of the audit log are added, never changed'; end $$`,
  `create trigger audit_append_only before update or delete on audit
    for each statement execute function audit_is_append_only()`,
  `create trigger audit_not_emptied before truncate on audit
    for each statement execute function audit_is_append_only()`,
]

/** The audit log: a chain of hashes, apart from what can be forgotten of it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}
