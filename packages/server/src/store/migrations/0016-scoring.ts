import { type Kysely, sql } from 'kysely'

const statements = [
  // What scores of subjects in the queue were made from; see docs/decisions/0028. Rows are added, and closed once.
  `create table score_pieces (
    seq bigint generated always as identity primary key,
    subject text collate "C" not null,
    evidence text collate "C" not null,
    digest text collate "C" not null,
    since double precision not null,
    until double precision,
    body json not null
  )`,
  'create unique index score_pieces_open on score_pieces (subject, evidence) where until is null',
  'create index score_pieces_since on score_pieces (subject, since)',
  'create index score_pieces_until on score_pieces (subject, until)',
  // Without a model: out of the queue from then on.
  `create table score_marks (
    seq bigint generated always as identity primary key,
    subject text collate "C" not null,
    since double precision not null,
    model text collate "C",
    about json
  )`,
  'create index score_marks_of on score_marks (subject, seq)',
  `create table score_models (
    version text collate "C" primary key,
    body json not null
  )`,
  // Whoever stands in the queue now is folded again once, so that their history begins.
  `insert into unfolded (subject) select subject from queue
    on conflict (subject) do update set mark = excluded.mark`,
]

/** What past scores were made from, so that each can be made again. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}
