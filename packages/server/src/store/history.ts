import type { AttributeState, AttributeType, Data, Millis, SubjectRef, WindowState } from '@telltale/core'

/** What people decided about one subject: the newest word of theirs. */
export interface Disposition {
  subject: SubjectRef
  outcome: Data['disposition']['outcome']
  at: Millis
}

/** The part of a store that hunts read history from, page by page. Nothing here changes anything. */
export interface History {
  /** Windows of one slot in order of subject and time: the first `limit` ones after the given one. */
  windowsOf(
    slot: string,
    after: Pick<WindowState, 'subject' | 'from'> | undefined,
    limit: number,
  ): Promise<WindowState[]>
  /** Shared attributes of one type in order of their text: the first `limit` ones after `after`. */
  attributesOf(type: AttributeType, after: string, limit: number): Promise<AttributeState[]>
  /** Every subject that people decided about, in order of its text. */
  dispositions(): Promise<Disposition[]>
}

interface DispositionRow {
  source: string
  id: string
  at: Millis
  data: unknown
}

/** Of each subject the newest; of two of one instant the one whose name sorts last. */
export function newestDispositions(rows: readonly DispositionRow[]): Disposition[] {
  const newest = new Map<SubjectRef, Disposition & { key: string }>()
  for (const { source, id, at, data } of rows) {
    const { subject, outcome } = data as { subject: SubjectRef; outcome: Disposition['outcome'] }
    const key = `${source} ${id}`
    const known = newest.get(subject)
    if (!known || at > known.at || (at === known.at && key > known.key))
      newest.set(subject, { subject, outcome, at, key })
  }
  return [...newest.values()]
    .sort((a, b) => (a.subject < b.subject ? -1 : 1))
    .map(({ key: _, ...disposition }) => disposition)
}
