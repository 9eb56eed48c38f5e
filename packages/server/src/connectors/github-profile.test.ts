import { describe, expect, it } from 'vitest'
import githubProfile from './github-profile.ts'
import { rowsOf } from './rows-of.ts'

const user = { login: 'example-fern', created_at: '2019-05-04T10:00:00Z', public_repos: 3 }
const commit = (
  date: string | undefined,
  author: object | null = { login: 'example-fern' },
  email = 'one@x.example',
) => ({
  sha: 'x',
  commit: { author: { email, date, name: 'Fern' }, committer: { date, email }, message: 'private words' },
  author,
})
const read = (document: unknown, name = 'A-17_2026-03-02.json') => rowsOf(name, JSON.stringify(document))
const data = async (document: unknown) => (await read(document)).values[0]?.data as Record<string, unknown>

describe('github-profile', () => {
  it('reads a bare account, about the application that the file is named after', async () => {
    const found = await read(user)
    expect(found.connector).toBe('github-profile')
    expect(found.values[0]).toMatchObject({
      kind: 'footprint',
      at: Date.UTC(2026, 2, 2),
      about: ['application:A-17'],
      data: { network: 'github', username: 'example-fern', accountCreatedAt: Date.UTC(2019, 4, 4, 10) },
    })
  })

  it('goes by the application that the document names', async () => {
    for (const application of ['A-9', 'application:A-9'])
      expect((await read({ application, user, commits: [] })).values[0]?.about).toEqual(['application:A-9'])
  })

  it('says whose each commit is, and leaves open what no account has claimed', async () => {
    const commits = [
      commit('2020-01-01T00:00:00Z'),
      commit('2020-01-02T00:00:00Z', { login: 'Example-FERN' }),
      commit('2020-01-03T00:00:00Z', { login: 'example-quill' }, 'two@x.example'),
      commit('2020-01-04T00:00:00Z', null, 'three@x.example'),
    ]
    const found = (await data({ user, commits })) as { commits: { own?: boolean; author: string }[] }
    expect(found.commits.map((c) => [c.own, c.author])).toEqual([
      [true, 'author 1'],
      [true, 'author 1'],
      [false, 'author 2'],
      [undefined, 'author 3'],
    ])
    expect(JSON.stringify(found)).not.toMatch(/@|private|quill/)
  })

  it('tells forks and other people’s repositories apart, in pages as jq leaves them', async () => {
    const repo = (created_at: string, fork: boolean, login: string) => ({
      created_at,
      fork,
      owner: { login },
    })
    const repos = [
      [repo('2020-01-01T00:00:00Z', false, 'example-fern')],
      [repo('2018-01-01T00:00:00Z', true, 'other')],
    ]
    expect((await data({ user: [user], repos })).repositories).toEqual([
      { createdAt: Date.UTC(2020, 0, 1), fork: false, own: true },
      { createdAt: Date.UTC(2018, 0, 1), fork: true, own: false },
    ])
  })

  it('says which followers are followed back, where the export knows', async () => {
    const followers = [{ login: 'a', created_at: '2020-01-01T00:00:00Z' }, { login: 'b' }]
    expect((await data({ user, followers, following: [{ login: 'A' }] })).followers).toEqual([
      { createdAt: Date.UTC(2020, 0, 1), follows: true },
      { follows: false },
    ])
    expect((await data({ user, followers })).followers).toEqual([{ createdAt: Date.UTC(2020, 0, 1) }, {}])
  })

  it('names the member that is no date, and uses the rest', async () => {
    const found = await read({
      user: { ...user, created_at: 'long ago' },
      commits: [commit('soon'), commit('2020-01-01')],
    })
    expect(found.reasons).toEqual([
      '1 commits[0].commit.author.date: "soon" is not a date',
      '1 user.created_at: "long ago" is not a date',
    ])
    expect(found.values[0]?.data).toMatchObject({ commits: [{ authoredAt: Date.UTC(2020, 0, 1) }] })
  })

  it('survives members of the wrong type, and says when nobody’s account it is', async () => {
    const odd = { user, repos: 'none', commits: [null, 5, { commit: null }], followers: { login: 'x' } }
    expect((await read(odd)).values).toHaveLength(1)
    const nobody = await read({ user: { id: 1 }, commits: [commit('2020-01-01')], followers: [] })
    expect(nobody.values).toEqual([])
    expect(nobody.reasons).toEqual([
      '0 user.login: holds no answer of GET /users/NAME with a login: it can’t be told whose account this is',
    ])
  })

  it('cuts many commits into observations that each can be stored', async () => {
    const found = await read({ user, commits: Array(10_001).fill(commit('2020-01-01')) })
    expect(found.values.map((v) => (v.data as { commits: unknown[] }).commits.length)).toEqual([10_000, 1])
  })

  it('is not certain of other systems’ accounts', () => {
    const heads = [
      '{"login":"x","email":"y"}',
      '[{"login":"x","public_repos":1,"created_at":"z"}]',
      '{"user":{"name":"x"},"commits":[]}',
    ]
    for (const head of heads) expect(githubProfile.recognises({ name: 'x.json', head })).toBe(false)
  })
})
