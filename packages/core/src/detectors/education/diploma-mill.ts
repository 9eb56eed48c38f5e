import { application } from '../../signals/application.ts'
import { listedSchool } from '../../signals/listed-schools.ts'
import { studiesOf } from '../../signals/studies.ts'
import { defineDetector } from '../../types.ts'

export default defineDetector({
  id: 'education/diploma-mill',
  version: 1,
  title: 'Is the degree from a seller of degrees?',
  why: 'A diploma mill sells certificates for money and little or no study, often under a name that is close to a real university’s. Which schools are mills is a judgement: the list is the company’s own, and each entry says whose judgement it is.',
  benign: [
    'A real school with the same or nearly the same name, elsewhere or earlier.',
    'Somebody who was deceived by the seller.',
    'A school that lost its accreditation after the person had left.',
    'An entry that should not be on the list.',
  ],
  clears: [
    'A recognised school of that name confirms the degree.',
    'The school was accredited in the years of study.',
  ],
  check: 'ask which school it was, and ask that school to confirm the degree',
  settledBy: ['verify-degree'],
  references: [
    {
      title: 'US Federal Trade Commission, College degree scams',
      url: 'https://consumer.ftc.gov/articles/college-degree-scams',
    },
    {
      title: 'Ezell and Bear, Degree Mills, Prometheus 2012',
    },
  ],
  attack: ['T1585'],
  status: 'experimental',
  family: 'education',
  stage: 'application',
  tests: 'identity',
  bears: ['identity-invented'],
  calibration: {
    basis: 'assumed',
    on: 'Depends on the company’s list; no rate among honest applicants is published',
  },
  thresholds: {
    weight: {
      value: 1.35,
      unit: 'log₁₀',
      says: 'Assumed: a bought degree is a false claim; it says less about who makes it.',
    },
  },
  about: ['application'],
  reads: ['application'],
  measures: [application],
  detect(window) {
    const weight = window.threshold('weight')
    const { mills } = window.facts('diploma-mills')
    if (mills.length === 0)
      return { is: 'abstain', because: 'your company has loaded no list of diploma mills' }
    const data = window.get(application)?.data
    const studies = data
      ? studiesOf(data, window.facts('institutions')).filter((s) => s.school !== '' && s.level !== 'school')
      : []
    if (studies.length === 0)
      return { is: 'abstain', because: 'the application names no school, university or college' }
    const met = studies.flatMap((study) => {
      const mill = listedSchool(mills, study.school)
      return mill ? [{ study, mill }] : []
    })
    // A spelling that is nearer to a recognised school's name is that school's.
    const found = met.filter(({ study, mill }) => closeness(mill.how) < closeness(study.found?.how))
    const tied = met.filter(({ study, mill }) => closeness(mill.how) === closeness(study.found?.how))
    if (found.length > 0)
      return {
        is: 'evidence',
        weight: { 'identity-invented': weight },
        says: `${found[0]!.study.school.slice(0, 200)} is on your company’s list of diploma mills: ${found[0]!.mill.entry.reason}`,
        exhibits: [
          {
            type: 'table',
            label: 'On the company’s list of diploma mills',
            columns: ['School as written', 'Entry', 'Reason'],
            rows: found.map(({ study, mill }) => [
              study.school.slice(0, 200),
              mill.entry.name,
              mill.entry.reason,
            ]),
          },
        ],
      }
    if (tied.length > 0)
      return {
        is: 'abstain',
        because: `${tied[0]!.study.school.slice(0, 200)} is the name of a recognised school and of an entry on the list of diploma mills`,
      }
    return { is: 'clear', says: 'No school is on your company’s list of diploma mills.' }
  },
  examples: [
    {
      title: 'A school on the company’s list',
      gives: 'evidence',
      rows: [degreeOf('Northgate Crown University')],
      lists: mills(),
    },
    {
      title: 'The same, misspelt',
      gives: 'evidence',
      rows: [degreeOf('Northgte Crown Univ.')],
      lists: mills(),
    },
    {
      title: 'A real school with a name like it',
      gives: 'clear',
      rows: [degreeOf('Northgate College of Art')],
      lists: mills(),
    },
    {
      title: 'A recognised university',
      gives: 'clear',
      rows: [degreeOf('Cornell University')],
      lists: mills(),
    },
    { title: 'No list', gives: 'abstain', rows: [degreeOf('Northgate Crown University')] },
    {
      title: 'An entry that bears a recognised university’s name',
      gives: 'abstain',
      rows: [degreeOf('Cornell University')],
      lists: mills('Cornell University'),
    },
  ],
})

const order = ['exact', 'alias', 'abbreviated', 'typo', 'reordered', 'part']

function closeness(how: string | undefined): number {
  return how === undefined ? order.length : order.indexOf(how)
}

function mills(name = 'Northgate Crown University') {
  return { 'diploma-mills': { mills: [{ name, reason: 'Sold degrees, as our counsel found in 2020.' }] } }
}

function degreeOf(institution: string) {
  return {
    kind: 'application' as const,
    at: 1_767_225_600_000,
    about: ['application:A-1' as const],
    data: { education: [{ institution, studyType: 'MBA', endDate: '2009' }] },
  }
}
