import type { Evidence, Family, Ratios } from '@telltale/core'
import { describe, expect, it } from 'vitest'
import { random } from '../packages/server/src/demo/random.ts'
import { innocentsPage } from './innocents/page.ts'
import { innocent, kindOf, kinds } from './innocents/population.ts'
import { run } from './innocents/run.ts'
import { checkDays } from './innocents/shard.ts'
import { workUp } from './innocents/workflow.ts'

describe('innocents', () => {
  it('in small: nobody has a case, no detector faults, and threads change nothing', async () => {
    const options = { workers: 100, days: 20, seed: 1 }
    const alone = await run({ ...options, threads: 0 })
    expect(alone.faults).toEqual([])
    expect(alone.outcomes).toHaveLength(100)
    expect(alone.outcomes.filter((o) => o.opened)).toEqual([])
    expect(alone.shared).toBeGreaterThan(5)
    const together = await run({ ...options, threads: 2 })
    const inOrder = (outcomes: typeof alone.outcomes) =>
      outcomes.toSorted((a, b) => (a.person < b.person ? -1 : 1))
    expect(inOrder(together.outcomes)).toEqual(inOrder(alone.outcomes))
  })

  it('hold every kind in its share', () => {
    expect(kinds.reduce((sum, [, share]) => sum + share, 0)).toBe(100)
    const counted = Array.from({ length: 300 }, (_, n) => kindOf(n))
    for (const [kind, share] of kinds) expect(counted.filter((k) => k === kind)).toHaveLength(3 * share)
  })

  it('are the same people for the same seed, and others for another', () => {
    const year = (seed: number) => JSON.stringify([...innocent(seed, 60, 30)])
    expect(year(1)).toBe(year(1))
    expect(year(1)).not.toBe(year(2))
  })

  it('are looked at daily for two weeks and weekly after, the last day included', () => {
    expect(checkDays(30)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 21, 28, 30])
  })
})

describe('two simulated seats', () => {
  const found = (family: Family, detector: string, weights: Ratios): Evidence => ({
    ...{ id: detector, detector, version: 1, family, stage: 'work', is: 'evidence', subject: 'device:LT-1' },
    ...{ subjects: [], weighsOn: ['person:W-1'], weights, weight: Math.max(...Object.values(weights)) },
    ...{ says: '', exhibits: [], from: 0, to: 86_400_000, status: 'final', shadow: false },
    ...{ calibration: { basis: 'assumed', on: 'nothing' }, lists: {} },
  })
  const box = found('mechanism', 'device/ip-kvm', { 'hands-elsewhere': 2 })
  const slow = found('loop', 'hands/first-response', { 'hands-elsewhere': 2 })

  it('make the best checks, never one twice, and rarely agree against somebody honest', () => {
    const worked = workUp('person:W-1', [box], random('a'))
    expect(new Set(worked.checks).size).toBe(2)
    expect(worked.checks[0]).toBe('presence-check')
    expect(worked.careful).toBeLessThan(0.001)
    expect(worked.credulous).toBeGreaterThanOrEqual(worked.careful)
    expect(workUp('person:W-1', [box], random('a'))).toEqual(worked)
  })

  it('measure again what looks far already, and find it far again: the worst that honesty can do', () => {
    const worked = workUp('person:W-1', [box, slow], random('a'))
    expect(worked.careful).toBeGreaterThan(workUp('person:W-1', [box], random('a')).careful)
    expect(worked.careful).toBeLessThanOrEqual(1)
  })

  it('decide as often in many draws as the sum over all answers says', () => {
    const n = 4000
    const stream = random('many')
    let adverse = 0
    for (let i = 0; i < n; i++) if (workUp('person:W-1', [box, slow], stream).adverse) adverse++
    const { careful } = workUp('person:W-1', [box, slow], stream)
    expect(Math.abs(adverse / n - careful)).toBeLessThan(4 * Math.sqrt((careful * (1 - careful)) / n) + 1e-9)
  })

  it('are told on a page with the tables, and a miss is marked', () => {
    const page = innocentsPage({
      ...{ workers: 3000, days: 365, cases: 3, runs: ['| 2026-01-01 | a run |'] },
      byKind: [{ kind: 'ordinary', people: 1470, heaviest: 2.23456 }],
      byDetector: [{ detector: 'device/ip-kvm', scheme: 'hands-elsewhere', accused: 1 }],
      byDetectorSchemeAndKind: [
        {
          detector: 'device/ip-kvm',
          scheme: 'hands-elsewhere',
          kind: 'PiKVM owner',
          people: 30,
          accused: 30,
        },
      ],
      worked: {
        ...{ listed: 5, withoutTwoChecks: 0, firstSeatAgainst: 1, adverse: 0 },
        ...{ expectedCareful: 0.01, expectedCredulous: 0.2 },
      },
    })
    expect(page).toContain('| 2026-01-01 | a run |')
    expect(page).toContain('| cases opened among innocent workers | at most 2 | 3 | ✗ |')
    expect(page).toContain('| 0 (expected 0.01) | ✓ |')
    expect(page).toContain('| ordinary | 1470 | 2.23 |')
    expect(page).toContain('| device/ip-kvm | hands-elsewhere | 30 |')
  })
})
