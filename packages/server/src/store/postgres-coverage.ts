import {
  type Decided,
  type Measurable,
  type MeasuredPattern,
  type Millis,
  measuredIn,
  type OpenCase,
  type SubjectRef,
  simulatedPrefix,
  type Unmeasured,
} from '@telltale/core'
import { type Kysely, sql, type Transaction } from 'kysely'
import { type Canary, type CoverageStore, type Draw, type Skipped, undescribedOf } from './coverage.ts'
import type { Tables } from './schema.ts'

type Within = Transaction<Tables>

/** What could be seen, and what came of it, on Postgres. `guard` rejects while this process may not write. */
export function coverageOn(db: Kysely<Tables>, guard: () => Promise<void>): CoverageStore {
  return {
    /**
     * One bit an instrument, so that a subject is a short string of bits and equal ones are counted together: one pass over
     * one small row a subject and instrument, whatever the number of days.
     */
    async measuredPatterns(since) {
      const { rows: used } = await sql<{ by: string }>`
        with recursive names as (
          (select by from measured_by order by by limit 1)
          union all
          select (select by from measured_by b where b.by > n.by order by b.by limit 1) from names n where n.by is not null
        ) select by from names where by is not null`.execute(db)
      const names = used.map((row) => row.by)
      if (names.length === 0) return []
      const bits = sql.raw(`bit(${names.length})`)
      const masks = names.map((_, i) => `${'0'.repeat(i)}1${'0'.repeat(names.length - i - 1)}`)
      const { rows } = await sql<{ type: Measurable; pattern: string; subjects: number }>`
        select type, pattern::text as pattern, count(*) as subjects from (
          select split_part(m.subject, ':', 1) as type, bit_or(n.mask::${bits}) as pattern
          from measured m join unnest(${names}::text[], ${masks}::text[]) as n (by, mask) on n.by = m.by
          where m.judged_at >= ${since}::float8
          group by m.subject
        ) s group by type, pattern`.execute(db)
      return rows.map(
        ({ type, pattern, subjects }): MeasuredPattern => ({
          type,
          by: names.filter((_, i) => pattern[i] === '1'),
          subjects,
        }),
      )
    },
    async unmeasured(since) {
      const { rows } = await sql<Unmeasured>`
        select split_part(subject, ':', 1) as type, by, because, count(*) as subjects
        from measured
        where because is not null and (judged_at is null or judged_at < ${since}::float8)
          and (abstained_at = 0 or abstained_at >= ${since}::float8)
        group by 1, 2, 3`.execute(db)
      return rows
    },
    async applied(from, to) {
      const { rows } = await sql<{ n: number }>`
        select count(*) as n from screenings
        where outcome is not null and applied_at >= ${from}::float8 and applied_at < ${to}::float8`.execute(
        db,
      )
      return rows[0]!.n
    },
    async alwaysProceeded(from, to) {
      const { rows } = await sql<{ application: SubjectRef }>`
        select application from screenings
        where reached = 'proceed' and applied_at >= ${from}::float8 and applied_at < ${to}::float8`.execute(
        db,
      )
      return rows.map((row) => row.application)
    },
    async undescribed(limit) {
      const { rows } = await sql<{ source: string; id: string; at: number; data: unknown }>`
        select source, id, at, data from observations o
        where kind = 'disposition' and not exists (select from decided d where d.id = o.source || ' ' || o.id)
        order by at, source || ' ' || id limit ${limit}`.execute(db)
      return rows.map(undescribedOf)
    },
    async describeDecided(decided) {
      if (decided.length === 0) return
      await guard()
      await sql`
        insert into decided (id, subject, outcome, at, body)
        select * from unnest(
          ${decided.map((d) => d.id)}::text[], ${decided.map((d) => d.subject)}::text[],
          ${decided.map((d) => d.outcome)}::text[], ${decided.map((d) => d.at)}::float8[],
          ${decided.map((d) => JSON.stringify(d))}::json[])
        on conflict do nothing`.execute(db)
    },
    async decidedSince(from) {
      const { rows } = await sql<{ body: Decided }>`
        select body from decided where at >= ${from}::float8 order by at, id`.execute(db)
      return rows.map((row) => row.body)
    },
    async openCases(from, to) {
      const { rows } = await sql<OpenCase>`
        select c.subject, c.id as case, c.opened_at as "openedAt", q.item -> 'score' ->> 'scheme' as scheme
        from cases c left join queue q on q.subject = c.subject
        where c.opened_at >= ${from}::float8 and c.opened_at < ${to}::float8 and not exists (
          select from decided d where d.subject = c.subject and d.outcome <> 'unsure' and d.at >= c.opened_at)
        order by c.opened_at desc, c.subject`.execute(db)
      return rows.map(({ scheme, ...row }) => ({ ...row, ...(scheme && { scheme }) }))
    },
    async casesOf(subjects) {
      if (subjects.length === 0) return new Map()
      const { rows } = await sql<{ subject: SubjectRef; id: string; openedAt: Millis }>`
        select subject, id, opened_at as "openedAt" from cases where subject = any(${subjects}::text[])`.execute(
        db,
      )
      return new Map(rows.map(({ subject, ...found }) => [subject, found]))
    },
    async canaries() {
      const rows = await db
        .selectFrom('canaries')
        .select('body')
        .orderBy('planted_at')
        .orderBy('id')
        .execute()
      return rows.map((row) => row.body as Canary)
    },
    async keepCanary(canary) {
      await guard()
      await sql`
        insert into canaries (id, subject, planted_at, body)
        values (${canary.id}, ${canary.subject}, ${canary.plantedAt}, ${JSON.stringify(canary)}::json)
        on conflict (id) do update set body = excluded.body`.execute(db)
    },
    async draws() {
      const { rows } = await sql<{ body: Omit<Draw, 'places' | 'subjects'>; subjects: SubjectRef[] }>`
        select d.body, array(
          select subject from sampled s where s.quarter = d.quarter and s.population = d.population order by place
        ) as subjects
        from sample_draws d order by quarter desc, population desc`.execute(db)
      return rows.map(({ body, subjects }) => ({ ...body, subjects }))
    },
    async places(quarter, of) {
      const { rows } = await sql<{ places: Uint8Array }>`
        select places from sample_draws where quarter = ${quarter} and population = ${of}`.execute(db)
      return rows[0]?.places
    },
    async keepDraw({ places, subjects, ...draw }) {
      await guard()
      return db.transaction().execute(async (t) => {
        const { rows } = await sql`
          insert into sample_draws (quarter, population, body, places)
          values (${draw.quarter}, ${draw.of}, ${JSON.stringify(draw)}::json, ${Buffer.from(places)})
          on conflict do nothing returning quarter`.execute(t)
        if (rows.length === 0) return false
        await sql`
          insert into sampled (quarter, population, subject, place)
          select ${draw.quarter}, ${draw.of}, subject, place
          from unnest(${subjects}::text[], ${subjects.map((_, i) => i)}::int[]) as s (subject, place)`.execute(
          t,
        )
        return true
      })
    },
    async skipped() {
      const { rows } = await sql<{ body: Skipped }>`
        select skipped as body from sampled where skipped is not null`.execute(db)
      return rows.map((row) => row.body)
    },
    async keepSkipped(skipped) {
      await guard()
      await sql`
        update sampled set skipped = ${JSON.stringify(skipped)}::json
        where quarter = ${skipped.quarter} and population = ${skipped.of} and subject = ${skipped.subject}`.execute(
        db,
      )
    },
  }
}

