import { type Act, type SubjectRef, simulatedPrefix } from '@telltale/core'
import { type Kysely, sql, type Transaction } from 'kysely'
import type { DataCipher } from '../privacy/data-key.ts'
import { type Acts, type CaseRecord, type DecidedCase, openingAct, openingAudit } from './acts.ts'
import { appendAudit } from './postgres-auditing.ts'
import type { Tables } from './schema.ts'
import { openData, sealData } from './sealing.ts'
import { type ActRow, openAct, openFile, sealAct, sealFile } from './sealing-work.ts'
import type { Folded, Row } from './store.ts'

type Within = Transaction<Tables>

/** How many open cases are read at one time. */
const casesAtOnce = 1000

/** What people do on cases, on Postgres. `guard` rejects while this process may not write. */
export function actsOn(db: Kysely<Tables>, guard: () => Promise<void>, cipher: DataCipher | undefined): Acts {
  const actIn = (row: ActRow & { body: unknown }) => openAct(cipher, row, row.body)
  const records = async (where: ReturnType<typeof sql>): Promise<CaseRecord[]> => {
    const { rows } = await sql<Kept>`
      select id, subject, state, owner, opened_at, closed_at, merged_into, readers, held, summary
      from cases where ${where}`.execute(db)
    return rows.map(recordIn)
  }
  return {
    async addAct(change) {
      await guard()
      await db.transaction().execute((t) => keepAct(t, change, cipher))
    },
    async acts(caseId) {
      const { rows } = await sql<ActRow & { body: unknown }>`
        select case_id, id, body from acts where case_id = ${caseId} order by at, id`.execute(db)
      return rows.map(actIn)
    },
    async *openActs() {
      for (let after = ''; ; ) {
        const { rows: page } = await sql<{ id: string }>`
          select id from cases where closed_at is null and id > ${after} order by id limit ${casesAtOnce}`.execute(
          db,
        )
        const { rows } = await sql<ActRow & { body: unknown }>`
          select case_id, id, body from acts where case_id = any(${page.map((r) => r.id)}::text[])
          order by case_id, at, id`.execute(db)
        for (let from = 0; from < rows.length; ) {
          let to = from
          while (rows[to]?.case_id === rows[from]!.case_id) to++
          yield rows.slice(from, to).map(actIn)
          from = to
        }
        if (page.length < casesAtOnce) return
        after = page.at(-1)!.id
      }
    },
    caseRecord: async (id) => (await records(sql`id = ${id}`))[0],
    async caseRecords(subjects) {
      if (subjects.length === 0) return new Map()
      return new Map((await records(sql`subject = any(${subjects}::text[])`)).map((r) => [r.subject, r]))
    },
    closedCases({ owner, after, limit }) {
      // Rows of one time are in order of id, and the index gives them so.
      const later = after
        ? sql`(closed_at < ${after.closedAt} or (closed_at = ${after.closedAt} and id > ${after.id}))
            and closed_at <= ${after.closedAt}`
        : sql`true`
      const own = owner === undefined ? sql`true` : sql`owner = ${owner}`
      return records(
        sql`closed_at is not null and ${own} and ${later} order by closed_at desc, id limit ${limit}`,
      )
    },
    guardedCases: () => records(sql`held or readers is not null`),
    async attachmentBytes(caseId, attachment) {
      const { rows } = await sql<{ bytes: Uint8Array }>`
        select bytes from attachments where case_id = ${caseId} and id = ${attachment}`.execute(db)
      return rows[0] && openFile(cipher, { case_id: caseId, id: attachment }, rows[0].bytes)
    },
    async decidedCases(from, to) {
      const { rows } = await sql<{ body: DecidedCase }>`
        select body from decisions where at >= ${from} and at < ${to} order by at, act`.execute(db)
      return rows.map((row) => row.body)
    },
    async tellings(limit) {
      const { rows } = await sql<{ id: number; row: Row }>`
        select seq as id, row from to_tell order by seq limit ${limit}`.execute(db)
      return rows.map(({ id, row }) => ({ id, row: openTold(cipher, row) }))
    },
    async tellingDone(ids) {
      await guard()
      await sql`delete from to_tell where seq = any(${ids}::bigint[])`.execute(db)
    },
  }
}

