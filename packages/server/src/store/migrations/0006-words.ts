import { type Kysely, sql } from 'kysely'

const statements = [
  `create table if not exists words (
    seq bigint generated always as identity primary key,
    id text collate "C" not null,
    act text not null check (act in ('said', 'undone')),
    body json not null,
    unique (id, act)
  )`,
  'alter table attributes add column if not exists members integer not null default 1',
  // Counts attributes of a type and those that several have, without reading their states.
  `create index if not exists attributes_common on attributes (split_part(ref, ':', 1), members)`,
  // Linkage reads every application and person, oldest first, at each start.
  `create index if not exists observations_of_people on observations (at, source, id)
    where kind in ('application', 'person')`,
]

/** How many attributes of an earlier version are read at one time. */
const atOnce = 1000

/** What people said of links, and how many subjects each shared attribute was seen on. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
  for (let after = ''; ; ) {
    const { rows } = await sql<{ ref: string; state: { members: Record<string, unknown> } }>`
      select ref, state from attributes where ref > ${after} order by ref limit ${atOnce}`.execute(db)
    if (rows.length === 0) return
    // Of a hub this is as many as were kept: its estimate comes with the next thing that is seen of it.
    await sql`
      update attributes a set members = n.members
      from unnest(
        ${rows.map((r) => r.ref)}::text[], ${rows.map((r) => Object.keys(r.state.members).length)}::int[]
      ) as n (ref, members)
      where a.ref = n.ref`.execute(db)
    after = rows.at(-1)!.ref
  }
}
