import { type GroupCount, simulatedPrefix } from '@telltale/core'
import { Kysely, PostgresDialect, sql } from 'kysely'
import pg from 'pg'
import type { Connection } from '../store/postgres.ts'
import { keyOf } from './memory-volunteered.ts'
import type { VolunteeredStore } from './volunteered.ts'

const rowsAtOnce = 10_000
const types: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
    oid === pg.types.builtins.INT8 ? Number : pg.types.getTypeParser(oid, format as 'text')) as never,
}

/**
 * The audit-only table on Postgres, over a connection of its own that is opened when a report is asked for: what the engine
 * holds can't reach it.
 */
export function postgresVolunteered({ to }: Connection): VolunteeredStore {
  const config: pg.ClientConfig = { ...(typeof to === 'string' ? { connectionString: to } : to), types }
  const pool = new pg.Pool({
    ...config,
    application_name: 'telltale fairness',
    max: 1,
    idleTimeoutMillis: 10_000,
  })
  pool.on('error', () => {}) // an idle connection that broke is replaced
  const db = new Kysely<{
    volunteered: { subject: string; trait: string; value: string; loaded_at: number }
  }>({
    dialect: new PostgresDialect({ pool }),
  })
  return {
    async load(rows, at) {
      await db.transaction().execute(async (t) => {
        for (let i = 0; i < rows.length; i += rowsAtOnce) {
          const some = [
            ...new Map(rows.slice(i, i + rowsAtOnce).map((r) => [`${r.subject}\0${r.trait}`, r])).values(),
          ]
          await sql`
            insert into volunteered (subject, trait, value, loaded_at)
            select subject, trait, value, ${at}::float8 from unnest(
              ${some.map((r) => r.subject)}::text[], ${some.map((r) => r.trait)}::text[],
              ${some.map((r) => r.value)}::text[]) as r (subject, trait, value)
            on conflict (subject, trait) do update set value = excluded.value, loaded_at = excluded.loaded_at`.execute(
            t,
          )
        }
      })
    },
    async counts() {
      const { rows } = await sql<GroupCount>`
        with newest as (
          select distinct on (subject) subject, outcome from decided order by subject, at desc, id desc
        ), came as (
          select 'applicants' as of, v.trait, v.value, s.stage,
            coalesce(s.decided, n.outcome) is not distinct from 'confirmed' as confirmed, s.reached <> 'proceed' as looked
          from volunteered v
          join screenings s on s.application = v.subject and s.outcome is not null
          left join newest n on n.subject = v.subject
          union all
          select 'workers', v.trait, v.value, null,
            n.outcome is not distinct from 'confirmed', c.subject is not null or q.subject is not null
          from volunteered v
          left join cases c on c.subject = v.subject
          left join queue q on q.subject = v.subject
          left join newest n on n.subject = v.subject
          where v.subject not like 'application:%'
        )
        select of, trait, value, count(*) as people,
          count(*) filter (where stage not in ('rejected', 'withdrawn')) as selected,
          count(*) filter (where stage <> 'withdrawn') as considered,
          count(*) filter (where looked and not confirmed) as "falseAlarms",
          count(*) filter (where not confirmed) as "notConfirmed"
        from came group by of, trait, value`.execute(db)
      return rows.sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))
    },
    async held() {
      const { rows } = await sql<{ subjects: number; traits: string[] | null; at: number | null }>`
        select count(distinct subject) as subjects, array_agg(distinct trait order by trait) as traits,
          max(loaded_at) as at from volunteered`.execute(db)
      const { subjects, traits, at } = rows[0]!
      return { subjects, traits: traits ?? [], ...(at !== null && { loadedAt: at }) }
    },
    async forget(whom) {
      if (whom === 'everybody') await sql`delete from volunteered`.execute(db)
      else if (whom === 'simulated')
        await sql`delete from volunteered where subject ~ ${`^[^:]+:${simulatedPrefix}`}`.execute(db)
      else await sql`delete from volunteered where subject = any(${whom}::text[])`.execute(db)
    },
    close: () => db.destroy(),
  }
}
