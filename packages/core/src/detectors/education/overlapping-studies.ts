import { application } from '../../signals/application.ts'
import { certainOverlap, type Period, shownMonths } from '../../signals/dates-written.ts'
import { farApart, type ListedPlace } from '../../signals/far-apart.ts'
import { aside, companyNamed, jobsOf } from '../../signals/jobs.ts'
import { type Study, studiesOf } from '../../signals/studies.ts'
import { defineDetector, type Facts } from '../../types.ts'

/** Log10, assumed: online degrees that are not called so are common. */
const weights = { twoStudies: 0.3, studyAndJob: 0.2 } as const

interface Presence {
  what: string
  place: ListedPlace
  period: Period
  studies: boolean
}

export default defineDetector({
  id: 'education/overlapping-studies',
  version: 1,
  title: 'Were two places attended at once that are far apart?',
  why: 'A life put together from parts of others has somebody study full-time in one country and study or work full-time in another, for years. Counted are only months that overlap under every reading of the dates.',
  benign: [
    'A degree taken online or by distance learning, not called so.',
    'A joint or double degree, an exchange, a transfer.',
    'Work from afar beside a degree.',
    'A mistyped year.',
    'A campus of the school in another country.',
  ],
  clears: [
    'The applicant says that one of the two was online or part-time, and the school confirms it.',
    'The school confirms the dates.',
  ],
  check: 'ask how the two fit together, then ask the school to confirm the dates',
  settledBy: ['verify-employment-dates', 'verify-degree'],
  references: [
    {
      title: 'Mandiant, Staying a step ahead: mitigating the DPRK IT worker threat',
      url: 'https://cloud.google.com/blog/topics/threat-intelligence/mitigating-dprk-it-worker-threat',
    },
  ],
  attack: ['T1585'],
  status: 'experimental',
  family: 'education',
  stage: 'application',
  tests: 'identity',
  bears: ['identity-invented'],
  calibration: { basis: 'assumed', on: 'No count of overlapping degrees on honest résumés is published' },
  thresholds: {
    months: {
      value: 12,
      unit: 'months',
      says: 'Side by side, that no exchange, transfer or summer explains, under every reading of the dates. Assumed.',
    },
  },
  about: ['application'],
  reads: ['application'],
  measures: [application],
  calendar: true,
  detect(window) {
    const months = window.threshold('months')
    const data = window.get(application)?.data
    const studies = data ? studiesOf(data, window.facts('institutions')).flatMap(attended) : []
    const jobs = data ? worked(data, window.facts('companies')) : []
    if (studies.length === 0 || studies.length + jobs.length < 2)
      return {
        is: 'abstain',
        because: 'fewer than two full-time periods, one of them of study, have dates and a known place',
      }
    const { codes } = window.facts('area-codes')
    const found = studies.flatMap((a, i) =>
      [...studies.slice(i + 1), ...jobs].flatMap((b) => {
        const overlap = certainOverlap(a.period, b.period)
        const apart = overlap > months ? farApart(a.place, b.place, codes) : undefined
        return apart
          ? [{ a, b, overlap, apart, weight: b.studies ? weights.twoStudies : weights.studyAndJob }]
          : []
      }),
    )
    const table = {
      type: 'table' as const,
      label: 'Full-time periods with a known place',
      columns: ['What', 'Place', 'From', 'To'],
      rows: [...studies, ...jobs].map(({ what, place, period }) => [
        what,
        [place.region, place.country].filter(Boolean).join(', '),
        shownMonths(period.start),
        shownMonths(period.end),
      ]),
    }
    if (found.length === 0)
      return {
        is: 'clear',
        says: 'No two places were attended at once that are far apart.',
        exhibits: [table],
      }
    found.sort((x, y) => y.weight - x.weight || y.overlap - x.overlap)
    const { a, b, overlap, apart, weight } = found[0]!
    return {
      is: 'evidence',
      weight: { 'identity-invented': weight },
      says: `${a.what} and ${b.what} overlap by at least ${overlap} months and are ${apart}.`,
      exhibits: [table],
    }
  },
  examples: [
    {
      title: 'Two degrees in two countries, three years side by side',
      gives: 'evidence',
      rows: [
        studied(['Cornell University', '2009-09', '2013-05'], ['University of Oxford', '2009-10', '2012-06']),
      ],
    },
    {
      title: 'One degree after the other',
      gives: 'clear',
      rows: [studied(['Cornell University', '2009', '2013'], ['University of Oxford', '2013', '2015'])],
    },
    {
      title: 'A year abroad',
      gives: 'clear',
      rows: [
        studied(['Cornell University', '2009-09', '2013-05'], ['University of Oxford', '2011-09', '2012-06']),
      ],
    },
    {
      title: 'Years only, which may touch and need not overlap by much',
      gives: 'clear',
      rows: [studied(['Cornell University', '2009', '2012'], ['University of Oxford', '2011', '2013'])],
    },
    {
      title: 'A degree taken online',
      gives: 'abstain',
      rows: [
        studied(
          ['Cornell University', '2009-09', '2013-05'],
          ['University of Oxford (online)', '2009-10', '2012-06'],
        ),
      ],
    },
    { title: 'One school', gives: 'abstain', rows: [studied(['Cornell University', '2009', '2013'])] },
  ],
})

function attended({ school, found, period, aside, level }: Study): Presence[] {
  // A doctorate is often written up from elsewhere; a school before any degree stands beside nothing.
  if (
    !found?.sure ||
    found.namesakes.length > 0 ||
    !period ||
    aside ||
    level === 'school' ||
    level === 'doctorate'
  )
    return []
  const { country, region } = found.institution
  return [
    { what: school.slice(0, 200), place: { country, ...(region && { region }) }, period, studies: true },
  ]
}

/** Jobs whose employer has one place on the company's list: others may be anywhere. */
function worked(data: Parameters<typeof jobsOf>[0], list: Facts['companies']): Presence[] {
  if (list.companies.length === 0) return []
  return jobsOf(data).flatMap((job) => {
    const { employer, period, text } = job
    const company = companyNamed(list, employer)
    if (!company?.country || !period || aside(job) || /\b(?:remote|home office|telecommut\w*)\b/i.test(text))
      return []
    const { country, region } = company
    return [
      { what: employer.slice(0, 200), place: { country, ...(region && { region }) }, period, studies: false },
    ]
  })
}

function studied(...entries: [institution: string, startDate: string, endDate: string][]) {
  return {
    kind: 'application' as const,
    at: 1_767_225_600_000,
    about: ['application:A-1' as const],
    data: {
      education: entries.map(([institution, startDate, endDate]) => ({ institution, startDate, endDate })),
    },
  }
}
