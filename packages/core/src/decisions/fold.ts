import { digest } from '../digest.ts'
import type { Millis, SubjectRef } from '../observations/kind.ts'
import type { Act, Actor, Attachment, CaseState, Conclusion, Deed, Ground, PlaybookName } from './acts.ts'
import { isAdverse, standing, weigh } from './deciding.ts'
import { leadsFrom } from './lifecycle.ts'
import type { Role } from './roles.ts'

/** One person's view as it was recorded. */
export interface View {
  act: string
  by: Actor
  person: string
  role: Role
  at: Millis
  round: number
  conclusion: Conclusion
  because: string
  ground?: Ground
  lapsed?: 'withdrawn' | 'reply' | 'conflict'
}

/** A decision that the views of one round came to. */
export interface Decided {
  act: string
  at: Millis
  round: number
  conclusion: Exclude<Conclusion, 'unsure'>
  /** Accounts whose views made it, in the order in which they sat. */
  seats: Actor[]
  ground?: Ground
  grounds: Ground[]
  /** A misrepresentation that was cleared later: a false accusation. */
  overturned?: Millis
}

export interface Reply {
  act: string
  at: Millis
  is: 'replied' | 'appealed'
  text: string
  attachments: string[]
}

interface Done {
  by: Actor
  at: Millis
}

export interface Task extends Done {
  task: string
  title: string
  to?: Actor
  due?: Millis
  done?: Done
}

export interface Playbook {
  playbook: PlaybookName
  owner: Actor
  at: Millis
  ticked: Record<string, Done & { note?: string; due?: Millis }>
}

/** What the acts of a case come to. Plain JSON. */
export interface WorkState {
  id: string
  subject: SubjectRef
  state: CaseState
  openedAt: Millis
  /** The newest act: the next one comes after it. */
  last: { at: Millis; id: string }
  owner?: Actor
  /** Which round of deciding: grows with each appeal and each reopening. */
  round: number
  /** The round decides an appeal: who sat in an earlier one can't uphold. */
  appeal: boolean
  /** Of every round, oldest first. */
  views: View[]
  decisions: Decided[]
  /** The decision that stands is the last of `decisions`. */
  stands: boolean
  notice?: Done & { until: Millis }
  delay?: Done & { until: Millis; because: string }
  replies: Reply[]
  accommodation?: { at: Millis }
  /** What each account has marked as read: evidence and acts, by id. */
  read: Record<Actor, string[]>
  conflicts: { account: Actor; human?: string; how: 'manager' | 'referrer' | 'other'; at: Millis }[]
  sealed?: Actor[]
  held: boolean
  mergedInto?: string
  mergedAt?: Millis
  tasks: Task[]
  playbooks: Playbook[]
  comments: { act: string; by: Actor; at: Millis; text: string }[]
  attachments: (Attachment & Done & { custody: (Done & { did: 'captured' | 'opened' })[] })[]
  closedAt?: Millis
}

/** The id of the act that opens a case: the same however often software opens it. */
export function openingOf(caseId: string): string {
  return digest(`opened\0${caseId}`)
}

/** What the acts of one case come to, whatever their order and however often each is there; undefined without its opening. */
export function foldActs(acts: Iterable<Act>): WorkState | undefined {
  const byId = new Map([...acts].map((act) => [act.id, act]))
  let state: WorkState | undefined
  for (const act of [...byId.values()].sort(inOrder)) state = withAct(state, act)
  return state
}

/** The order of acts: by time, then by id. */
export function inOrder(a: Act, b: Act): number {
  return a.at - b.at || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)
}

/**
 * The state with one more act, which comes after those before. An act that does not fit, of an earlier version or made
 * past the rules, changes nothing: above all, two people's views make a decision against somebody here, and nothing else.
 */
export function withAct(state: WorkState | undefined, act: Act): WorkState | undefined {
  if (!state) return act.is === 'opened' ? opening(act) : undefined
  if (!leadsFrom(state, act.is)) return { ...state, last: { at: act.at, id: act.id } }
  return { ...state, ...change(state, act), last: { at: act.at, id: act.id } }
}

function opening(act: Act & { is: 'opened' }): WorkState {
  return {
    ...{ id: act.case, subject: act.subject, state: 'new', openedAt: act.at },
    ...{ last: { at: act.at, id: act.id }, round: 0, appeal: false, views: [], decisions: [], stands: false },
    ...{ replies: [], read: {}, conflicts: [], held: false, tasks: [], playbooks: [], comments: [] },
    attachments: [],
  }
}

