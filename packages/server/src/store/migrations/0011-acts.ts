import { type SubjectRef, typeOf } from '@telltale/core'
import { type Kysely, sql } from 'kysely'
import { openingAct } from '../acts.ts'

const statements = [
  `alter table cases
    add column if not exists state text not null default 'new',
    add column if not exists owner text collate "C",
    add column if not exists closed_at double precision,
    add column if not exists merged_into text collate "C",
    add column if not exists readers text[],
    add column if not exists held boolean not null default false,
    add column if not exists summary json`,
  `create table if not exists acts (
    case_id text collate "C" not null,
    at double precision not null,
    id text collate "C" not null,
    subject text collate "C" not null,
    body json not null,
    primary key (case_id, id)
  )`,
  'create index if not exists acts_in_order on acts (case_id, at, id)',
  'create index if not exists acts_of_subject on acts (subject)',
  `create table if not exists attachments (
    case_id text collate "C" not null,
    id text collate "C" not null,
    subject text collate "C" not null,
    bytes bytea not null,
    primary key (case_id, id)
  )`,
  // Photographs and PDFs are compressed already.
  'alter table attachments alter column bytes set storage external',
  `create table if not exists decisions (
    case_id text collate "C" not null,
    act text collate "C" not null,
    subject text collate "C" not null,
    at double precision not null,
    conclusion text not null,
    body json not null,
    primary key (case_id, act)
  )`,
  'create index if not exists decisions_at on decisions (at)',
  `create table if not exists to_tell (
    seq bigint generated always as identity primary key,
    subject text collate "C" not null,
    row json not null
  )`,
  // Two cases of an earlier version may have come to one short id: the later ones get a longer one.
  `with twice as (
    select subject, id || '-' || row_number() over (partition by id order by opened_at, subject) as longer,
      row_number() over (partition by id order by opened_at, subject) as n
    from cases
  ), renamed as (
    update cases c set id = t.longer from twice t where t.subject = c.subject and t.n > 1 returning c.subject
  )
  insert into unfolded (subject) select subject from renamed
  on conflict (subject) do update set mark = excluded.mark`,
  'create unique index if not exists cases_id on cases (id)',
  'create index if not exists cases_open on cases (id) where closed_at is null',
  'create index if not exists cases_closed on cases (closed_at desc, id) where closed_at is not null',
  'create index if not exists cases_guarded on cases (id) where held or readers is not null',
]

/** How many cases are opened at one time. */
const atOnce = 1000

/** What people do on cases. A case that is there already begins with its opening. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
  for (let after = ''; ; ) {
    const { rows } = await sql<{ subject: SubjectRef; id: string; openedAt: number }>`
      select subject, id, opened_at as "openedAt" from cases where subject > ${after}
      order by subject limit ${atOnce}`.execute(db)
    if (rows.length === 0) return
    const opened = rows.filter((r) => typeOf(r.subject) !== 'device').map(openingAct)
    await sql`
      insert into acts (case_id, at, id, subject, body) select * from unnest(
        ${opened.map(({ act }) => act.case)}::text[], ${opened.map(({ act }) => act.at)}::float8[],
        ${opened.map(({ act }) => act.id)}::text[], ${opened.map(({ record }) => record.subject)}::text[],
        ${opened.map(({ act }) => JSON.stringify(act))}::json[])
      on conflict do nothing`.execute(db)
    await sql`
      update cases c set summary = o.summary from unnest(
        ${opened.map(({ record }) => record.id)}::text[],
        ${opened.map(({ record }) => JSON.stringify(record.summary))}::json[]) as o (id, summary)
      where c.id = o.id`.execute(db)
    after = rows.at(-1)!.subject
  }
}
