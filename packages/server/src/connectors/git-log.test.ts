import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import gitLog from './git-log.ts'
import { rowsOf } from './rows-of.ts'

const hash = (n: number) => n.toString(16).padStart(40, '0')
const line = (n: number, wrote: string, put = wrote, mail = 'one@x.example') =>
  `${hash(n)}|${wrote}|${put}|${mail}|${mail}`
const read = (content: string, name = 'A-17_2026-03-02.log') => rowsOf(name, content)
const commits = (found: Awaited<ReturnType<typeof rowsOf>>) =>
  found.values.flatMap((v) => (v.data as { commits: Record<string, unknown>[] }).commits)

describe('git-log', () => {
  it('reads the short form, about the application that the file is named after', async () => {
    const found = await read(`${line(1, '2024-05-01T10:00:00+02:00', '2024-05-02T10:00:00Z')}\n`)
    expect(found.values).toEqual([
      {
        id: expect.stringMatching(/^git-log:application:A-17:/),
        kind: 'footprint',
        at: Date.UTC(2026, 2, 2),
        about: ['application:A-17'],
        data: {
          network: 'git',
          commits: [
            {
              authoredAt: Date.UTC(2024, 4, 1, 8),
              committedAt: Date.UTC(2024, 4, 2, 10),
              author: 'author 1',
            },
          ],
        },
      },
    ])
  })

  it('numbers authors and keeps none of their addresses', async () => {
    const found = await read(
      [
        line(1, '2024-05-01T10:00:00Z'),
        line(2, '2024-05-01T10:00:00Z', undefined, 'TWO@x.example'),
        line(3, '2024-05-01T10:00:00Z', undefined, 'two@X.example'),
      ].join('\r\n'),
    )
    expect(commits(found).map((c) => c.author)).toEqual(['author 1', 'author 2', 'author 2'])
    expect(JSON.stringify(found.values)).not.toMatch(/example/i)
  })

  it('reads plain git log and takes no message, whatever it looks like', async () => {
    const text = `commit ${hash(1)}\nAuthor: Fern <one@x.example>\nDate:   Thu Apr 7 15:13:13 2005 -0700\n\n    Author: Nobody <no@x.example>\n    Date:   never\n    commit ${hash(9)}\n\ncommit ${hash(2)} (tag: v1)\nMerge: 1234567 89abcde\nAuthor: Fern <one@x.example>\nDate:   2005-04-08T10:00:00+00:00\n`
    const found = await read(text)
    expect(found.connector).toBe('git-log')
    expect(commits(found)).toEqual([
      { authoredAt: Date.UTC(2005, 3, 7, 22, 13, 13), author: 'author 1' },
      { authoredAt: Date.UTC(2005, 3, 8, 10), author: 'author 1' },
    ])
  })

  it('says which commit has no date, and goes on', async () => {
    const found = await read(
      [line(1, 'yesterday'), `${hash(2)}|2024-05-01`, line(3, '2024-05-01T10:00:00Z')].join('\n'),
    )
    expect(found.reasons).toEqual([
      '1 AuthorDate: "yesterday" is no date of git’s: leave out --date, or write --date=iso-strict',
      '2 : is no commit as --format=’%H|%aI|%cI|%aE|%cE’ writes it',
    ])
    expect(commits(found)).toHaveLength(1)
  })

  it('counts commits of a wrong clock as left out', async () => {
    const dates = ['1970-01-01T00:00:00Z', '2038-01-19T03:14:07Z', '2024-05-01T10:00:00Z']
    const found = await read(dates.map((d, i) => line(i, d)).join('\n'))
    expect(commits(found)).toHaveLength(1)
    expect(found.skipped).toEqual({ 'git commit dated by a wrong clock': 2 })
  })

  it('cuts a long history into observations that each can be stored', async () => {
    const found = await read(
      Array.from({ length: 20_001 }, (_, i) => line(i, '2024-05-01T10:00:00Z')).join('\n'),
    )
    expect(found.values.map((v) => (v.data as { commits: unknown[] }).commits.length)).toEqual([
      10_000, 10_000, 1,
    ])
    expect(new Set(found.values.map((v) => v.id)).size).toBe(3)
  })

  it('does not take other texts for logs', () => {
    for (const head of ['commit to the plan\nAuthor: me\n', 'abc|def|ghi|jkl', `${hash(1)} 2024-05-01`, ''])
      expect(gitLog.recognises({ name: 'A-17.log', head })).toBe(false)
  })
})

describe('what git itself writes', () => {
  let folder: string
  const git = (args: string[], env: Record<string, string> = {}) =>
    execFileSync(
      'git',
      ['-c', 'user.name=Fern', '-c', 'user.email=one@x.example', '-c', 'commit.gpgsign=false', ...args],
      {
        cwd: folder,
        encoding: 'utf8',
        env: { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', ...env },
      },
    )
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'telltale-git-'))
    git(['init', '--quiet', '--initial-branch=main'])
    for (const [i, date] of ['2024-05-01T10:00:00Z', '2024-06-01T10:00:00Z'].entries()) {
      writeFileSync(join(folder, 'a'), String(i))
      git(['add', 'a'])
      git(['commit', '--quiet', '-m', `change ${i}`], {
        GIT_AUTHOR_DATE: date,
        GIT_COMMITTER_DATE: '2024-07-01T10:00:00Z',
      })
    }
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  it.each([
    ['the short form', ['--format=%H|%aI|%cI|%aE|%cE'], true],
    ['--format=fuller', ['--format=fuller'], true],
    ['--format=fuller --date=iso-strict', ['--format=fuller', '--date=iso-strict'], true],
    ['--format=fuller --date=iso --stat', ['--format=fuller', '--date=iso', '--stat'], true],
    ['no format', [], false],
    ['a patch', ['-p'], false],
  ])('is read: %s', async (_, args, both) => {
    const found = await read(git(['log', ...args]))
    expect(found.connector).toBe('git-log')
    expect(found.reasons).toEqual([])
    const committedAt = Date.UTC(2024, 6, 1, 10)
    expect(commits(found)).toEqual(
      [Date.UTC(2024, 5, 1, 10), Date.UTC(2024, 4, 1, 10)].map((authoredAt) => ({
        authoredAt,
        ...(both && { committedAt }),
        author: 'author 1',
      })),
    )
  })
})
