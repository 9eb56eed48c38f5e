import type { Company } from '../facts/companies.ts'
import type { ApplicationAsRead } from './application.ts'
import { appliedAt } from './applied.ts'
import { type Months, monthAt, monthsOf, type Period, periodOf } from './dates-written.ts'
import { wordsOf } from './school-names.ts'

/** One entry of an applicant's work. */
export interface Job {
  /** The employer as written. */
  employer: string
  /** The same without legal form and capitals: equal means the same employer. */
  key: string
  /** Position and what was done, as written. */
  text: string
  start?: Months
  end?: Months
  /** Both ends, where both can be read and are in order. */
  period?: Period
}

/** Whether it is written as part-time, contract, own company, internship, board, volunteering: beside other work. */
export function aside({ employer, text }: Job): boolean {
  return beside.test(`${employer} ${text.slice(0, 600)}`)
}

const known = new WeakMap<ApplicationAsRead, readonly Job[]>()

/** The jobs of an application, in the order in which they were written. */
export function jobsOf(application: ApplicationAsRead): readonly Job[] {
  let jobs = known.get(application)
  if (!jobs) {
    jobs = readJobs(application)
    known.set(application, jobs)
  }
  return jobs
}

function readJobs(application: ApplicationAsRead): Job[] {
  const now = monthAt(appliedAt(application))
  return (application.work ?? []).map((entry) => {
    const employer = entry.name?.trim() ?? ''
    const period = periodOf(entry.startDate, entry.endDate, now)
    const start = period?.start ?? monthsOf(entry.startDate, now)
    const end = period?.end ?? monthsOf(entry.endDate, now)
    return {
      employer,
      key: companyKey(employer),
      text: [entry.position, entry.summary].filter(Boolean).join('. '),
      ...(start && { start }),
      ...(end && { end }),
      ...(period && { period }),
    }
  })
}

/** Work that goes beside other work; "(via …)" and "client" are one contractor's several customers. */
const beside =
  /\b(?:part[- ]?time|free[- ]?lanc\w*|contract\w*|consult\w*|self[- ]?employed|independent|own(?:er|ed)?|founder|co-?founder|entrepreneur|intern|interns|internship|trainee|apprentice\w*|student|werkstudent\w*|working student|assistant|adjunct|lecturer|tutor\w*|teach\w*|mentor\w*|coach\w*|volunteer\w*|pro bono|advis[eo]r\w*|board|member|trustee|partner|investor|open[- ]?source|maintainer|side project|hobby|seasonal|temporary|temp|agency|staffing|client|clients|via|seconded|secondment|notice|sabbatical|parental|leave|hourly|hours|on[- ]?call|reserve|national guard|military|research fellow|stagiaire|stage|praktik\w*|autonomo|freiberuf\w*|teilzeit|nebenjob|temps partiel|medio tiempo|tiempo parcial)\b/i

const legalForms = new Set(
  'inc incorporated llc llp lp ltd limited plc corp corporation co company gmbh ag kg se sa sas sarl srl spa bv nv ab as oy aps pty pvt private pte sdn bhd kk sro doo ooo zrt kft group holding holdings'.split(
    ' ',
  ),
)

/** "Acme Corp., Inc." and "ACME" as one; empty when nothing is left. */
export function companyKey(written: string): string {
  const words = wordsOf(written.slice(0, 300).replace(/\([^)]*\)/g, ' '))
  if (words[0] === 'the' && words.length > 1) words.shift()
  while (words.length > 1 && legalForms.has(words.at(-1)!)) words.pop()
  return words.join(' ')
}

/** Whether one of the names begins with the other: "Google" and "Google Cloud" may be one employer. */
export function maybeOneEmployer(a: string, b: string): boolean {
  return a === b || a.startsWith(`${b} `) || b.startsWith(`${a} `)
}

interface CompanyList {
  companies: readonly Company[]
}

const indexes = new WeakMap<CompanyList, Map<string, Company | null>>()

/** The company of the list that a written employer means; undefined where it has none, or two of that name. */
export function companyNamed(list: CompanyList, written: string): Company | undefined {
  let index = indexes.get(list)
  if (!index) {
    index = new Map()
    for (const company of list.companies)
      for (const name of new Set([company.name, ...(company.aliases ?? [])].map(companyKey)))
        if (name) index.set(name, index.has(name) ? null : company)
    indexes.set(list, index)
  }
  return index.get(companyKey(written)) ?? undefined
}
