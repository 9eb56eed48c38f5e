import type { Act, CaseState, Conclusion, Ground, PlaybookName, Role } from '@telltale/core'
import { plural, shortDate } from '../format.ts'

/** What the console calls things of a case. */
export const stateWords: Record<CaseState, string> = {
  new: 'new',
  triage: 'in triage',
  investigating: 'under investigation',
  notice: 'person told',
  decided: 'decided',
  appealed: 'appealed',
  closed: 'closed',
}

export const conclusionWords: Record<Conclusion, string> = {
  misrepresentation: 'Misrepresentation of identity or location',
  cleared: 'Cleared',
  'leak-or-mistake': 'Leak or mistake',
  unsure: 'Unsure',
}

export const groundWords: Record<Ground, string> = {
  admission: 'The person admits it',
  'recovered-device': 'The device was recovered and examined',
  'in-person': 'Seen in person',
  issuer: 'The document’s issuer says so',
}

export const playbookWords: Record<PlaybookName, string> = {
  confirm: 'Confirmed: what to do, in order',
  clear: 'Cleared: what to put right',
  'leak-or-mistake': 'Leak or mistake: what to undo',
}

export const roleWords: Record<Role, string> = {
  analyst: 'analyst',
  lead: 'lead',
  recruiter: 'recruiter',
  'people-partner': 'people partner',
  counsel: 'counsel',
  auditor: 'auditor',
  administrator: 'administrator',
}

/** Who did it. An account's name where the server gave one, else its id; software and the person have words. */
export function actorWords(by: string, name?: string): string {
  if (by === 'telltale') return 'Telltale'
  if (by === 'subject') return 'the person'
  if (by === 'machine') return 'a program here'
  if (by.startsWith('local-')) return `${roleWords[by.slice(6) as Role] ?? by.slice(6)} on this machine`
  return name ?? (by.startsWith('token:') ? `program ${by.slice(6)}` : by)
}

/** Two letters for a seat's round mark: of a name its initials, of an id its first two letters. */
export function initials(name: string): string {
  const words = name.split(/[\s.\-_]+/).filter(Boolean)
  const letters = words.length > 1 ? `${words[0]![0]}${words.at(-1)![0]}` : name.slice(0, 2)
  return letters.toUpperCase()
}

const conflictWords = {
  manager: 'manages the person',
  referrer: 'referred the person',
  other: 'is not impartial',
}

/** What was done, without who and when, as the end of "M. Alder …". `name` says who an account is. */
export function actWords(act: Act, name: (by: string) => string): string {
  switch (act.is) {
    case 'opened':
      return 'opened the case'
    case 'moved':
      return act.to === 'triage' ? 'moved it to triage' : 'began the investigation'
    case 'assigned':
      if (act.to === null) return 'left it without an owner'
      return act.to === act.by ? 'took it' : `assigned it to ${name(act.to)}`
    case 'commented':
      return 'commented'
    case 'tasked':
      return `set a task${act.to ? ` for ${name(act.to)}` : ''}: ${act.title}`
    case 'task-done':
      return 'finished a task'
    case 'playbook':
      return `began a checklist (${act.playbook}), owner ${name(act.owner)}`
    case 'ticked':
      return `ticked “${act.item}” (${act.playbook})`
    case 'unticked':
      return `took back the tick at “${act.item}” (${act.playbook})`
    case 'attached':
      return `attached ${act.attachment.name}`
    case 'attachment-opened':
      return 'opened an attachment'
    case 'read':
      return 'read what speaks against it'
    case 'noticed':
      return `told the person; reply until ${shortDate(act.until)}`
    case 'notice-delayed':
      return `delayed telling the person until ${shortDate(act.until)}`
    case 'replied':
      return act.attachments.length > 0
        ? `replied, with ${plural(act.attachments.length, 'document')}`
        : 'replied'
    case 'accommodation-asked':
      return 'asked for the check that is not about timing'
    case 'appealed':
      return 'appealed'
    case 'viewed':
      return viewWords(act)
    case 'view-withdrawn':
      return 'withdrew the view'
    case 'closed':
      return 'closed the case'
    case 'reopened':
      return 'reopened the case'
    case 'sealed':
      return `sealed it; read by ${act.readers.map(name).join(', ') || 'nobody else'}`
    case 'unsealed':
      return 'unsealed it'
    case 'held':
      return 'put it on legal hold'
    case 'released':
      return 'released the legal hold'
    case 'merged':
      return `merged it into ${act.into}`
    case 'unmerged':
      return 'took the merging back'
    case 'conflicted':
      return `said that ${act.account === act.by ? 'they' : name(act.account)} ${conflictWords[act.how]}`
  }
}

/** A first view is recorded for everybody to see that it was, and hidden from whoever has yet to form one. */
function viewWords(act: { conclusion?: Conclusion; ground?: Ground }): string {
  if (!act.conclusion) return 'signed a view; shown after your own'
  const ground = act.ground ? ` (${groundWords[act.ground].toLowerCase()})` : ''
  return `signed: ${conclusionWords[act.conclusion].toLowerCase()}${ground}`
}

/** Bytes as people read them: 640 B, 12 kB, 3.4 MB. */
export function bytesWords(n: number): string {
  if (n < 1000) return `${n}\u00a0B`
  if (n < 1_000_000) return `${Math.round(n / 1000)}\u00a0kB`
  return `${(n / 1_000_000).toFixed(1)}\u00a0MB`
}

/** How long until a moment, or how long past it: "in 3 d", "in 5 h", "2 d overdue". */
export function dueWords(due: number, now: number): string {
  const left = due - now
  const hours = Math.floor(Math.abs(left) / 3_600_000)
  const amount =
    hours < 1
      ? `${Math.max(1, Math.round(Math.abs(left) / 60_000))}\u00a0min`
      : hours < 48
        ? `${hours}\u00a0h`
        : `${Math.floor(hours / 24)}\u00a0d`
  return left >= 0 ? `in ${amount}` : `${amount} overdue`
}
