import type { WindowState } from '@telltale/core'
import { sql, type Transaction } from 'kysely'
import type { DataCipher } from '../privacy/data-key.ts'
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

type Within = Transaction<Tables>

interface Page {
  /** Where the next page begins; undefined where this was the last one. */
  next?: string[]
  sealed: number
}

/** What is sealed, one part after the other. */
const parts = ['observations', 'windows', 'quarantine'] as const

/** One page of one part. `after` is a text that only this function reads: the part and the last row of the page. */
export async function reseals(
  t: Within,
  from: DataCipher | undefined,
  to: DataCipher,
  after: string,
  limit: number,
): Promise<{ after: string; sealed: number } | undefined> {
  const [part, ...last] = after === '' ? [parts[0]] : (JSON.parse(after) as string[])
  const at = parts.indexOf(part as (typeof parts)[number])
  if (at < 0) return undefined
  const work = { observations, windows, quarantine }[parts[at]!]
  const { next, sealed } = await work(t, from, to, last, limit)
  if (next) return { after: JSON.stringify([part, ...next]), sealed }
  const following = parts[at + 1]
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
