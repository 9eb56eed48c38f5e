import type { WindowState } from '@telltale/core'
import { sql, type Transaction } from 'kysely'
import type { DataCipher } from '../privacy/data-key.ts'
import { openTold, sealTold } from './postgres-acts.ts'
import { nameInAudit } from './postgres-auditing.ts'
import type { Tables } from './schema.ts'
import {
  isStale,
  isStaleText,
  isStaleWindow,
  openData,
  openText,
  openWindow,
  sealData,
  sealedKinds,
  sealText,
  sealWindow,
} from './sealing.ts'
import {
  type ActRow,
  fileHead,
  isStaleAct,
  isStaleDetails,
  isStaleFile,
  openAct,
  openDetails,
  openFile,
  sealAct,
  sealDetails,
  sealFile,
} from './sealing-work.ts'
import type { Row } from './store.ts'

type Within = Transaction<Tables>

interface Page {
  /** Where the next page begins; undefined where this was the last one. */
  next?: string[]
  sealed: number
}

/** What is sealed, one part after the other. */
const parts = {
  ...{ observations, windows, quarantine },
  ...{ acts, attachments, tellings, audit },
} satisfies Record<string, typeof observations>
type Part = keyof typeof parts
const inOrder = Object.keys(parts) as Part[]
/** A file may have 20 MB, so few are locked at one time, and one is in memory. */
const filesAtOnce = 20

/** One page of one part. `after` is a text that only this function reads: the part and the last row of the page. */
export async function reseals(
  t: Within,
  from: DataCipher | undefined,
  to: DataCipher,
  after: string,
  limit: number,
): Promise<{ after: string; sealed: number } | undefined> {
  const [part, ...last]: string[] = after === '' ? [...inOrder.slice(0, 1)] : JSON.parse(after)
  const at = inOrder.indexOf(part as Part)
  if (at < 0) return undefined
  const { next, sealed } = await parts[inOrder[at]!](t, from, to, last, limit)
  if (next) return { after: JSON.stringify([part, ...next]), sealed }
  const following = inOrder[at + 1]
  return { after: JSON.stringify(following ? [following] : ['done']), sealed }
}

async function observations(
  t: Within,
  from: DataCipher | undefined,
  to: DataCipher,
  [source = '', id = '']: string[],
  limit: number,
): Promise<Page> {
  const { rows } = await sql<{ source: string; id: string; kind: string; data: unknown }>`
    select source, id, kind, data from observations
    where (source, id) > (${source}, ${id}) and data is not null and kind = any(${[...sealedKinds]}::text[])
    order by source, id limit ${limit} for update`.execute(t)
  const stale = rows.filter((row) => isStale(to, row.kind, row.data))
  const data = stale.map((row) => JSON.stringify(sealData(to, row, openData(from, row, row.data))))
  if (stale.length > 0)
    await sql`
      update observations o set data = r.data
      from unnest(${stale.map((r) => r.source)}::text[], ${stale.map((r) => r.id)}::text[], ${data}::json[])
        as r (source, id, data)
      where o.source = r.source and o.id = r.id`.execute(t)
  const last = rows.at(-1)
  return { sealed: stale.length, ...(rows.length === limit && last && { next: [last.source, last.id] }) }
}

async function windows(
  t: Within,
  from: DataCipher | undefined,
  to: DataCipher,
  [subject = 'application:', slot = '', begin = '-1']: string[],
  limit: number,
): Promise<Page> {
  const { rows } = await sql<{ state: WindowState }>`
    select state from windows
    where (subject, slot, from_ms) > (${subject}, ${slot}, ${Number(begin)}::float8) and subject < 'application;'
    order by subject, slot, from_ms limit ${limit} for update`.execute(t)
  const stale = rows.map((row) => row.state).filter((state) => isStaleWindow(to, state))
  const states = stale.map((state) => JSON.stringify(sealWindow(to, openWindow(from, state))))
  if (stale.length > 0)
    await sql`
      update windows w set state = r.state
      from unnest(${stale.map((s) => s.subject)}::text[], ${stale.map((s) => s.slot)}::text[],
        ${stale.map((s) => s.from)}::float8[], ${states}::json[]) as r (subject, slot, from_ms, state)
      where w.subject = r.subject and w.slot = r.slot and w.from_ms = r.from_ms`.execute(t)
  const last = rows.at(-1)?.state
  return {
    sealed: stale.length,
    ...(rows.length === limit && last && { next: [last.subject, last.slot, String(last.from)] }),
  }
}

