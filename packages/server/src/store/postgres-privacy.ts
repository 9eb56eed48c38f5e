import type { Derived, LinksOut, ObservationView, SubjectRef } from '@telltale/core'
import { type Kysely, sql, type Transaction } from 'kysely'
import type { DataCipher } from '../privacy/data-key.ts'
import { appendAudit, forgetInAudit } from './postgres-auditing.ts'
import { reseals } from './postgres-reseal.ts'
import { unnameInScores } from './postgres-scores.ts'
import {
  type Correction,
  type Expired,
  namesIn,
  type PrivacyStore,
  type Removed,
  type RetentionRun,
} from './privacy.ts'
import type { Tables } from './schema.ts'
import { openData, openText } from './sealing.ts'

type Within = Transaction<Tables>

const pageOf = 2000

/** What privacy does in Postgres. `keepLinks` commits attributes and what was found of them within a transaction. */
export function privacyOn(
  db: Kysely<Tables>,
  guard: () => Promise<void>,
  keepLinks: (t: Within, out: LinksOut) => Promise<void>,
  cipher?: DataCipher,
): PrivacyStore {
  const within = async <T>(work: (t: Within) => Promise<T>): Promise<T> => {
    await guard()
    return db.transaction().execute(work)
  }
  return {
    async *observationsOf(subject) {
      for (let after: [number, string, string] = [Number.NEGATIVE_INFINITY, '', '']; ; ) {
        const { rows } = await sql<Omit<ObservationView, 'attributes'> & { derived: Derived }>`
          select source, id, kind, at, received_at as "receivedAt", about, data, derived from observations
          where about @> ${[subject]}::text[] and (at, source, id) > (${after[0]}::float8, ${after[1]}, ${after[2]})
          order by at, source, id limit ${pageOf}`.execute(db)
        if (rows.length > 0)
          yield rows.map(({ derived, ...row }) => ({
            ...row,
            data: openData(cipher, row, row.data),
            attributes: derived.attributes,
            derived,
          }))
        if (rows.length < pageOf) return
        const last = rows.at(-1)!
        after = [last.at, last.source, last.id]
      }
    },
    unlearn: ({ source, id }) =>
      within(async (t) => {
        await sql`
          delete from learned where strpos(lesson::text, ${JSON.stringify(`${source}\0${id}`)}) > 0`.execute(
          t,
        )
      }),
    erase: ({ subjects, windows, links, emptied, forget, events }) =>
      within(async (t) => {
        const removed: Removed = {}
        const count = (what: string, n: number | bigint | undefined) => {
          if (n) removed[what] = (removed[what] ?? 0) + Number(n)
        }
        const refs = [...subjects]
        await sql`
          delete from attributes where ref = any(${[...emptied]}::text[])`.execute(t)
        const rows = await sql<{ kind: string; simulated: boolean }>`
          delete from observations where about && ${refs}::text[] returning kind, simulated`.execute(t)
        count('observations', rows.rows.length)
        await unheard(t, rows.rows)
        const found = await sql<{ weighs_on: string[] }>`
          delete from evidence where subjects && ${refs}::text[] or weighs_on && ${refs}::text[]
          returning weighs_on`.execute(t)
        count('findings', found.rows.length)
        const gone = await sql`
          delete from abstentions where weighs_on && ${refs}::text[] or subject = any(${refs}::text[])`.execute(
          t,
        )
        count('abstentions', gone.numAffectedRows)
        for (const { name, member } of await tablesOfSubjects(t)) {
          const { numAffectedRows } = await sql`
            delete from ${sql.table(name)} where ${sql.ref(member)} = any(${refs}::text[])`.execute(t)
          count(name, numAffectedRows)
        }
        const quoted = refs.map((ref) => JSON.stringify(ref))
        await unnameInScores(t, refs)
        for (const [name, member] of textsThatName)
          count(
            name,
            (
              await sql`
                delete from ${sql.table(name)} x where exists (
                  select from unnest(${quoted}::text[]) q where strpos(x.${sql.ref(member)}::text, q) > 0)`.execute(
                t,
              )
            ).numAffectedRows,
          )
        for (const [name, member] of [
          ['words', 'id'],
          ['tuning', 'suppression'],
        ] as const)
          count(
            name,
            (
              await sql`
                delete from ${sql.table(name)} where ${sql.ref(member)} in (
                  select x.${sql.ref(member)} from ${sql.table(name)} x, unnest(${quoted}::text[]) q
                  where strpos(x.body::text, q) > 0)`.execute(t)
            ).numAffectedRows,
          )
        const devices = refs.filter((ref) => ref.startsWith('device:')).map((ref) => `sensor-${ref}`)
        await sql`
          delete from settings s where name = any(${devices}::text[]) or (
            (starts_with(name, 'presence-') or starts_with(name, 'sensor-peers:')) and exists (
              select from unnest(${quoted}::text[]) q where strpos(s.value::text, q) > 0))`.execute(t)
        count('quarantine', await forgetQuarantined(t, refs, cipher))
        if (windows.length > 0)
          count(
            'windows',
            (
              await sql`
                delete from windows w using unnest(
                  ${windows.map((w) => w.subject)}::text[], ${windows.map((w) => w.slot)}::text[],
                  ${windows.map((w) => w.from)}::float8[]) as g (subject, slot, from_ms)
                where w.subject = g.subject and w.slot = g.slot and w.from_ms = g.from_ms`.execute(t)
            ).numAffectedRows,
          )
        await keepLinks(t, links)
        const others = found.rows
          .flatMap((row) => row.weighs_on)
          .filter((s) => !refs.includes(s as SubjectRef))
        if (others.length > 0)
          await sql`
            insert into unfolded (subject) select distinct unnest(${others}::text[])
            on conflict (subject) do update set mark = excluded.mark`.execute(t)
        // Folding may have been asked for above by what was judged anew; the erased are not to be folded.
        await sql`delete from unfolded where subject = any(${refs}::text[])`.execute(t)
        if (forget) await forgetInAudit(t, refs)
        await appendAudit(t, events, cipher)
        return removed
      }),
    expire: (what, before, floor, dryRun) =>
      within(async (t) => {
        await sql`create temp table floor_subjects (subject text collate "C" primary key) on commit drop`.execute(
          t,
        )
        await sql`insert into floor_subjects select distinct unnest(${[...floor]}::text[])`.execute(t)
        const kept = (list: string) =>
          sql<boolean>`exists (select from unnest(${sql.raw(list)}) a join floor_subjects f on f.subject = a)`
        const one = (member: string) =>
          sql<boolean>`exists (select from floor_subjects f where f.subject = ${sql.raw(member)})`
        /** Counts what is too old, and removes of it what no floor keeps. */
        const sweep = async (
          table: string,
          old: ReturnType<typeof sql>,
          held: ReturnType<typeof sql>,
          also = '',
        ) => {
          const { rows } = await sql<{ old: number; held: number }>`
            select count(*) as old, count(*) filter (where ${held}) as held
            from ${sql.table(table)} o where ${old}`.execute(t)
          const { old: examined, held: keeps } = rows[0]!
          if (dryRun || examined === keeps) return { counted: { examined, kept: keeps }, gone: [] }
          const { rows: gone } = await sql<Record<string, unknown>>`
            delete from ${sql.table(table)} o where ${old} and not ${held}
            returning ${sql.raw(also || '1 as one')}`.execute(t)
          return { counted: { examined, kept: keeps }, gone }
        }
        const add = (parts: { examined: number; kept: number }[]): Expired => {
          const examined = parts.reduce((n, p) => n + p.examined, 0)
          const keeps = parts.reduce((n, p) => n + p.kept, 0)
          return { examined, removed: examined - keeps, kept: keeps }
        }
        if (what === 'measurements') {
          const old = sql`o.closed and o.from_ms < ${before}`
          return add([(await sweep('windows', old, one('o.subject'))).counted])
        }
        if (what === 'findings') {
          const held = sql`(${kept('o.subjects')} or ${kept('o.weighs_on')})`
          const found = await sweep('evidence', sql`o.to_ms < ${before}`, held, 'weighs_on')
          const changed = found.gone.flatMap((row) => row.weighs_on as string[])
          if (changed.length > 0)
            await sql`
              insert into unfolded (subject) select distinct unnest(${changed}::text[])
              on conflict (subject) do update set mark = excluded.mark`.execute(t)
          const silent = await sweep('abstentions', sql`o.from_ms < ${before}`, kept('o.weighs_on'))
          return add([found.counted, silent.counted])
        }
        if (what === 'quarantine') {
          const old = sql`substring(o.body::text from '"receivedAt":([0-9.]+)')::float8 < ${before}`
          return add([(await sweep('quarantine', old, sql`false`)).counted])
        }
        if (what === 'attachments') {
          const old = sql`exists (select from acts c where c.case_id = o.case_id and c.at < ${before}
            and strpos(c.body::text, o.id) > 0)`
          return add([(await sweep('attachments', old, one('o.subject'))).counted])
        }
        const rows = await sweep(
          'observations',
          sql`o.kind = ${what} and o.at < ${before}`,
          kept('o.about'),
          'kind, simulated',
        )
        await unheard(t, rows.gone as unknown as { kind: string; simulated: boolean }[])
        return add([rows.counted])
      }),
    async unheardOf(before, floor, limit) {
      const found: SubjectRef[] = []
      for (let after = ''; found.length < limit; ) {
        const { rows } = await sql<{ subject: SubjectRef }>`
          select w.subject from watermarks w
          where w.subject > ${after} and w.at < ${before}
            and not exists (select from observations o where o.about @> array[w.subject]::text[])
          order by w.subject limit ${limit}`.execute(db)
        found.push(...rows.map((row) => row.subject).filter((s) => !floor.has(s)))
        if (rows.length < limit) break
        after = rows.at(-1)!.subject
      }
      return found.slice(0, limit)
    },
    addRetentionRun: (run) =>
      within(async (t) => {
        await sql`insert into retention_runs (at, body) values (${run.endedAt}, ${JSON.stringify(run)}::json)`.execute(
          t,
        )
      }),
    async retentionRuns(limit) {
      const { rows } = await sql<{ body: RetentionRun }>`
        select body from retention_runs order by seq desc limit ${limit}`.execute(db)
      return rows.map((row) => row.body)
    },
    addCorrection: (correction) =>
      within(async (t) => {
        const { id, subject, at } = correction
        await sql`insert into corrections (id, subject, at, body)
          values (${id}, ${subject}, ${at}, ${JSON.stringify(correction)}::json) on conflict (id) do update set body = excluded.body`.execute(
          t,
        )
      }),
    async corrections(subject) {
      const { rows } = await sql<{ body: Correction }>`
        select body from corrections where ${subject ?? null}::text is null or subject = ${subject ?? null}
        order by at, id`.execute(db)
      return rows.map((row) => row.body)
    },
    reseal: (to, after, limit) => within((t) => reseals(t, cipher, to, after, limit)),
  }
}

