import {
  type AttributeState,
  isSimulated,
  type LinksOut,
  type Out,
  type StoredResume,
  type SubjectRef,
  simulatedPrefix,
  sizeOf,
  typeOf,
} from '@telltale/core'
import { type Kysely, sql, type Transaction } from 'kysely'
import type { DataCipher } from '../privacy/data-key.ts'
import { keepAccountRecords } from './postgres-accounts.ts'
import { openCases, removeSimulatedActs } from './postgres-acts.ts'
import { removeSimulatedAudit } from './postgres-auditing.ts'
import { keepMeasured, removeSimulatedCoverage } from './postgres-coverage.ts'
import { keepWords, removeSimulatedWords } from './postgres-linking.ts'
import { removeSimulatedOutputs } from './postgres-outputs.ts'
import { keepScored } from './postgres-scores.ts'
import { keepMoves, keepScreened } from './postgres-screenings.ts'
import { keepBegun, removeSimulatedTuning } from './postgres-tuning.ts'
import type { Tables } from './schema.ts'
import { quarantineDigest, sealData, sealText, sealWindow } from './sealing.ts'
import { type Folded, type Quarantined, quarantineKey, type Row, retained, type Store } from './store.ts'

type Within = Transaction<Tables>

/** What of the store changes something. */
export type Writes = Pick<
  Store,
  | 'commit'
  | 'commitLinks'
  | 'unfolded'
  | 'commitFold'
  | 'removeSimulated'
  | 'putSetting'
  | 'keepAccountRecords'
>

/**
 * The writing half of the Postgres store. Each table takes its rows of a micro-batch in one statement, as
 * parallel arrays, so that a commit is a handful of round trips whatever the batch holds. `guard` rejects while
 * this process may not write.
 */
export function writes(db: Kysely<Tables>, guard: () => Promise<void>, cipher?: DataCipher): Writes {
  /** Mark under which a subject was handed out to be folded; a later mark means that it has changed since. */
  const marks = new Map<SubjectRef, number>()
  const transaction = async (work: (t: Within) => Promise<void>) => {
    await guard()
    return db.transaction().execute(work)
  }
  return {
    commit: ({ rows, moves = [], quarantined, resumes = [], out }) =>
      transaction(async (t) => {
        await keepRows(t, rows, cipher)
        await keepQuarantined(t, quarantined, cipher)
        await keepWindows(t, out, cipher)
        await keepResumes(t, resumes)
        await keepMoves(t, moves)
        await keepFindings(t, out, applicationsIn(rows))
        await keepMeasured(t, out)
      }),
    commitLinks: (out, relayed, words = []) =>
      transaction(async (t) => {
        await keepWords(t, words)
        await keepAttributes(t, out.attributes)
        if (relayed.length > 0) await sql`delete from outbox where seq = any(${relayed}::bigint[])`.execute(t)
        await keepFindings(t, out)
        await keepMeasured(t, out)
      }),
    async unfolded(limit) {
      const rows = await db
        .selectFrom('unfolded')
        .select(['subject', 'mark'])
        .orderBy('mark')
        .limit(limit)
        .execute()
      for (const row of rows) marks.set(row.subject as SubjectRef, row.mark)
      return rows.map((row) => row.subject as SubjectRef)
    },
    async commitFold(folded) {
      await transaction((t) => keepFolded(t, folded, marks, cipher))
      for (const { subject } of folded) marks.delete(subject)
    },
    removeSimulated: () => transaction(removeSimulated),
    keepAccountRecords: (changes) => transaction((t) => keepAccountRecords(t, changes)),
    putSetting: (name, value) =>
      transaction(async (t) => {
        await sql`
          insert into settings (name, value) values (${name}, ${JSON.stringify(value)}::json)
          on conflict (name) do update set value = excluded.value`.execute(t)
      }),
  }
}

