import { setTimeout as sleep } from 'node:timers/promises'
import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import type { Inbox } from '../ingest/inbox.ts'
import type { DataCipher } from '../privacy/data-key.ts'
import { migrate } from './migrate.ts'
import { actsOn } from './postgres-acts.ts'
import { auditing } from './postgres-auditing.ts'
import { coverageOn } from './postgres-coverage.ts'
import { postgresInbox } from './postgres-inbox.ts'
import { postgresOutputs } from './postgres-outputs.ts'
import { privacyOn } from './postgres-privacy.ts'
import { reads } from './postgres-reads.ts'
import { scoresOn } from './postgres-scores.ts'
import { tuningOn } from './postgres-tuning.ts'
import { keepLinks, writes } from './postgres-writes.ts'
import { StoreProblem } from './problem.ts'
import type { Tables } from './schema.ts'
import type { Store } from './store.ts'

export interface Connection {
  /** What `pg` connects with: a URL, or host (a socket's folder too), user and database. */
  to: string | pg.ClientConfig
  /** How messages name this store: the URL without its password, or the data folder. */
  where: string
  /** Seals what identifies people; without one it is stored in clear. */
  cipher?: DataCipher | undefined
}

const oldest = 15
/** First half of the advisory lock's key; the second is the schema, so that two schemas are two stores. */
const lockKey = 7310
/** int8 and its kin as numbers: every count and sequence here stays below 2^53. */
const types: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
    oid === pg.types.builtins.INT8 ? Number : pg.types.getTypeParser(oid, format as 'text')) as never,
}

/**
 * The store on Postgres 15 or newer, embedded or not: connects, brings the tables up to this version, and
 * keeps every other Telltale out of the same store until it is closed. Rejects with a `StoreProblem` when the
 * database can't be reached or used.
 */
export async function postgresStore({ to, where, cipher }: Connection): Promise<Store & { inbox: Inbox }> {
  const config: pg.ClientConfig = {
    ...(typeof to === 'string' ? { connectionString: to } : to),
    application_name: 'telltale',
    types,
  }
  const alone = await keepOthersOut(config, where)
  const pool = new pg.Pool({
    ...config,
    max: 8,
    // A 202 means "on the disk": a server that was set to acknowledge earlier is told otherwise.
    onConnect: (client) => client.query('set synchronous_commit to on').then(() => {}),
  })
  pool.on('error', () => {}) // an idle connection that broke is replaced; queries under way reject by themselves
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) })
  const close = async () => {
    await db.destroy()
    await alone.release()
  }
  try {
    await migrate(db, where)
    const inbox = await postgresInbox(db, alone.still, cipher)
    return {
      ...reads(db, cipher),
      ...writes(db, alone.still, cipher),
      ...auditing(db, alone.still, cipher),
      ...privacyOn(db, alone.still, keepLinks, cipher),
      ...actsOn(db, alone.still, cipher),
      ...tuningOn(db, alone.still, cipher),
      ...scoresOn(db, alone.still),
      ...coverageOn(db, alone.still),
      ...postgresOutputs(db, alone.still),
      inbox,
      close,
    }
  } catch (error) {
    await close().catch(() => {})
    throw asProblem(error, where)
  }
}

/** One engine writes to one store: a lock that a session of its own holds. */
interface Alone {
  /** Resolves while the lock is ours, after taking it again if its session was cut; rejects otherwise. */
  still(): Promise<void>
  release(): Promise<void>
}

/** The session holds the lock, so a killed process gives it back by itself. */
async function keepOthersOut(config: pg.ClientConfig, where: string): Promise<Alone> {
  let held: pg.Client | undefined
  let taking: Promise<void> | undefined
  const take = async () => {
    const client = new pg.Client(config)
    const lost = () => {
      if (held === client) held = undefined
    }
    client.on('error', lost).on('end', lost)
    try {
      await client.connect()
      await checkServer(client, where)
      await lock(client, where)
      held = client
    } catch (error) {
      await client.end().catch(() => {})
      throw asProblem(error, where)
    }
  }
  const still = async () => {
    if (held) return
    taking ??= take().finally(() => {
      taking = undefined
    })
    await taking
  }
  await still()
  return { still, release: async () => held?.end() }
}

async function lock(client: pg.Client, where: string): Promise<void> {
  for (let attempt = 0; ; attempt++) {
    const { rows } = await client.query(
      'select pg_try_advisory_lock($1::int, hashtext(current_schema())) as mine',
      [lockKey],
    )
    if ((rows[0] as { mine: boolean }).mine) return
    if (attempt === 30)
      throw new StoreProblem(`Another Telltale is using the store in ${where}: stop it first.`)
    await sleep(100) // a process killed a moment ago may still be finishing its last statement
  }
}

async function checkServer(client: pg.Client, where: string): Promise<void> {
  const { rows } = await client.query(
    `select current_setting('server_version_num')::int / 10000 as major,
            current_setting('server_version') as version, current_setting('server_encoding') as encoding`,
  )
  const problem = unsuitable(rows[0] as Server, where)
  if (problem) throw new StoreProblem(problem)
}

interface Server {
  major: number
  version: string
  encoding: string
}

/** Why Telltale can't keep its data on this server, in a sentence; undefined when it can. */
export function unsuitable({ major, version, encoding }: Server, where: string): string | undefined {
  if (major < oldest)
    return `The database in ${where} is Postgres ${version}; Telltale needs ${oldest} or newer: upgrade it, or unset DATABASE_URL to use the embedded one.`
  if (encoding !== 'UTF8')
    return `The database in ${where} is encoded in ${encoding}; Telltale needs UTF8: create one with "create database telltale encoding 'UTF8' template template0".`
  return undefined
}

const reasons: Record<string, string> = {
  ECONNREFUSED: 'nothing listens there: start the database or correct DATABASE_URL',
  ENOTFOUND: 'that host is not known: correct DATABASE_URL',
  ENOENT: 'there is no such socket: start the database or correct DATABASE_URL',
  '28P01': 'the user or the password is wrong: correct DATABASE_URL',
  '28000': 'the database refuses this user: correct DATABASE_URL or the server’s pg_hba.conf',
  '3D000': 'there is no such database: create it or correct DATABASE_URL',
  '42501': 'the user may not create tables there: grant it CREATE on the schema',
  '53100': 'the disk is full: free some space and start again',
  '57P03': 'the server is still starting up or shutting down: try again in a moment',
}

function asProblem(error: unknown, where: string): unknown {
  const code = (error as { code?: string }).code ?? ''
  const reason = reasons[code]
  return reason ? new StoreProblem(`The store in ${where} can't be used: ${reason}.`) : error
}
