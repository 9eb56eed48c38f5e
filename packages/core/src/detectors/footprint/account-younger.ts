import { footprint, isOwn, shareBefore, year } from '../../signals/footprint.ts'
import { defineDetector, type Ratios } from '../../types.ts'

/** An account is often made some weeks after the first commits that are later pushed to it. Assumed. */
const slack = 30 * 86_400_000
/** History that is older than its account throughout, by more than a year, is the stronger sign. All assumed. */
const weights = { some: 0.1, most: 0.3 }

export default defineDetector({
  id: 'footprint/account-younger',
  version: 1,
  title: 'Is the developer’s account younger than its commits?',
  why: 'A history that was bought or copied is pushed to an account made for the purpose, so that most of the work is older than the account that shows it. An honest account is as old as its history or older, unless the history was brought along from somewhere else, which many do once.',
  benign: [
    'History that moved from another host, from work or from a computer at home.',
    'A second account, after losing the first one or to part work from home.',
    'Student projects that were published years later.',
    'A computer whose clock was wrong.',
  ],
  clears: [
    'An older account of theirs, on this or another host, with the same history.',
    'They open one of the old changes and explain it.',
  ],
  check: 'look at own work together',
  settledBy: ['show-work'],
  references: [
    {
      title: 'GitHub documentation, REST API: users (created_at) and commits (author and committer dates)',
      url: 'https://docs.github.com/en/rest/users/users',
    },
    {
      title: 'git documentation, git-commit: author and committer dates are set by whoever commits',
      url: 'https://git-scm.com/docs/git-commit',
    },
  ],
  attack: ['T1585.001'],
  status: 'experimental',
  family: 'footprint',
  stage: 'application',
  tests: 'identity',
  bears: ['identity-stolen', 'identity-invented', 'job-shared'],
  calibration: { basis: 'assumed', on: 'How often honest developers import old history is not published' },
  thresholds: {
    enough: { value: 20, unit: 'commits', says: 'Fewest commits of their own that say anything. Assumed.' },
  },
  about: ['application', 'person'],
  reads: ['footprint'],
  measures: [footprint],
  remembers: [footprint],
  detect(window) {
    const enough = window.threshold('enough')
    const { accounts, logs } = window.known(footprint)
    const made = Object.values(accounts).flatMap((a) => (a.createdAt ? [a.createdAt] : []))
    if (made.length === 0) return { is: 'abstain', because: 'no export says when an account was made' }
    const own = Object.values(logs).filter((log) => isOwn(log) && log.commits >= enough)
    if (own.length === 0)
      return {
        is: 'abstain',
        because: Object.values(logs).some((log) => !isOwn(log))
          ? 'the commits have several authors, and it is not marked which one is the applicant'
          : `fewer than ${enough} commits of their own`,
      }
    // an older account elsewhere explains the history of all of them
    const oldest = made.reduce((a, b) => Math.min(a, b))
    const log = own.reduce((a, b) => (b.written[0]! < a.written[0]! ? b : a))
    const share = shareBefore(log, oldest - slack)
    const years = (oldest - log.written[0]!) / year
    const exhibit = {
      type: 'timeline' as const,
      label: 'Account and history',
      events: [
        { at: log.written[0]!, label: 'first commit was written' },
        { at: log.written[5]!, label: 'half of the commits were written' },
        { at: oldest, label: 'the account was made' },
      ].sort((a, b) => a.at - b.at),
    }
    if (share === 0)
      return { is: 'clear', says: 'The account is as old as its commits, or older.', exhibits: [exhibit] }
    const weight = share >= 0.5 && years > 1 ? weights.most : weights.some
    return {
      is: 'evidence',
      weight: {
        'identity-stolen': weight,
        'identity-invented': weight,
        'job-shared': weight,
      } satisfies Ratios,
      says: `About ${Math.round(share * 10) * 10 || 10} % of the commits were written before the account was made, the first one ${shown(years)} before.`,
      exhibits: [exhibit],
    }
  },
  examples: [
    {
      title: 'Five years of history on an account of this year',
      gives: 'evidence',
      rows: [exported(2026, 2020, 100)],
    },
    { title: 'An account as old as its history', gives: 'clear', rows: [exported(2019, 2020, 100)] },
    { title: 'A handful of commits', gives: 'abstain', rows: [exported(2026, 2020, 5)] },
    {
      title: 'A cloned repository with everybody’s commits',
      gives: 'abstain',
      rows: [exported(2026, 2020, 100, (i) => `author ${i % 4}`)],
    },
  ],
})

function shown(years: number): string {
  const months = Math.round(years * 12)
  return months < 24 ? `${Math.max(1, months)} month${months > 1 ? 's' : ''}` : `${Math.round(years)} years`
}

/** An account made in one year, with commits evenly over the five years that begin in another. */
function exported(
  account: number,
  first: number,
  commits: number,
  author: (i: number) => string = () => 'author 1',
) {
  const at = (y: number) => (y - 1970) * year
  return {
    kind: 'footprint' as const,
    at: 1_767_225_600_000,
    about: ['application:A-1' as const],
    data: {
      network: 'github',
      username: 'example-dev',
      accountCreatedAt: at(account),
      commits: Array.from({ length: commits }, (_, i) => ({
        authoredAt: at(first) + (i / commits) * 5 * year,
        author: author(i),
      })),
    },
  }
}
