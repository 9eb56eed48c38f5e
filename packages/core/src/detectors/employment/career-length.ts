import { application } from '../../signals/application.ts'
import { appliedAt } from '../../signals/applied.ts'
import { monthAt, shownMonth } from '../../signals/dates-written.ts'
import { aside, type Job, jobsOf } from '../../signals/jobs.ts'
import { type Study, studiesOf } from '../../signals/studies.ts'
import { defineDetector } from '../../types.ts'

/** Log10, assumed: mature students are common, a school-leaver of thirty is not. */
const weights = { beforeSchool: 0.6, beforeAnything: 0.3 } as const

export default defineDetector({
  id: 'employment/career-length',
  version: 1,
  title: 'Is the career as long as the education allows?',
  why: 'Twelve years’ experience at twenty-four: a made-up career is often longer than the life around it. Age is never asked: the career is held against the dates of school and first degree that the applicant wrote, and only where both can’t be true together.',
  benign: [
    'Somebody who left school and came back to finish it years later.',
    'Work before and beside a degree, and degrees late in life: both are normal, and neither counts here.',
    'Earlier jobs that were left out: nothing is held against that where no first degree is dated.',
    'A mistyped year.',
  ],
  clears: ['The applicant says what came first, and an employer or the school confirms it.'],
  check: 'ask what the earliest job was',
  settledBy: ['verify-employment-dates', 'call-employer', 'verify-degree'],
  references: [
    {
      title: 'DTEX, Exposing DPRK’s cyber syndicate and hidden IT workforce (2025)',
      url: 'https://reports.dtexsystems.com/DTEX-Exposing+DPRK+Cyber+Syndicate+and+Hidden+IT+Workforce.pdf',
    },
    {
      title: 'OECD, Education at a Glance: age distribution of graduates and new entrants',
      url: 'https://www.oecd.org/en/publications/education-at-a-glance-2024_c00cad36-en.html',
    },
  ],
  attack: ['T1585'],
  status: 'experimental',
  family: 'employment',
  stage: 'application',
  tests: 'identity',
  bears: ['identity-invented'],
  calibration: { basis: 'assumed', on: 'No count of such careers on honest résumés is published' },
  thresholds: {
    beforeSchool: {
      value: 72,
      unit: 'months',
      says: 'By which a full-time career may begin before the end of secondary school. Assumed.',
    },
    beforeAnything: {
      value: 48,
      unit: 'months',
      says: 'By which claimed experience may exceed everything that the résumé dates. Assumed.',
    },
  },
  about: ['application'],
  reads: ['application'],
  measures: [application],
  calendar: true,
  detect(window) {
    const beforeSchool = window.threshold('beforeSchool')
    const beforeAnything = window.threshold('beforeAnything')
    const data = window.get(application)?.data
    const studies = data ? studiesOf(data, window.facts('institutions')) : []
    const jobs = data ? jobsOf(data) : []
    const now = data ? monthAt(appliedAt(data)) : 0
    const school = leftSchool(studies)
    const degree = firstDegree(studies)
    if (school === undefined && degree === undefined)
      return {
        is: 'abstain',
        because: 'neither the end of school nor the beginning of a first degree is dated',
      }
    const claimed = claimedYears(jobs)
    if (!claimed && !jobs.some((job) => job.start))
      return { is: 'abstain', because: 'no job is dated, and no number of years is claimed' }
    // Only a job from before the end of school matters here.
    const early = jobs.flatMap((job) =>
      job.start && job.start.to < (school ?? 0) && !aside(job) ? [job.start.to] : [],
    )
    const began = Math.min(...early, ...(claimed ? [now - 12 * claimed] : []))
    const number = (label: string, value: number, high: number) => ({
      type: 'number' as const,
      label,
      value: Math.round((10 * value) / 12) / 10,
      unit: 'years',
      expected: { low: 0, high: Math.round((10 * high) / 12) / 10 },
    })
    if (school !== undefined && began < school - beforeSchool)
      return {
        is: 'evidence',
        weight: { 'identity-invented': weights.beforeSchool },
        says: `The career would have begun in ${shownMonth(began)} at the latest, ${Math.floor((school - began) / 12)} years before the end of school in ${shownMonth(school)}.`,
        exhibits: [number('Career before the end of school', school - began, beforeSchool)],
      }
    const earliest = Math.min(
      ...[...studies, ...jobs].flatMap(({ start, end }) => [start, end].flatMap((d) => (d ? [d.from] : []))),
    )
    if (degree !== undefined && claimed && now - 12 * claimed < earliest - beforeAnything)
      return {
        is: 'evidence',
        weight: { 'identity-invented': weights.beforeAnything },
        says: `The résumé claims ${claimed} years of experience; the earliest thing it dates, first degree included, is of ${Math.floor(earliest / 12)}.`,
        exhibits: [number('Experience claimed', 12 * claimed, now - earliest + beforeAnything)],
      }
    return { is: 'clear', says: 'The length of the career fits the education.' }
  },
  examples: [
    {
      title: 'Twelve years of experience, six years after school',
      gives: 'evidence',
      rows: [
        lives(
          [['Lincoln High School', 'High School Diploma', '2015', '2019']],
          [['Acme', '2023', 'present', 'Engineer with 18 years of experience.']],
        ),
      ],
    },
    {
      title: 'More experience than anything on the résumé is old',
      gives: 'evidence',
      rows: [
        lives(
          [['Cornell University', 'BSc', '2016', '2020']],
          [['Acme', '2020', 'present', 'Architect with 15+ years of experience.']],
        ),
      ],
    },
    {
      title: 'Work before a degree',
      gives: 'clear',
      rows: [
        lives([['Cornell University', 'BSc', '2010', '2014']], [['Acme', '2001', '2009', 'Technician.']]),
      ],
    },
    {
      title: 'A job at school',
      gives: 'clear',
      rows: [lives([['Lincoln High School', '', '2005', '2009']], [['Acme', '2006', '2008', 'Shop.']])],
    },
    {
      title: 'Earlier jobs left out, and no degree dated',
      gives: 'abstain',
      rows: [
        lives(
          [['Cornell University', 'BSc', '', '']],
          [['Acme', '2016', 'present', 'Architect with 25 years of experience.']],
        ),
      ],
    },
  ],
})

