import type { AttributeState, Derived, LinksOut, Millis, ObservationView, SubjectRef } from '@telltale/core'
import type { Dated } from '../audit/chain.ts'
import type { DataCipher } from '../privacy/data-key.ts'
import type { Kept } from '../privacy/retention-rule.ts'

/** Everything that is to be forgotten, and what takes its place, in one transaction. */
export interface Erasure {
  /** The person with what is theirs alone. */
  subjects: readonly SubjectRef[]
  /** Windows of devices that others used too, from when it was this person’s. */
  windows: readonly { subject: SubjectRef; slot: string; from: Millis }[]
  /** Attributes that others are on as well, without the subjects, judged anew. */
  links: LinksOut
  /** Attributes that nobody is on any more. */
  emptied: readonly SubjectRef[]
  /** Also forget what the audit log tells of them; the chain stays. */
  forget: boolean
  /** That it was done: without the subjects’ names. */
  events: readonly Dated[]
}

/** Rows that went, by what they were. */
export type Removed = Record<string, number>

export interface Expired {
  /** Older than the period. */
  examined: number
  /** Of these removed. */
  removed: number
  /** Of these kept, because a floor says so. */
  kept: number
}

/** That retention ran: the proof. */
export interface RetentionRun {
  startedAt: Millis
  endedAt: Millis
  by: string
  dryRun: boolean
  lines: (Expired & { kept: number; what: Kept; days: number; before: Millis })[]
  /** Subjects of which nothing was left, and who were forgotten altogether. */
  forgotten: number
  /** Subjects that a floor keeps everything of, by the reason. */
  floors: Record<string, number>
}

/** What somebody says is wrong with an observation. The observation stays as it came; this stands beside it. */
export interface Correction {
  id: string
  subject: SubjectRef
  /** The observation that is wrong. */
  source: string
  observation: string
  /** The member of its data that is wrong; all of it where absent. */
  field?: string
  /** What is true, as they say. */
  says: unknown
  because: string
  by: string
  at: Millis
  /** The observation that stands in its place, and whether the first one is left out of what is judged. */
  supersededBy?: { source: string; id: string }
}

/** An observation as it is kept, with what was derived from it on arrival. */
export type KeptObservation = ObservationView & { derived: Derived }

/** The part of a store that privacy needs. */
export interface PrivacyStore {
  /** Every observation about a subject, oldest first, in pages. */
  observationsOf(subject: SubjectRef): AsyncIterable<KeptObservation[]>
  /** Takes back what an observation taught of claims, holders and notes. */
  unlearn(row: { source: string; id: string }): Promise<void>
  erase(erasure: Erasure): Promise<Removed>
  /** Removes what is older than `before`, except of the subjects in `floor`; only counts in a dry run. */
  expire(what: Kept, before: Millis, floor: ReadonlySet<SubjectRef>, dryRun: boolean): Promise<Expired>
  /** Subjects last heard of before a time of whom no observation is left. */
  unheardOf(before: Millis, floor: ReadonlySet<SubjectRef>, limit: number): Promise<SubjectRef[]>
  addRetentionRun(run: RetentionRun): Promise<void>
  /** Newest first. */
  retentionRuns(limit: number): Promise<RetentionRun[]>
  addCorrection(correction: Correction): Promise<void>
  /** Oldest first; of every subject without one. */
  corrections(subject?: SubjectRef): Promise<Correction[]>
  /**
   * Seals anew one page of what is not sealed with the current key, from where the last page ended; undefined once it is
   * through. Safe to repeat and to break off.
   */
  reseal(
    cipher: DataCipher,
    after: string,
    limit: number,
  ): Promise<{ after: string; sealed: number } | undefined>
}

/** An attribute without the subjects, as members and as holders; undefined where nobody is left. */
export function without(state: AttributeState, gone: ReadonlySet<string>): AttributeState | undefined {
  const members: AttributeState['members'] = {}
  for (const [subject, { days, cards }] of Object.entries(state.members)) {
    if (gone.has(subject)) continue
    const left: typeof days = {}
    for (const [day, holders] of Object.entries(days)) {
      const others = holders.filter(([holder]) => !gone.has(holder))
      if (others.length > 0) left[Number(day)] = others
    }
    if (Object.keys(left).length === 0) continue
    const used = new Set(Object.values(left).flatMap((holders) => holders.map(([, card]) => card)))
    members[subject as SubjectRef] = {
      days: left,
      cards: Object.fromEntries(Object.entries(cards).filter(([key]) => used.has(key))),
    }
  }
  return Object.keys(members).length > 0 ? { ...state, members } : undefined
}

/** Whether a text names one of the subjects: by type and id, or by the id in quotes. */
export function namesIn(refs: readonly string[]): (text: string) => boolean {
  const wanted = refs.flatMap((ref) => [ref, `"${ref.slice(ref.indexOf(':') + 1)}"`])
  const escaped = wanted.flatMap((w) => [w, JSON.stringify(w).slice(1, -1)])
  return (text) => escaped.some((w) => text.includes(w))
}
