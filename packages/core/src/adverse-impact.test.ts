import { describe, expect, it } from 'vitest'
import { adverseImpact, exactInterval, type GroupCount } from './index.ts'

const group = (
  value: string,
  people: number,
  selected: number,
  falseAlarms = 0,
  over: Partial<GroupCount> = {},
): GroupCount => ({
  ...{ of: 'applicants', trait: 'group', value, people, selected, considered: people },
  ...{ falseAlarms, notConfirmed: people },
  ...over,
})

describe('adverse impact', () => {
  it('compares selection rates with the group that fares best', () => {
    const [{ groups, says }] = adverseImpact([group('A', 200, 100), group('B', 100, 30)]).traits as [never]
    const [a, b] = groups as never as ReturnType<typeof adverseImpact>['traits'][0]['groups']
    expect(a!.selectionRatio).toMatchObject({ reference: true, ratio: 1 })
    expect(b!.selection).toEqual({ k: 30, n: 100, rate: 0.3, ...exactInterval(30, 100) })
    expect(b!.selectionRatio!.ratio).toBeCloseTo(0.6, 12)
    expect(b!.selectionRatio!.p).toBeLessThan(0.005)
    expect(says).toContain('One ratio is below 0.80')
  })

  it('does not call a small difference among few people proof, in either direction', () => {
    const few = adverseImpact([group('A', 40, 20), group('B', 12, 4)]).traits[0]!.groups[1]!
    expect(few.selectionRatio!.ratio).toBeCloseTo(2 / 3, 12)
    expect(few.says).toMatch(/too few people to say, and a reason to look.*Fisher/)
    const balanced = adverseImpact([group('A', 40, 20), group('B', 41, 19)]).traits[0]!.groups
    expect(balanced.find((g) => g.value === 'B')!.says).toContain('not proof of balance')
  })

  it('says that the line is crossed only where the whole interval is below it', () => {
    const [, b] = adverseImpact([group('A', 2000, 1000), group('B', 1000, 300)]).traits[0]!.groups
    expect(b!.says).toMatch(/^0\.60 is below 0\.80, and so is its whole interval/)
    const [, even] = adverseImpact([group('A', 4000, 2000), group('B', 3000, 1490)]).traits[0]!.groups
    expect(even!.says).toContain('at or above 0.80')
  })

  it('lets no few people set the bar for all others', () => {
    const { groups } = adverseImpact([group('many', 400, 200), group('few', 12, 11)]).traits[0]!
    expect(groups.find((g) => g.value === 'many')!.selectionRatio!.reference).toBe(true)
    expect(groups.find((g) => g.value === 'few')!.selectionRatio!.ratio).toBeGreaterThan(1)
  })

  it('shows no group of fewer than ten, not even its size, and compares with none', () => {
    const { traits } = adverseImpact([group('A', 60, 30), group('B', 50, 24), group('tiny', 9, 9)])
    expect(JSON.stringify(traits)).not.toContain('tiny')
    expect(traits[0]!.hidden).toBe(1)
    expect(traits[0]!.says).toContain('fewer than 10 people')
    expect(traits[0]!.groups.find((g) => g.value === 'A')!.selectionRatio!.reference).toBe(true)
    expect(JSON.stringify(traits)).not.toMatch(/\b69\b|\b119\b/)
  })

  it('states no rate of selection where fewer than ten have been decided on', () => {
    const [b] = adverseImpact([group('B', 50, 3, 2, { considered: 6 })]).traits[0]!.groups
    expect(b!.selection).toBeUndefined()
    expect(b!.falseAlarms).toMatchObject({ k: 2, n: 50 })
  })

  it('measures what false alarms cost by who was left in peace', () => {
    const quiet = { considered: 0, selected: 0, of: 'workers' as const, trait: 'assistive input' }
    const { groups } = adverseImpact([group('no', 400, 0, 4, quiet), group('yes', 20, 0, 8, quiet)])
      .traits[0]!
    const yes = groups.find((g) => g.value === 'yes')!
    expect(yes.falseAlarms.rate).toBeCloseTo(0.4, 12)
    expect(yes.peaceRatio!.ratio).toBeCloseTo(0.6 / 0.99, 9)
    expect(yes.peaceRatio!.p).toBeLessThan(0.001)
    expect(yes.selection).toBeUndefined()
  })

  it('keeps traits and applicants and workers apart', () => {
    const found = adverseImpact([
      group('A', 20, 10),
      group('40 and over', 20, 10, 0, { trait: 'age band' }),
      group('A', 20, 0, 0, { of: 'workers' }),
    ])
    expect(found.traits.map((t) => [t.of, t.trait, t.groups.length])).toEqual([
      ['applicants', 'group', 1],
      ['applicants', 'age band', 1],
      ['workers', 'group', 1],
    ])
    expect(found.traits[0]!.says).toContain('nothing to compare')
  })

  it('has nothing to say of nothing', () => {
    expect(adverseImpact([])).toEqual({ minimum: 10, traits: [] })
  })
})
