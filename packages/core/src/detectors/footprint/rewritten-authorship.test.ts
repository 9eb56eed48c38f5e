import { describe, expect, it } from 'vitest'
import { drainExample, type ExampleRow, type Observation, observeExample } from '../../index.ts'
import { year } from '../../signals/footprint.ts'
import rewrittenAuthorship from './rewritten-authorship.ts'

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
  const out = drainExample(rewrittenAuthorship, example, [all])
  expect(out.faults).toEqual([])
  const split = drainExample(
    rewrittenAuthorship,
    example,
    all.toReversed().map((o) => [o]),
  )
  expect(split.evidence).toEqual(out.evidence)
  const newest = out.evidence.sort((a, b) => b.to - a.to)[0]
  return { newest, because: out.abstentions.sort((a, b) => b.from - a.from)[0]?.because }
}

const start = 1_500_000_000_000
const log = (
  n: number,
  years: number,
  committed: (i: number, wrote: number) => number | undefined,
  more: (i: number) => object = () => ({ author: 'author 1' }),
) => ({
  kind: 'footprint' as const,
  data: {
    network: 'git',
    commits: Array.from({ length: n }, (_, i) => {
      const authoredAt = start + (i / n) * years * year
      return { authoredAt, committedAt: committed(i, authoredAt), ...more(i) }
    }),
  },
})
const now = start + 8 * year

describe('footprint/rewritten-authorship', () => {
  it('sees years of work that were committed within a minute', () => {
    const { newest } = judge(log(300, 4, (i) => now + i * 100))
    expect(newest).toMatchObject({ is: 'evidence', weight: 0.3 })
    expect(newest?.says).toMatch(/^300 commits .* over 4 years .* within one minute/)
  })

  it('sees it beside a history that went on honestly', () => {
    const { newest } = judge(log(200, 4, (i, wrote) => (i < 100 ? now + i : wrote)))
    expect(newest?.is).toBe('evidence')
  })

  it.each([
    ['committed as written', log(300, 4, (_, wrote) => wrote)],
    ['committed by a reviewer a week later', log(300, 4, (_, wrote) => wrote + 7 * day)],
    [
      'with ordinary rebases of ten',
      log(300, 4, (i, wrote) => wrote - (i % 10) * ((4 * year) / 300) + 30 * day),
    ],
  ])('is clear on a history %s', (_, l) => {
    expect(judge(l).newest).toMatchObject({ is: 'clear', weights: {} })
  })

  it('does not call a rebased branch of some weeks rewritten', () => {
    expect(judge(log(120, 0.1, (i) => now + i)).because).toMatch(/rebase/)
    expect(judge(log(60, 0.9, (i) => now + i)).because).toMatch(/rebase/)
  })

  it('does not hold a clone that others rewrote against anybody', () => {
    const clone = log(
      300,
      4,
      (i) => now + i,
      (i) => ({ author: `author ${i % 5}` }),
    )
    expect(judge(clone).because).toMatch(/several authors/)
    const others = log(
      300,
      4,
      (i) => now + i,
      () => ({ own: false }),
    )
    expect(judge(others).because).toMatch(/fewer than 50/)
  })

  it('takes several addresses of one account for one person', () => {
    const mine = log(
      300,
      4,
      (_, wrote) => wrote,
      (i) => ({ own: true, author: `author ${i % 3}` }),
    )
    expect(judge(mine).newest?.is).toBe('clear')
  })

  it('says nothing of few commits, or of a log without dates of committing', () => {
    expect(judge(log(40, 4, (i) => now + i)).because).toMatch(/fewer than 50/)
    expect(judge(log(300, 4, () => undefined)).because).toMatch(/fewer than 50/)
  })
})
