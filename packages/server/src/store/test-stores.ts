import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import { afterAll, afterEach, beforeAll } from 'vitest'
import { cipherOf } from '../privacy/data-key.ts'
import { type PostgresHandle, startEmbedded } from './embedded.ts'
import { memoryStore } from './memory.ts'
import { migrate } from './migrate.ts'
import { type Connection, postgresStore } from './postgres.ts'
import type { Tables } from './schema.ts'
import type { Store } from './store.ts'

/** What identifies people is sealed in every store that the suites look at. */
export const cipher = cipherOf(['a-data-key-for-the-tests-and-nothing-else'])

/** A place that stores are made in, for the suites that run over every store. */
export interface Backend {
  name: string
  /** Absent where the store needs nothing to run. */
  connection?: () => Promise<Connection>
  stop?: () => Promise<void>
}

/** In memory, on the embedded Postgres, and on the one that TELLTALE_TEST_DATABASE_URL names. */
export function backends(): Backend[] {
  const external = process.env.TELLTALE_TEST_DATABASE_URL
  return [
    { name: 'memory' },
    ...(process.platform === 'win32' ? [] : [embedded()]),
    ...(external
      ? [
          {
            name: 'external Postgres',
            connection: async () => ({ to: external, where: 'the test database' }),
          },
        ]
      : []),
  ]
}

function embedded(): Backend {
  const home = mkdtempSync(join(tmpdir(), 'telltale-'))
  let handle: PostgresHandle | undefined
  return {
    name: 'embedded Postgres',
    connection: async () => {
      handle ??= await startEmbedded(home)
      return handle
    },
    async stop() {
      await handle?.stop()
      rmSync(home, { recursive: true, force: true })
    },
  }
}

export interface TestStores {
  /** An empty store; `again` closes it and opens the same one as a new process would. */
  fresh(): Promise<{ store: Store; again(): Promise<Store> }>
  /** The schema of the newest store. */
  schema(): string
  /** How the newest store connects. */
  connection(): Connection
  /**
   * Makes the newest store as a version left it that did not know this migration and those after it: its tables, with
   * the rows that fit into them. To be opened by `again`.
   */
  asBefore(migration: string): Promise<void>
  /** Asks the database beside the store. */
  query: pg.Client['query']
}

/** Stores of one backend, each in a schema of its own; they go away with the suite. To be called inside `describe`. */
export function storesOf(backend: Backend): TestStores {
  const opened: Store[] = []
  const schemas: string[] = []
  let newest: Connection | undefined
  let admin: pg.Client | undefined

  beforeAll(async () => {
    if (!backend.connection) return
    admin = new pg.Client((await backend.connection()).to)
    await admin.connect()
  })
  afterEach(async () => {
    for (const store of opened.splice(0)) await store.close()
  })
  afterAll(async () => {
    for (const schema of schemas) await admin?.query(`drop schema ${schema} cascade`)
    await admin?.end()
    await backend.stop?.()
  })

  return {
    schema: () => schemas.at(-1)!,
    connection: () => newest!,
    query: ((text: string, values?: unknown[]) => admin!.query(text, values)) as pg.Client['query'],
    async asBefore(migration) {
      const schema = schemas.at(-1)!
      const later = `${schema}_later`
      await admin!.query(`alter schema ${schema} rename to ${later}; create schema ${schema}`)
      schemas.unshift(later)
      const pool = new pg.Pool(newest!.to as pg.PoolConfig)
      const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) })
      await migrate(db, 'the test database', migration)
      await db.destroy()
      await copyRows(admin!, later, schema)
    },
    async fresh(): Promise<{ store: Store; again(): Promise<Store> }> {
      if (!backend.connection) {
        const store = memoryStore()
        return { store, again: async () => store }
      }
      const { to, where } = await backend.connection()
      const schema = `telltale_test_${process.pid}_${schemas.length}_${Date.now()}`
      schemas.push(schema)
      await admin!.query(`create schema ${schema}`)
      const config = typeof to === 'string' ? { connectionString: to } : to
      const connection = { to: { ...config, options: `-c search_path=${schema}` }, where, cipher }
      newest = connection
      const open = async () => {
        const store = await postgresStore(connection)
        opened.push(store)
        return store
      }
      const store = await open()
      return {
        store,
        async again() {
          await opened.splice(opened.length - 1, 1)[0]!.close()
          return open()
        },
      }
    },
  }
}

/** Rows of every table that both schemas have, as far as its columns are in both; numbering goes on after them. */
async function copyRows(client: pg.Client, from: string, to: string): Promise<void> {
  const { rows } = await client.query<{ name: string; columns: string; numbered: string | null }>(
    `select c.table_name as name, string_agg(quote_ident(c.column_name), ', ') as columns,
       max(pg_get_serial_sequence($2 || '.' || c.table_name, c.column_name)) as numbered
     from information_schema.columns c
     join information_schema.columns o using (table_name, column_name)
     where c.table_schema = $2 and o.table_schema = $1 and c.table_name not like 'telltale_migration%'
     group by 1`,
    [from, to],
  )
  for (const { name, columns, numbered } of rows) {
    await client.query(
      `insert into ${to}.${name} (${columns}) overriding system value select ${columns} from ${from}.${name}
       on conflict do nothing`,
    )
    if (numbered)
      await client.query(`select setval($1, greatest(1, (select count(*) from ${to}.${name})) + 1000000)`, [
        numbered,
      ])
  }
}