/** Tables without a column for the subject, whose texts may name one. */
const textsThatName = [
  ['faults', 'body'],
  ['learned', 'lesson'],
  ['outbox', 'share'],
] as const

/** Counts that nothing has to be counted for. */
async function unheard(t: Within, gone: readonly { kind: string; simulated: boolean }[]): Promise<void> {
  const counts = new Map<string, { kind: string; simulated: boolean; n: number }>()
  for (const { kind, simulated } of gone) {
    const key = `${kind} ${simulated}`
    const known = counts.get(key)
    if (known) known.n++
    else counts.set(key, { kind, simulated, n: 1 })
  }
  for (const { kind, simulated, n } of counts.values())
    await sql`update heard set count = count - ${n} where kind = ${kind} and simulated = ${simulated}`.execute(
      t,
    )
  await sql`delete from heard where count <= 0`.execute(t)
}

/**
 * Every table that has a row for a subject, found in the database itself: a part of the store that is added later is
 * erased without anybody having to remember it.
 */
async function tablesOfSubjects(t: Within): Promise<{ name: string; member: string }[]> {
  const { rows } = await sql<{ name: string; member: string }>`
    select c.table_name as name, c.column_name as member
    from information_schema.columns c join information_schema.tables t
      on t.table_schema = c.table_schema and t.table_name = c.table_name and t.table_type = 'BASE TABLE'
    where c.table_schema = current_schema() and c.column_name in ('subject', 'application') and c.data_type = 'text'
      and c.table_name <> 'audit_subjects'
    order by 1`.execute(t)
  return rows
}

/** Rows that could not be used, and that name one of the subjects: their beginnings are sealed, so each is opened. */
async function forgetQuarantined(t: Within, refs: readonly string[], cipher?: DataCipher): Promise<number> {
  const named = namesIn(refs)
  let removed = 0
  for (let after = 0; ; ) {
    const { rows } = await sql<{ seq: number; key: string; body: { text?: string } }>`
      select seq, key, body from quarantine where seq > ${after} order by seq limit ${pageOf}`.execute(t)
    const gone = rows.filter((row) => named(JSON.stringify(openText(cipher, row.body, row.key))))
    if (gone.length > 0)
      await sql`delete from quarantine where seq = any(${gone.map((row) => row.seq)}::bigint[])`.execute(t)
    removed += gone.length
    if (rows.length < pageOf) return removed
    after = rows.at(-1)!.seq
  }
}
