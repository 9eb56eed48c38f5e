import type { Evidence, Mine } from '@telltale/core'

/** Several windows in which one detector says the same kind of thing: one line to read, and all of them are read with it. */
export interface ToRead {
  whats: string[]
  says: string
}

/** What has to be read as people read it: one line a detector, the newest words; replies and appeals one by one. */
export function toRead(what: Mine['unread'], evidence: readonly Evidence[]): ToRead[] {
  const byId = new Map(evidence.map((e) => [e.id, e]))
  const groups = Map.groupBy(what, (u) => byId.get(u.what)?.detector ?? u.what)
  return [...groups.values()].map((of) => {
    const newest = of.reduce((a, b) => ((byId.get(b.what)?.to ?? 0) > (byId.get(a.what)?.to ?? 0) ? b : a))
    return {
      whats: of.map((u) => u.what),
      says: of.length === 1 ? newest.says : `${newest.says} (${of.length} windows)`,
    }
  })
}
