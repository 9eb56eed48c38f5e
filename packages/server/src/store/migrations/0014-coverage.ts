import { type Kysely, sql } from 'kysely'

const statements = [
  // One row a subject and instrument: when it was last judged, or why it could not be. Rewritten once a day at most.
  `create table measured (
    subject text collate "C" not null,
    by text collate "C" not null,
    judged_at double precision,
    abstained_at double precision,
    because text,
    primary key (subject, by)
  )`,
  'create table measured_by (by text collate "C" primary key)',
  `insert into measured (subject, by, judged_at)
    select s, detector, max(to_ms) - 1 from evidence, unnest(weighs_on) s
    where s like 'person:%' or s like 'application:%' group by 1, 2`,
  // On whom each type of attribute was seen: the holder where there was one, else the subject itself.
  `insert into measured (subject, by, judged_at)
    select coalesce(nullif(h.value ->> 0, ''), m.key), 'attribute/' || split_part(a.ref, ':', 1),
      max(d.key::float8) * 86400000
    from attributes a, json_each(a.state -> 'members') m, json_each(m.value -> 'days') d,
      json_array_elements(d.value) h
    where coalesce(nullif(h.value ->> 0, ''), m.key) ~ '^(person|application):' group by 1, 2`,
  'insert into measured_by select distinct by from measured',
  // What was known of a case when people decided it: later evidence does not change it.
  `create table decided (
    id text collate "C" primary key,
    subject text collate "C" not null,
    outcome text not null,
    at double precision not null,
    body json not null
  )`,
  'create index decided_at on decided (at, id)',
  'create index decided_subject on decided (subject, at)',
  `create table canaries (
    id text collate "C" primary key,
    subject text collate "C" not null,
    planted_at double precision not null,
    body json not null
  )`,
  `create table sample_draws (
    quarter text collate "C" not null,
    population text collate "C" not null,
    body json not null,
    places bytea not null,
    primary key (quarter, population)
  )`,
  `create table sampled (
    quarter text collate "C" not null,
    population text collate "C" not null,
    subject text collate "C" not null,
    place integer not null,
    skipped json,
    primary key (quarter, population, subject)
  )`,
  'create index sampled_subject on sampled (subject)',
  // For the adverse-impact report alone: nothing that detects has a way to this table. See fairness/.
  `create table volunteered (
    subject text collate "C" not null,
    trait text collate "C" not null,
    value text collate "C" not null,
    loaded_at double precision not null,
    primary key (subject, trait)
  )`,
  'create index screenings_applied on screenings (applied_at) where outcome is not null',
]

/** What could be seen and what came of it: coverage, decisions as they were made, canaries, samples, volunteered groups. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}
