import { claimedCareer } from '../../signals/claimed-career.ts'
import { monthAt, monthsOf, shownMonth } from '../../signals/dates-written.ts'
import { footprint, isOwn, year } from '../../signals/footprint.ts'
import { defineDetector } from '../../types.ts'

export default defineDetector({
  id: 'footprint/nothing-before',
  version: 1,
  title: 'Do a developer’s traces begin long after the career?',
  why: 'A made-up career has a past on paper only: its account, repositories and commits begin shortly before the applications do. Most honest work is private and leaves no trace either, so this says next to nothing alone.',
  benign: [
    'All work was private, behind an employer’s own host, or in a country or trade where nothing is published.',
    'Somebody who values privacy, closed an old account, or deleted what they had.',
    'The export covers one account of several.',
  ],
  clears: ['They show work of their own of any kind.', 'A former employer confirms the job.'],
  check: 'look at own work together',
  settledBy: ['show-work', 'call-employer'],
  references: [
    {
      title: 'GitHub documentation: private contributions are not shown unless somebody chooses to',
      url: 'https://docs.github.com/en/account-and-profile/concepts/contributions-on-your-profile',
    },
  ],
  attack: ['T1585.001'],
  status: 'experimental',
  family: 'footprint',
  stage: 'application',
  tests: 'identity',
  bears: ['identity-invented', 'job-shared'],
  calibration: {
    basis: 'assumed',
    on: 'How many honest developers have no public traces is not published; most may',
  },
  thresholds: {
    months: {
      value: 48,
      unit: 'months',
      says: 'Most careers begin in private repositories; only years without any trace are worth a word. Assumed.',
    },
    weight: { value: 0.1, unit: 'log₁₀', says: 'What it weighs where it holds. Assumed.' },
  },
  about: ['application', 'person'],
  reads: ['footprint', 'application'],
  measures: [footprint, claimedCareer],
  remembers: [footprint, claimedCareer],
  calendar: true,
  detect(window) {
    const months = window.threshold('months')
    const weight = window.threshold('weight')
    const { accounts, logs } = window.known(footprint)
    const traces = [
      ...Object.values(accounts).flatMap((a) => [a.createdAt ?? [], a.firstRepository ?? []].flat()),
      ...Object.values(logs).flatMap((log) => (isOwn(log) ? [log.written[0]!] : [])),
    ]
    if (traces.length === 0) return { is: 'abstain', because: 'no developer’s export was supplied' }
    const career = window.known(claimedCareer)
    // the latest reading of each date: nobody is held to the earliest month that "2014" can mean
    const begins = (career?.starts ?? []).flatMap((written) => monthsOf(written)?.to ?? [])
    if (begins.length === 0)
      return { is: 'abstain', because: 'the application has no dated job that is about writing software' }
    const begin = begins.reduce((a, b) => Math.min(a, b))
    const first = traces.reduce((a, b) => Math.min(a, b))
    const gap = monthAt(first) - begin
    const exhibit = {
      type: 'number' as const,
      label: 'From the first software job to the first trace',
      value: gap,
      unit: 'months',
      expected: { low: -240, high: months },
    }
    if (gap <= months)
      return { is: 'clear', says: 'Traces of work are about as old as the career.', exhibits: [exhibit] }
    return {
      is: 'evidence',
      weight: { 'identity-invented': weight, 'job-shared': weight },
      says: `The first trace of work is of ${shownMonth(monthAt(first))}, ${Math.floor(gap / 12)} years after the first software job.`,
      exhibits: [exhibit],
    }
  },
  examples: [
    {
      title: 'A developer since 2014 whose account is of 2025',
      gives: 'evidence',
      rows: [applies('2014-06'), made(2025)],
    },
    {
      title: 'A developer since 2014 with an account of 2016',
      gives: 'clear',
      rows: [applies('2014-06'), made(2016)],
    },
    { title: 'No export', gives: 'abstain', rows: [applies('2014-06')] },
    {
      title: 'An accountant who programs at night',
      gives: 'abstain',
      rows: [applies('2014-06', 'Accountant'), made(2025)],
    },
  ],
})

function applies(startDate: string, position = 'Software Engineer') {
  const work = [{ name: 'Example Works', position, startDate, endDate: 'Present' }]
  return {
    kind: 'application' as const,
    at: 1_767_225_600_000,
    about: ['application:A-1' as const],
    data: { work },
  }
}

function made(y: number) {
  const data = { network: 'github', username: 'example-dev', accountCreatedAt: (y - 1970) * year }
  return {
    kind: 'footprint' as const,
    at: 1_767_225_600_000 + 3 * 86_400_000,
    about: ['application:A-1' as const],
    data,
  }
}