async function quarantine(
  t: Within,
  from: DataCipher | undefined,
  to: DataCipher,
  [seq = '0']: string[],
  limit: number,
): Promise<Page> {
  const { rows } = await sql<{ seq: number; key: string; body: { text?: string } }>`
    select seq, key, body from quarantine where seq > ${Number(seq)} order by seq limit ${limit} for update`.execute(
    t,
  )
  const stale = rows.filter((row) => isStaleText(to, row.body.text))
  const bodies = stale.map((row) => JSON.stringify(sealText(to, openText(from, row.body, row.key), row.key)))
  if (stale.length > 0)
    await sql`
      update quarantine q set body = r.body
      from unnest(${stale.map((r) => r.seq)}::bigint[], ${bodies}::json[]) as r (seq, body)
      where q.seq = r.seq`.execute(t)
  const last = rows.at(-1)
  return { sealed: stale.length, ...(rows.length === limit && last && { next: [String(last.seq)] }) }
}

async function acts(
  t: Within,
  from: DataCipher | undefined,
  to: DataCipher,
  [caseId = '', id = '']: string[],
  limit: number,
): Promise<Page> {
  const { rows } = await sql<ActRow & { body: unknown }>`
    select case_id, id, body from acts where (case_id, id) > (${caseId}, ${id})
    order by case_id, id limit ${limit} for update`.execute(t)
  const stale = rows.filter((row) => isStaleAct(to, row.body))
  const bodies = stale.map((row) => JSON.stringify(sealAct(to, row, openAct(from, row, row.body))))
  if (stale.length > 0)
    await sql`
      update acts a set body = r.body
      from unnest(${stale.map((r) => r.case_id)}::text[], ${stale.map((r) => r.id)}::text[], ${bodies}::json[])
        as r (case_id, id, body)
      where a.case_id = r.case_id and a.id = r.id`.execute(t)
  const last = rows.at(-1)
  return { sealed: stale.length, ...(rows.length === limit && last && { next: [last.case_id, last.id] }) }
}

async function attachments(
  t: Within,
  from: DataCipher | undefined,
  to: DataCipher,
  [caseId = '', id = '']: string[],
  most: number,
): Promise<Page> {
  const limit = Math.min(most, filesAtOnce)
  const { rows } = await sql<ActRow & { head: Uint8Array }>`
    select case_id, id, substring(bytes from 1 for ${fileHead}::int) as head from attachments
    where (case_id, id) > (${caseId}, ${id}) order by case_id, id limit ${limit} for update`.execute(t)
  let sealed = 0
  for (const { head, ...row } of rows) {
    if (!isStaleFile(to, head)) continue
    const { case_id, id } = row
    const found = await sql<{ bytes: Uint8Array }>`
      select bytes from attachments where case_id = ${case_id} and id = ${id}`.execute(t)
    const bytes = Buffer.from(sealFile(to, row, openFile(from, row, found.rows[0]!.bytes)))
    await sql`update attachments set bytes = ${bytes} where case_id = ${case_id} and id = ${id}`.execute(t)
    sealed++
  }
  const last = rows.at(-1)
  return { sealed, ...(rows.length === limit && last && { next: [last.case_id, last.id] }) }
}

/** Observations that acts became, on their way into the inbox: sealed as they will be there. */
async function tellings(
  t: Within,
  from: DataCipher | undefined,
  to: DataCipher,
  [seq = '0']: string[],
  limit: number,
): Promise<Page> {
  const { rows } = await sql<{ seq: number; row: Row }>`
    select seq, row from to_tell where seq > ${Number(seq)} order by seq limit ${limit} for update`.execute(t)
  const stale = rows.filter(({ row: { observation: o } }) => isStale(to, o.kind, o.data))
  const told = stale.map(({ row }) => JSON.stringify(sealTold(to, openTold(from, row))))
  if (stale.length > 0)
    await sql`
      update to_tell x set row = r.row
      from unnest(${stale.map((r) => r.seq)}::bigint[], ${told}::json[]) as r (seq, row)
      where x.seq = r.seq`.execute(t)
  const last = rows.at(-1)
  return { sealed: stale.length, ...(rows.length === limit && last && { next: [String(last.seq)] }) }
}

/** The texts of the audit log. Whom one that was in clear names is kept beside it from here on. */
async function audit(
  t: Within,
  from: DataCipher | undefined,
  to: DataCipher,
  [seq = '0']: string[],
  limit: number,
): Promise<Page> {
  const { rows } = await sql<{ seq: number; body: string }>`
    select seq, body from audit_details where seq > ${Number(seq)} order by seq limit ${limit} for update`.execute(
    t,
  )
  const stale = rows
    .filter((row) => isStaleDetails(to, row.body))
    .map((row) => ({ seq: row.seq, text: openDetails(from, row.seq, row.body) }))
  if (stale.length > 0) {
    await sql`
      update audit_details d set body = r.body
      from unnest(
        ${stale.map((r) => r.seq)}::bigint[], ${stale.map((r) => sealDetails(to, r.seq, r.text))}::text[]
      ) as r (seq, body)
      where d.seq = r.seq`.execute(t)
    await nameInAudit(t, stale)
  }
  const last = rows.at(-1)
  return { sealed: stale.length, ...(rows.length === limit && last && { next: [String(last.seq)] }) }
}
