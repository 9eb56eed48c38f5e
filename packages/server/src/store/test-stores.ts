import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, afterEach, beforeAll } from 'vitest'
import { cipherOf } from '../privacy/data-key.ts'
import { type PostgresHandle, startEmbedded } from './embedded.ts'
import { memoryStore } from './memory.ts'
import { type Connection, postgresStore } from './postgres.ts'
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
