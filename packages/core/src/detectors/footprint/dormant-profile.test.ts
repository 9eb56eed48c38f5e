import { describe, expect, it } from 'vitest'
import { drainExample, type ExampleRow, type Observation, observeExample } from '../../index.ts'
import { year } from '../../signals/footprint.ts'
import dormantProfile from './dormant-profile.ts'

const at = 1_767_225_600_000
const day = 86_400_000

/** Each row a day after the one before; order and splitting change nothing. */
function judge(...given: { kind: 'footprint' | 'application'; data: object }[]) {
  const rows = given.map(
    ({ kind, data }, i) => ({ kind, at: at + i * day, about: ['application:A-1'], data }) as ExampleRow,
  )
  const example = { title: 'test', gives: 'evidence' as const, rows }
  const all = observeExample(example) as Observation[]
  if (!Array.isArray(all)) throw new Error(JSON.stringify(all))
  const out = drainExample(dormantProfile, example, [all])
  expect(out.faults).toEqual([])
  const split = drainExample(
    dormantProfile,
    example,
    all.toReversed().map((o) => [o]),
  )
  expect(split.evidence).toEqual(out.evidence)
  const newest = out.evidence.sort((a, b) => b.to - a.to)[0]
  return { newest, because: out.abstentions.sort((a, b) => b.from - a.from)[0]?.because }
}

/** Years before the application at which the profile was made, last active and renamed. */
const applies = (made: number | undefined, active: number | undefined, renamed: number | undefined) => ({
  kind: 'application' as const,
  data: {
    appliedAt: at,
    profiles: [
      {
        network: 'linkedin',
        username: 'example-person',
        ...(made !== undefined && { createdAt: at - made * year }),
        ...(active !== undefined && { lastActiveAt: at - active * year }),
        ...(renamed !== undefined && { renamedAt: at - renamed * year }),
      },
    ],
  },
})

describe('footprint/dormant-profile', () => {
  it('sees a profile that slept for years and was renamed before applying', () => {
    const { newest } = judge(applies(10, 5, 0.1))
    expect(newest).toMatchObject({ is: 'evidence', weights: { 'identity-stolen': 0.4 } })
    expect(newest?.says).toMatch(/silent for 4 years/)
    expect(judge(applies(undefined, 5, 0.1)).newest?.is).toBe('evidence')
  })

  it('sees it on an account whose export comes later', () => {
    const account = {
      network: 'github',
      username: 'x',
      lastActiveAt: at - 6 * year,
      renamedAt: at - 20 * day,
    }
    const { newest } = judge(
      { kind: 'application', data: { appliedAt: at } },
      { kind: 'footprint', data: account },
    )
    expect(newest?.is).toBe('evidence')
  })

  it.each([
    ['was renamed long before', applies(10, 5, 1)],
    ['slept for a year', applies(10, 1.1, 0.1)],
    ['was renamed after applying', applies(10, 5, -0.1)],
    ['fell silent in its first weeks: it has no past to take over', applies(5, 4.9, 0.1)],
  ])('is clear on a profile that %s', (_, a) => {
    expect(judge(a).newest).toMatchObject({ is: 'clear', weights: {} })
  })

  it.each([
    ['nothing', applies(10, undefined, undefined)],
    ['only when it was renamed', applies(10, undefined, 0.1)],
    ['only when it was last active', applies(10, 5, undefined)],
    ['activity after the renaming', applies(10, 0.01, 0.1)],
  ])('abstains where the export says %s', (_, a) => {
    expect(judge(a).because).toMatch(/no export says/)
  })

  it('needs an application to hold a profile against', () => {
    expect(
      judge({ kind: 'footprint', data: { network: 'github', lastActiveAt: 1e12, renamedAt: 1.7e12 } })
        .because,
    ).toMatch(/no application/)
  })
})
