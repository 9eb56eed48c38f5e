import { type Data, defineAccumulator } from '../types.ts'

/** What the supplied exports of one developer hold together. Times in milliseconds since 1970. */
export interface Footprint {
  /** By host and user name. */
  accounts: Record<string, Account>
  /** By export: authors are numbered within one, so each log is judged by itself. */
  logs: Record<string, Log>
}

export interface Account {
  createdAt?: number
  lastActiveAt?: number
  renamedAt?: number
  /** The first repository that is neither a fork nor somebody else's. */
  firstRepository?: number
  followers?: Followers
}

/** Followers whose day of creation is known. */
export interface Followers {
  known: number
  /** The most that were created within 30 days of one another. */
  together: number
  /** Followed back. */
  mutual: number
}

/** The applicant's commits in one log: those that the export marks as theirs, else all that it does not mark as others'. */
export interface Log {
  commits: number
  /** Addresses that wrote them; several without a mark mean that it can't be told which is the applicant's. */
  authors: number
  marked: boolean
  /** When they were written: the first, nine in between, the last. */
  written: number[]
  /** How many have a date of being committed. */
  dated: number
  /** The most that were committed within one minute, and over how many years those were written. */
  atOnce: number
  atOnceYears: number
}

export const year = 365.25 * 86_400_000
const month = 30 * 86_400_000
const minute = 60_000

/** Extremes per account and one entry per export: neither order nor a second copy of an export changes the state. */
export const footprint = defineAccumulator({
  id: 'signals/footprint',
  version: 1,
  reads: ['footprint'],
  empty: { accounts: {}, logs: {} } as Footprint,
  add(state, batch) {
    let next = state
    for (const { source, id, data } of batch)
      next = merge(next, { accounts: accountIn(data), logs: logIn(`${source} ${id}`, data.commits ?? []) })
    return next
  },
  merge,
})

/** Whose log it is, as far as can be told. */
export function isOwn(log: Log): boolean {
  return log.marked || log.authors === 1
}

/** How many of a log's commits were written before `at`, to a tenth of them. */
export function shareBefore({ written }: Log, at: number): number {
  return written.filter((t) => t < at).length / written.length
}

function accountIn(data: Data['footprint']): Record<string, Account> {
  const account: Account = {}
  if (data.accountCreatedAt) account.createdAt = data.accountCreatedAt
  if (data.lastActiveAt) account.lastActiveAt = data.lastActiveAt
  if (data.renamedAt) account.renamedAt = data.renamedAt
  const made = (data.repositories ?? []).flatMap((r) =>
    r.createdAt && r.fork !== true && r.own !== false ? [r.createdAt] : [],
  )
  if (made.length > 0) account.firstRepository = made.reduce((a, b) => Math.min(a, b))
  const followers = (data.followers ?? []).flatMap((f) =>
    f.createdAt ? [{ ...f, createdAt: f.createdAt }] : [],
  )
  if (followers.length > 0) {
    const created = followers.map((f) => f.createdAt).sort((a, b) => a - b)
    account.followers = {
      known: followers.length,
      together: densest(created, month).count,
      mutual: followers.filter((f) => f.follows === true).length,
    }
  }
  if (Object.keys(account).length === 0) return {}
  return { [`${data.network}/${data.username ?? ''}`.toLowerCase().slice(0, 200)]: account }
}

function logIn(key: string, all: NonNullable<Data['footprint']['commits']>): Record<string, Log> {
  const marked = all.filter((c) => c.own === true)
  const mine = marked.length > 0 ? marked : all.filter((c) => c.own !== false)
  if (mine.length === 0) return {}
  const written = mine.map((c) => c.authoredAt).sort((a, b) => a - b)
  const dated = mine.flatMap((c) => (c.committedAt ? [{ at: c.committedAt, wrote: c.authoredAt }] : []))
  dated.sort((a, b) => a.at - b.at || a.wrote - b.wrote)
  const once = densest(
    dated.map((c) => c.at),
    minute,
  )
  const wrote = dated.slice(once.from, once.from + once.count).map((c) => c.wrote)
  const span = wrote.reduce((a, b) => Math.max(a, b), 0) - wrote.reduce((a, b) => Math.min(a, b), 4e12)
  return {
    [key]: {
      commits: mine.length,
      authors: new Set(mine.map((c) => c.author ?? '')).size,
      marked: marked.length > 0,
      written: Array.from({ length: 11 }, (_, i) => written[Math.round((i * (written.length - 1)) / 10)]!),
      dated: dated.length,
      atOnce: once.count,
      atOnceYears: wrote.length > 0 ? Math.round((span / year) * 100) / 100 : 0,
    },
  }
}

/** The most of ascending times that lie within `width` of the first of them, and where they begin. */
function densest(times: readonly number[], width: number): { from: number; count: number } {
  let [from, count, end] = [0, 0, 0]
  for (let i = 0; i < times.length; i++) {
    while (end < times.length && times[end]! - times[i]! <= width) end++
    if (end - i > count) [from, count] = [i, end - i]
  }
  return { from, count }
}

function merge(a: Footprint, b: Footprint): Footprint {
  const accounts = { ...a.accounts }
  for (const [name, y] of Object.entries(b.accounts)) accounts[name] = both(accounts[name] ?? {}, y)
  return { accounts, logs: { ...a.logs, ...b.logs } }
}

/** An older export knows less of what is newest, and never more of what came first. */
function both(x: Account, y: Account): Account {
  const out: Account = {}
  const first = (p?: number, q?: number) => (p && q ? Math.min(p, q) : (p ?? q))
  const last = (p?: number, q?: number) => (p && q ? Math.max(p, q) : (p ?? q))
  const createdAt = first(x.createdAt, y.createdAt)
  const firstRepository = first(x.firstRepository, y.firstRepository)
  const lastActiveAt = last(x.lastActiveAt, y.lastActiveAt)
  const renamedAt = last(x.renamedAt, y.renamedAt)
  const followers = larger(x.followers, y.followers)
  if (createdAt) out.createdAt = createdAt
  if (firstRepository) out.firstRepository = firstRepository
  if (lastActiveAt) out.lastActiveAt = lastActiveAt
  if (renamedAt) out.renamedAt = renamedAt
  if (followers) out.followers = followers
  return out
}

function larger(x: Followers | undefined, y: Followers | undefined): Followers | undefined {
  if (!x || !y) return x ?? y
  const order = y.known - x.known || y.together - x.together || y.mutual - x.mutual
  return order > 0 ? y : x
}
