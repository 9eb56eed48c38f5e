import { type Act, actsSeenBy, type LogEntry, playbookItem, playbooks, type SubjectRef } from '@telltale/core'
import type { CaseInFull } from '../work/work.ts'
import type { Context } from './context.ts'
import type { Reader } from './reader.ts'

/** The case of a subject, closed ones too. */
export async function caseAbout(
  { store, work }: Pick<Context, 'store' | 'work'>,
  subject: SubjectRef,
): Promise<CaseInFull | undefined> {
  const record = (await store.caseRecords([subject])).get(subject)
  return record && work.full(record.id)
}

/** The log of a case: what people did, in words, as far as this reader may know it yet. */
export function actLog(
  { accounts }: Pick<Context, 'accounts'>,
  { state, acts }: CaseInFull,
  reader: Reader,
): LogEntry[] {
  const nameOf = (id: string) => accounts.get(id)?.name ?? id
  return actsSeenBy(state, acts, reader.person).flatMap((act) => {
    const did = didOf(act, nameOf)
    return did === undefined ? [] : [{ at: act.at, by: byOf(act, nameOf), did }]
  })
}

function byOf({ by }: Act, nameOf: (id: string) => string): string {
  return by === 'telltale' ? 'Telltale' : by === 'subject' ? 'The person concerned' : nameOf(by)
}

/** Undefined for what is no news in a log: each piece that somebody marked as read. */
function didOf(act: Act, nameOf: (id: string) => string): string | undefined {
  const why = act.because ? `: ${act.because}` : ''
  switch (act.is) {
    case 'opened':
      return 'opened the case'
    case 'moved':
      return `moved it to ${act.to}`
    case 'assigned':
      return act.to === null ? 'gave it back to everybody' : `gave it to ${nameOf(act.to)}`
    case 'commented':
      return `commented: ${act.text}`
    case 'tasked':
      return `added the task “${act.title}”${act.to ? ` for ${nameOf(act.to)}` : ''}`
    case 'task-done':
      return 'finished a task'
    case 'playbook':
      return `began the playbook “${playbooks[act.playbook].title}”, owned by ${nameOf(act.owner)}`
    case 'ticked':
    case 'unticked': {
      const title = playbookItem(act.playbook, act.item)?.title ?? act.item
      return `${act.is === 'ticked' ? 'ticked' : 'unticked'} “${title}”${act.note ? `: ${act.note}` : ''}`
    }
    case 'attached':
      return `attached ${act.attachment.name} (SHA-256 ${act.attachment.sha256.slice(0, 12)}…)`
    case 'attachment-opened':
      return 'opened an attachment'
    case 'read':
      return undefined
    case 'noticed':
      return `gave the person notice; answers are awaited until ${dayOf(act.until)}`
    case 'notice-delayed':
      return `delayed the notice until ${dayOf(act.until)}${why}`
    case 'replied':
      return `replied: ${act.text}`
    case 'accommodation-asked':
      return 'asked for an equal check that is not about timing'
    case 'appealed':
      return `appealed: ${act.text}`
    case 'viewed':
      return act.conclusion ? `concluded ${act.conclusion}${why}` : 'recorded a view'
    case 'view-withdrawn':
      return `withdrew their view${why}`
    case 'closed':
      return `closed it${why}`
    case 'reopened':
      return `reopened it${why}`
    case 'sealed':
      return `sealed it for ${act.readers.map(nameOf).join(', ')}${why}`
    case 'unsealed':
      return `unsealed it${why}`
    case 'held':
      return `placed it under legal hold${why}`
    case 'released':
      return `lifted the legal hold${why}`
    case 'merged':
      return `merged it into ${act.into}${why}`
    case 'unmerged':
      return `took it out of the case that it was merged into${why}`
    case 'conflicted':
      return `declared that ${nameOf(act.account)} is too close to decide (${act.how})${why}`
  }
}

function dayOf(at: number): string {
  return new Date(at).toISOString().slice(0, 10)
}
