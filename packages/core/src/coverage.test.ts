import { describe, expect, it } from 'vitest'
import {
  type CanaryView,
  type CoverageInput,
  canaryRecall,
  coverage,
  day,
  detectors,
  enough,
  type Measurable,
  populationsOf,
  reasonOf,
  type SampledSubject,
  sampleRecall,
  sharePercent,
} from './index.ts'

const now = 20_000 * day
const input = (over: Partial<CoverageInput> = {}): CoverageInput => ({
  ...{
    detectors,
    population: { person: 100, application: 0 },
    patterns: [],
    unmeasured: [],
    heardFrom: [],
    now,
  },
  ...over,
})
const pattern = (subjects: number, by: string[], type: Measurable = 'person') => ({ type, by, subjects })
const heard = (...kinds: string[]) => kinds.map((kind) => ({ kind, count: 1, receivedAt: now }))

describe('coverage', () => {
  it('counts whoever was judged by any of the detectors of a part of the claim, once', () => {
    const patterns = [
      pattern(30, ['hands/first-response', 'hands/pointer-cadence']),
      pattern(11, ['hands/pointer-cadence', 'network/layer-gap']),
      pattern(9, ['network/layer-gap']),
    ]
    const found = coverage(input({ patterns }))
    expect(found.cells.find((c) => c.name === 'hands')).toMatchObject({ measured: 41, population: 100 })
    expect(found.blindSpots.find((b) => b.cell === 'hands')!.says).toMatch(
      /^59 % of workers: hands are not measured/,
    )
    expect(found.detectors.find((d) => d.detector === 'hands/first-response')!.measured).toBe(30)
  })

  it('does not take a clean inventory for a look at the hands', () => {
    const found = coverage(input({ patterns: [pattern(100, ['device/ip-kvm'])] }))
    expect(found.schemes.find((s) => s.name === 'hands-elsewhere')!.measured).toBe(0)
  })

  it('does not count what a detector in shadow judged', () => {
    const shadow = detectors.map((d) => (d.tests === 'hands' ? { ...d, status: 'shadow' as const } : d))
    const found = coverage(input({ detectors: shadow, patterns: [pattern(50, ['hands/first-response'])] }))
    expect(found.cells.find((c) => c.name === 'hands')?.measured ?? 0).toBe(0)
    expect(found.detectors.find((d) => d.detector === 'hands/first-response')).toMatchObject({
      ...{ measured: 50, status: 'shadow' },
    })
  })

  it('counts a link detector where what it compares was seen, not where it found something', () => {
    const found = coverage(input({ patterns: [pattern(70, ['attribute/account'])] }))
    expect(found.detectors.find((d) => d.detector === 'pay/shared-account')!.measured).toBe(70)
  })

  it('never says more than everybody, nor all of what is not all', () => {
    const found = coverage(
      input({ population: { person: 3, application: 0 }, patterns: [pattern(5, ['hands/first-response'])] }),
    )
    expect(found.workers).toBe(5)
    expect([sharePercent(0, 9), sharePercent(1, 999), sharePercent(998, 999), sharePercent(9, 9)]).toEqual([
      '0 %',
      '< 1 %',
      '> 99 %',
      '100 %',
    ])
    expect(sharePercent(0, 0)).toBe('–')
  })

  it('groups reasons without their numbers and their subjects', () => {
    expect(reasonOf('3 reactions of 20')).toBe('n reactions of n')
    expect(reasonOf('device:LT-0042 has no holder on 2026-11-17')).toBe('… has no holder on n-n-n')
    const unmeasured = [
      { type: 'person' as const, by: 'hands/first-response', because: 'n reactions of n', subjects: 12 },
      { type: 'person' as const, by: 'hands/first-response', because: 'no claim', subjects: 3 },
    ]
    const found = coverage(input({ unmeasured }))
    expect(found.detectors.find((d) => d.detector === 'hands/first-response')!.reasons).toEqual([
      { because: 'n reactions of n', subjects: 12 },
      { because: 'no claim', subjects: 3 },
    ])
    expect(found.blindSpots.find((b) => b.cell === 'hands')!.often).toBe('n reactions of n')
  })
})

