import { createHash } from 'node:crypto'
import type { Connector, Row } from './connector.ts'
import { ownName, parseDate, statedDate } from './dates.ts'
import { wholeJson } from './lines.ts'
import { list, type Members, record, stated, words } from './members.ts'

/**
 * What GitHub's REST API says of one account (https://docs.github.com/en/rest), as the applicant or the company exports
 * it, in one document; nothing is fetched. Every part but `user` may be left out:
 *
 *     { "application": "A-17",        else the file is named after the application (A-17.json)
 *       "user":      GET /users/NAME
 *       "repos":     GET /users/NAME/repos
 *       "commits":   GET /repos/OWNER/REPO/commits, of several repositories one after the other
 *       "followers": GET /users/NAME/followers, with created_at where each was asked for
 *       "following": GET /users/NAME/following }
 *
 * A bare answer of GET /users/NAME is read too. Pages may be nested lists, as `jq --slurp` leaves them. Of commits the
 * dates and whose they are is taken, of followers how old they are and whether they are followed back: no address, no
 * name, no message.
 */
const limit = 256 * 1024 * 1024
/** As many as one observation holds. */
const most = { commits: 10_000, repositories: 5000, followers: 10_000 }

const githubProfile: Connector = {
  id: 'github-profile',
  title: 'GitHub accounts',
  takes:
    'JSON of GitHub’s REST API about one account (user, repos, commits, followers, following), as the applicant or the company exports it.',
  recognises({ head }) {
    if (!/^\s*\{/.test(head)) return false
    const has = (member: string) => new RegExp(`(?<!\\\\)"${member}"\\s*:`).test(head)
    if (!has('login')) return false
    if (has('public_repos') && has('created_at')) return 'certain'
    return has('user') && (has('repos') || has('commits') || has('followers')) ? 'certain' : false
  },
  async *read(file) {
    const whole = await wholeJson(file, limit)
    if ('problem' in whole) {
      yield whole
      return
    }
    const document = record(whole.value)
    const user = words(document.login) ? document : record(parts(document.user)[0])
    const username = words(user.login)
    if (!username) {
      const reason = 'holds no answer of GET /users/NAME with a login: it can’t be told whose account this is'
      yield { row: 0, problem: { field: 'user.login', reason } }
      return
    }
    const at = statedDate(file.name) ?? file.modifiedAt
    const named = words(document.application)?.replace(/^application:/, '') ?? ownName(file.name)
    const about = `application:${named.replace(/\s+/g, '-')}`
    const problems: Row[] = []
    const date = (value: unknown, field: string): number | undefined => {
      const text = words(value)
      if (text === undefined) return undefined
      const found = parseDate(text)
      if (found === undefined)
        problems.push({
          row: 1,
          problem: { field, reason: `${JSON.stringify(text.slice(0, 40))} is not a date` },
        })
      return found
    }
    const isOwn = (login: unknown) => words(login)?.toLowerCase() === username.toLowerCase()

    const repositories = parts(document.repos).map((value, i) => {
      const repo = record(value)
      const owner = record(repo.owner).login
      return stated({
        createdAt: date(repo.created_at, `repos[${i}].created_at`),
        fork: typeof repo.fork === 'boolean' ? repo.fork : undefined,
        own: owner === undefined ? undefined : isOwn(owner),
      })
    })
    const addresses = new Map<string, string>()
    const commits = parts(document.commits).flatMap((value, i) => {
      const { commit, author } = record(value)
      const [wrote, put] = [record(record(commit).author), record(record(commit).committer)]
      const authoredAt = date(wrote.date, `commits[${i}].commit.author.date`)
      if (authoredAt === undefined) return []
      const mail = words(wrote.email)?.toLowerCase() ?? ''
      const number = addresses.get(mail) ?? `author ${addresses.size + 1}`
      addresses.set(mail, number)
      const login = record(author).login
      return [
        stated({
          authoredAt,
          committedAt: date(put.date, `commits[${i}].commit.committer.date`),
          author: number,
          // an address that no account has claimed leaves it open whose the commit is
          own: login === undefined ? undefined : isOwn(login),
        }),
      ]
    })
    const following = new Set(parts(document.following).map((f) => words(record(f).login)?.toLowerCase()))
    const followers = parts(document.followers).map((value, i) => {
      const follower = record(value)
      return stated({
        createdAt: date(follower.created_at, `followers[${i}].created_at`),
        follows:
          document.following === undefined ? undefined : following.has(words(follower.login)?.toLowerCase()),
      })
    })
    const first = stated({
      network: 'github',
      username,
      accountCreatedAt: date(user.created_at, 'user.created_at'),
      repositories: repositories.slice(0, most.repositories),
      commits: commits.slice(0, most.commits),
      followers: followers.slice(0, most.followers),
    })
    yield* problems
    yield row(1, about, at, first)
    for (let from = most.commits; from < commits.length; from += most.commits)
      yield row(1, about, at, {
        network: 'github',
        username,
        commits: commits.slice(from, from + most.commits),
      })
  },
}

export default githubProfile

/** The entries of one or more pages; one object stands for a list of one. */
function parts(value: unknown): unknown[] {
  const all = (list(value) ?? (value === undefined || value === null ? [] : [value])).flat(2)
  return all.filter((entry) => entry !== null && typeof entry === 'object')
}

function row(number: number, about: string, at: number, data: Members): Row {
  const digest = createHash('sha256').update(JSON.stringify(data)).digest('base64url').slice(0, 16)
  const id = `github:${about}:${at}:${digest}`
  return { row: number, value: { id, kind: 'footprint', at, about: [about], data } }
}
