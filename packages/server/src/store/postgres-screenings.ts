import type { Evidence, ScreenedDay, SubjectRef } from '@telltale/core'
import { type Kysely, sql, type Transaction } from 'kysely'
import { byApplication } from './memory-screenings.ts'
import type { Tables } from './schema.ts'
import type { Move, RequisitionCount, Screened, ScreeningRow, Screenings } from './screenings.ts'

type Found = { [K in keyof ScreeningRow]: ScreeningRow[K] | null } & { total: number }

/** What the Postgres store reads of screenings. Rows without an outcome are applications of which only a move is known. */
export function screeningReads(db: Kysely<Tables>): Screenings {
  return {
    async naming(applications) {
      if (applications.length === 0) return new Map()
      const { rows } = await sql<{ body: Evidence }>`
        select body from evidence where subjects && ${applications}::text[]`.execute(db)
      return byApplication(
        applications,
        rows.map((row) => row.body),
      )
    },
    async screenings({ application, requisition, requisitions, without = [], outcome, limit }) {
      const { rows } = await sql<Found>`
        select application, requisition, applied_at as "appliedAt", screened_at as "screenedAt", since, outcome,
          reached, weight, probability, scheme, worth, settled, stage, reason, decided, count(*) over () as total
        from screenings
        where outcome is not null
          and (${application ?? null}::text is null or application = ${application ?? null}::text)
          and (${requisition ?? null}::text is null or requisition = ${requisition ?? null}::text)
          and (${requisitions ?? null}::text[] is null or requisition = any(${requisitions ?? null}::text[]))
          and application <> all(${without}::text[])
          and (${outcome ?? null}::text is null or outcome = ${outcome ?? null}::text)
        order by worth desc, applied_at desc, application limit ${limit}`.execute(db)
      return { rows: rows.map(stated), total: rows[0]?.total ?? 0 }
    },
    async requisitions() {
      const { rows } = await sql<RequisitionCount>`
        select requisition, count(*) filter (where outcome = 'proceed') as proceed,
          count(*) filter (where outcome = 'verify') as verify, count(*) filter (where outcome = 'hold') as hold,
          max(applied_at) as newest
        from screenings where outcome is not null
        group by requisition order by newest desc, requisition`.execute(db)
      return rows
    },
    async screenedDays() {
      const { rows } = await sql<ScreenedDay>`
        select floor(applied_at / 86400000) as day, reached, count(*) as screened,
          count(*) filter (where decided = 'confirmed') as confirmed,
          count(*) filter (where decided = 'cleared') as cleared,
          count(*) filter (where stage = 'rejected') as rejected,
          count(*) filter (where stage not in ('rejected', 'withdrawn')) as advanced
        from screenings where outcome is not null
        group by 1, 2 order by 1, 2`.execute(db)
      return rows
    },
  }
}

function stated({ total: _, ...row }: Found): ScreeningRow {
  return Object.fromEntries(Object.entries(row).filter(([, v]) => v !== null)) as unknown as ScreeningRow
}

/** As `supersede` says, in one statement. */
export async function keepScreened(t: Transaction<Tables>, rows: readonly Screened[]): Promise<void> {
  if (rows.length === 0) return
  const last = [...new Map(rows.map((row) => [row.application, row])).values()]
  const column = <K extends keyof Screened>(name: K) => last.map((row) => row[name])
  await sql`
    insert into screenings as s (application, requisition, applied_at, screened_at, since, outcome, reached,
      weight, probability, scheme, worth, settled)
    select application, requisition, applied_at, screened_at, screened_at, outcome, outcome,
      weight, probability, scheme, worth, settled
    from unnest(
      ${column('application')}::text[], ${column('requisition')}::text[], ${column('appliedAt')}::float8[],
      ${column('screenedAt')}::float8[], ${column('outcome')}::text[], ${column('weight')}::float8[],
      ${column('probability')}::float8[], ${column('scheme')}::text[], ${column('worth')}::float8[],
      ${column('settled')}::boolean[]
    ) as r (application, requisition, applied_at, screened_at, outcome, weight, probability, scheme, worth, settled)
    on conflict (application) do update set
      requisition = excluded.requisition, applied_at = excluded.applied_at,
      screened_at = case when s.outcome is null then excluded.screened_at else s.screened_at end,
      since = case when s.outcome = excluded.outcome then s.since else excluded.since end,
      outcome = excluded.outcome,
      reached = case when s.reached = 'hold' or (s.reached = 'verify' and excluded.outcome = 'proceed')
        then s.reached else excluded.outcome end,
      weight = excluded.weight, probability = excluded.probability, scheme = excluded.scheme,
      worth = excluded.worth, settled = excluded.settled`.execute(t)
}

/** The newest move counts, whatever the order in which they came. */
export async function keepMoves(t: Transaction<Tables>, moves: readonly Move[]): Promise<void> {
  const stages = newest(moves.filter((m) => m.stage))
  if (stages.length > 0)
    await sql`
      insert into screenings as s (application, stage, stage_at, stage_key, reason)
      select * from unnest(
        ${stages.map((m) => m.application)}::text[], ${stages.map((m) => m.stage)}::text[],
        ${stages.map((m) => m.at)}::float8[], ${stages.map((m) => m.key)}::text[],
        ${stages.map((m) => m.reason ?? null)}::text[])
      on conflict (application) do update set
        stage = excluded.stage, stage_at = excluded.stage_at, stage_key = excluded.stage_key, reason = excluded.reason
      where s.stage_at is null or (excluded.stage_at, excluded.stage_key) > (s.stage_at, s.stage_key)`.execute(
      t,
    )
  const decisions = newest(moves.filter((m) => m.decided))
  if (decisions.length > 0)
    await sql`
      insert into screenings as s (application, decided, decided_at, decided_key)
      select * from unnest(
        ${decisions.map((m) => m.application)}::text[], ${decisions.map((m) => m.decided)}::text[],
        ${decisions.map((m) => m.at)}::float8[], ${decisions.map((m) => m.key)}::text[])
      on conflict (application) do update set
        decided = excluded.decided, decided_at = excluded.decided_at, decided_key = excluded.decided_key
      where s.decided_at is null or (excluded.decided_at, excluded.decided_key) > (s.decided_at, s.decided_key)`.execute(
      t,
    )
}

function newest(moves: readonly Move[]): Move[] {
  const last = new Map<SubjectRef, Move>()
  for (const move of moves) {
    const known = last.get(move.application)
    if (!known || move.at > known.at || (move.at === known.at && move.key > known.key))
      last.set(move.application, move)
  }
  return [...last.values()]
}
