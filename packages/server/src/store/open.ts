import { postgresVolunteered } from '../fairness/postgres-volunteered.ts'
import type { VolunteeredStore } from '../fairness/volunteered.ts'
import { type SqlHunts, sqlHunts } from '../hunts/sql/index.ts'
import type { Inbox } from '../ingest/inbox.ts'
import type { DataCipher } from '../privacy/data-key.ts'
import { startEmbedded } from './embedded.ts'
import { postgresStore } from './postgres.ts'
import { StoreProblem } from './problem.ts'
import type { Store } from './store.ts'

export interface OpenedStore {
  store: Store & { inbox: Inbox }
  /** Hunts in SQL, which make their views and their role in it when the first one is run. */
  sql: SqlHunts
  /** The audit-only table, over a connection of its own. */
  volunteered: VolunteeredStore
  /** How messages name it: the folder, or the URL without its password. */
  where: string
  /** The embedded database's process; absent when another database is used. */
  pid?: number
  /** Closes the store and, where it is embedded, shuts the database down. */
  stop(): Promise<void>
}

/**
 * Opens the database that `databaseUrl` names, or the embedded one in `home`. Rejects with a `StoreProblem`
 * whose message is one sentence for the person who started Telltale. `say` hears of anything slow.
 */
export async function openStore(options: {
  databaseUrl?: string | undefined
  /** The role that hunts in SQL run as, where Telltale's own user may not make one. */
  huntDatabaseUrl?: string | undefined
  home: string
  /** Seals what identifies people. */
  cipher?: DataCipher
  say?: (line: string) => void
}): Promise<OpenedStore> {
  if (options.databaseUrl) {
    const where = withoutPassword(options.databaseUrl)
    const connection = { to: options.databaseUrl, where, cipher: options.cipher }
    const store = await postgresStore(connection)
    const sql = sqlHunts(connection, options.huntDatabaseUrl)
    const volunteered = postgresVolunteered(connection)
    const stop = async () => {
      await volunteered.close()
      await store.close()
    }
    return { store, sql, volunteered, where, stop }
  }
  const database = await startEmbedded(options.home, options.say)
  try {
    const store = await postgresStore({ ...database, cipher: options.cipher })
    const volunteered = postgresVolunteered(database)
    return {
      store,
      sql: sqlHunts(database),
      volunteered,
      where: database.where,
      pid: database.pid,
      async stop() {
        await volunteered.close()
        await store.close()
        await database.stop()
      },
    }
  } catch (error) {
    await database.stop()
    throw error
  }
}

function withoutPassword(url: string): string {
  let parsed: URL
  try {
    parsed = new URL(url)
  } catch {
    throw new StoreProblem('DATABASE_URL is not a URL: expected postgres://user:password@host:5432/database.')
  }
  if (!/^postgres(?:ql)?:$/.test(parsed.protocol))
    throw new StoreProblem(
      `DATABASE_URL begins with ${parsed.protocol}// and not with postgres://: Telltale keeps its data in Postgres 15 or newer.`,
    )
  return `${parsed.protocol}//${parsed.host}${parsed.pathname}`
}
