import { type AccountStore, noRecords, type RecordChange } from './accounts.ts'
import { copy } from './memory-copy.ts'

export interface MemoryAccounts extends AccountStore {
  removeSimulatedAccounts(): void
}

/** The part of the memory store that holds accounts: the model of the Postgres one. */
export function memoryAccounts(): MemoryAccounts {
  const kept = new Map<string, RecordChange>()
  return {
    async accountRecords() {
      const all = noRecords()
      for (const { kind, is } of [...kept.values()].sort((a, b) => (a.id < b.id ? -1 : 1)))
        (all[kind] as unknown[]).push(copy(is))
      return all
    },
    async keepAccountRecords(changes) {
      for (const change of copy(changes)) {
        const key = `${change.kind}\0${change.id}`
        if (change.is) kept.set(key, change)
        else kept.delete(key)
      }
    },
    removeSimulatedAccounts() {
      for (const [key, { simulated }] of kept) if (simulated) kept.delete(key)
    },
  }
}
