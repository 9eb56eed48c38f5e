import { type Said, said, type Word } from '@telltale/core'

/** What people said of links, as the engine keeps it: all of it, and what of it stands. */
export interface Words extends Said {
  all: ReadonlyMap<string, Word>
}

export function wordsIn(words: Iterable<Word>): Words {
  const all = new Map([...words].map((w) => [w.id, w]))
  return { all, ...said(all.values()) }
}