async function keepAct(
  t: Within,
  change: Parameters<Acts['addAct']>[0],
  cipher: DataCipher | undefined,
): Promise<void> {
  const { act, record, decisions = [], tell = [], bytes, audit, refold } = change
  const { id, subject, state, owner, closedAt, mergedInto, readers, held, summary } = record
  const body = JSON.stringify(sealAct(cipher, { case_id: id, id: act.id }, act))
  const added = await sql`
    insert into acts (case_id, at, id, subject, body)
    values (${id}, ${act.at}, ${act.id}, ${subject}, ${body}::json)
    on conflict do nothing`.execute(t)
  if (added.numAffectedRows === 0n) return
  await sql`
    update cases set state = ${state}, owner = ${owner ?? null}, closed_at = ${closedAt ?? null},
      merged_into = ${mergedInto ?? null}, readers = ${readers ?? null}::text[], held = ${held},
      summary = ${JSON.stringify(summary)}::json
    where id = ${id}`.execute(t)
  if (bytes && act.is === 'attached') {
    const file = act.attachment.id
    await sql`
      insert into attachments (case_id, id, subject, bytes)
      values (${id}, ${file}, ${subject}, ${Buffer.from(sealFile(cipher, { case_id: id, id: file }, bytes))})`.execute(
      t,
    )
  }
  if (decisions.length > 0)
    await sql`
      insert into decisions (case_id, act, subject, at, conclusion, body) select * from unnest(
        ${decisions.map((d) => d.case)}::text[], ${decisions.map((d) => d.act)}::text[],
        ${decisions.map((d) => d.subject)}::text[], ${decisions.map((d) => d.at)}::float8[],
        ${decisions.map((d) => d.conclusion)}::text[], ${decisions.map((d) => JSON.stringify(d))}::json[])
      on conflict (case_id, act) do update set body = excluded.body`.execute(t)
  if (tell.length > 0)
    await sql`
      insert into to_tell (subject, row) select ${subject}, r from unnest(
        ${tell.map((row) => JSON.stringify(sealTold(cipher, row)))}::json[]) r`.execute(t)
  if (refold)
    await sql`
      insert into unfolded (subject) values (${subject})
      on conflict (subject) do update set mark = excluded.mark`.execute(t)
  await appendAudit(t, audit, cipher)
}

/** An observation that an act becomes is sealed as it will be among the observations. */
export function sealTold(cipher: DataCipher | undefined, { observation: o, ...row }: Row): Row {
  return { ...row, observation: { ...o, data: sealData(cipher, o, o.data) } as Row['observation'] }
}

export function openTold(cipher: DataCipher | undefined, { observation: o, ...row }: Row): Row {
  return { ...row, observation: { ...o, data: openData(cipher, o, o.data) } as Row['observation'] }
}

/** Opens the cases that a fold opened; those that are there already stay as they are. Appends to the audit log: do it last. */
export async function openCases(
  t: Within,
  folded: readonly Folded[],
  cipher: DataCipher | undefined,
): Promise<void> {
  const found = folded.flatMap((f) => (f.case ? [openingAct({ subject: f.subject, ...f.case })] : []))
  if (found.length === 0) return
  const { rows } = await sql<{ id: string }>`
    insert into cases (subject, id, opened_at, summary)
    select * from unnest(
      ${found.map(({ record }) => record.subject)}::text[], ${found.map(({ record }) => record.id)}::text[],
      ${found.map(({ record }) => record.openedAt)}::float8[],
      ${found.map(({ record }) => JSON.stringify(record.summary))}::json[])
    on conflict (subject) do nothing returning id`.execute(t)
  const fresh = new Set(rows.map((row) => row.id))
  const opened = found.filter(({ record }) => fresh.has(record.id))
  if (opened.length === 0) return
  await sql`
    insert into acts (case_id, at, id, subject, body) select * from unnest(
      ${opened.map(({ act }) => act.case)}::text[], ${opened.map(({ act }) => act.at)}::float8[],
      ${opened.map(({ act }) => act.id)}::text[], ${opened.map(({ record }) => record.subject)}::text[],
      ${opened.map(({ act }) => JSON.stringify(act))}::json[])
    on conflict do nothing`.execute(t)
  await appendAudit(
    t,
    opened.map(({ act }) => openingAudit(act as Act & { is: 'opened' })),
    cipher,
  )
}

export async function removeSimulatedActs(t: Within): Promise<void> {
  const ours = `^[^:]+:${simulatedPrefix}`
  for (const table of ['acts', 'attachments', 'decisions', 'to_tell'])
    await sql`delete from ${sql.table(table)} where subject ~ ${ours}`.execute(t)
}

interface Kept {
  id: string
  subject: SubjectRef
  state: CaseRecord['state']
  owner: string | null
  opened_at: number
  closed_at: number | null
  merged_into: string | null
  readers: string[] | null
  held: boolean
  summary: CaseRecord['summary'] | null
}

function recordIn(row: Kept): CaseRecord {
  const { id, subject, state, held } = row
  const openedAt = row.opened_at
  return {
    ...{ id, subject, state, openedAt, held },
    ...(row.owner !== null && { owner: row.owner }),
    ...(row.closed_at !== null && { closedAt: row.closed_at }),
    ...(row.merged_into !== null && { mergedInto: row.merged_into }),
    ...(row.readers !== null && { readers: row.readers }),
    summary: row.summary ?? openingAct({ subject, id, openedAt }).record.summary,
  }
}
