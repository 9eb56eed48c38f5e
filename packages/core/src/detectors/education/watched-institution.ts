import { application } from '../../signals/application.ts'
import { listedSchool } from '../../signals/listed-schools.ts'
import { studiesOf } from '../../signals/studies.ts'
import { defineDetector } from '../../types.ts'

/** Log10; also the cap of the family. Which school somebody went to stands for where they come from: it may corroborate, never more. */
const weight = 0.2

export default defineDetector({
  id: 'education/watched-institution',
  version: 1,
  title: 'Is a school on the company’s own list of schools to look at twice?',
  why: 'Companies that have met invented lives keep a list of the schools those lives named. Almost everybody who names one of them went there. So the list is empty until a company fills it, each entry says why it is there, and it weighs too little to move anybody by itself.',
  benign: [
    'Almost everybody who names the school studied there.',
    'The list stands for a country or a group of people: then it should not exist. Read the reasons.',
  ],
  clears: ['The school confirms the degree.', 'Nothing else disagrees: then there is nothing to clear.'],
  check: 'nothing by itself; where something else disagrees, ask the school to confirm the degree',
  settledBy: ['verify-degree'],
  references: [
    {
      title: 'EEOC Enforcement Guidance on National Origin Discrimination, 915.005 (2016)',
      url: 'https://www.eeoc.gov/laws/guidance/eeoc-enforcement-guidance-national-origin-discrimination',
    },
  ],
  attack: [],
  status: 'experimental',
  family: 'watched',
  stage: 'application',
  tests: 'identity',
  bears: ['identity-invented'],
  calibration: { basis: 'assumed', on: 'Depends on the company’s list; capped so that it corroborates only' },
  about: ['application'],
  reads: ['application'],
  measures: [application],
  detect(window) {
    const { institutions } = window.facts('high-risk-institutions')
    if (institutions.length === 0)
      return { is: 'abstain', because: 'your company keeps no list of schools to look at twice' }
    const data = window.get(application)?.data
    const studies = data ? studiesOf(data, window.facts('institutions')).filter((s) => s.school !== '') : []
    if (studies.length === 0) return { is: 'abstain', because: 'the application names no school' }
    const found = studies.flatMap(({ school }) => {
      const met = listedSchool(institutions, school)
      return met ? [{ school, entry: met.entry }] : []
    })
    if (found.length === 0)
      return { is: 'clear', says: 'No school is on your company’s own list of schools to look at twice.' }
    const { school, entry } = found[0]!
    return {
      is: 'evidence',
      weight: { 'identity-invented': weight },
      says: `${school.slice(0, 200)} is on your company’s own list of schools to look at twice (“${entry.reason}”). It decides nothing by itself.`,
      exhibits: [
        {
          type: 'table',
          label: 'On the company’s own list',
          columns: ['School as written', 'Entry', 'Why your company listed it'],
          rows: found.map((f) => [f.school.slice(0, 200), f.entry.name, f.entry.reason]),
        },
      ],
    }
  },
  examples: [
    {
      title: 'A school that the company listed',
      gives: 'evidence',
      rows: [wentTo('Invented State University')],
      lists: watched(),
    },
    { title: 'Another school', gives: 'clear', rows: [wentTo('Reed College')], lists: watched() },
    {
      title: 'A school with a name like it',
      gives: 'clear',
      rows: [wentTo('Invented Valley State University')],
      lists: watched(),
    },
    { title: 'No list', gives: 'abstain', rows: [wentTo('Invented State University')] },
  ],
})

function watched() {
  return {
    'high-risk-institutions': {
      institutions: [
        {
          name: 'Invented State University',
          reason: 'Named by three applicants whose degrees were denied, 2025.',
        },
      ],
    },
  }
}

function wentTo(institution: string) {
  return {
    kind: 'application' as const,
    at: 1_767_225_600_000,
    about: ['application:A-1' as const],
    data: { education: [{ institution }] },
  }
}
