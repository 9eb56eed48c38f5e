import { type Kysely, sql } from 'kysely'

const statements = [
  // Which subjects a sealed text names, so that erasing one finds the entries that name them without opening any. Not
  // called "subject": what is erased of a subject goes table by table, and the audit log decides by itself what it forgets.
  `create table audit_named (
    named text collate "C" not null,
    seq bigint not null,
    primary key (named, seq)
  )`,
  'create index audit_named_of on audit_named (seq)',
  // What an earlier version stored in clear is looked through.
  `create index audit_details_clear on audit_details (seq) where left(body, 1) <> '~'`,
]

/** Texts of the audit log are sealed: who is named in one stands apart. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}
