import { type Directory, decidedOf, holderOf, type SubjectRef } from '@telltale/core'

/** What people decided, by whom it is about: the person where the application or device belongs to one. */
export interface Decided {
  /** In order. */
  confirmed: SubjectRef[]
  cleared: Set<SubjectRef>
  /** Every subject that a decision names. */
  named: Set<SubjectRef>
}

/** Where several decisions concern one person, the newest counts. */
export function decisions(directory: Directory): Decided {
  const newest = new Map<SubjectRef, { at: number; key: string; is: 'confirmed' | 'cleared' }>()
  const named = new Set<SubjectRef>()
  for (const [subject, notes] of directory.notes) {
    const note = notes.get('decision')
    if (!note) continue
    named.add(subject)
    const is = decidedOf(directory, subject)
    if (!is) continue
    const about = holderOf(directory, subject, Number.MAX_SAFE_INTEGER) ?? subject
    const known = newest.get(about)
    if (!known || note.at > known.at || (note.at === known.at && note.key > known.key))
      newest.set(about, { at: note.at, key: note.key, is })
  }
  const of = (wanted: 'confirmed' | 'cleared') =>
    [...newest].filter(([, { is }]) => is === wanted).map(([subject]) => subject)
  return { confirmed: of('confirmed').sort(), cleared: new Set(of('cleared')), named }
}
