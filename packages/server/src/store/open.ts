import type { Inbox } from '../ingest/inbox.ts'
import { startEmbedded } from './embedded.ts'
import { postgresStore } from './postgres.ts'
import { StoreProblem } from './problem.ts'
import type { Store } from './store.ts'

export interface OpenedStore {
  store: Store & { inbox: Inbox }
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
  home: string
  say?: (line: string) => void
}): Promise<OpenedStore> {
  if (options.databaseUrl) {
    const where = withoutPassword(options.databaseUrl)
    const store = await postgresStore({ to: options.databaseUrl, where })
    return { store, where, stop: () => store.close() }
  }
  const database = await startEmbedded(options.home, options.say)
  try {
    const store = await postgresStore(database)
    return {
      store,
      where: database.where,
      pid: database.pid,
      async stop() {
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
