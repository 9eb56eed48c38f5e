import type { Company } from '../../facts/companies.ts'
import { application } from '../../signals/application.ts'
import { listedMonths, shownMonths } from '../../signals/dates-written.ts'
import { companyNamed, type Job, jobsOf } from '../../signals/jobs.ts'
import { defineDetector } from '../../types.ts'

/** Log10, assumed. A job wholly before or after its employer existed; one that begins or ends outside. */
const weights = { outside: 1.3, partly: 0.3 } as const
/** Months around a founding or closing in which nothing is held against anybody. */
const grace = 12
/** Founders and first staff work for years before a company exists in law, and wind one up for years after. */
const longGrace = 24

export default defineDetector({
  id: 'employment/company-lifetime',
  version: 1,
  title: 'Did the employer exist at that time?',
  why: 'A made-up job can stand at a company that was not founded yet, or had closed. Where a company has supplied when employers were founded and closed, that can be looked up.',
  benign: [
    'A mistyped year.',
    'A predecessor, called by the name that it has today.',
    'A company that was bought and whose name lived on, or of which a part did.',
    'Another company of the same name.',
    'Founders and first staff, before the company existed in law.',
  ],
  clears: ['The employer or its successor confirms the dates.', 'A payslip or contract of those years.'],
  check: 'call the employer or its successor',
  settledBy: ['call-employer', 'verify-employment-dates'],
  references: [
    {
      title: 'DTEX, Exposing DPRK’s cyber syndicate and hidden IT workforce (2025)',
      url: 'https://reports.dtexsystems.com/DTEX-Exposing+DPRK+Cyber+Syndicate+and+Hidden+IT+Workforce.pdf',
    },
  ],
  attack: ['T1585'],
  status: 'experimental',
  family: 'employment',
  stage: 'application',
  tests: 'identity',
  bears: ['identity-invented'],
  calibration: { basis: 'assumed', on: 'Depends on the list that the company supplies' },
  about: ['application'],
  reads: ['application'],
  measures: [application],
  calendar: true,
  detect(window) {
    const list = window.facts('companies')
    if (list.companies.length === 0)
      return { is: 'abstain', because: 'your company has loaded no list of companies with their dates' }
    const data = window.get(application)?.data
    const judged = (data ? jobsOf(data) : []).flatMap((job) => {
      const company = companyNamed(list, job.employer)
      if (!company || (!company.founded && !company.closed) || (!job.start && !job.end)) return []
      return [{ job, company, ...compare(job, company) }]
    })
    if (judged.length === 0)
      return { is: 'abstain', because: 'no dated job is at a company whose dates are on your company’s list' }
    const table = {
      type: 'table' as const,
      label: 'Jobs and their employers',
      columns: ['Employer', 'From', 'To', 'Founded', 'Closed'],
      rows: judged.map(({ job, company }) => [
        job.employer.slice(0, 200),
        job.start ? shownMonths(job.start) : 'not given',
        job.end ? shownMonths(job.end) : 'not given',
        company.founded ?? 'not listed',
        company.closed ?? 'not listed',
      ]),
    }
    const [worst] = judged.sort((a, b) => b.weight - a.weight)
    if (worst!.weight === 0)
      return {
        is: 'clear',
        says:
          judged.length === 1
            ? 'The employer existed at that time.'
            : `${judged.length} employers existed at those times.`,
        exhibits: [table],
      }
    return {
      is: 'evidence',
      weight: { 'identity-invented': worst!.weight },
      says: worst!.says,
      exhibits: [table],
    }
  },
  examples: [
    {
      title: 'A job that ended before the company was founded',
      gives: 'evidence',
      rows: [worked('Invented Cloud, Inc.', '2006', '2009')],
      lists: companies(),
    },
    {
      title: 'A job that began after the company had closed',
      gives: 'evidence',
      rows: [worked('Invented Mart', '2016-05', 'present')],
      lists: companies(),
    },
    {
      title: 'A job within the company’s time',
      gives: 'clear',
      rows: [worked('Invented Cloud', '2015', '2019')],
      lists: companies(),
    },
    {
      title: 'Somebody who wound it up',
      gives: 'clear',
      rows: [worked('Invented Mart', '2008', '2014')],
      lists: companies(),
    },
    {
      title: 'Somebody who was there before it existed in law',
      gives: 'clear',
      rows: [worked('Invented Cloud', '2011', '2015')],
      lists: companies(),
    },
    {
      title: 'A company that is not on the list',
      gives: 'abstain',
      rows: [worked('Another Cloud', '2006', '2009')],
      lists: companies(),
    },
    { title: 'No list', gives: 'abstain', rows: [worked('Invented Cloud', '2006', '2009')] },
  ],
})

function compare({ start, end }: Job, company: Company): { weight: number; says: string } {
  const founded = listedMonths(company.founded)
  const closed = listedMonths(company.closed)
  const { name } = company
  if (founded && end && end.to < founded.from - grace)
    return {
      weight: weights.outside,
      says: `The résumé has ${name} until ${shownMonths(end)}; it was founded in ${shownMonths(founded)}.`,
    }
  if (closed && start && start.from > closed.to + grace)
    return {
      weight: weights.outside,
      says: `The résumé has ${name} from ${shownMonths(start)}; it closed in ${shownMonths(closed)}.`,
    }
  if (founded && start && start.to < founded.from - longGrace)
    return {
      weight: weights.partly,
      says: `The résumé has ${name} from ${shownMonths(start)}; it was founded in ${shownMonths(founded)}.`,
    }
  if (closed && end && end.from > closed.to + longGrace)
    return {
      weight: weights.partly,
      says: `The résumé has ${name} until ${shownMonths(end)}; it closed in ${shownMonths(closed)}.`,
    }
  return { weight: 0, says: '' }
}

function companies() {
  return {
    companies: {
      companies: [
        { name: 'Invented Cloud', founded: '2012-03' },
        { name: 'Invented Mart', founded: '1980', closed: '2013-06' },
      ],
    },
  }
}

function worked(name: string, startDate: string, endDate: string) {
  return {
    kind: 'application' as const,
    at: 1_767_225_600_000,
    about: ['application:A-1' as const],
    data: { work: [{ name, startDate, endDate }] },
  }
}
