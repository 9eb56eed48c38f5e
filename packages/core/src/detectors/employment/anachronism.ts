import { application } from '../../signals/application.ts'
import { appliedAt } from '../../signals/applied.ts'
import { listedMonths, monthAt, shownMonth, shownMonths } from '../../signals/dates-written.ts'
import { type Job, jobsOf } from '../../signals/jobs.ts'
import { type NamedTechnology, technologiesIn } from '../../signals/technologies.ts'
import { defineDetector } from '../../types.ts'

/** Log10, assumed. One technology within two years is a mistyped date as easily as a made-up job. */
const weights = { clear: 1.3, near: 0.6, years: 0.3 } as const
/** Months before a technology's first public date in which people may have had it: insiders, early access. */
const grace = 12
/** From so many months on, or from two technologies on, it weighs in full. */
const long = 24
/** Years of experience that may exceed a technology's age by rounding and by insiders. */
const graceYears = 2

interface Finding {
  weight: number
  says: string
  row: (string | number)[]
}

export default defineDetector({
  id: 'employment/anachronism',
  version: 1,
  title: 'Did the technologies exist when the résumé says they were used?',
  why: 'A past that was written today names today’s tools. A job that had ended before a technology was first shown to anybody can’t have used it. Each technology’s first public date is a published fact, and the earliest is taken where sources differ.',
  benign: [
    'A mistyped year.',
    'A sentence about what became of the work later.',
    'Somebody who worked for the maker, or had it before others.',
    'A name that means something else: an in-house tool, a product, a person.',
    'A date on the list that is wrong: its source stands beside it.',
  ],
  clears: [
    'The applicant corrects the date, and the employer confirms it.',
    'They can show or explain the work in its time.',
  ],
  check: 'ask about that work: what was used, and when',
  settledBy: ['show-work', 'call-employer'],
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
  calibration: {
    basis: 'assumed',
    on: 'Dates: named per technology. How often honest applicants mistype a year by so much is not published',
  },
  about: ['application'],
  reads: ['application'],
  measures: [application],
  calendar: true,
  detect(window) {
    const data = window.get(application)?.data
    const jobs = data ? jobsOf(data) : []
    if (!jobs.some((job) => job.text !== ''))
      return { is: 'abstain', because: 'no job says what was done there' }
    const list = window.facts('technologies')
    const now = monthAt(appliedAt(data!))
    let judged = 0
    const found: Finding[] = []
    for (const job of jobs) {
      const counts = /\d\s{0,3}\+?\s{0,3}(?:years?|yrs?)\b/i.test(job.text)
      for (const named of job.text ? technologiesIn(list, job.text) : []) {
        const since = listedMonths(named.technology.since)
        if (!since) continue
        if (job.end) judged++
        const finding =
          tooEarly(job, named, since.from) ?? (counts ? tooLong(job, named, since.from, now) : undefined)
        if (finding) found.push(finding)
      }
    }
    if (found.length === 0) {
      if (judged === 0)
        return {
          is: 'abstain',
          because: 'no job with an end date names a technology whose beginning is on the list',
        }
      return {
        is: 'clear',
        says: `The technologies existed when the résumé says they were used (${judged} looked up).`,
      }
    }
    found.sort((a, b) => b.weight - a.weight)
    const early = found.filter((f) => f.weight !== weights.years).length
    return {
      is: 'evidence',
      weight: { 'identity-invented': early > 1 ? weights.clear : found[0]!.weight },
      says: found[0]!.says,
      exhibits: [
        {
          type: 'table',
          label: 'What the résumé says, and since when it exists',
          columns: ['Technology', 'At', 'The résumé says', 'First public in', 'Source'],
          rows: found.slice(0, 50).map((f) => f.row),
        },
      ],
    }
  },
  examples: [
    {
      title: 'Kubernetes in a job that ended in 2009',
      gives: 'evidence',
      rows: [worked('2006', '2009', 'Ran payment services on Kubernetes.')],
    },
    {
      title: 'Twenty years of something that is ten years old',
      gives: 'evidence',
      rows: [worked('2020', 'present', 'Lead developer with 20 years of experience in TypeScript.')],
    },
    {
      title: 'Kubernetes in a job that went on after it was shown',
      gives: 'clear',
      rows: [worked('2010', '2016', 'Ran payment services on VMware, then on Kubernetes.')],
    },
    {
      title: 'The year before: early access',
      gives: 'clear',
      rows: [worked('2010-01', '2013-12', 'Ran payment services on Kubernetes.')],
    },
    {
      title: 'What became of it later',
      gives: 'clear',
      rows: [worked('2006', '2009', 'Built the scheduler in Python; it was later moved to Kubernetes.')],
    },
    {
      title: 'No technology',
      gives: 'abstain',
      rows: [worked('2006', '2009', 'Led a team of nine nurses.')],
    },
    { title: 'No dates', gives: 'abstain', rows: [worked('', '', 'Ran payment services on Kubernetes.')] },
  ],
})

