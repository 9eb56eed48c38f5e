import type { AccountRecords, AccountStore, RecordChange, RecordKind } from '../store/accounts.ts'

/** Everything about who may sign in, in memory; the store is written behind it. */
export interface Book {
  of<K extends RecordKind>(kind: K): ReadonlyMap<string, AccountRecords[K]>
  put<K extends RecordKind>(kind: K, is: AccountRecords[K]): void
  forget(kind: RecordKind, id: string): void
  /** Resolves once all that has changed is durable. Rejects where some of it could not be written: it stays in force until a restart. */
  written(): Promise<void>
  /** Reads everything again: after the demo company went away. */
  reload(): Promise<void>
}

/** Reads what the store keeps. Changes count at once, and are written in the order in which they were made. */
export async function openBook(store: AccountStore): Promise<Book> {
  const kept = {} as { [K in RecordKind]: Map<string, AccountRecords[K]> }
  let waiting: RecordChange[] = []
  let writing: Promise<void> = Promise.resolve()
  const read = async () => {
    for (const [kind, records] of Object.entries(await store.accountRecords()))
      kept[kind as 'account'] = new Map((records as AccountRecords['account'][]).map((r) => [r.id, r]))
  }
  await read()
  const isSimulated = (kind: RecordKind, is: AccountRecords[RecordKind]) => {
    const account = kind === 'account' ? is.id : 'account' in is ? is.account : undefined
    return account !== undefined && kept.account.get(account)?.simulated === true
  }
  const flush = () => {
    const batch = waiting
    waiting = []
    return batch.length > 0 ? store.keepAccountRecords(batch) : Promise.resolve()
  }
  const changed = (change: RecordChange) => {
    waiting.push(change)
    if (waiting.length > 1) return
    // What changes in one turn of the loop is one transaction.
    writing = writing.catch(() => {}).then(flush)
    writing.catch(() => {})
  }
  return {
    of: (kind) => kept[kind],
    put(kind, is) {
      ;(kept[kind] as Map<string, typeof is>).set(is.id, is)
      changed({ kind, id: is.id, is, simulated: isSimulated(kind, is) } as RecordChange)
    },
    forget(kind, id) {
      if (kept[kind].delete(id)) changed({ kind, id, is: null } as RecordChange)
    },
    written: () => writing,
    async reload() {
      await writing.catch(() => {})
      await read()
    },
  }
}