async function keepRows(t: Within, rows: readonly Row[], cipher?: DataCipher): Promise<void> {
  if (rows.length === 0) return
  const all = rows.map(({ observation: o, digest }) => {
    const data = sealData(cipher, o, retained(o))
    return { ...o, digest, stored: data === null ? null : JSON.stringify(data) }
  })
  await sql`
    with added as (
      insert into observations (source, id, digest, kind, at, received_at, about, data, derived, simulated)
      select source, id, digest, kind, at, received_at, about::text[], data, derived, simulated
      from unnest(
        ${all.map((o) => o.source)}::text[], ${all.map((o) => o.id)}::text[],
        ${all.map((o) => o.digest)}::text[], ${all.map((o) => o.kind)}::text[],
        ${all.map((o) => o.at)}::float8[], ${all.map((o) => o.receivedAt)}::float8[],
        ${all.map((o) => textArray(o.about))}::text[], ${all.map((o) => o.stored)}::json[],
        ${all.map((o) => JSON.stringify(o.derived))}::json[],
        ${all.map((o) => o.about.some(isSimulated))}::boolean[]
      ) as r (source, id, digest, kind, at, received_at, about, data, derived, simulated)
      on conflict do nothing
      returning kind, simulated, received_at
    )
    insert into heard select kind, simulated, count(*), max(received_at) from added group by kind, simulated
    on conflict (kind, simulated) do update set
      count = heard.count + excluded.count,
      received_at = greatest(heard.received_at, excluded.received_at)`.execute(t)
}

async function keepQuarantined(t: Within, items: readonly Quarantined[], cipher?: DataCipher): Promise<void> {
  if (items.length === 0) return
  const keys = items.map((item) => quarantineDigest(quarantineKey(item)))
  await sql`
    insert into quarantine (key, body)
    select * from unnest(
      ${keys}::text[], ${json(items.map((item, i) => sealText(cipher, item, keys[i]!)))}::json[])
    on conflict do nothing`.execute(t)
}

async function keepWindows(t: Within, out: Out, cipher?: DataCipher): Promise<void> {
  const { windows, watermarks, learned, shares } = out
  if (windows.length > 0) {
    await sql`
      with seen as (
        insert into slots select unnest(${[...new Set(windows.map((w) => w.slot))]}::text[])
        on conflict do nothing
      )
      insert into windows (subject, slot, from_ms, closed, state)
      select * from unnest(
        ${windows.map((w) => w.subject)}::text[], ${windows.map((w) => w.slot)}::text[],
        ${windows.map((w) => w.from)}::float8[], ${windows.map((w) => w.closed)}::boolean[],
        ${json(windows.map((w) => sealWindow(cipher, w)))}::json[])
      on conflict (subject, slot, from_ms) do update set closed = excluded.closed, state = excluded.state`.execute(
      t,
    )
  }
  if (watermarks.length > 0)
    await sql`
      insert into watermarks select * from unnest(
        ${watermarks.map(([subject]) => subject)}::text[], ${watermarks.map(([, at]) => at)}::float8[])
      on conflict (subject) do update set at = excluded.at`.execute(t)
  if (learned.length > 0)
    await sql`
      insert into learned (subject, lesson)
      select * from unnest(${learned.map((l) => l.subject)}::text[], ${json(learned)}::json[])`.execute(t)
  if (shares.length > 0)
    await sql`
      insert into outbox (subject, share)
      select * from unnest(${shares.map((s) => s.subject)}::text[], ${json(shares)}::json[])`.execute(t)
}

async function keepResumes(t: Within, resumes: readonly StoredResume[]): Promise<void> {
  if (resumes.length === 0) return
  await sql`
    insert into resumes (application, at, signature)
    select * from unnest(
      ${resumes.map((r) => r.application)}::text[], ${resumes.map((r) => r.at)}::float8[],
      ${resumes.map((r) => Buffer.from(r.signature))}::bytea[])
    on conflict (application) do update set at = excluded.at, signature = excluded.signature`.execute(t)
}

async function keepAttributes(t: Within, states: readonly AttributeState[]): Promise<void> {
  if (states.length === 0) return
  await sql`
    insert into attributes (ref, state, members)
    select * from unnest(
      ${states.map((s) => s.attribute.ref)}::text[], ${json(states)}::json[], ${states.map(sizeOf)}::int[])
    on conflict (ref) do update set state = excluded.state, members = excluded.members`.execute(t)
}

