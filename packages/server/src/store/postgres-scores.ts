import {
  type About,
  type Millis,
  type Model,
  modelVersion,
  type Piece,
  type ScoredBy,
  type SubjectRef,
} from '@telltale/core'
import { type Kysely, sql, type Transaction } from 'kysely'
import type { Tables } from './schema.ts'
import { nobody, pieceDigest, type ScoreStore, sameMark } from './scores.ts'
import type { Folded } from './store.ts'

type Within = Transaction<Tables>

/** What past scores were made from, on Postgres. `guard` rejects while this process may not write. */
export function scoresOn(db: Kysely<Tables>, guard: () => Promise<void>): ScoreStore {
  return {
    async scoreHistory(subject, at) {
      const [pieces, marks] = await Promise.all([
        sql<{ since: Millis; until: Millis | null; body: Piece }>`
          select since, until, body from score_pieces
          where subject = ${subject} ${at === undefined ? sql`` : sql`and since <= ${at} and (until is null or until > ${at})`}
          order by seq`.execute(db),
        marksOf(db, [subject]),
      ])
      const own = marks.get(subject) ?? []
      const versions = [...new Set(own.flatMap((m) => m.model ?? []))]
      const models = await sql<{ version: string; body: Model }>`
        select version, body from score_models where version = any(${versions}::text[])`.execute(db)
      return {
        pieces: pieces.rows.map(({ since, until, body }) => ({
          ...{ piece: body, since },
          ...(until !== null && { until }),
        })),
        marks: own,
        models: new Map(models.rows.map((row) => [row.version, row.body])),
      }
    },
    async scoreChanges(subject, at) {
      const { rows } = await sql<{ since: Millis | null; until: Millis | null }>`
        with changes as (
          select since as at from score_pieces where subject = ${subject}
          union all select until from score_pieces where subject = ${subject} and until is not null
          union all select since from score_marks where subject = ${subject}
        )
        select max(at) filter (where at <= ${at}) as since, min(at) filter (where at > ${at}) as until
        from changes`.execute(db)
      const { since, until } = rows[0]!
      return { ...(since !== null && { since }), ...(until !== null && { until }) }
    },
    async forgetScores(subjects) {
      await guard()
      await db.transaction().execute(async (t) => {
        for (const table of ['score_pieces', 'score_marks'])
          await sql`delete from ${sql.table(table)} where subject = any(${subjects}::text[])`.execute(t)
      })
    },
  }
}

async function marksOf(
  db: Kysely<Tables>,
  subjects: readonly SubjectRef[],
  newest = false,
): Promise<Map<SubjectRef, ScoredBy[]>> {
  const { rows } = await sql<{
    subject: SubjectRef
    since: Millis
    model: string | null
    about: About | null
  }>`
    select ${newest ? sql`distinct on (subject)` : sql``} subject, since, model, about from score_marks
    where subject = any(${subjects}::text[]) order by subject, seq ${newest ? sql`desc` : sql``}`.execute(db)
  const marks = new Map<SubjectRef, ScoredBy[]>()
  for (const { subject, since, model, about } of rows) {
    const mark = { since, ...(model !== null && { model }), ...(about !== null && { about }) }
    marks.set(subject, [...(marks.get(subject) ?? []), mark])
  }
  return marks
}

/** Adds what the folded subjects' scores are made from to what is kept; nothing where nothing has changed. */
export async function keepScored(t: Within, folded: readonly Folded[]): Promise<void> {
  const dated = folded.filter((f) => f.at !== undefined)
  if (dated.length === 0) return
  // Of those who are not in the queue and never were, which is nearly everybody, two looks into an index find nothing.
  const subjects = dated.map((f) => f.subject)
  const before = await marksOf(t, subjects, true)
  const concerned = dated.filter((f) => f.scored || before.has(f.subject))
  if (concerned.length === 0) return
  await keepMarks(t, concerned, before)
  const open = await sql<{ seq: number; subject: string; evidence: string; digest: string }>`
    select seq, subject, evidence, digest from score_pieces
    where subject = any(${concerned.map((f) => f.subject)}::text[]) and until is null`.execute(t)
  const now = new Map<string, { at: Millis; subject: string; piece: Piece; digest: string }>()
  const atOf = new Map<string, Millis>()
  for (const { subject, scored, at } of concerned) {
    atOf.set(subject, at!)
    for (const piece of scored?.pieces ?? [])
      now.set(`${subject}\0${piece.id}`, { at: at!, subject, piece, digest: pieceDigest(piece) })
  }
  const gone: { seq: number; at: Millis }[] = []
  for (const { seq, subject, evidence, digest } of open.rows) {
    const key = `${subject}\0${evidence}`
    if (now.get(key)?.digest === digest) now.delete(key)
    else gone.push({ seq, at: atOf.get(subject)! })
  }
  if (gone.length > 0)
    await sql`
      update score_pieces p set until = g.at
      from unnest(${gone.map((g) => g.seq)}::bigint[], ${gone.map((g) => g.at)}::float8[]) as g (seq, at)
      where p.seq = g.seq`.execute(t)
  const fresh = [...now.values()]
  if (fresh.length > 0)
    await sql`
      insert into score_pieces (subject, evidence, digest, since, body)
      select * from unnest(
        ${fresh.map((f) => f.subject)}::text[], ${fresh.map((f) => f.piece.id)}::text[],
        ${fresh.map((f) => f.digest)}::text[], ${fresh.map((f) => f.at)}::float8[],
        ${fresh.map((f) => JSON.stringify(f.piece))}::json[])`.execute(t)
}

async function keepMarks(
  t: Within,
  folded: readonly Folded[],
  before: ReadonlyMap<SubjectRef, readonly ScoredBy[]>,
): Promise<void> {
  const marks: (ScoredBy & { subject: SubjectRef })[] = []
  const models = new Map<string, Model>()
  for (const { subject, scored, at } of folded) {
    const mark: ScoredBy = { since: at! }
    if (scored) {
      mark.model = modelVersion(scored.model)
      if (scored.about) mark.about = scored.about
      models.set(mark.model, scored.model)
    }
    if (!sameMark(before.get(subject)?.[0], mark)) marks.push({ subject, ...mark })
  }
  if (marks.length === 0) return
  await sql`
    insert into score_models select * from unnest(
      ${[...models.keys()]}::text[], ${[...models.values()].map((m) => JSON.stringify(m))}::json[])
    on conflict do nothing`.execute(t)
  await sql`
    insert into score_marks (subject, since, model, about) select * from unnest(
      ${marks.map((m) => m.subject)}::text[], ${marks.map((m) => m.since)}::float8[],
      ${marks.map((m) => m.model ?? null)}::text[],
      ${marks.map((m) => (m.about ? JSON.stringify(m.about) : null))}::json[])`.execute(t)
}

/** What others' past scores were made from stays as it was, and names the erased no more. */
export async function unnameInScores(t: Within, refs: readonly string[]): Promise<void> {
  for (const ref of refs)
    await sql`
      update score_pieces set body = replace(body::text, ${JSON.stringify(ref)}, ${JSON.stringify(nobody)})::json
      where strpos(body::text, ${JSON.stringify(ref)}) > 0`.execute(t)
}
