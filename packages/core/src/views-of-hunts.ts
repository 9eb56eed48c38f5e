import type { Millis, SubjectRef } from './observations/kind.ts'

/**
 * What the server answers about hunts: saved hypotheses, and what one would have raised on history. Types only.
 * Nothing that a hunt finds is stored as evidence, and nothing of it moves anybody's score.
 */

/** A saved hypothesis: a detector with other thresholds, or SQL over the documented views (docs/hunts.md). */
export interface HuntView {
  /** Lower-case letters, digits and hyphens: the name of its file without ".json". */
  name: string
  /** What it supposes, in a sentence. */
  says: string
  /** A detector's id. Absent where `sql` stands. */
  detector?: string
  /** The detector's thresholds that are tried otherwise; the others are as they stand. */
  thresholds?: Record<string, number>
  sql?: string
  /** Comes with Telltale: it can be copied under another name, not changed. */
  shipped: boolean
}

export interface HuntsView {
  /** In order of name; a company's own stands in for a shipped one of the same name. */
  hunts: HuntView[]
  /** Files that can't be used: file, field and what to do. */
  problems: string[]
  /** Why SQL can't be run here, with what to do; absent where it can. */
  noSql?: string
  /** The views that SQL reads, with their columns. */
  views: HuntTable[]
}

/** A view that hunts in SQL may read. */
export interface HuntTable {
  name: string
  says: string
  columns: { name: string; type: string; says: string }[]
}

/** How a subject stands, the gravest last. `verify` is of applications alone; `evidence`: the detector accuses, no more. */
export type HuntLevel = 'nothing' | 'evidence' | 'verify' | 'listed' | 'case'

/** One subject that the hunt would have changed something for. */
export interface HuntedSubject {
  subject: SubjectRef
  pseudonym: string
  /** The weightiest finding of the detector: the hunt's own where it raises, the one that would go where it drops. */
  says: string
  /** What the subject weighs in all by the hunt, log10. */
  weight: number
  /** What it weighs as it stands, log10. */
  weightNow: number
  /** What it would be. */
  wouldBe: HuntLevel
  /** What it is as it stands. */
  already: HuntLevel
  /** The newest of people's decisions about it. */
  decided?: 'confirmed' | 'cleared' | 'unsure'
  /** An open case: it stays open whatever a score does, since people close cases. */
  case?: string
  /** The newest day that the detector's findings on it cover. */
  to: Millis
}

/** Decided subjects that the detector accuses. */
export interface HuntMeasured {
  /** How many people decided about so. */
  of: number
  /** How many of them the detector accuses. */
  raised: number
  /** Exact 95 % interval of the share `raised / of` (Clopper and Pearson 1934); 0 to 1 where `of` is 0. */
  low: number
  high: number
  /** How many of them are listed or have a case, from everything that stands. */
  listed: number
}

/** The detector on all of history: as it stands, or by the hunt. */
export interface HuntTally {
  /** Subjects that the detector accuses. */
  accused: number
  /** Subjects in the queue by their score, those with a case among them. */
  listed: number
  /** Of these, by their score a case. */
  cases: number
  /** The false-alarm cost. */
  cleared: HuntMeasured
  confirmed: HuntMeasured
}

/** A threshold that was tried. */
export interface HuntThreshold {
  name: string
  /** What was tried. */
  value: number
  /** What stands. */
  was: number
  unit: string
  says: string
}

export interface HuntRun {
  /** Absent where an unsaved one was run. */
  name?: string
  says?: string
  /** How long it took, milliseconds. */
  took: number
  /** Present for a hunt with a detector. */
  found?: HuntFound
  /** Present for a hunt in SQL. */
  table?: HuntRows
}

export interface HuntFound {
  detector: string
  thresholds: HuntThreshold[]
  /** Heaviest change first, at most `shown`; `counts` has them all. */
  raised: HuntedSubject[]
  dropped: HuntedSubject[]
  counts: { raised: number; dropped: number }
  now: HuntTally
  would: HuntTally
  /** What was judged again. */
  judged: { windows: number; attributes: number; subjects: number }
  /** What to know before relying on it, in sentences: "no cleared cases to measure on", a detector in shadow. */
  notes: string[]
}

export interface HuntRows {
  columns: { name: string; type: string }[]
  /** Cells as text, numbers and booleans as they are, null where there is nothing. */
  rows: (string | number | boolean | null)[][]
  /** There are more rows than are given. */
  truncated: boolean
}

/** What `POST /v1/hunts/run` takes: a saved one by name, or one that is not saved. */
export interface HuntRequest {
  name?: string
  detector?: string
  /** With `name`: on top of those that are saved. */
  thresholds?: Record<string, number>
  sql?: string
  /** A hunt is stopped after this long; 10 unless given, at most 120. */
  minutes?: number
}
