import { type SubjectRef, simulatedPrefix } from '@telltale/core'
import { type Kysely, sql, type Transaction } from 'kysely'
import type { AuditDid } from '../audit/audit.ts'
import { type Dated, forge, type Head, type Opened, salt, seal } from '../audit/chain.ts'
import type { Checkpoint } from '../audit/checkpoint.ts'
import type { DataCipher } from '../privacy/data-key.ts'
import { type Auditing, entryOf, type KeptLink } from './auditing.ts'
import type { Tables } from './schema.ts'
import { openDetails, sealDetails, subjectsIn } from './sealing-work.ts'

type Within = Transaction<Tables>

/** The audit log on Postgres. `guard` rejects while this process may not write. The chain commits to what texts say, the store seals them. */
export function auditing(
  db: Kysely<Tables>,
  guard: () => Promise<void>,
  cipher: DataCipher | undefined,
): Auditing {
  return {
    async appendAudit(events) {
      await guard()
      await db.transaction().execute((t) => appendAudit(t, events, cipher))
    },
    async audit({ about, by, did, before = Number.MAX_SAFE_INTEGER, limit }) {
      const { rows } = await sql<Row>`
        select a.*, s.subject, s.salt as subject_salt, d.body, d.salt as body_salt
        from audit a left join audit_subjects s on s.token = a.about left join audit_details d on d.seq = a.seq
        where a.seq < ${before}
          and (${about ?? null}::text is null or a.about = (select token from audit_subjects where subject = ${about ?? null}))
          and (${by ?? null}::text is null or a.actor = ${by ?? null})
          and (${did ?? null}::text is null or a.did = ${did ?? null} or starts_with(a.did, ${did ?? null} || '.'))
        order by a.seq desc limit ${limit}`.execute(db)
      return rows.map((row) => entryOf(kept(row, cipher)))
    },
    async auditLinks(after, limit) {
      const { rows } = await sql<Row>`
        select a.*, s.subject, s.salt as subject_salt, d.body, d.salt as body_salt
        from audit a left join audit_subjects s on s.token = a.about left join audit_details d on d.seq = a.seq
        where a.seq > ${after} order by a.seq limit ${limit}`.execute(db)
      return rows.map((row) => kept(row, cipher))
    },
    async auditHead() {
      const { rows } = await sql<Head>`select seq, hash from audit_head`.execute(db)
      return rows[0]!
    },
    async addCheckpoint(checkpoint) {
      await guard()
      await sql`insert into audit_checkpoints (seq, body)
        values (${checkpoint.seq}, ${JSON.stringify(checkpoint)}::json) on conflict do nothing`.execute(db)
    },
    async checkpoints() {
      const { rows } = await sql<{ body: Checkpoint }>`
        select body from audit_checkpoints order by seq`.execute(db)
      return rows.map((r) => r.body)
    },
  }
}

/**
 * Adds to the chain within a transaction that also writes what the events tell of: both are durable, or neither.
 * Transactions that append wait for one another, from here to their commit: append last.
 */
export async function appendAudit(
  t: Within,
  events: readonly Dated[],
  cipher: DataCipher | undefined,
): Promise<void> {
  if (events.length === 0) return
  const head = await sql<Head>`select seq, hash from audit_head for update`.execute(t)
  const tokens = await tokensOf(t, [...new Set(events.flatMap((e) => e.about ?? []))])
  const made = forge(head.rows[0]!, events, (subject) => tokens.get(subject)!)
  const links = made.map((m) => m.link)
  await sql`
    insert into audit (seq, at, actor, did, about, details, hash)
    select * from unnest(
      ${links.map((l) => l.seq)}::bigint[], ${links.map((l) => l.at)}::float8[],
      ${links.map((l) => l.by)}::text[], ${links.map((l) => l.did)}::text[],
      ${links.map((l) => l.about)}::text[], ${links.map((l) => l.details)}::text[],
      ${links.map((l) => l.hash)}::text[])`.execute(t)
  const told = made.flatMap(({ link, details }) => (details ? [{ seq: link.seq, ...details }] : []))
  if (told.length > 0)
    await sql`
      insert into audit_details (seq, salt, body) select * from unnest(
        ${told.map((d) => d.seq)}::bigint[], ${told.map((d) => d.salt)}::text[],
        ${told.map((d) => sealDetails(cipher, d.seq, d.text))}::text[])`.execute(t)
  await nameInAudit(t, told)
  const { seq, hash } = links.at(-1)!
  await sql`update audit_head set seq = ${seq}, hash = ${hash}`.execute(t)
}

