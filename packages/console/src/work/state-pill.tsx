import type { CaseSummary, WaitingFor } from '@telltale/core'
import { date } from '../format.ts'
import { dueWords, stateWords } from './words.ts'

export const waitingWords: Record<WaitingFor, string> = {
  triage: 'waiting for triage',
  'first-seat': 'waiting for a first view',
  'second-seat': 'waiting for second person',
  'third-view': 'waiting for a third view',
  reply: 'waiting for the person’s reply',
  notice: 'waiting to be told',
  appeal: 'appeal: waiting for two others',
  playbook: 'waiting for its checklist',
  closing: 'to be closed',
}

/** Where a case stands, in words; what it waits for before the state's own name. */
export function StatePill({ work }: { work: CaseSummary }) {
  return (
    <>
      <span className="tag accent">
        <span aria-hidden="true">●</span>{' '}
        {work.mergedInto
          ? `merged into ${work.mergedInto}`
          : work.waitingFor
            ? waitingWords[work.waitingFor]
            : stateWords[work.state]}
      </span>
      {work.decided && work.waitingFor && <span className="tag outlined">decided</span>}
      {work.sealed && <span className="tag outlined">sealed</span>}
      {work.held && <span className="tag outlined">on hold</span>}
    </>
  )
}

/** Until when, with △ where it is past. */
export function Due({ due, now }: { due: number; now: number }) {
  return (
    <span className={`nowrap ${due < now ? 'caution' : ''}`} title={date(due)}>
      {due < now && '△ '}
      {dueWords(due, now)}
    </span>
  )
}
