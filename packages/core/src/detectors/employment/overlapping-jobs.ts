import { application } from '../../signals/application.ts'
import { certainOverlap, shownMonths } from '../../signals/dates-written.ts'
import { aside, type Job, jobsOf, maybeOneEmployer } from '../../signals/jobs.ts'
import { defineDetector } from '../../types.ts'

/** Log10, assumed: people leave out that a job was part-time. */
const weights = { three: 0.6, two: 0.2 } as const
/** Months that three, or two, jobs must run side by side under every reading of their dates. */
const months = { three: 6, two: 18 } as const
/** More jobs than this are not compared: somebody listed engagements. */
const mostJobs = 40

type Dated = Job & { period: NonNullable<Job['period']> }

export default defineDetector({
  id: 'employment/overlapping-jobs',
  version: 1,
  title: 'Were several full-time jobs held at once?',
  why: 'A résumé put together from several people’s, and one person who holds several jobs at once, both show full-time jobs at different employers side by side. Counted are only months that overlap under every reading of the dates, of jobs that are not called part-time, contract, own or beside.',
  benign: [
    'A job that was part-time, a contract or an advisory role, not called so.',
    'An own company, a notice period, a leave of absence.',
    'One employer under two names: a group, a client, a company that was bought.',
    'An older job whose end was never filled in.',
  ],
  clears: [
    'The applicant says which was part-time or a contract, and an employer confirms it.',
    'The employers confirm other dates.',
  ],
  check: 'ask how the jobs fit together',
  settledBy: ['verify-employment-dates', 'call-employer'],
  references: [
    {
      title: 'FBI Internet Crime Complaint Center, PSA I-051624-PSA (2024)',
      url: 'https://www.ic3.gov/PSA/2024/PSA240516',
    },
    {
      title: 'US Bureau of Labor Statistics, multiple jobholders as a percent of employed',
      url: 'https://www.bls.gov/cps/cpsaat36.htm',
    },
  ],
  attack: ['T1585'],
  status: 'experimental',
  family: 'employment',
  stage: 'application',
  tests: 'identity',
  bears: ['job-shared', 'identity-invented'],
  calibration: {
    basis: 'assumed',
    on: 'About one in twenty employed people holds more than one job; how many hold three full-time ones is not counted',
  },
  about: ['application'],
  reads: ['application'],
  measures: [application],
  calendar: true,
  detect(window) {
    const data = window.get(application)?.data
    const dated = (data ? jobsOf(data) : []).filter(
      (job): job is Dated => job.period !== undefined && job.key !== '',
    )
    if (dated.length < 2)
      return { is: 'abstain', because: 'fewer than two jobs have an employer and both dates' }
    if (dated.length > mostJobs)
      return { is: 'abstain', because: `${dated.length} jobs are engagements rather than jobs held` }
    const full = dated.filter(
      (job) => dated.some((other) => other !== job && overlaps(job, other)) && !aside(job),
    )
    const three = sideBySide(full, 3)
    const two = sideBySide(full, 2)
    const found =
      three && three.overlap > months.three ? three : two && two.overlap > months.two ? two : undefined
    if (!found)
      return {
        is: 'clear',
        says: 'The dates of the jobs are possible: no full-time jobs stand side by side for long.',
      }
    const weight = found.jobs.length > 2 ? weights.three : weights.two
    return {
      is: 'evidence',
      weight: { 'job-shared': weight, 'identity-invented': weight },
      says: `${found.jobs.map((job) => job.employer.slice(0, 100)).join(', ')}: ${found.jobs.length} jobs at once for at least ${found.overlap} months, none of them called part-time or contract.`,
      exhibits: [
        {
          type: 'table',
          label: 'Jobs side by side',
          columns: ['Employer', 'From', 'To'],
          rows: found.jobs.map(({ employer, period }) => [
            employer.slice(0, 200),
            shownMonths(period.start),
            period.end.now ? 'present' : shownMonths(period.end),
          ]),
        },
      ],
    }
  },
  examples: [
    {
      title: 'Three full-time jobs at once for two years',
      gives: 'evidence',
      rows: [
        worked(
          ['Acme', '2019-01', '2022-12'],
          ['Globex', '2020-03', '2022-06'],
          ['Initech', '2020-01', 'present'],
        ),
      ],
    },
    {
      title: 'Two full-time jobs at once for three years',
      gives: 'evidence',
      rows: [worked(['Acme', '2019-01', '2022-12'], ['Globex', '2019-06', 'present'])],
    },
    {
      title: 'One job after the other, with a notice period',
      gives: 'clear',
      rows: [
        worked(
          ['Acme', '2016-01', '2019-03'],
          ['Globex', '2019-02', '2021-12'],
          ['Initech', '2021-12', 'present'],
        ),
      ],
    },
    {
      title: 'Years only, each beginning where the last ended',
      gives: 'clear',
      rows: [worked(['Acme', '2016', '2019'], ['Globex', '2019', '2021'], ['Initech', '2021', 'present'])],
    },
    {
      title: 'A job, an own company and a seat on a board',
      gives: 'clear',
      rows: [
        worked(
          ['Acme', '2016', '2022'],
          ['Globex (founder)', '2016', '2022'],
          ['Initech, board member', '2016', '2022'],
        ),
      ],
    },
    { title: 'One job', gives: 'abstain', rows: [worked(['Acme', '2016', '2022'])] },
  ],
})

function overlaps(a: Dated, b: Dated): boolean {
  return certainOverlap(a.period, b.period) > 0
}

/** The `n` jobs at different employers that run side by side the longest, and for how many months. */
function sideBySide(jobs: readonly Dated[], n: 2 | 3): { jobs: Dated[]; overlap: number } | undefined {
  let best: { jobs: Dated[]; overlap: number } | undefined
  const take = (chosen: Dated[], from: number) => {
    for (let i = from; i < jobs.length; i++) {
      const job = jobs[i]!
      if (chosen.some((other) => maybeOneEmployer(other.key, job.key) || !overlaps(other, job))) continue
      if (chosen.length + 1 < n) take([...chosen, job], i + 1)
      else {
        const all = [...chosen, job]
        const overlap =
          Math.min(...all.map((j) => j.period.end.from)) - Math.max(...all.map((j) => j.period.start.to))
        if (overlap > (best?.overlap ?? 0)) best = { jobs: all, overlap }
      }
    }
  }
  take([], 0)
  return best
}

function worked(...jobs: [name: string, startDate: string, endDate: string][]) {
  return {
    kind: 'application' as const,
    at: 1_767_225_600_000,
    about: ['application:A-1' as const],
    data: { work: jobs.map(([name, startDate, endDate]) => ({ name, startDate, endDate })) },
  }
}