/** Evidence, what it replaces, abstentions and faults; everybody whose evidence changed is to be folded. */
async function keepFindings(
  t: Within,
  { evidence, withdrawn, abstentions, answered, faults }: Omit<LinksOut, 'attributes'>,
  also: readonly string[] = [],
): Promise<void> {
  const changed = new Set<string>([...also, ...evidence.flatMap((e) => e.weighsOn)])
  if (withdrawn.length > 0) {
    const gone = await sql<{ weighs_on: string[] }>`
      delete from evidence where id = any(${withdrawn}::text[]) returning weighs_on`.execute(t)
    for (const row of gone.rows) for (const subject of row.weighs_on) changed.add(subject)
  }
  if (evidence.length > 0) {
    const last = [...new Map(evidence.map((e) => [e.id, e])).values()]
    await sql`
      insert into evidence (id, detector, subject, subjects, weighs_on, accuses, ties, to_ms, body)
      select id, detector, subject, subjects::text[], weighs_on::text[], accuses, ties, to_ms, body
      from unnest(
        ${last.map((e) => e.id)}::text[], ${last.map((e) => e.detector)}::text[],
        ${last.map((e) => e.subject)}::text[], ${last.map((e) => textArray(e.subjects))}::text[],
        ${last.map((e) => textArray(e.weighsOn))}::text[], ${last.map((e) => e.is === 'evidence')}::boolean[],
        ${last.map((e) => e.is === 'evidence' && isShared(e.subject))}::boolean[],
        ${last.map((e) => e.to)}::float8[], ${json(last)}::json[]
      ) as r (id, detector, subject, subjects, weighs_on, accuses, ties, to_ms, body)
      on conflict (id) do update set body = excluded.body`.execute(t)
  }
  if (answered.length > 0)
    await sql`
      delete from abstentions a
      using unnest(
        ${answered.map((a) => a.subject)}::text[], ${answered.map((a) => a.detector)}::text[],
        ${answered.map((a) => a.from)}::float8[]
      ) as g (subject, detector, from_ms)
      where a.subject = g.subject and a.detector = g.detector and a.from_ms = g.from_ms`.execute(t)
  if (abstentions.length > 0) {
    const last = [...new Map(abstentions.map((a) => [`${a.detector}\0${a.subject}\0${a.from}`, a])).values()]
    await sql`
      insert into abstentions (detector, subject, from_ms, weighs_on, body)
      select detector, subject, from_ms, weighs_on::text[], body
      from unnest(
        ${last.map((a) => a.detector)}::text[], ${last.map((a) => a.subject)}::text[],
        ${last.map((a) => a.from)}::float8[], ${last.map((a) => textArray(a.weighsOn))}::text[],
        ${json(last)}::json[]
      ) as r (detector, subject, from_ms, weighs_on, body)
      on conflict (subject, detector, from_ms)
        do update set weighs_on = excluded.weighs_on, body = excluded.body`.execute(t)
  }
  if (faults.length > 0)
    await sql`insert into faults (body) select unnest(${json(faults)}::json[])`.execute(t)
  await markUnfolded(t, changed)
}

/** What was judged of links, within a transaction that does more. */
export async function keepLinks(t: Within, out: LinksOut): Promise<void> {
  await keepAttributes(t, out.attributes)
  await keepFindings(t, out)
}

async function markUnfolded(t: Within, subjects: ReadonlySet<string>): Promise<void> {
  if (subjects.size === 0) return
  await sql`
    insert into unfolded (subject) select unnest(${[...subjects]}::text[])
    on conflict (subject) do update set mark = excluded.mark`.execute(t)
}

