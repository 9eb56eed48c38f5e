import { footprint, isOwn, year } from '../../signals/footprint.ts'
import { defineDetector } from '../../types.ts'

export default defineDetector({
  id: 'footprint/rewritten-authorship',
  version: 1,
  title: 'Was the history rewritten in bulk?',
  why: 'To make somebody else’s history one’s own, its commits are written again under another name: the dates of writing stay spread over years, and all are committed within a moment. git keeps both dates. Rewriting has honest reasons as well, so it weighs little and is asked about.',
  benign: [
    'A rebase of a whole history, or one that took out a secret or a large file.',
    'A change of one’s own address or name throughout the history.',
    'A move from another version control system.',
    'A repository put together from several.',
  ],
  clears: [
    'They say why the history was rewritten, and the earlier one still exists somewhere.',
    'They open one of the old changes and explain it.',
  ],
  check: 'look at own work together',
  settledBy: ['show-work'],
  references: [
    {
      title:
        'git documentation, git-rebase: --committer-date-is-author-date, and what happens to dates without it',
      url: 'https://git-scm.com/docs/git-rebase',
    },
    {
      title: 'git documentation, gitmailmap: one person, several addresses',
      url: 'https://git-scm.com/docs/gitmailmap',
    },
  ],
  attack: ['T1585.001'],
  status: 'experimental',
  family: 'footprint',
  stage: 'application',
  tests: 'identity',
  bears: ['identity-stolen', 'identity-invented', 'job-shared'],
  calibration: {
    basis: 'assumed',
    on: 'How often honest developers rewrite years of history is not published',
  },
  thresholds: {
    bulk: {
      value: 50,
      unit: 'commits',
      says: 'Committed within one minute, though written over years. Assumed.',
    },
    bulkYears: {
      value: 1,
      unit: 'years',
      says: 'Over which those were written, at least. A branch that is rebased spans weeks. Assumed.',
    },
    ordinary: {
      value: 20,
      unit: 'commits',
      says: 'Up to this many within a minute is an ordinary rebase, merge or cherry-pick. Assumed.',
    },
    weight: { value: 0.3, unit: 'log₁₀', says: 'What it weighs where it holds. Assumed.' },
  },
  about: ['application', 'person'],
  reads: ['footprint'],
  measures: [footprint],
  remembers: [footprint],
  detect(window) {
    const bulk = window.threshold('bulk')
    const bulkYears = window.threshold('bulkYears')
    const ordinary = window.threshold('ordinary')
    const weight = window.threshold('weight')
    const logs = Object.values(window.known(footprint).logs)
    const own = logs.filter((log) => isOwn(log) && log.dated >= bulk)
    if (own.length === 0)
      return {
        is: 'abstain',
        because: logs.some((log) => log.dated >= bulk)
          ? 'the commits have several authors, and it is not marked which one is the applicant'
          : `fewer than ${bulk} commits of their own with both dates`,
      }
    const log = own.reduce((a, b) => (b.atOnce * b.atOnceYears > a.atOnce * a.atOnceYears ? b : a))
    const exhibit = {
      type: 'table' as const,
      label: 'Commits within one minute',
      columns: ['Commits of their own', 'Most within one minute', 'Written over years', 'Addresses'],
      rows: [[log.commits, log.atOnce, Math.round(log.atOnceYears * 10) / 10, log.authors]],
    }
    if (log.atOnce >= bulk && log.atOnceYears >= bulkYears)
      return {
        is: 'evidence',
        weight: { 'identity-stolen': weight, 'identity-invented': weight, 'job-shared': weight },
        says: `${log.atOnce} commits that were written over ${Math.round(log.atOnceYears * 10) / 10} years were all committed within one minute: the history was rewritten.`,
        exhibits: [exhibit],
      }
    if (own.every((l) => l.atOnce <= ordinary))
      return { is: 'clear', says: 'The history grew commit by commit.', exhibits: [exhibit] }
    return { is: 'abstain', because: 'some commits were made at once, as a rebase or a merge leaves them' }
  },
  examples: [
    {
      title: 'Four years of work, committed within one minute',
      gives: 'evidence',
      rows: [logged(100, 4, () => 0)],
    },
    { title: 'Committed as written', gives: 'clear', rows: [logged(100, 4, (i) => (i / 100) * 4 * year)] },
    { title: 'A branch of a month, rebased', gives: 'abstain', rows: [logged(80, 0.08, () => 0)] },
    { title: 'Too few commits', gives: 'abstain', rows: [logged(30, 4, () => 0)] },
  ],
})

/** Commits written evenly over some years, each committed `committed(i)` after the first one was written. */
function logged(commits: number, years: number, committed: (i: number) => number) {
  const at = 1_600_000_000_000
  return {
    kind: 'footprint' as const,
    at: 1_767_225_600_000,
    about: ['application:A-1' as const],
    data: {
      network: 'git',
      commits: Array.from({ length: commits }, (_, i) => ({
        authoredAt: at + (i / commits) * years * year,
        committedAt: at + committed(i) + 1000 * (i % 50),
        author: 'author 1',
      })),
    },
  }
}
