import type { ApplicantItem } from '@telltale/core'
import { describe, expect, it } from 'vitest'
import { waitingOf } from './use-waiting.ts'

const item = (id: string, more: Partial<ApplicantItem> = {}): ApplicantItem => ({
  ...{ application: `application:${id}`, pseudonym: id, requisition: 'REQ-1', outcome: 'verify', weight: 1 },
  ...{ appliedAt: 0, screenedAt: 0, since: 0, probability: 0.01, scheme: 'identity-invented', worth: 0 },
  ...{ settled: false, simulated: false },
  ...more,
})
const names = (items: ApplicantItem[]) => waitingOf(items).map((i) => i.pseudonym)

describe('who waits for a check', () => {
  it('is whoever is due: the overdue first, then the one whose check is worth most', () => {
    const items = [
      item('little', { dueAt: 5, worth: 0.01 }),
      item('late', { dueAt: 1, worth: 0.001, overdue: true }),
      item('much', { dueAt: 5, worth: 0.2 }),
    ]
    expect(names(items)).toEqual(['late', 'much', 'little'])
  })

  it('is nobody who was answered, was decided on or may proceed: they are not due', () => {
    expect(
      names([
        item('answered', { settled: true }),
        item('decided', { decided: 'cleared', outcome: 'hold' }),
        item('free', { outcome: 'proceed' }),
      ]),
    ).toEqual([])
  })
})
