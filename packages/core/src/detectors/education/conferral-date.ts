import { application } from '../../signals/application.ts'
import { appliedAt } from '../../signals/applied.ts'
import { monthAt, monthNames, shownMonth } from '../../signals/dates-written.ts'
import { studiesOf } from '../../signals/studies.ts'
import { defineDetector } from '../../types.ts'

export default defineDetector({
  id: 'education/conferral-date',
  version: 1,
  title: 'Is the degree dated in a month in which the country’s schools confer degrees?',
  why: 'Schools confer degrees in certain months. Somebody who makes up a date rarely knows them. A month outside is very weak by itself: few people write the date on the certificate.',
  benign: [
    'The month in which the last examination was passed, the thesis handed in, or the person left.',
    'A school or programme with a calendar of its own: trimesters, executive and online programmes.',
    'A degree that was not finished.',
    'An applicant system that filled in a month.',
  ],
  clears: ['The school confirms the degree, whatever the month.'],
  check: 'ask the school to confirm the degree',
  settledBy: ['verify-degree'],
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
  calibration: { basis: 'assumed', on: 'No count of months on honest résumés is published' },
  thresholds: {
    weight: {
      value: 0.1,
      unit: 'log₁₀',
      says: 'Assumed: people write the month in which they left, or any month at all.',
    },
  },
  about: ['application'],
  reads: ['application'],
  measures: [application],
  calendar: true,
  detect(window) {
    const weight = window.threshold('weight')
    const data = window.get(application)?.data
    const studies = data ? studiesOf(data, window.facts('institutions')) : []
    const { countries } = window.facts('academic-calendars')
    const now = data ? monthAt(appliedAt(data)) : 0
    const dated = studies.flatMap((study) => {
      const { end, found, level, aside, school } = study
      const degree = level === 'associate' || level === 'bachelor' || level === 'master'
      // Doctorates are conferred in any month; a month to come is a plan.
      if (!degree || aside || !end?.exact || end.to >= now || !found?.sure) return []
      const places = new Set([found.institution, ...found.namesakes].map(({ country }) => country))
      const [country] = places
      const calendar = places.size === 1 && Object.hasOwn(countries, country!) && countries[country!]
      if (!calendar) return []
      return [
        {
          school,
          country: country!,
          end,
          usual: calendar.months,
          fits: calendar.months.includes((end.from % 12) + 1),
        },
      ]
    })
    if (dated.length === 0)
      return {
        is: 'abstain',
        because: 'no finished degree has a month, at a school whose country’s calendar is on the list',
      }
    const table = {
      type: 'table' as const,
      label: 'Degrees by month',
      columns: ['School', 'Until', 'Degrees are conferred there in'],
      rows: dated.map(({ school, end, usual }) => [
        school.slice(0, 200),
        shownMonth(end.from),
        usual.map((month) => monthNames[month - 1]!.slice(0, 3)).join(', '),
      ]),
    }
    const odd = dated.filter(({ fits }) => !fits)
    if (odd.length > 0)
      return {
        is: 'evidence',
        weight: { 'identity-invented': weight },
        says: `The degree from ${odd[0]!.school.slice(0, 200)} is dated ${shownMonth(odd[0]!.end.from)}, a month in which degrees are rarely conferred there. By itself that means little.`,
        exhibits: [table],
      }
    return {
      is: 'clear',
      says: 'The degree is dated in a month in which degrees are conferred there.',
      exhibits: [table],
    }
  },
  examples: [
    {
      title: 'A degree of October in Japan',
      gives: 'evidence',
      rows: [graduated('University of Tokyo', '2014-10')],
    },
    {
      title: 'A degree of March in Japan',
      gives: 'clear',
      rows: [graduated('University of Tokyo', 'March 2014')],
    },
    {
      title: 'A degree of May in the United States',
      gives: 'clear',
      rows: [graduated('Cornell University', '05/2014')],
    },
    { title: 'A year without a month', gives: 'abstain', rows: [graduated('University of Tokyo', '2014')] },
    {
      title: 'January 1st, which systems make of a year alone',
      gives: 'abstain',
      rows: [graduated('University of Tokyo', '2014-01-01')],
    },
    {
      title: 'A doctorate, conferred in any month',
      gives: 'abstain',
      rows: [graduated('University of Tokyo', '2014-10', 'PhD')],
    },
  ],
})

function graduated(institution: string, endDate: string, studyType = 'Bachelor of Science') {
  return {
    kind: 'application' as const,
    at: 1_767_225_600_000,
    about: ['application:A-1' as const],
    data: { education: [{ institution, studyType, endDate }] },
  }
}
