import { describe, expect, it } from 'vitest'
import { drainExample, type ExampleRow, type Observation, observeExample } from '../../index.ts'
import { year } from '../../signals/footprint.ts'
import accountYounger from './account-younger.ts'

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
  const out = drainExample(accountYounger, example, [all])
  expect(out.faults).toEqual([])
  const split = drainExample(
    accountYounger,
    example,
    all.toReversed().map((o) => [o]),
  )
  expect(split.evidence).toEqual(out.evidence)
  const newest = out.evidence.sort((a, b) => b.to - a.to)[0]
  return { newest, because: out.abstentions.sort((a, b) => b.from - a.from)[0]?.because }
}

const y = (n: number) => (n - 1970) * year
const account = (made: number) => ({
  kind: 'footprint' as const,
  data: { network: 'github', username: 'example-dev', accountCreatedAt: y(made) },
})
const log = (
  from: number,
  to: number,
  n = 100,
  more: (i: number) => object = () => ({ author: 'author 1' }),
) => ({
  kind: 'footprint' as const,
  data: {
    network: 'git',
    commits: Array.from({ length: n }, (_, i) => ({
      authoredAt: y(from) + (i / n) * (y(to) - y(from)),
      ...more(i),
    })),
  },
})

describe('footprint/account-younger', () => {
  it('sees a history that is older than its account, from two exports', () => {
    const { newest } = judge(account(2025), log(2018, 2024))
    expect(newest).toMatchObject({ is: 'evidence', weight: 0.3 })
    expect(newest?.says).toBe(
      'About 100 % of the commits were written before the account was made, the first one 7 years before.',
    )
  })

  it('weighs little where only the beginning is older: history that was brought along', () => {
    expect(judge(account(2021), log(2019, 2026)).newest?.weight).toBe(0.1)
    expect(judge(account(2021), log(2020.5, 2021.2)).newest?.weight).toBe(0.1)
  })

  it.each([
    ['an account that is older', account(2017), log(2018, 2024)],
    ['an account made the week before', account(2018), log(2018.02, 2024)],
    ['three weeks of commits before the first push', account(2018.05), log(2018, 2024)],
  ])('is clear on %s', (_, a, l) => {
    expect(judge(a, l).newest).toMatchObject({ is: 'clear', weights: {} })
  })

  it('counts an older account anywhere', () => {
    const second = { kind: 'footprint' as const, data: { ...account(2015).data, network: 'gitlab' } }
    expect(judge(account(2025), log(2018, 2024), second).newest?.is).toBe('clear')
  })

  it('does not hold other people’s commits against anybody', () => {
    const clone = log(2010, 2024, 100, (i) => ({ author: `author ${i % 9}` }))
    expect(judge(account(2025), clone).because).toMatch(/several authors/)
    const marked = log(2010, 2026, 100, (i) => ({ own: i >= 95, author: `author ${i % 9}` }))
    expect(judge(account(2025), marked).because).toMatch(/fewer than 20/)
    const others = log(2010, 2024, 100, () => ({ own: false }))
    expect(judge(account(2025), others).because).toMatch(/fewer than 20/)
  })

  it('says nothing without a date of the account, or without commits', () => {
    expect(judge(log(2018, 2024)).because).toMatch(/when an account was made/)
    expect(judge(account(2025)).because).toMatch(/fewer than 20/)
    expect(judge({ kind: 'footprint', data: { network: 'github' } }).because).toMatch(/when an account/)
  })
})