describe('what to connect next', () => {
  it('promises only what a detector’s own examples need nothing more for', () => {
    // follower-ring needs traces of a developer; nothing but profiles gives any.
    const gains = (kinds: string[]) =>
      coverage(input({ heardFrom: heard(...kinds) })).next.filter((n) =>
        n.detectors.includes('footprint/follower-ring'),
      )
    expect(gains([]).map((n) => n.connection)).toEqual(['profiles'])
    expect(gains(['footprint'])).toEqual([])
  })

  it('promises nothing to whom all is measured', () => {
    const all = [pattern(100, detectors.map((d) => d.id).concat(['attribute/account', 'attribute/network']))]
    const cells = coverage(input({ patterns: all, heardFrom: heard('reaction') })).next.flatMap(
      (n) => n.cells,
    )
    expect(cells).not.toContain('hands')
    expect(cells).not.toContain('pay')
  })

  it('comes in the order of what an hour of it would add, and says that hours are assumed by their name', () => {
    const { next } = coverage(input())
    const worth = next.map((n) => (n.cells.length * Math.max(n.workers, n.applicants)) / n.hours)
    expect(worth).toEqual([...worth].sort((a, b) => b - a))
    expect(next[0]!.workers).toBeLessThanOrEqual(100)
  })

  it('every detector can judge by some of its examples', () => {
    for (const d of detectors) {
      expect(enough(d), d.id).not.toEqual([])
      expect(populationsOf(d), d.id).not.toEqual([])
    }
  })
})

const outcomes = (cleared: number, confirmed = 0, waiting = 0): Pick<SampledSubject, 'outcome'>[] => [
  ...Array.from({ length: cleared }, () => ({ outcome: 'cleared' as const })),
  ...Array.from({ length: confirmed }, () => ({ outcome: 'confirmed' as const })),
  ...Array.from({ length: waiting }, () => ({ outcome: 'waiting' as const })),
]

describe('recall by a sample', () => {
  it('says nothing before anybody was checked', () => {
    const found = sampleRecall(outcomes(0, 0, 25), 1000, 7)
    expect(found.recall).toBeUndefined()
    expect(found.says).toContain('nothing can be said')
  })

  it('does not take a few clean checks for a clean company', () => {
    const found = sampleRecall(outcomes(25), 10_000, 31)
    expect(found.recall!.estimate).toBe(1)
    expect(found.recall!.low).toBeLessThan(0.05)
    expect(found.says).toMatch(/This few checks say little: [\d,]+ without a miss/)
    // As many clean checks as it says bound the missed by the found, and one less does not.
    const wanted = found.wantedForHalf!
    expect(sampleRecall(outcomes(wanted), 10_000, 31).recall!.low).toBeGreaterThanOrEqual(0.5)
    expect(sampleRecall(outcomes(wanted - 1), 10_000, 31).recall!.low).toBeLessThan(0.5)
  })

  it('is known once all were checked', () => {
    const found = sampleRecall(outcomes(8, 2), 10, 6)
    expect(found.recall).toEqual({ estimate: 0.75, low: 0.75, high: 0.75 })
  })

  it('is zero where something was missed and nothing found', () => {
    expect(sampleRecall(outcomes(9, 1), 100, 0).recall).toMatchObject({ estimate: 0, low: 0, high: 0 })
  })

  it('says that those who were not checked may be others', () => {
    expect(sampleRecall(outcomes(9, 1, 5), 100, 3).says).toContain('5 of the sample have not been checked')
  })
})

describe('recall on canaries', () => {
  const canary = (over: Partial<CanaryView> = {}): CanaryView => ({
    ...{
      id: 'K',
      subject: 'person:LAB',
      scheme: 'hands-elsewhere',
      what: 'lab',
      by: 'lead',
      plantedAt: now,
      arrived: true,
    },
    ...over,
  })

  it('counts one that runs neither way, and one of which nothing came not at all', () => {
    const found = canaryRecall([
      canary({ found: { at: now + 3 * day, as: 'listed' } }),
      canary({ endedAt: now + 9 * day }),
      canary(),
      canary({ arrived: false, endedAt: now + day }),
    ])
    // One of two: √0.975 above and its complement below.
    expect(found.recall).toMatchObject({ found: 1, of: 2 })
    expect(found.recall.high).toBeCloseTo(Math.sqrt(0.975), 6)
    expect(found.recall.low).toBeCloseTo(1 - Math.sqrt(0.975), 6)
    expect(found.time).toEqual({ median: 3 * day, low: 3 * day, high: 3 * day, n: 1 })
    expect(found.says).toContain('1 not found so far')
    expect(found.says).toContain('Of 1 no row has come in')
  })

  it('says nothing of none', () => {
    expect(canaryRecall([]).says).toContain('nothing can be said')
    expect(canaryRecall([]).recall).toEqual({ found: 0, of: 0, low: 0, high: 1 })
  })
})
