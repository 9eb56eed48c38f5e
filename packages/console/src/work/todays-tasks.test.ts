import type { CaseRow, CaseSummary, QueueItem } from '@telltale/core'
import { describe, expect, it } from 'vitest'
import { todaysTasks } from './todays-tasks.ts'

const day = 86_400_000
const now = 1000 * day

function listed(n: number, more: Partial<QueueItem> = {}): QueueItem {
  return {
    ...{
      subject: `person:W-${n}`,
      pseudonym: `Bird ${n}`,
      standsOut: '',
      check: '',
      legs: [],
      simulated: false,
    },
    ...{ firstSign: 0, lastSign: now, score: { weight: 10 - n } as QueueItem['score'] },
    ...more,
  }
}

function open(n: number, work: Partial<CaseSummary>): CaseRow {
  const id = `C-${n}`
  return {
    ...listed(n),
    case: id,
    work: {
      ...{ id, subject: `person:W-${n}`, state: 'investigating', openedAt: 0, touchedAt: now - day },
      ...work,
    },
  }
}

const kinds = (of: ReturnType<typeof todaysTasks>) => of.map((t) => `${t.item.subject.slice(7)} ${t.kind}`)

describe('today’s tasks', () => {
  it('puts whoever waits before what is only heavy', () => {
    const cases = [
      open(1, { waitingFor: 'triage' }),
      open(5, { waitingFor: 'second-seat' }),
      open(7, { waitingFor: 'appeal' }),
    ]
    expect(kinds(todaysTasks(cases, cases, 'lead', now))).toEqual([
      'W-7 appeal',
      'W-5 second-seat',
      'W-1 read',
    ])
  })

  it('puts a clock that runs out within two days first', () => {
    const cases = [open(1, { waitingFor: 'appeal' }), open(2, { waitingFor: 'playbook', due: now + day })]
    expect(kinds(todaysTasks([], cases, 'analyst', now))).toEqual(['W-2 playbook', 'W-1 appeal'])
  })

  it('sends nobody to the second seat of a case in which they hold the first', () => {
    const signed = open(1, { waitingFor: 'second-seat', signed: true })
    const others = open(2, { waitingFor: 'second-seat' })
    const appealed = open(3, { waitingFor: 'appeal', signed: true })
    expect(kinds(todaysTasks([], [signed, others, appealed], 'lead', now))).toEqual([
      'W-3 appeal',
      'W-2 second-seat',
    ])
  })

  it('does not ask for a reply that the person may still give', () => {
    const running = open(1, { waitingFor: 'reply', due: now + day })
    const over = open(2, { waitingFor: 'reply', due: now - day })
    expect(kinds(todaysTasks([], [running, over], 'analyst', now))).toEqual(['W-2 reply'])
  })

  it('offers nobody twice, nothing that has an owner, and of a farm its weightiest', () => {
    const second = open(1, { waitingFor: 'second-seat' })
    const owned = open(2, { waitingFor: 'first-seat', owner: 'm.alder' })
    const queue = [second, owned, listed(3, { farm: 'F-1' }), listed(4, { farm: 'F-1' }), listed(5)]
    expect(kinds(todaysTasks(queue, [second, owned], 'analyst', now))).toEqual([
      'W-1 second-seat',
      'W-3 read',
      'W-5 read',
    ])
  })

  it('sends an auditor to no seat', () => {
    const cases = [open(1, { waitingFor: 'second-seat' })]
    expect(kinds(todaysTasks([], cases, 'auditor', now))).toEqual([])
    expect(kinds(todaysTasks(cases, cases, 'auditor', now))).toEqual(['W-1 read'])
  })

  it('leaves a merged case to the one it went into', () => {
    expect(todaysTasks([], [open(1, { waitingFor: 'second-seat', mergedInto: 'C-2' })], 'lead', now)).toEqual(
      [],
    )
  })
})
