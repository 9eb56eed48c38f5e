import { expect, it } from 'vitest'
import { progressRow, stageOf } from './progress.ts'

it.each([
  ['Candidate withdrew', 'withdrawn'],
  ['They rejected us', 'withdrawn'],
  ['RejectedByCandidate', 'withdrawn'],
  ['Offer declined', 'withdrawn'],
  ['Rejected', 'rejected'],
  ['We rejected them', 'rejected'],
  ['Underqualified', 'rejected'],
  ['RejectedByOrg', 'rejected'],
  ['Hired', 'hired'],
  ['Offer', 'offer'],
  ['Phone Screen', 'interview'],
  ['On-site interview', 'interview'],
  ['Application Review', undefined],
  ['New applicant', undefined],
  ['', undefined],
])('%s', (words, stage) => {
  expect(stageOf(words)).toBe(stage)
})

it('the same step has the same id, a corrected reason another', () => {
  const step = { stage: 'rejected', at: 1_772_443_800_000, reason: 'a' } as const
  const id = (moved: Parameters<typeof progressRow>[2]) => {
    const row = progressRow(1, 'application:x-1', moved)
    return row.problem ? undefined : (row.value as { id: string }).id
  }
  expect(id(step)).toBe(id({ ...step }))
  expect(id({ ...step, reason: 'b' })).not.toBe(id(step))
})
