import type { Millis } from '../observations/kind.ts'
import type { Mine } from '../views-of-decisions.ts'
import { type Actor, type CaseState, conclusions, type Deed } from './acts.ts'
import { inConflict, isAdverse, senior, standing } from './deciding.ts'
import { decisionOf, type WorkState } from './fold.ts'
import { leadsFrom, statesFor } from './lifecycle.ts'
import { playbookItem, playbooks } from './playbooks.ts'
import { caseRoles, type Role } from './roles.ts'
import { sitting, unread, viewing } from './seats.ts'

/** Who asks to do something. Without a `person` it is a program, which may add to a case and decides nothing. */
export interface Asker {
  id: Actor
  person?: string
  role: Role
}

/** What a rule looks at beside the acts. */
export interface Circumstances {
  now: Millis
  /** Standing evidence that clears the person, by id, with what it says. */
  counter: readonly { what: string; says: string }[]
  /** What ties the asker to the person concerned, by the company's own records. */
  conflict?: 'manager' | 'referrer' | 'other'
  /** The case that a merge names. */
  into?: WorkState
  /** Whether another case is shown under this one. */
  hasMerged?: boolean
  /** The role of an account that a deed names; undefined where there is no such account. */
  roleOf?(account: Actor): Role | undefined
}

const everyday: readonly Role[] = caseRoles
const counsel: readonly Role[] = ['counsel']

/** Which roles may do what. A deed that is not named here is software's, or the person's that the case is about. */
export const allowed: Partial<Record<Deed['is'], readonly Role[]>> = {
  moved: everyday,
  assigned: ['analyst', 'lead'],
  commented: everyday,
  tasked: everyday,
  'task-done': everyday,
  playbook: everyday,
  ticked: everyday,
  unticked: everyday,
  attached: everyday,
  'attachment-opened': [...caseRoles, 'auditor'],
  read: everyday,
  noticed: senior,
  'notice-delayed': counsel,
  replied: ['people-partner', 'counsel'],
  'accommodation-asked': ['people-partner', 'counsel'],
  appealed: ['people-partner', 'counsel'],
  viewed: everyday,
  'view-withdrawn': everyday,
  closed: everyday,
  reopened: senior,
  sealed: counsel,
  unsealed: counsel,
  held: counsel,
  released: counsel,
  merged: everyday,
  unmerged: everyday,
  conflicted: everyday,
}

/** What a program may do: add, never move or decide. */
const byPrograms: readonly Deed['is'][] = ['commented', 'tasked', 'attached']
/** What somebody who is close to the person may still do: say so, and what they know. */
const inSpiteOfConflict: readonly Deed['is'][] = ['commented', 'conflicted', 'view-withdrawn']
/** Deeds that affect somebody: a reason always. */
const reasoned: readonly Deed['is'][] = [
  ...(['viewed', 'notice-delayed', 'closed', 'reopened', 'sealed', 'unsealed', 'held', 'released'] as const),
  ...(['merged', 'unmerged', 'conflicted'] as const),
]
/** How long counsel can delay a notice at a time. */
export const longestDelay = 90 * 86_400_000

/** Why this reader may not do this now, in one sentence; undefined when they may. */
export function refusal(
  s: WorkState,
  deed: Deed,
  asker: Asker,
  about: Circumstances,
  because?: string,
): string | undefined {
  return (
    refusalOf(s, deed.is, asker, about) ??
    (reasoned.includes(deed.is) && !because?.trim()
      ? 'A reason is needed: say why in a sentence that will still be understood in a year.'
      : undefined) ??
    detail(s, deed, asker, about)
  )
}

/** What this reader may do now, whatever the details. */
export function mayDo(s: WorkState, asker: Asker, about: Circumstances): Deed['is'][] {
  return (Object.keys(allowed) as Deed['is'][]).filter((is) => {
    if (refusalOf(s, is, asker, about)) return false
    return is !== 'viewed' || seatOf(s, asker, about).conclusions.length > 0
  })
}

/** States as they stand in a sentence. */
const stateWords: Record<CaseState, string> = {
  new: 'new',
  triage: 'in triage',
  investigating: 'under investigation',
  notice: 'at the notice',
  decided: 'decided',
  appealed: 'appealed',
  closed: 'closed',
}