function tooEarly(job: Job, named: NamedTechnology, since: number): Finding | undefined {
  if (!job.end || job.end.now || job.end.to >= since - grace || elsewhen(sentence(job.text, named.at)))
    return undefined
  const written = asWritten(job.text, named)
  return {
    weight: since - job.end.to >= long ? weights.clear : weights.near,
    says: `The résumé has ${written} in a job that ended in ${shownMonths(job.end)}; it was first shown in ${shownMonth(since)}.`,
    row: [
      written,
      job.employer.slice(0, 200),
      `until ${shownMonths(job.end)}`,
      shownMonth(since),
      named.technology.source,
    ],
  }
}

/** "12 years of Kubernetes": the number belongs to the name that follows it, not to a list of several. */
function tooLong(job: Job, named: NamedTechnology, since: number, now: number): Finding | undefined {
  const before = job.text.slice(Math.max(0, named.at - 70), named.at)
  const claim =
    /(?<![\d.])(\d\d?)\s{0,3}\+?\s{0,3}(?:years?|yrs?)\s+(?:of\s+)?(?:(?:professional|commercial|practical|hands-on|solid|strong|industry|working|work)\s+)*(?:experience\s+)?(?:(?:working|developing|building|programming)\s+)?(?:with|in|using|on|of)?\s*$/i.exec(
      before,
    )
  const years = claim ? Number(claim[1]) : 0
  const age = (now - since) / 12
  if (years <= age + graceYears || age < 0) return undefined
  const written = asWritten(job.text, named)
  return {
    weight: weights.years,
    says: `The résumé has ${years} years of ${written}; it was first shown in ${shownMonth(since)}.`,
    row: [written, job.employer.slice(0, 200), `${years} years`, shownMonth(since), named.technology.source],
  }
}

function asWritten(text: string, { at, length }: NamedTechnology): string {
  return text.slice(at, at + length)
}

function sentence(text: string, at: number): string {
  const start = Math.max(...['. ', '\n', ';', '•', '!'].map((end) => text.lastIndexOf(end, at)), at - 300, 0)
  const rest = /[.!](?=\s|$)|[\n;•]/.exec(text.slice(at))
  return text.slice(start, Math.min(text.length, at + Math.min(rest?.index ?? 300, 300)))
}

/** The sentence speaks of another time, or of something like it. */
function elsewhen(words: string): boolean {
  return /\b(?:later|now|today|nowadays|currently|subsequently|eventually|since then|afterwards|future|planned|became|predecessor|precursor|forerunner|before|prior|pre|similar|equivalent|comparable|like|analogous|inspired|migrat\w+|successor|später|heute|después|ahora|plus tard|aujourd)\b/i.test(
    words,
  )
}

function worked(startDate: string, endDate: string, summary: string) {
  return {
    kind: 'application' as const,
    at: 1_767_225_600_000,
    about: ['application:A-1' as const],
    data: { work: [{ name: 'Acme', startDate, endDate, summary }] },
  }
}
