import {
  type Attribute,
  type Commonness,
  type SubjectRef,
  shareSlot,
  simulatedPrefix,
  type WindowState,
  type Word,
} from '@telltale/core'
import { type Kysely, sql, type Transaction } from 'kysely'
import type { DataCipher } from '../privacy/data-key.ts'
import { type Identity, type Linking, type WordEntry, wordsOf } from './linking.ts'
import type { Tables } from './schema.ts'
import { openData } from './sealing.ts'

const identitiesAtOnce = 2000

/** What the Postgres store reads of links. */
export function linkingReads(db: Kysely<Tables>, cipher?: DataCipher): Linking {
  return {
    async words() {
      const rows = await db.selectFrom('words').select(['id', 'act', 'body']).orderBy('seq').execute()
      return wordsOf(
        rows.map(({ id, act, body }) => (act === 'said' ? { said: body as Word } : { id, undone: body })),
      )
    },
    async attributesOn(subjects) {
      if (subjects.length === 0) return []
      const found = new Map<SubjectRef, Attribute>()
      const seen = await sql<{ state: WindowState }>`
        select state from windows where subject = any(${subjects}::text[]) and slot = ${shareSlot}`.execute(
        db,
      )
      for (const { state } of seen.rows)
        for (const [ref, shown] of Object.entries(state.attributes) as [SubjectRef, string][])
          found.set(ref, { ref, shown })
      const judged = await sql<{ ref: SubjectRef }>`
        select subject as ref from evidence where subjects && ${subjects}::text[]
        union select subject from abstentions where weighs_on && ${subjects}::text[]`.execute(db)
      const others = judged.rows.map((row) => row.ref).filter((ref) => !found.has(ref))
      const { rows } = await sql<{ state: { attribute: Attribute } }>`
        select state from attributes where ref = any(${others}::text[])`.execute(db)
      for (const { state } of rows) found.set(state.attribute.ref, state.attribute)
      return [...found.values()].sort((a, b) => (a.ref < b.ref ? -1 : 1))
    },
    async commonness() {
      const { rows } = await sql<Commonness & { type: string }>`
        select split_part(ref, ':', 1) as type, count(*) as known, count(*) filter (where members > 1) as shared
        from attributes group by 1`.execute(db)
      return new Map(rows.map(({ type, ...common }) => [type, common]))
    },
    async shipments(subjects) {
      if (subjects.length === 0) return []
      const { rows } = await sql<{ about: SubjectRef[]; derived: { attributes: Attribute[] } }>`
        select about, derived from observations
        where kind = 'shipment' and about && ${subjects}::text[] order by at, source, id`.execute(db)
      return rows.map(({ about, derived }) => ({ about, attributes: derived.attributes }))
    },
    async *identities() {
      for (let after: [number, string, string] = [Number.NEGATIVE_INFINITY, '', '']; ; ) {
        const { rows } = await sql<Identity>`
          select source, id, kind, at, about, data from observations
          where kind in ('application', 'person') and (at, source, id) > (${after[0]}::float8, ${after[1]}, ${after[2]})
          order by at, source, id limit ${identitiesAtOnce}`.execute(db)
        if (rows.length > 0)
          yield rows.map((row) => ({ ...row, data: openData(cipher, row, row.data) as Identity['data'] }))
        if (rows.length < identitiesAtOnce) return
        const last = rows.at(-1)!
        after = [last.at, last.source, last.id]
      }
    },
  }
}

export async function keepWords(t: Transaction<Tables>, entries: readonly WordEntry[]): Promise<void> {
  for (const entry of entries) {
    const [id, act, body] =
      'said' in entry ? [entry.said.id, 'said', entry.said] : [entry.id, 'undone', entry.undone]
    await sql`
      insert into words (id, act, body) values (${id}, ${act}, ${JSON.stringify(body)}::json)
      on conflict do nothing`.execute(t)
  }
}

/** What was said of the demo company goes away with it. */
export async function removeSimulatedWords(t: Transaction<Tables>): Promise<void> {
  const { rows } = await sql<{ id: string; body: Word }>`
    select id, body from words where act = 'said' and strpos(body::text, ${`:${simulatedPrefix}`}) > 0`.execute(
    t,
  )
  const ours = rows.filter(({ body }) =>
    [body.a, body.b].some((ref) => ref?.slice(ref.indexOf(':') + 1).startsWith(simulatedPrefix)),
  )
  if (ours.length > 0)
    await sql`delete from words where id = any(${ours.map((w) => w.id)}::text[])`.execute(t)
}
