import { type Kysely, sql } from 'kysely'

const statements = [
  `create table screenings (
    application text collate "C" primary key,
    requisition text collate "C",
    applied_at double precision,
    screened_at double precision,
    since double precision,
    outcome text,
    reached text,
    weight double precision,
    probability double precision,
    scheme text,
    worth double precision,
    settled boolean,
    stage text,
    stage_at double precision,
    stage_key text collate "C",
    reason text,
    decided text,
    decided_at double precision,
    decided_key text collate "C"
  )`,
  'create index screenings_worth on screenings (worth desc, applied_at desc, application) where outcome is not null',
  // Applications from before are screened at the next start, from what was found about them then.
  `insert into unfolded (subject) select distinct subject from learned where subject like 'application:%'
    on conflict do nothing`,
  'create index screenings_requisition on screenings (requisition, worth desc) where outcome is not null',
]

/** What screening said of each application, and where the applicant system says it stands. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}
