import type { Attribute, Commonness, Observation, SubjectRef, Undone, Word } from '@telltale/core'

/** A word as it was said, or that it was undone: entries are added, never changed. */
export type WordEntry = { said: Word } | { id: string; undone: Undone }

/** An application or person as it is kept, for linkage to read. */
export type Identity = Pick<
  Observation<'application' | 'person'>,
  'source' | 'id' | 'kind' | 'at' | 'about' | 'data'
>

/** The part of a store that links need: what people said of them, and what is shared by how many. */
export interface Linking {
  /** Everything that people ever said of links, oldest first, undone or not. */
  words(): Promise<Word[]>
  /**
   * Attributes that were ever seen on one of the subjects themselves (what a person shares through a device is the
   * device's), or that a finding names with one of them; in order of ref.
   */
  attributesOn(subjects: readonly SubjectRef[]): Promise<Attribute[]>
  /** How many attributes of each type there are, and how many of them are on two or more subjects. */
  commonness(): Promise<Map<string, Commonness>>
  /** Shipments about any of the subjects, with what was found in them. */
  shipments(subjects: readonly SubjectRef[]): Promise<{ about: SubjectRef[]; attributes: Attribute[] }[]>
  /** Every application and person observation, oldest first, in pages. Replays of one id are one. */
  identities(): AsyncIterable<Identity[]>
}

/** Words from their entries: an undone word keeps everything that was said. */
export function wordsOf(entries: Iterable<WordEntry>): Word[] {
  const words = new Map<string, Word>()
  for (const entry of entries) {
    if ('said' in entry) {
      if (!words.has(entry.said.id)) words.set(entry.said.id, entry.said)
      continue
    }
    const word = words.get(entry.id)
    if (word && !word.undone) words.set(entry.id, { ...word, undone: entry.undone })
  }
  return [...words.values()]
}