function refusalOf(s: WorkState, is: Deed['is'], asker: Asker, about: Circumstances): string | undefined {
  const who = allowed[is]
  if (!who) return `Nobody does “${is}” here: it is done by software alone.`
  if (asker.person === undefined && !byPrograms.includes(is))
    return 'A program can comment, add tasks and attach files; everything else on a case is done by a person who has signed in.'
  if (!who.includes(asker.role)) return `That is for ${listed(who)}; you are signed in as ${asker.role}.`
  const conflict = conflictOf(s, asker, about)
  if (conflict && !inSpiteOfConflict.includes(is)) return conflict
  if (s.mergedInto !== undefined && !leadsFrom(s, is))
    return `This case is shown under ${s.mergedInto}, as both are of one human: work there, or unmerge them first.`
  if (!leadsFrom(s, is)) {
    const states = statesFor(is)
    if (is === 'unmerged') return 'This case is not merged into another.'
    return `The case is ${stateWords[s.state]}: this can be done while it is ${listed((states ?? []).map((one) => stateWords[one]))}.`
  }
  return undefined
}

function detail(s: WorkState, deed: Deed, asker: Asker, about: Circumstances): string | undefined {
  const { now } = about
  switch (deed.is) {
    case 'assigned': {
      const role = deed.to === null ? 'analyst' : (about.roleOf?.(deed.to) ?? undefined)
      if (deed.to !== null && about.roleOf && !(caseRoles as readonly string[]).includes(role ?? ''))
        return `${quoted(deed.to)} is no account that works on cases: name one that does.`
      return undefined
    }
    case 'tasked':
      return s.tasks.some((t) => t.task === deed.task)
        ? `There is a task ${quoted(deed.task)} already: give another id.`
        : undefined
    case 'task-done': {
      const task = s.tasks.find((t) => t.task === deed.task)
      if (!task) return `There is no task ${quoted(deed.task)}.`
      return task.done ? 'That task is done already.' : undefined
    }
    case 'playbook': {
      const conclusion = decisionOf(s)?.conclusion
      const fitting = playbooks[deed.playbook].for
      return conclusion === fitting
        ? undefined
        : `That playbook follows ${fitting}; this case was decided as ${conclusion ?? 'nothing yet'}.`
    }
    case 'ticked':
    case 'unticked':
      return ticking(s, deed, asker)
    case 'read':
      return unread(s, asker, about).some((u) => u.what === deed.what) ||
        s.read[asker.id]?.includes(deed.what)
        ? undefined
        : `There is nothing ${quoted(deed.what)} to be read in this case: name standing counter-evidence, or a reply.`
    case 'noticed':
      return deed.until > now ? undefined : 'The time to answer has to end in the future.'
    case 'notice-delayed':
      if (deed.until <= now) return 'A delay needs an end in the future.'
      return deed.until > now + longestDelay
        ? `A notice is delayed by at most ${longestDelay / 86_400_000} days at a time: name an earlier end, and delay again if it is still needed.`
        : undefined
    case 'attachment-opened':
      return s.attachments.some((a) => a.id === deed.attachment)
        ? undefined
        : `There is no attachment ${quoted(deed.attachment)}.`
    case 'appealed':
      return appealing(s)
    case 'viewed':
      return viewing(s, deed.conclusion, asker, about)
    case 'view-withdrawn':
      return standing(s).some((v) => v.person === asker.person)
        ? undefined
        : 'There is no view of yours to withdraw.'
    case 'closed':
      return closing(s, asker)
    case 'sealed':
      return deed.readers.includes(asker.id)
        ? undefined
        : 'Whoever seals a case is one of its readers: add yourself.'
    case 'unsealed':
      return s.sealed ? undefined : 'The case is not sealed.'
    case 'held':
      return s.held ? 'The case is under legal hold already.' : undefined
    case 'released':
      return s.held ? undefined : 'The case is not under legal hold.'
    case 'merged':
      return merging(s, deed.into, about)
    case 'unmerged':
      return about.into && about.into.decisions.length > 0 && about.into.stands
        ? `${about.into.id} has been decided for both: reopen it first.`
        : undefined
    default:
      return undefined
  }
}

