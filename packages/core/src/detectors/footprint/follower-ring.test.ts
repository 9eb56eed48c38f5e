import { describe, expect, it } from 'vitest'
import { drainExample, type ExampleRow, type Observation, observeExample } from '../../index.ts'
import followerRing from './follower-ring.ts'

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
  const out = drainExample(followerRing, example, [all])
  expect(out.faults).toEqual([])
  const split = drainExample(
    followerRing,
    example,
    all.toReversed().map((o) => [o]),
  )
  expect(split.evidence).toEqual(out.evidence)
  const newest = out.evidence.sort((a, b) => b.to - a.to)[0]
  return { newest, because: out.abstentions.sort((a, b) => b.from - a.from)[0]?.because }
}

const followed = (
  n: number,
  daysApart: number,
  back: (i: number) => boolean | undefined,
  more: object = {},
) => ({
  kind: 'footprint' as const,
  data: {
    network: 'github',
    username: 'example-dev',
    followers: Array.from({ length: n }, (_, i) => ({
      createdAt: at - 900 * day + i * daysApart * day,
      follows: back(i),
    })),
    ...more,
  },
})

describe('footprint/follower-ring', () => {
  it('sees accounts of one month that follow each other', () => {
    const { newest } = judge(followed(20, 1, () => true))
    expect(newest).toMatchObject({ is: 'evidence', weight: 0.2 })
    expect(newest?.says).toBe(
      'Of 20 followers, 20 accounts were created within 30 days of each other, and 20 are followed back.',
    )
  })

  it.each([
    ['came over years', followed(40, 60, () => true)],
    ['are a class that is not followed back', followed(30, 0.5, () => false)],
    ['are half a class and half the world', followed(50, 1.3, (i) => i % 2 === 0)],
    ['are of unknown standing', followed(30, 0.5, () => undefined)],
  ])('is clear where the followers %s', (_, export_) => {
    expect(judge(export_).newest).toMatchObject({ is: 'clear', weights: {} })
  })

  it('says nothing of few followers, or of followers of unknown age', () => {
    expect(judge(followed(14, 1, () => true)).because).toMatch(/15 followers/)
    const ageless = {
      kind: 'footprint' as const,
      data: { network: 'github', followers: Array(50).fill({ follows: true }) },
    }
    expect(judge(ageless).because).toMatch(/15 followers/)
  })

  it('does not mix the followers of two accounts', () => {
    const a = followed(10, 1, () => true)
    const b = followed(10, 1, () => true, { username: 'another' })
    expect(judge(a, b).because).toMatch(/15 followers/)
  })

  it('takes the fuller of two exports of one account', () => {
    expect(
      judge(
        followed(20, 1, () => true),
        followed(60, 30, () => true),
      ).newest?.is,
    ).toBe('clear')
  })
})
