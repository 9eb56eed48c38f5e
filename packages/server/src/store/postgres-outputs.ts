import { type DeadLetter, isSimulated, type SubjectRef } from '@telltale/core'
import { type Kysely, sql, type Transaction } from 'kysely'
import type { OutputEvent } from '../outputs/event.ts'
import type { Outputs, Told } from './outputs.ts'
import type { Tables } from './schema.ts'

/** The part of the Postgres store that outputs need. `guard` rejects while this process may not write. */
export function postgresOutputs(db: Kysely<Tables>, guard: () => Promise<void>): Outputs {
  const change = async (work: (t: Transaction<Tables>) => Promise<void>) => {
    await guard()
    return db.transaction().execute(work)
  }
  return {
    async told(of) {
      const { rows } = await sql<{ subject: SubjectRef; body: Told }>`
        select subject, body from output_told
        ${of ? sql`where subject = any(${of}::text[])` : sql``}`.execute(db)
      return new Map(rows.map(({ subject, body }) => [subject, body]))
    },
    postOutputs: (messages, told) =>
      change(async (t) => {
        if (messages.length > 0)
          await sql`
            insert into output_messages (target, id, subject, simulated, at, body)
            select * from unnest(
              ${messages.map((m) => m.target)}::text[], ${messages.map((m) => m.event.id)}::text[],
              ${messages.map((m) => m.event.subject)}::text[],
              ${messages.map((m) => isSimulated(m.event.subject))}::boolean[],
              ${messages.map((m) => m.event.at)}::float8[],
              ${messages.map((m) => JSON.stringify(m.event))}::json[]
            ) on conflict (target, id) do nothing`.execute(t)
        const entries = [...told]
        const kept = entries.filter((e): e is [SubjectRef, Told] => e[1] !== undefined)
        if (kept.length > 0)
          await sql`
            insert into output_told (subject, simulated, body)
            select * from unnest(
              ${kept.map(([s]) => s)}::text[], ${kept.map(([s]) => isSimulated(s))}::boolean[],
              ${kept.map(([, what]) => JSON.stringify(what))}::json[]
            ) on conflict (subject) do update set body = excluded.body`.execute(t)
        const gone = entries.filter(([, what]) => what === undefined).map(([s]) => s)
        if (gone.length > 0)
          await sql`delete from output_told where subject = any(${gone}::text[])`.execute(t)
      }),
    async outputsWaiting(target, limit) {
      const { rows } = await sql<{ seq: number; body: OutputEvent; attempts: number; next_at: number }>`
        select seq, body, attempts, next_at from output_messages
        where target = ${target} and state = 'waiting' order by seq limit ${limit}`.execute(db)
      return rows.map(({ seq, body, attempts, next_at }) => ({
        ...{ seq, target, event: body, attempts, nextAt: next_at },
      }))
    },
    outputsSent: (seqs, at) =>
      change(async (t) => {
        await sql`
          update output_messages set state = 'sent', sent_at = ${at}
          where seq = any(${seqs}::bigint[])`.execute(t)
      }),
    outputFailed: (seq, { at, because, nextAt }) =>
      change(async (t) => {
        await sql`
          update output_messages set attempts = attempts + 1, failed_at = ${at}, because = ${because},
            state = ${nextAt === undefined ? 'dead' : 'waiting'}, next_at = ${nextAt ?? 0}
          where seq = ${seq}`.execute(t)
      }),
    withholdOutputs: (seqs) =>
      change(async (t) => {
        await sql`
          update output_messages set state = 'withheld' where seq = any(${seqs}::bigint[])`.execute(t)
      }),
    async outputSpools() {
      const { rows } = await sql<Spool>`
        select target, count(*) filter (where state = 'waiting') as waiting,
          count(*) filter (where state = 'dead') as dead,
          count(*) filter (where state = 'withheld') as withheld, max(sent_at) as sent_at,
          (array_agg(json_build_object('at', failed_at, 'because', because) order by failed_at desc)
            filter (where failed_at is not null))[1] as failed,
          (array_agg(next_at order by seq) filter (where state = 'waiting'))[1] as next_at
        from output_messages group by target`.execute(db)
      return new Map(
        rows.map(({ target, waiting, dead, withheld, sent_at, failed, next_at }) => [
          target,
          {
            ...{ waiting, dead, withheld },
            ...(sent_at !== null && { lastSuccess: sent_at }),
            ...(failed && { lastFailure: failed }),
            ...(next_at && { nextTry: next_at }),
          },
        ]),
      )
    },
    async deadLetters(target, limit) {
      const { rows } = await sql<Omit<DeadLetter, 'is'> & { body: OutputEvent }>`
        select seq, body, at, attempts, coalesce(because, '') as because from output_messages
        where target = ${target} and state = 'dead' order by seq limit ${limit}`.execute(db)
      return rows.map(({ body, ...letter }) => ({ ...letter, is: body.is }))
    },
    async replayOutputs(target, what) {
      let replayed = 0
      await change(async (t) => {
        const which =
          'dead' in what ? sql`state = 'dead'` : sql`state in ('sent', 'dead') and at >= ${what.since}`
        const { numAffectedRows } = await sql`
          update output_messages set state = 'waiting', attempts = 0, next_at = 0
          where target = ${target} and ${which}`.execute(t)
        replayed = Number(numAffectedRows ?? 0)
      })
      return replayed
    },
    pruneOutputs: (before, targets) =>
      change(async (t) => {
        await sql`
          delete from output_messages
          where target <> all(${targets}::text[]) or (state = 'sent' and sent_at < ${before})`.execute(t)
      }),
    forgetOutputs: (subject) =>
      change(async (t) => {
        await sql`delete from output_messages where subject = ${subject}`.execute(t)
        await sql`delete from output_told where subject = ${subject}`.execute(t)
      }),
  }
}

interface Spool {
  target: string
  waiting: number
  dead: number
  withheld: number
  sent_at: number | null
  failed: { at: number; because: string } | null
  next_at: number | null
}

/** What was told of the demo company goes away with it. */
export async function removeSimulatedOutputs(t: Transaction<Tables>): Promise<void> {
  await sql`delete from output_messages where simulated`.execute(t)
  await sql`delete from output_told where simulated`.execute(t)
}
