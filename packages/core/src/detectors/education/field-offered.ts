import { application } from '../../signals/application.ts'
import { listedMonths, shownMonths } from '../../signals/dates-written.ts'
import { mayBeOffered } from '../../signals/fields-of-study.ts'
import { NameIndex } from '../../signals/name-index.ts'
import { type Study, studiesOf } from '../../signals/studies.ts'
import { defineDetector, type Facts } from '../../types.ts'

type Programme = Facts['programmes']['programmes'][number]

export default defineDetector({
  id: 'education/field-offered',
  version: 1,
  title: 'Did the school teach that field?',
  why: 'Made-up lives put a field beside a school that never taught it. Where a company has a school’s catalogue, that can be looked up. A field counts as not offered only when it has no telling word in common with any field of the catalogue.',
  benign: [
    'A programme that was renamed, joint with another school, interdisciplinary or self-designed.',
    'A translation of the field’s name.',
    'A catalogue that is incomplete or of other years.',
  ],
  clears: ['The school confirms the degree and its field.'],
  check: 'ask the school to confirm the degree and its field',
  settledBy: ['verify-degree'],
  references: [
    {
      title: 'Classification of Instructional Programs, National Center for Education Statistics',
      url: 'https://nces.ed.gov/ipeds/cipcode/',
    },
  ],
  attack: ['T1585'],
  status: 'experimental',
  family: 'education',
  stage: 'application',
  tests: 'identity',
  bears: ['identity-invented'],
  calibration: { basis: 'assumed', on: 'Depends on the catalogues that the company supplies' },
  thresholds: {
    weight: {
      value: 1,
      unit: 'log₁₀',
      says: 'Assumed: catalogues miss joint, renamed and interdisciplinary programmes.',
    },
  },
  about: ['application'],
  reads: ['application'],
  measures: [application],
  calendar: true,
  detect(window) {
    const weight = window.threshold('weight')
    const { programmes } = window.facts('programmes')
    if (programmes.length === 0)
      return { is: 'abstain', because: 'your company has loaded no programme catalogue' }
    const data = window.get(application)?.data
    const studies = data ? studiesOf(data, window.facts('institutions')) : []
    const judged = studies.flatMap((study) => {
      const offered = study.area ? offeredThen(programmes, study) : []
      return offered.length > 0 ? [{ study, offered, fits: mayBeOffered(study.area!, offered) }] : []
    })
    if (judged.length === 0)
      return {
        is: 'abstain',
        because: 'no degree names a field at a school whose catalogue of those years is loaded',
      }
    const table = {
      type: 'table' as const,
      label: 'Fields as written, and what the catalogue offers',
      columns: ['School', 'Field', 'Until', 'Offered then'],
      rows: judged.map(({ study, offered }) => [
        study.school.slice(0, 200),
        study.area!.slice(0, 200),
        study.end ? shownMonths(study.end) : 'not given',
        offered.slice(0, 40).join(', '),
      ]),
    }
    const odd = judged.find(({ fits }) => !fits)
    if (odd)
      return {
        is: 'evidence',
        weight: { 'identity-invented': weight },
        says: `The catalogue of ${odd.study.school.slice(0, 200)} has no field like ${odd.study.area!.slice(0, 200)}.`,
        exhibits: [table],
      }
    return { is: 'clear', says: 'The school taught that field.', exhibits: [table] }
  },
  examples: [
    {
      title: 'A field that the school never taught',
      gives: 'evidence',
      rows: [studied('Aerospace Engineering')],
      lists: catalogue(),
    },
    { title: 'A field of the catalogue', gives: 'clear', rows: [studied('Fine Arts')], lists: catalogue() },
    {
      title: 'The same in other words',
      gives: 'clear',
      rows: [studied('BFA, Painting & Drawing')],
      lists: catalogue(),
    },
    {
      title: 'Years that the catalogue does not cover',
      gives: 'abstain',
      rows: [studied('Aerospace Engineering', '1999')],
      lists: catalogue(),
    },
    { title: 'No catalogue', gives: 'abstain', rows: [studied('Aerospace Engineering')] },
  ],
})

const indexes = new WeakMap<readonly Programme[], NameIndex<Programme>>()

/** All fields that the school's catalogues name for the whole time of study; none where a year is not covered. */
function offeredThen(programmes: readonly Programme[], { school, start, end }: Study): string[] {
  let index = indexes.get(programmes)
  if (!index) {
    index = new NameIndex(programmes.map((of) => ({ of, name: of.institution, as: 'name' as const })))
    indexes.set(programmes, index)
  }
  const met = index.look(school)
  const time = end ?? start
  if (!met?.sure || !time) return []
  return met.named.flatMap(({ of }) => {
    const [first, last] = [listedMonths(of.from), listedMonths(of.to)]
    const covered = (!first || time.from >= first.from) && (!last || time.to <= last.to)
    return covered ? of.fields : []
  })
}

function catalogue() {
  return {
    programmes: {
      programmes: [
        {
          institution: 'Invented School of Art',
          fields: ['Fine Arts', 'Painting', 'Sculpture'],
          from: '2005',
          to: '2020',
        },
      ],
    },
  }
}

function studied(area: string, endDate = '2014') {
  return {
    kind: 'application' as const,
    at: 1_767_225_600_000,
    about: ['application:A-1' as const],
    data: { education: [{ institution: 'Invented School of Art', area, endDate }] },
  }
}
