import {
  type Abstention,
  type AttributeState,
  type Evidence,
  emptyDirectory,
  type Fault,
  type Learned,
  type Loaded,
  learn,
  type Observation,
  type ObservationView,
  type QueueItem,
  type Share,
  type StoredResume,
  type SubjectRef,
  type WindowState,
  windowKey,
} from '@telltale/core'
import { type Kysely, sql } from 'kysely'
import type { DataCipher } from '../privacy/data-key.ts'
import type { Acts } from './acts.ts'
import type { Auditing } from './auditing.ts'
import type { CoverageStore } from './coverage.ts'
import type { Outputs } from './outputs.ts'
import { accountReads } from './postgres-accounts.ts'
import { historyReads } from './postgres-history.ts'
import { linkingReads } from './postgres-linking.ts'
import { screeningReads } from './postgres-screenings.ts'
import type { PrivacyStore } from './privacy.ts'
import type { Tables } from './schema.ts'
import type { ScoreStore } from './scores.ts'
import { openData, openText, openWindow } from './sealing.ts'
import { type Quarantined, rowKey, type Store } from './store.ts'
import type { TuningStore } from './tuning.ts'

export type Reads = Omit<
  Store,
  | keyof Auditing
  | keyof Acts
  | keyof TuningStore
  | keyof ScoreStore
  | keyof CoverageStore
  | keyof Outputs
  | keyof PrivacyStore
  | 'commit'
  | 'commitLinks'
  | 'unfolded'
  | 'commitFold'
  | 'removeSimulated'
  | 'putSetting'
  | 'keepAccountRecords'
  | 'close'
>

interface Found {
  derived: Observation['derived']
  total: number
}

/** Half a kilobyte each. */
const resumesAtOnce = 5000