/** The month by which secondary school had ended at the earliest; of several, the first. */
function leftSchool(studies: readonly Study[]): number | undefined {
  return least(studies.flatMap((s) => (s.level === 'school' && s.end && !s.end.now ? [s.end.from] : [])))
}

/** The month in which the first degree of a bachelor's or associate's kind can have begun. */
function firstDegree(studies: readonly Study[]): number | undefined {
  return least(
    studies.flatMap((s) =>
      (s.level === 'bachelor' || s.level === 'associate') && s.start ? [s.start.from] : [],
    ),
  )
}

function least(months: readonly number[]): number | undefined {
  return months.length > 0 ? Math.min(...months) : undefined
}

/** The most years of experience that a text claims of the applicant, not of a team: 0 when none. */
function claimedYears(jobs: readonly Job[]): number {
  let most = 0
  for (const { text } of jobs)
    for (const claim of text.matchAll(
      /(?<![\d.-])(\d\d?)\s{0,3}\+?\s{0,3}(?:years?|yrs?)['’]?\s{1,3}(?:of\s{1,3})?(?:[\w-]{1,30}\s{1,3}){0,2}experience\b/gi,
    )) {
      const before = text.slice(Math.max(0, claim.index - 40), claim.index)
      if (
        !/\b(?:team|combined|collective|together|company|firm|total of|each|staff|engineers|with over a)\b/i.test(
          before,
        )
      )
        most = Math.max(most, Number(claim[1]))
    }
  return most
}

function lives(
  education: [institution: string, studyType: string, startDate: string, endDate: string][],
  work: [name: string, startDate: string, endDate: string, summary: string][],
) {
  return {
    kind: 'application' as const,
    at: 1_767_225_600_000,
    about: ['application:A-1' as const],
    data: {
      education: education.map(([institution, studyType, startDate, endDate]) => ({
        institution,
        studyType,
        startDate,
        endDate,
      })),
      work: work.map(([name, startDate, endDate, summary]) => ({ name, startDate, endDate, summary })),
    },
  }
}
