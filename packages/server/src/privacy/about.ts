import { type Directory, type SubjectRef, typeOf } from '@telltale/core'

/** Whom an erasure or an export is about: the person or application, with what is theirs alone. */
export interface Theirs {
  /** The subject first, then applications that are theirs, and devices that nobody else ever held. */
  subjects: SubjectRef[]
  /** Devices that others held too: what was measured while this one did is theirs. */
  shared: SubjectRef[]
}

/** By what the directory knows of who holds or made what. A device or an application is asked about by itself. */
export function theirsIn(directory: Directory, subject: SubjectRef): Theirs {
  const subjects = [subject]
  const shared: SubjectRef[] = []
  if (typeOf(subject) !== 'person') return { subjects, shared }
  const heldBy = new Map<SubjectRef, Set<SubjectRef>>()
  for (const [person, held] of directory.holds)
    for (const thing of held) {
      const holders = heldBy.get(thing) ?? new Set()
      heldBy.set(thing, holders.add(person))
    }
  for (const thing of directory.holds.get(subject) ?? []) {
    const others = (heldBy.get(thing)?.size ?? 0) > 1
    if (!others) subjects.push(thing)
    else if (typeOf(thing) === 'device') shared.push(thing)
  }
  return { subjects, shared }
}
