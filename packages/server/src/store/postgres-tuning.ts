import type { SubjectRef, TuningAct } from '@telltale/core'
import { type Kysely, sql, type Transaction } from 'kysely'
import type { DataCipher } from '../privacy/data-key.ts'
import { simulatedSuppressions, suppressionOf } from './memory-tuning.ts'
import { appendAudit } from './postgres-auditing.ts'
import type { Tables } from './schema.ts'
import type { Begun, TuningStore } from './tuning.ts'

type Within = Transaction<Tables>

const evidenceAtOnce = 20_000

/** What people set about how evidence counts, on Postgres. `guard` rejects while this process may not write. */
export function tuningOn(
  db: Kysely<Tables>,
  guard: () => Promise<void>,
  cipher: DataCipher | undefined,
): TuningStore {
  return {
    async tuning() {
      const rows = await db.selectFrom('tuning').select('body').orderBy('seq').execute()
      return rows.map((row) => row.body as TuningAct)
    },
    async keepTuning(acts, events, refold = []) {
      await guard()
      await db.transaction().execute(async (t) => {
        if (acts.length > 0)
          await sql`
            insert into tuning (suppression, body) select * from unnest(
              ${acts.map((act) => suppressionOf(act) ?? null)}::text[],
              ${acts.map((act) => JSON.stringify(act))}::json[])`.execute(t)
        await unfold(t, refold)
        await appendAudit(t, events, cipher)
      })
    },
    async markUnfolded(subjects) {
      await guard()
      await db.transaction().execute((t) => unfold(t, subjects))
    },
    async *weighedOn() {
      for (let after = ''; ; ) {
        const { rows } = await sql<{ last: string | null; subjects: SubjectRef[] | null; n: number }>`
          with page as (
            select id, weighs_on from evidence where id > ${after} order by id limit ${evidenceAtOnce}
          )
          select max(id) as last, (select count(*) from page) as n,
            (select array_agg(distinct s) from page, unnest(weighs_on) s) as subjects
          from page`.execute(db)
        const { last, subjects, n } = rows[0]!
        if (subjects) yield subjects
        if (n < evidenceAtOnce || last === null) return
        after = last
      }
    },
    async begun(from) {
      const { rows } = await sql<Begun>`
        select subject, at, weight, opened from begun where at >= ${from} order by at, subject`.execute(db)
      return rows
    },
  }
}

async function unfold(t: Within, subjects: readonly SubjectRef[]): Promise<void> {
  if (subjects.length === 0) return
  await sql`
    insert into unfolded (subject) select distinct unnest(${subjects}::text[])
    on conflict (subject) do update set mark = excluded.mark`.execute(t)
}

export async function keepBegun(t: Within, begun: readonly Begun[]): Promise<void> {
  if (begun.length === 0) return
  await sql`
    insert into begun (subject, at, weight, opened) select * from unnest(
      ${begun.map((b) => b.subject)}::text[], ${begun.map((b) => b.at)}::float8[],
      ${begun.map((b) => b.weight)}::float8[], ${begun.map((b) => b.opened)}::boolean[])`.execute(t)
}

/** What was set aside of the demo company goes away with it. */
export async function removeSimulatedTuning(t: Within): Promise<void> {
  const rows = await t.selectFrom('tuning').select('body').where('suppression', 'is not', null).execute()
  const gone = [...simulatedSuppressions(rows.map((row) => row.body as TuningAct))]
  if (gone.length > 0) await sql`delete from tuning where suppression = any(${gone}::text[])`.execute(t)
}