async function keepFolded(
  t: Within,
  folded: readonly Folded[],
  marks: ReadonlyMap<SubjectRef, number>,
  cipher: DataCipher | undefined,
): Promise<void> {
  if (folded.length === 0) return
  await sql`
    delete from unfolded u
    using unnest(
      ${folded.map((f) => f.subject)}::text[], ${folded.map((f) => marks.get(f.subject) ?? null)}::bigint[]
    ) as f (subject, mark)
    where u.subject = f.subject and (f.mark is null or u.mark = f.mark)`.execute(t)
  await keepScreened(
    t,
    folded.flatMap((f) => f.screened ?? []),
  )
  await keepBegun(
    t,
    folded.flatMap((f) => f.begun ?? []),
  )
  await keepScored(t, folded)
  const listed = folded.flatMap((f) => f.item ?? [])
  if (listed.length > 0)
    await sql`
      insert into queue (subject, weight, item)
      select * from unnest(
        ${listed.map((item) => item.subject)}::text[], ${listed.map((item) => item.score.weight)}::float8[],
        ${json(listed)}::json[])
      on conflict (subject) do update set weight = excluded.weight, item = excluded.item`.execute(t)
  const unlisted = folded.filter((f) => !f.item).map((f) => f.subject)
  if (unlisted.length > 0) await sql`delete from queue where subject = any(${unlisted}::text[])`.execute(t)
  await openCases(t, folded, cipher) // last: from here on other transactions wait to append to the audit log
}

async function removeSimulated(t: Within): Promise<void> {
  const ours = `^[^:]+:${simulatedPrefix}`
  await sql`delete from observations where simulated`.execute(t)
  await sql`delete from heard where simulated`.execute(t)
  for (const table of [
    'windows',
    'watermarks',
    'learned',
    'outbox',
    'queue',
    'cases',
    'unfolded',
    'begun',
    'score_pieces',
    'score_marks',
  ])
    await sql`delete from ${sql.table(table)} where subject ~ ${ours}`.execute(t)
  await sql`delete from screenings where application ~ ${ours}`.execute(t)
  await sql`delete from resumes where application ~ ${ours}`.execute(t)
  await removeSimulatedAudit(t)
  await removeSimulatedActs(t)
  await removeSimulatedWords(t)
  await removeSimulatedTuning(t)
  await removeSimulatedCoverage(t)
  await removeSimulatedOutputs(t)
  await sql`delete from account_records where simulated`.execute(t)
  const gone = await sql<{ weighs_on: string[] }>`
    delete from evidence where exists (select from unnest(subjects) s where s ~ ${ours})
    returning weighs_on`.execute(t)
  await sql`
    delete from abstentions where exists (select from unnest(weighs_on) s where s ~ ${ours})`.execute(t)
  const touched = await t
    .selectFrom('attributes')
    .select('state')
    .where(sql<boolean>`state::text like ${`%:${simulatedPrefix}%`}`)
    .execute()
  const kept: AttributeState[] = []
  const empty: string[] = []
  for (const state of touched.map((row) => row.state as AttributeState)) {
    for (const member of Object.keys(state.members) as SubjectRef[])
      if (isSimulated(member)) delete state.members[member]
    if (Object.keys(state.members).length > 0) kept.push(state)
    else empty.push(state.attribute.ref)
  }
  await keepAttributes(t, kept)
  await sql`delete from attributes where ref = any(${empty}::text[])`.execute(t)
  const others = gone.rows.flatMap((row) => row.weighs_on as SubjectRef[]).filter((s) => !isSimulated(s))
  await markUnfolded(t, new Set(others))
}

/** An application is screened even where no detector has anything to say of it. */
function applicationsIn(rows: readonly Row[]): string[] {
  return rows.flatMap(({ observation }) => observation.about.filter((ref) => typeOf(ref) === 'application'))
}

function isShared(subject: SubjectRef): boolean {
  return !['application', 'person', 'device'].includes(typeOf(subject))
}

function json(values: readonly unknown[]): string[] {
  return values.map((value) => JSON.stringify(value))
}

/** A list of texts as Postgres writes an array: parallel arrays can't hold lists of different lengths. */
function textArray(texts: readonly string[]): string {
  return `{${texts.map((s) => `"${s.replace(/[\\"]/g, '\\$&')}"`).join(',')}}`
}