function change(s: WorkState, act: Act): Partial<WorkState> {
  const done = { by: act.by, at: act.at }
  switch (act.is) {
    case 'opened':
      return {}
    case 'moved':
      return { state: act.to }
    case 'assigned':
      return { owner: act.to ?? undefined }
    case 'commented':
      return { comments: [...s.comments, { act: act.id, ...done, text: act.text }] }
    case 'tasked':
      return s.tasks.some((t) => t.task === act.task) ? {} : { tasks: [...s.tasks, taskOf(act)] }
    case 'task-done':
      return { tasks: s.tasks.map((t) => (t.task === act.task && !t.done ? { ...t, done } : t)) }
    case 'playbook':
      return { playbooks: begun(s, act) }
    case 'ticked':
    case 'unticked':
      return { playbooks: s.playbooks.map((p) => (p.playbook === act.playbook ? tick(p, act) : p)) }
    case 'attached':
      return {
        attachments: [
          ...s.attachments,
          { ...act.attachment, ...done, custody: [{ ...done, did: 'captured' }] },
        ],
      }
    case 'attachment-opened':
      return {
        attachments: s.attachments.map((a) =>
          a.id === act.attachment ? { ...a, custody: [...a.custody, { ...done, did: 'opened' }] } : a,
        ),
      }
    case 'read': {
      const known = s.read[act.by] ?? []
      return known.includes(act.what) ? {} : { read: { ...s.read, [act.by]: [...known, act.what] } }
    }
    case 'noticed':
      return {
        notice: { ...done, until: act.until },
        ...(s.state === 'investigating' && { state: 'notice' as const }),
      }
    case 'notice-delayed':
      return { delay: { ...done, until: act.until, because: act.because ?? '' } }
    case 'replied':
      // Whoever concluded against the person had not read this: the view does not count any more.
      return { replies: [...s.replies, replyOf(act)], views: lapse(s, 'reply', isAdverse) }
    case 'accommodation-asked':
      return { accommodation: s.accommodation ?? { at: act.at } }
    case 'appealed': {
      const decided = decisionOf(s)
      if (!decided || !isAdverse(decided) || s.appeal) return {}
      return { state: 'appealed', round: s.round + 1, appeal: true, replies: [...s.replies, replyOf(act)] }
    }
    case 'viewed':
      return viewed(s, act)
    case 'view-withdrawn':
      return { views: lapse(s, 'withdrawn', (v) => v.person === act.person) }
    case 'closed':
      return { state: 'closed', closedAt: act.at }
    case 'reopened':
      return {
        ...{ state: 'investigating', round: s.round + 1, appeal: false, stands: false },
        ...{ notice: undefined, delay: undefined, closedAt: undefined },
      }
    case 'sealed':
      return { sealed: [...new Set(act.readers)] }
    case 'unsealed':
      return { sealed: undefined }
    case 'held':
      return { held: true }
    case 'released':
      return { held: false }
    case 'merged':
      return { mergedInto: act.into, mergedAt: act.at }
    case 'unmerged':
      return { mergedInto: undefined, mergedAt: undefined }
    case 'conflicted': {
      const { account, human, how, at } = act
      return {
        conflicts: [...s.conflicts, { account, ...(human && { human }), how, at }],
        views: lapse(s, 'conflict', (v) => v.by === account || (human !== undefined && v.person === human)),
      }
    }
  }
}

function viewed(s: WorkState, act: Act & { is: 'viewed' }): Partial<WorkState> {
  const { person, role } = act
  // A program has no person and no seat; a person has one view at a time.
  if (!person || !role || standing(s).some((v) => v.person === person)) return {}
  const view: View = {
    ...{ act: act.id, by: act.by, person, role, at: act.at, round: s.round },
    ...{ conclusion: act.conclusion, because: act.because ?? '', ...(act.ground && { ground: act.ground }) },
  }
  const views = [...s.views, view]
  const seats = weigh({ ...s, views }, act.at)
  if (!seats) {
    // Two who came to no decision: more is to be found out. Whether they disagree, the others are not told.
    const open = standing({ ...s, views }).length > 1
    return { views, ...(open && s.state === 'notice' && { state: 'investigating' as const }) }
  }
  const grounds = [...new Set(seats.flatMap((v) => v.ground ?? []))]
  const decided: Decided = {
    ...{ act: act.id, at: act.at, round: s.round, conclusion: seats[0]!.conclusion as Decided['conclusion'] },
    ...{ seats: seats.map((v) => v.by), grounds, ...(grounds[0] && { ground: grounds[0] }) },
  }
  const before = isAdverse(decided)
    ? s.decisions
    : s.decisions.map((d) => (isAdverse(d) && !d.overturned ? { ...d, overturned: act.at } : d))
  return { views, state: 'decided', stands: true, decisions: [...before, decided] }
}

/** The decision that stands; reopening lifts it. */
export function decisionOf(s: WorkState): Decided | undefined {
  return s.stands ? s.decisions.at(-1) : undefined
}

function lapse(s: WorkState, lapsed: View['lapsed'], which: (view: View) => boolean): View[] {
  if (s.state === 'decided' || s.state === 'closed') return s.views
  return s.views.map((v) => (v.round === s.round && !v.lapsed && which(v) ? { ...v, lapsed } : v))
}

function taskOf(act: Act & { is: 'tasked' }): Task {
  const { task, title, to, due, by, at } = act
  return { task, title, by, at, ...(to && { to }), ...(due !== undefined && { due }) }
}

function begun(s: WorkState, { playbook, owner, at }: Act & { is: 'playbook' }): Playbook[] {
  const known = s.playbooks.find((p) => p.playbook === playbook)
  if (!known) return [...s.playbooks, { playbook, owner, at, ticked: {} }]
  return s.playbooks.map((p) => (p === known ? { ...p, owner } : p))
}

function tick(p: Playbook, act: Act & { is: 'ticked' | 'unticked' }): Playbook {
  const { [act.item]: _was, ...others } = p.ticked
  if (act.is === 'unticked') return { ...p, ticked: others }
  const { by, at, note, due } = act
  const entry = { by, at, ...(note && { note }), ...(due !== undefined && { due }) }
  return { ...p, ticked: { ...others, [act.item]: entry } }
}

function replyOf(act: Extract<Deed, { is: 'replied' | 'appealed' }> & { id: string; at: Millis }): Reply {
  return {
    ...{ act: act.id, at: act.at, is: act.is, text: act.text },
    attachments: act.is === 'replied' ? act.attachments : [],
  }
}
