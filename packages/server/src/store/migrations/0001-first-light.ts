import { type Kysely, sql } from 'kysely'

const statements = [
  `create table observations (
    source text collate "C" not null,
    id text collate "C" not null,
    digest text not null,
    kind text not null,
    at double precision not null,
    received_at double precision not null,
    about text[] not null,
    data json,
    derived json,
    simulated boolean not null,
    primary key (source, id)
  )`,
  `create table heard (
    kind text collate "C" not null,
    simulated boolean not null,
    count bigint not null,
    received_at double precision not null,
    primary key (kind, simulated)
  )`,
  `create table windows (
    subject text collate "C" not null,
    slot text collate "C" not null,
    from_ms double precision not null,
    closed boolean not null,
    state json not null,
    primary key (subject, slot, from_ms)
  )`,
  'create index windows_open on windows (subject) where not closed',
  'create table slots (slot text collate "C" primary key)',
  'create table watermarks (subject text collate "C" primary key, at double precision not null)',
  `create table learned (
    seq bigint generated always as identity primary key,
    subject text collate "C" not null,
    lesson json not null
  )`,
  `create table outbox (
    seq bigint generated always as identity primary key,
    subject text collate "C" not null,
    share json not null
  )`,
  'create table attributes (ref text collate "C" primary key, state json not null)',
  `create table evidence (
    id text collate "C" primary key,
    detector text collate "C" not null,
    subject text collate "C" not null,
    subjects text[] not null,
    weighs_on text[] not null,
    accuses boolean not null,
    ties boolean not null,
    to_ms double precision not null,
    body json not null
  )`,
  // Read right after it is written: no pending list that a reader would have to search.
  'create index evidence_weighs_on on evidence using gin (weighs_on) with (fastupdate = off)',
  'create index evidence_subjects on evidence using gin (subjects) with (fastupdate = off)',
  'create index evidence_newest on evidence (to_ms desc, id)',
  'create index evidence_ties on evidence (id) where ties',
  `create table abstentions (
    seq bigint generated always as identity,
    detector text collate "C" not null,
    subject text collate "C" not null,
    from_ms double precision not null,
    weighs_on text[] not null,
    body json not null,
    primary key (subject, detector, from_ms)
  )`,
  'create index abstentions_weighs_on on abstentions using gin (weighs_on) with (fastupdate = off)',
  'create table faults (seq bigint generated always as identity primary key, body json not null)',
  'create sequence marks',
  `create table unfolded (
    subject text collate "C" primary key,
    mark bigint not null default nextval('marks')
  )`,
  `create table queue (
    subject text collate "C" primary key,
    weight double precision not null,
    item json not null
  )`,
  `create table cases (
    subject text collate "C" primary key,
    id text collate "C" not null,
    opened_at double precision not null
  )`,
  `create table quarantine (
    seq bigint generated always as identity primary key,
    key text collate "C" not null unique,
    body json not null
  )`,
  `create table inbox (
    seq bigint generated always as identity primary key,
    bytes integer not null,
    body text not null
  )`,
  // A delivery lives for a fraction of a second: compressing it costs more than it saves.
  'alter table inbox alter column body set storage external',
  // Tables whose rows are replaced or removed all the time are cleaned by what was removed, not by their size.
  ...['inbox', 'outbox', 'unfolded', 'evidence', 'windows', 'abstentions', 'attributes', 'queue'].map(
    (table) =>
      `alter table ${table} set (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 2000)`,
  ),
]

/** Everything the first version keeps. What each column is for: `schema.ts`. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}