/** Which seat is open to the reader, for which conclusions, and what has to be read first. */
export function seatOf(s: WorkState, asker: Asker, about: Circumstances): Mine {
  const unreadNow = asker.person === undefined ? [] : unread(s, asker, about)
  const none = (why: string): Mine => ({ canSit: false, why, conclusions: [], unread: unreadNow })
  const refused = refusalOf(s, 'viewed', asker, about)
  if (refused) return none(refused)
  const refusals = conclusions.map((c) => [c, sitting(s, c, asker, about)] as const)
  const open = refusals.flatMap(([c, why]) => (why ? [] : [c]))
  const why = refusals.find(([, w]) => w)?.[1]
  if (open.length === 0) return none(why!)
  return {
    canSit: standing(s).length > 0 ? 'second' : 'first',
    ...(why && { why }),
    conclusions: open,
    unread: unreadNow,
  }
}

function conflictOf(s: WorkState, asker: Asker, about: Circumstances): string | undefined {
  const how =
    about.conflict ??
    (inConflict(s, { by: asker.id, ...(asker.person && { person: asker.person }) })
      ? (s.conflicts.find((c) => c.account === asker.id || c.human === asker.person)?.how ?? 'other')
      : undefined)
  if (!how) return undefined
  const tie = { manager: 'you manage them', referrer: 'you referred them', other: 'a tie was declared' }[how]
  return `Conflict of interest (${tie}): comment what you know, and leave the rest to others.`
}

function ticking(
  s: WorkState,
  deed: Extract<Deed, { is: 'ticked' | 'unticked' }>,
  asker: Asker,
): string | undefined {
  const begun = s.playbooks.find((p) => p.playbook === deed.playbook)
  if (!begun) return 'That playbook has no owner yet: begin it first.'
  const item = playbookItem(deed.playbook, deed.item)
  if (!item) return `The playbook has no item ${quoted(deed.item)}.`
  if (item.counsel && asker.role !== 'counsel') return 'That item is counsel’s.'
  if (deed.is === 'unticked') return begun.ticked[deed.item] ? undefined : 'That item is not ticked.'
  if (begun.ticked[deed.item]) return 'That item is ticked already.'
  const other =
    item.choice &&
    playbooks[deed.playbook].items.find((i) => i.choice === item.choice && begun.ticked[i.item])
  return other ? `“${other.title}” was chosen instead: untick it first.` : undefined
}

function appealing(s: WorkState): string | undefined {
  const decided = decisionOf(s)
  if (!decided || !isAdverse(decided))
    return 'Only a decision of misrepresentation that stands can be appealed.'
  return s.appeal
    ? 'This decision was made on appeal and is final: a lead, people partner or counsel can reopen the case for new facts.'
    : undefined
}

function closing(s: WorkState, asker: Asker): string | undefined {
  const decided = decisionOf(s)
  if (!decided) return 'Only a decided case is closed.'
  if (!isAdverse(decided)) return undefined
  if (!senior.includes(asker.role))
    return `A case that was decided against somebody is closed by ${listed(senior)}.`
  return s.notice ? undefined : 'The person has not been told of the decision: give notice before closing.'
}

function merging(s: WorkState, into: string, { into: other, hasMerged }: Circumstances): string | undefined {
  if (into === s.id) return 'A case is not merged into itself.'
  if (!other) return `There is no case ${quoted(into)}.`
  if (hasMerged) return 'Another case is shown under this one: unmerge that first.'
  if (other.mergedInto !== undefined)
    return `${into} is itself shown under ${other.mergedInto}: merge into that one.`
  if (!['new', 'triage', 'investigating', 'notice'].includes(other.state))
    return `${into} is ${other.state}: reopen it before another case is decided with it.`
  if (standing(s).length > 0 || standing(other).length > 0)
    return 'Somebody has recorded a view in one of the two: it was not about both. Withdraw it first.'
  const same = (s.sealed ?? []).every((r) => other.sealed?.includes(r)) && (s.sealed?.length ?? 0) === (other.sealed?.length ?? 0) // biome-ignore format: one condition
  return same ? undefined : 'One of the two is sealed for other readers: seal both for the same ones first.'
}

function listed(words: readonly string[]): string {
  return words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`
}

function quoted(text: string): string {
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text)
}
