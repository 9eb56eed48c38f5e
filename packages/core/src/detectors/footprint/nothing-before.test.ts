import { describe, expect, it } from 'vitest'
import { drainExample, type ExampleRow, type Observation, observeExample } from '../../index.ts'
import { year } from '../../signals/footprint.ts'
import nothingBefore from './nothing-before.ts'

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
  const out = drainExample(nothingBefore, example, [all])
  expect(out.faults).toEqual([])
  const split = drainExample(
    nothingBefore,
    example,
    all.toReversed().map((o) => [o]),
  )
  expect(split.evidence).toEqual(out.evidence)
  const newest = out.evidence.sort((a, b) => b.to - a.to)[0]
  return { newest, because: out.abstentions.sort((a, b) => b.from - a.from)[0]?.because }
}

const y = (n: number) => (n - 1970) * year
const career = (...jobs: [position: string, startDate?: string][]) => ({
  kind: 'application' as const,
  data: { work: jobs.map(([position, startDate]) => ({ position, startDate })) },
})
const made = (n: number, more: object = {}) => ({
  kind: 'footprint' as const,
  data: { network: 'github', username: 'example-dev', accountCreatedAt: y(n), ...more },
})

describe('footprint/nothing-before', () => {
  it('says next to nothing, and that only, of an account years after the career', () => {
    const { newest } = judge(career(['Senior Software Engineer', 'June 2014']), made(2025.5))
    expect(newest).toMatchObject({ is: 'evidence', weights: { 'identity-invented': 0.1, 'job-shared': 0.1 } })
    expect(newest?.says).toMatch(/11 years after the first software job/)
  })

  it('finds the two whichever comes first', () => {
    expect(judge(made(2025.5), career(['Developer', '2014'])).newest?.is).toBe('evidence')
  })

  it.each([
    ['an account of the first years', [made(2016)]],
    ['an old repository of their own', [made(2025, { repositories: [{ createdAt: y(2015), fork: false }] })]],
    [
      'a log of their own commits',
      [
        made(2025),
        {
          kind: 'footprint' as const,
          data: { network: 'git', commits: [{ authoredAt: y(2015), author: 'author 1' }] },
        },
      ],
    ],
  ])('is clear on %s', (_, exports) => {
    expect(judge(career(['Web Developer', '2014']), ...exports).newest?.is).toBe('clear')
  })

  it('counts the latest month that a written date can mean', () => {
    expect(judge(career(['Developer', '2014']), made(2018.9)).newest?.is).toBe('clear')
  })

  it.each([
    ['forks', { repositories: [{ createdAt: y(2010), fork: true }] }],
    ['other people’s repositories', { repositories: [{ createdAt: y(2010), own: false }] }],
  ])('does not take %s for traces', (_, more) => {
    expect(judge(career(['Developer', '2014']), made(2025, more)).newest?.is).toBe('evidence')
  })

  it('says nothing of whoever did not write software, gives no date, or supplied nothing', () => {
    expect(judge(career(['Accountant', '2004']), made(2025)).because).toMatch(/writing software/)
    expect(judge(career(['Developer', 'long ago'], ['Developer']), made(2025)).because).toMatch(
      /writing software/,
    )
    expect(judge(career(['Developer', '2014'])).because).toMatch(/no developer’s export/)
    expect(judge(made(2025)).because).toMatch(/writing software/)
  })

  it('goes by the newest version of the application', () => {
    expect(judge(career(['Developer', '2014']), made(2025), career(['Developer', '2023'])).newest?.is).toBe(
      'clear',
    )
  })
})
