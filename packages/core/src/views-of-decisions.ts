import type {
  Act,
  Actor,
  Attachment,
  CaseState,
  Conclusion,
  Deed,
  Ground,
  PlaybookName,
} from './decisions/acts.ts'
import type { Exposure, Reach } from './exposure.ts'
import type { Millis, SubjectRef } from './observations/kind.ts'
import type { QueueItem, SubjectView } from './views.ts'

/** What the server answers about work on cases. Types only; times are milliseconds since the epoch. */

/** What a case waits for: what makes it move next. */
export type WaitingFor =
  /** Nobody works on it yet. */
  | 'triage'
  /** Being worked on; nobody has recorded a view. */
  | 'first-seat'
  /** One person has recorded a view that does not decide by itself. */
  | 'second-seat'
  /** Views of several people stand and have come to no decision. */
  | 'third-view'
  /** The person has been told and may still answer. */
  | 'reply'
  /** Decided against somebody who has not been told yet: counsel's delay ends at `due`. */
  | 'notice'
  /** An appeal that two people who did not sit before have to decide. */
  | 'appeal'
  /** Items of its playbook that are not ticked. */
  | 'playbook'
  /** Decided, told and done. */
  | 'closing'

/** A decision as people made it. */
export interface Decision {
  conclusion: Exclude<Conclusion, 'unsure'>
  at: Millis
  /** The ground that a seat named, if one did. */
  ground?: Ground
}

/** What is at stake, where something is known of it. Ranks urgency, moves no probability. */
export interface CaseExposure {
  urgency: 'low' | 'raised' | 'high'
  /** In one sentence. */
  says: string
}

/** Where a case stands. */
export interface CaseSummary {
  id: string
  subject: SubjectRef
  state: CaseState
  /** An account's id. */
  owner?: Actor
  ownerName?: string
  openedAt: Millis
  /** Time of the newest act. */
  touchedAt: Millis
  /** Absent once it is closed. */
  waitingFor?: WaitingFor
  /** Until when what it waits for should come: the reply, the notice, the earliest open task or item. */
  due?: Millis
  /** Present in lists where the reader's own view stands: what is wanted then is somebody else's. */
  signed?: true
  /** Present where only named readers see it. */
  sealed?: true
  /** Present under a legal hold: nothing of it is erased. */
  held?: true
  /** The decision that stands. Reopening lifts it; an appeal leaves it until it is decided again. */
  decided?: Decision
  /** Under which case it is shown, where the two are of one human. */
  mergedInto?: string
  exposure?: CaseExposure
}

/** One row of the list of cases. */
export type CaseRow = QueueItem & { case: string; work: CaseSummary }

export interface CasesView {
  cases: CaseRow[]
  /** What `after` takes for the page that follows; absent on the last one. */
  next?: string
}

/** One person's view. What it concludes is absent while the reader may still have to sit without knowing it. */
export interface Seat {
  /** The act's id. */
  act: string
  by: Actor
  name?: string
  at: Millis
  /** Which round of deciding: 0, then one more with each appeal and each reopening. */
  round: number
  conclusion?: Conclusion
  because?: string
  ground?: Ground
  /** Taken back by its author, or no longer counted: a reply came after it, or a conflict of interest came out. */
  lapsed?: 'withdrawn' | 'reply' | 'conflict'
}

/** What the reader may do about a view. */
export interface Mine {
  /** The seat that is open to the reader: `second` where a view of somebody stands already. */
  canSit: 'first' | 'second' | false
  /** Why not, or why only a conclusion that is not adverse: one sentence. */
  why?: string
  /** The only conclusions that the reader may record. */
  conclusions: Conclusion[]
  /** What the reader has to have read first: counter-evidence by its id, replies and appeals by their act. */
  unread: { what: string; says: string }[]
}

export interface TaskView {
  task: string
  title: string
  to?: Actor
  due?: Millis
  by: Actor
  at: Millis
  done?: { by: Actor; at: Millis }
}

export interface PlaybookItemView {
  item: string
  title: string
  /** What to do and what to look out for. */
  how: string
  /** Only counsel may tick it. */
  counsel?: true
  /** What the item is about, of everything that can be reached: `draft` names it. */
  reach?: Reach
  /** Items of one choice exclude each other: ticking one makes the others not needed. */
  choice?: string
  /** Not needed any more: another item of its choice is ticked. */
  instead?: string
  /** Of an item with a clock: by when. */
  due?: Millis
  ticked?: { by: Actor; name?: string; at: Millis; note?: string }
  /** A text to begin from, filled in as far as the case tells: check every word of it. */
  draft?: string
}

export interface PlaybookView {
  playbook: PlaybookName
  title: string
  /** Absent where nobody has begun it: it is offered. */
  owner?: Actor
  ownerName?: string
  items: PlaybookItemView[]
}

export interface AttachmentView extends Attachment {
  at: Millis
  by: Actor
  /** Its custody record: captured, then each opening. */
  custody: { at: Millis; by: Actor; did: 'captured' | 'opened' }[]
}

/** Everything about the work on one case that this reader may see. */
export interface CaseWork extends Omit<CaseSummary, 'exposure'> {
  exposure?: Exposure
  /** Oldest first; of views that the reader may not know yet only that they were recorded. */
  acts: Act[]
  seats: Seat[]
  mine: Mine
  /** What the reader may do now. Each is still checked when it is done. */
  may: Deed['is'][]
  tasks: TaskView[]
  playbooks: PlaybookView[]
  attachments: AttachmentView[]
  comments: { act: string; by: Actor; name?: string; at: Millis; text: string }[]
  /** The person's replies and appeals. */
  replies: { act: string; at: Millis; is: 'replied' | 'appealed'; text: string; attachments: string[] }[]
  /** The person asked for an equal check that is not about timing. Nobody asks why. */
  accommodation?: { at: Millis }
  notice?: { at: Millis; by: Actor; until: Millis }
  delay?: { at: Millis; by: Actor; until: Millis; because: string }
  /** Who may read a sealed case. */
  readers?: Actor[]
  merged: { case: string; subject: SubjectRef; pseudonym: string; at: Millis }[]
  conflicts: { account: Actor; how: 'manager' | 'referrer' | 'other'; declared: boolean }[]
  /** All decisions, oldest first. `overturned` on a misrepresentation that was cleared later: a false accusation. */
  decisions: (Decision & { act: string; round: number; overturned?: Millis })[]
}

export interface CaseView extends SubjectView {
  case: string
  work: CaseWork
}

/** What `POST /v1/cases/acts` answers: one entry a case, in the order that was asked. */
export interface BulkView {
  results: { case: string; act?: Act; problem?: string }[]
}

/** What can be put into a comment or a task with one click, and what playbooks consist of. */
export interface CaseTemplates {
  comments: { name: string; title: string; text: string }[]
  tasks: { name: string; title: string; days: number }[]
  playbooks: { playbook: PlaybookName; title: string; for: Conclusion; items: PlaybookItemTemplate[] }[]
}

export type PlaybookItemTemplate = Pick<
  PlaybookItemView,
  'item' | 'title' | 'how' | 'counsel' | 'choice' | 'reach'
> & {
  /** A clock that ticking it starts, in working days. */
  workingDays?: number
}