/** Within the commit of what was judged. As `remembering` says, in one statement. */
export async function keepMeasured(t: Within, out: Parameters<typeof measuredIn>[0]): Promise<void> {
  const rows = measuredIn(out)
  if (rows.length === 0) return
  await sql`
    with named as (
      insert into measured_by select unnest(${[...new Set(rows.map((r) => r.by))]}::text[]) on conflict do nothing
    )
    insert into measured as m (subject, by, judged_at, abstained_at, because)
    select * from unnest(
      ${rows.map((r) => r.subject)}::text[], ${rows.map((r) => r.by)}::text[],
      ${rows.map((r) => r.judgedAt ?? null)}::float8[], ${rows.map((r) => r.abstainedAt ?? null)}::float8[],
      ${rows.map((r) => r.because ?? null)}::text[])
    on conflict (subject, by) do update set
      judged_at = greatest(m.judged_at, excluded.judged_at),
      abstained_at = greatest(m.abstained_at, excluded.abstained_at),
      because = coalesce(excluded.because, m.because)
    where excluded.judged_at >= coalesce(m.judged_at, -86400000) + 86400000
      or excluded.abstained_at >= coalesce(m.abstained_at, -86400000) + 86400000
      or (excluded.abstained_at is not null and excluded.because is distinct from m.because)`.execute(t)
}

export async function removeSimulatedCoverage(t: Within): Promise<void> {
  const ours = `^[^:]+:${simulatedPrefix}`
  for (const table of ['measured', 'decided', 'canaries', 'sampled'])
    await sql`delete from ${sql.table(table)} where subject ~ ${ours}`.execute(t)
  await sql`
    delete from sample_draws d where not exists (
      select from sampled s where s.quarter = d.quarter and s.population = d.population)`.execute(t)
}