/** Keeps which subjects the texts of entries name: sealed, they can't be looked through. */
export async function nameInAudit(t: Within, told: readonly { seq: number; text: string }[]): Promise<void> {
  const named = told.flatMap(({ seq, text }) => subjectsIn(text).map((subject) => ({ seq, subject })))
  if (named.length === 0) return
  await sql`
    insert into audit_named (named, seq) select * from unnest(
      ${named.map((n) => n.subject)}::text[], ${named.map((n) => n.seq)}::bigint[])
    on conflict do nothing`.execute(t)
}

/** What each subject is opened by; made for those that no entry was about yet. */
async function tokensOf(t: Within, subjects: SubjectRef[]) {
  const found = new Map<SubjectRef, Opened & { text: SubjectRef }>()
  if (subjects.length === 0) return found
  const { rows } = await sql<{ subject: SubjectRef; salt: string }>`
    select subject, salt from audit_subjects where subject = any(${subjects}::text[])`.execute(t)
  for (const row of rows) found.set(row.subject, { text: row.subject, salt: row.salt })
  const fresh = subjects.filter((s) => !found.has(s)).map((text) => ({ text, salt: salt() }))
  for (const token of fresh) found.set(token.text, token)
  if (fresh.length > 0)
    await sql`
      insert into audit_subjects (subject, salt, token) select * from unnest(
        ${fresh.map((s) => s.text)}::text[], ${fresh.map((s) => s.salt)}::text[],
        ${fresh.map(seal)}::text[])`.execute(t)
  return found
}

/**
 * Forgets what the entries about the subjects tell, and the text of others that name them. The chain stays as it is:
 * it holds salted digests only.
 */
export async function forgetInAudit(t: Within, subjects: readonly SubjectRef[]): Promise<void> {
  if (subjects.length === 0) return
  const quoted = subjects.map((s) => JSON.stringify(s))
  await sql`
    with gone as (
      delete from audit_details where seq in (
        select seq from audit where about in (
          select token from audit_subjects where subject = any(${subjects}::text[]))
        union all
        select seq from audit_named where named = any(${subjects}::text[])
        union all
        select seq from audit_details d where left(d.body, 1) <> '~' and exists (
          select 1 from unnest(${quoted}::text[]) q where strpos(d.body, q) > 0))
      returning seq
    )
    delete from audit_named n using gone where n.seq = gone.seq`.execute(t)
  await sql`delete from audit_named where named = any(${subjects}::text[])`.execute(t)
  await sql`delete from audit_subjects where subject = any(${subjects}::text[])`.execute(t)
}

/** The demo company's people are forgotten like anybody who is erased. */
export async function removeSimulatedAudit(t: Within): Promise<void> {
  const { rows } = await sql<{ subject: SubjectRef }>`
    select subject from audit_subjects where starts_with(split_part(subject, ':', 2), ${simulatedPrefix})`.execute(
    t,
  )
  await forgetInAudit(
    t,
    rows.map((r) => r.subject),
  )
}

interface Row {
  seq: number
  at: number
  actor: string
  did: AuditDid
  about: string | null
  details: string | null
  hash: string
  subject: string | null
  subject_salt: string | null
  body: string | null
  body_salt: string | null
}

function kept(row: Row, cipher: DataCipher | undefined): KeptLink {
  const { seq, at, actor, did, about, details, hash } = row
  return {
    ...{ seq, at, by: actor, did, about, details, hash },
    ...(row.subject !== null && { subject: { text: row.subject, salt: row.subject_salt! } }),
    ...(row.body !== null && { body: { text: openDetails(cipher, seq, row.body), salt: row.body_salt! } }),
  }
}