/** The reading half of the Postgres store. */
export function reads(db: Kysely<Tables>, cipher?: DataCipher): Reads {
  return {
    ...screeningReads(db),
    ...linkingReads(db, cipher),
    ...accountReads(db),
    ...historyReads(db, cipher),
    async directory() {
      const directory = emptyDirectory()
      const rows = await db.selectFrom('learned').select('lesson').orderBy('seq').execute()
      for (const row of rows) learn(directory, row.lesson as Learned)
      return directory
    },
    async *resumes(of) {
      for (let after = ''; ; ) {
        const { rows } = await sql<StoredResume>`
          select application, at, signature from resumes
          where application > ${after} and (${of ?? null}::text[] is null or application = any(${of ?? null}::text[]))
          order by application limit ${resumesAtOnce}`.execute(db)
        yield* rows
        if (rows.length < resumesAtOnce) return
        after = rows.at(-1)!.application
      }
    },
    async known(keys) {
      if (keys.length === 0) return new Map()
      const parts = keys.map((key) => [key.slice(0, key.indexOf('\0')), key.slice(key.indexOf('\0') + 1)])
      const { rows } = await sql<{ source: string; id: string; digest: string }>`
        select o.source, o.id, o.digest
        from unnest(${parts.map((p) => p[0])}::text[], ${parts.map((p) => p[1])}::text[]) as k (source, id)
        join observations o on o.source = k.source and o.id = k.id`.execute(db)
      return new Map(rows.map((row) => [rowKey(row), row.digest]))
    },
    async load(from) {
      const loaded: Loaded = { windows: new Map(), watermarks: new Map() }
      if (from.size === 0) return loaded
      const subjects = [...from.keys()]
      const [windows, watermarks] = await Promise.all([
        // Three looks into indexes for each subject: from the start on, still open before it, last closed before it.
        sql<{ state: WindowState }>`
          with need as (
            select * from unnest(${subjects}::text[], ${[...from.values()]}::float8[]) as n (subject, start)
          )
          select w.state from need n cross join slots s
          join windows w on w.subject = n.subject and w.slot = s.slot and w.from_ms >= n.start
          union all
          select w.state from need n
          join windows w on w.subject = n.subject and not w.closed and w.from_ms < n.start
          union all
          select b.state from need n cross join slots s cross join lateral (
            select w.state from windows w
            where w.subject = n.subject and w.slot = s.slot and w.from_ms < n.start and w.closed
            order by w.from_ms desc limit 1
          ) b`.execute(db),
        sql<{ subject: SubjectRef; at: number }>`
          select subject, at from watermarks where subject = any(${subjects}::text[])`.execute(db),
      ])
      for (const { state } of windows.rows) loaded.windows.set(windowKey(state), openWindow(cipher, state))
      for (const { subject, at } of watermarks.rows) loaded.watermarks.set(subject, at)
      return loaded
    },
    async waiting(limit) {
      const rows = await db
        .selectFrom('outbox')
        .select(['seq', 'share'])
        .orderBy('seq')
        .limit(limit)
        .execute()
      return { ids: rows.map((row) => row.seq), shares: rows.map((row) => row.share as Share) }
    },
    async attributes(refs) {
      if (refs.length === 0) return new Map()
      const { rows } = await sql<{ ref: SubjectRef; state: AttributeState }>`
        select ref, state from attributes where ref = any(${refs}::text[])`.execute(db)
      return new Map(rows.map((row) => [row.ref, row.state]))
    },
    async standing(subjects) {
      const found = new Map<SubjectRef, Evidence[]>(subjects.map((s) => [s, []]))
      if (subjects.length === 0) return found
      const { rows } = await sql<{ body: Evidence }>`
        select body from evidence where weighs_on && ${subjects}::text[]`.execute(db)
      for (const { body } of rows) for (const subject of body.weighsOn) found.get(subject)?.push(body)
      return found
    },
    async queue() {
      const rows = await db
        .selectFrom('queue')
        .select('item')
        .orderBy('weight', 'desc')
        .orderBy('subject')
        .execute()
      return rows.map((row) => row.item as QueueItem)
    },
    async ties() {
      const rows = await db.selectFrom('evidence').select('body').where('ties', '=', true).execute()
      return rows.map((row) => row.body as Evidence)
    },
    async evidence({ subject, detector, limit = 1000 }) {
      const one = subject && `{"${subject.replace(/[\\"]/g, '\\$&')}"}`
      // Materialised: the few rows of a subject are found first and then sorted, never the other way round.
      const { rows } = await sql<{ body: Evidence }>`
        with found as ${sql.raw(subject ? 'materialized' : 'not materialized')} (
          select id, to_ms, body from evidence
          where (${one ?? null}::text[] is null or weighs_on @> ${one ?? null}::text[] or subjects @> ${one ?? null}::text[])
            and (${detector ?? null}::text is null or detector = ${detector ?? null}::text)
        )
        select body from found order by to_ms desc, id limit ${limit}`.execute(db)
      return rows.map((row) => row.body)
    },
    async evidenceById(id) {
      const row = await db.selectFrom('evidence').select('body').where('id', '=', id).executeTakeFirst()
      return row?.body as Evidence | undefined
    },
    async observations({ subjects, kinds, from, to, without = [], attribute, limit }) {
      const others = without.map((type) => `${type}:%`)
      // The attribute is looked for in the text: see `Tables` for why nothing looks inside json in SQL.
      const showing = attribute ? `"ref":${JSON.stringify(attribute)}` : ''
      const { rows } = await sql<Omit<ObservationView, 'attributes'> & Found>`
        select source, id, kind, at, received_at as "receivedAt", about, data, derived, count(*) over () as total
        from observations
        where about && ${subjects}::text[] and at >= ${from} and at < ${to}
          and (${kinds ?? null}::text[] is null or kind = any(${kinds ?? null}::text[]))
          and not exists (select from unnest(about) ref where ref like any(${others}::text[]))
          and (${showing} = '' or strpos(derived::text, ${showing}) > 0)
        order by at desc, source, id limit ${limit}`.execute(db)
      return {
        observations: rows.map(({ derived, total: _, ...row }) => ({
          ...row,
          data: openData(cipher, row, row.data),
          attributes: derived.attributes,
        })),
        total: rows[0]?.total ?? 0,
      }
    },
    async newest(subjects, kinds, each) {
      const found = new Map<SubjectRef, ObservationView[]>(subjects.map((s) => [s, []]))
      if (subjects.length === 0) return found
      const { rows } = await sql<
        Omit<ObservationView, 'attributes'> & Pick<Found, 'derived'> & { ref: SubjectRef }
      >`
        select s.ref, o.* from unnest(${[...found.keys()]}::text[]) as s (ref) cross join lateral (
          select source, id, kind, at, received_at as "receivedAt", about, data, derived from observations
          where about @> array[s.ref] and kind = any(${kinds}::text[])
          order by at desc, source, id limit ${each}
        ) o order by s.ref, o.at desc, o.source, o.id`.execute(db)
      for (const { ref, derived, ...row } of rows)
        found.get(ref)!.push({
          ...row,
          data: openData(cipher, row, row.data),
          attributes: derived.attributes,
        })
      return found
    },
    async abstentions(subject) {
      const { rows } = await sql<{ body: Abstention }>`
        select body from abstentions where weighs_on @> ${[subject]}::text[] order by seq`.execute(db)
      return rows.map((row) => row.body)
    },
    async log(subject) {
      const row = await db
        .selectFrom('cases')
        .select('opened_at')
        .where('subject', '=', subject)
        .executeTakeFirst()
      return row ? [{ at: row.opened_at, by: 'Telltale', did: 'opened the case' }] : []
    },
    async faults(limit) {
      const rows = await db.selectFrom('faults').select('body').orderBy('seq', 'desc').limit(limit).execute()
      return rows.map((row) => row.body as Fault).reverse()
    },
    async quarantine(limit) {
      const rows = await db
        .selectFrom('quarantine')
        .select(['seq', 'key', 'body'])
        .orderBy('seq', 'desc')
        .limit(limit)
        .execute()
      return rows.map((row) => ({ ...openText(cipher, row.body as Quarantined, row.key), id: row.seq }))
    },
    async counts() {
      const { rows } = await sql<Awaited<ReturnType<Store['counts']>>>`
        select
          (select coalesce(sum(count), 0)::bigint from heard) as observations,
          (select count(*) from watermarks) as subjects,
          (select count(*) from evidence where accuses) as evidence,
          (select count(*) from queue) as listed,
          (select count(*) from cases where closed_at is null and merged_into is null) as cases,
          (select count(*) from quarantine) as quarantined`.execute(db)
      return rows[0]!
    },
    async setting(name) {
      const row = await db.selectFrom('settings').select('value').where('name', '=', name).executeTakeFirst()
      return row?.value ?? undefined
    },
    async settings(prefix) {
      const { rows } = await sql<{ name: string; value: unknown }>`
        select name, value from settings where starts_with(name, ${prefix}) order by name`.execute(db)
      return new Map(rows.map(({ name, value }) => [name, value]))
    },
    async heardFrom() {
      const { rows } = await sql<{ kind: string; count: number; receivedAt: number }>`
        select kind, sum(count)::bigint as count, max(received_at) as "receivedAt"
        from heard group by kind order by kind`.execute(db)
      return rows
    },
    async stillOpen(after, limit) {
      const { rows } = await sql<{ subject: SubjectRef }>`
        select distinct subject from windows where not closed and subject > ${after}
        order by subject limit ${limit}`.execute(db)
      return rows.map((row) => row.subject)
    },
    async simulated() {
      const { rows } = await sql<{ n: number }>`
        select coalesce(sum(count), 0)::bigint as n from heard where simulated`.execute(db)
      return rows[0]!.n
    },
  }
}
