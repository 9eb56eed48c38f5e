import type { DegreeLevel, Institution } from '../facts/institutions.ts'
import type { ApplicationAsRead } from './application.ts'
import { appliedAt } from './applied.ts'
import { type Months, monthAt, monthsOf, type Period, periodOf } from './dates-written.ts'
import { type FoundInstitution, institutionNamed } from './institutions.ts'

/** One entry of an applicant's education. */
export interface Study {
  /** The school as written. */
  school: string
  found?: FoundInstitution
  /** What was studied for, where the words say it; `school` is before any degree. */
  level?: DegreeLevel | 'school'
  area?: string
  start?: Months
  end?: Months
  /** Both ends, where both can be read and are in order. */
  period?: Period
  /** Written as online, part-time, an exchange, a course, in two places at once. */
  aside: boolean
}

interface InstitutionList {
  institutions: readonly Institution[]
}

const known = new WeakMap<ApplicationAsRead, { list: InstitutionList; studies: readonly Study[] }>()

/** The education of an application that names a school or a date, in the order in which it was written. */
export function studiesOf(application: ApplicationAsRead, list: InstitutionList): readonly Study[] {
  let read = known.get(application)
  if (read?.list !== list) {
    read = { list, studies: readStudies(application, list) }
    known.set(application, read)
  }
  return read.studies
}

function readStudies(application: ApplicationAsRead, institutions: InstitutionList): Study[] {
  const now = monthAt(appliedAt(application))
  return (application.education ?? []).flatMap((entry) => {
    const school = entry.institution?.trim() ?? ''
    const start = monthsOf(entry.startDate, now)
    const end = monthsOf(entry.endDate, now)
    if (school === '' && !start && !end) return []
    const found = school === '' ? undefined : institutionNamed(institutions, school)
    const period = periodOf(entry.startDate, entry.endDate, now)
    const level = levelOf(entry.studyType, entry.area, school)
    const area = entry.area?.trim()
    return [
      {
        school,
        ...(found && { found }),
        ...(level && { level }),
        ...(area && { area }),
        ...(start && { start: period?.start ?? start }),
        ...(end && { end: period?.end ?? end }),
        ...(period && { period }),
        aside: beside.test(plain(`${school} ${entry.studyType ?? ''} ${entry.area ?? ''}`)),
      },
    ]
  })
}

/** Studies that go beside another, or that nobody travels for. */
const beside =
  /\b(?:online|on line|distance|remote|virtual|e ?learning|correspondence|external|extension|part time|evening|weekend|exchange|erasmus|visiting|abroad|summer|semester|transfer\w*|course\w*|certificat\w*|boot ?camp|nanodegree|mooc|coursera|udemy|udacity|edx|executive|professional education|dual|double|joint|open university|global campus|fernuni\w*|fernstudium|berufsbegleitend|a distance|a distancia|thesis|internship|withdr\w+|dropped|incomplete)\b/

const levels: readonly (readonly [NonNullable<Study['level']>, RegExp])[] = [
  [
    'school',
    /\b(?:high school|secondary|hsc|ssc|ged|a levels?|gcses?|abitur|gymnasium|matura|bachillerato|lycee|icse|cbse|12th|10th|xiith?|xth|liceo|preparatoria)\b/,
  ],
  ['doctorate', /\b(?:ph ?d|dphil|d phil|doctor\w*|edd|dba|promotion|kandidat nauk)\b/],
  [
    'master',
    /\b(?:masters?|msc|m sc|ms|m s|ma|m a|mba|meng|m eng|mtech|m tech|mphil|magister|mca|llm|maestria|mestrado|master\w*|diplom|graduate degree)\b/,
  ],
  [
    'bachelor',
    /\b(?:bachelors?|bsc|b sc|bs|b s|ba|b a|bba|beng|b eng|be|b e|btech|b tech|bca|bcom|b com|bfa|llb|licence|licenciatura|licenciado|bachelor\w*|undergraduate)\b/,
  ],
  ['associate', /\b(?:associates?|associate\w*|aas|a a s|foundation degree)\b/],
  ['certificate', /\b(?:certificat\w*|diploma|boot ?camp|nanodegree|course|courses|training)\b/],
]

function levelOf(studyType = '', area = '', school = ''): Study['level'] {
  const type = plain(studyType)
  // A lone "MA" or "BE" in a field of study or in a school's name is something else.
  const rest = plain(`${area} ${school}`).replace(/\b[a-z]{1,2}\b/g, '')
  for (const text of [type, rest]) for (const [level, words] of levels) if (words.test(text)) return level
  return undefined
}

function plain(text: string): string {
  return text
    .slice(0, 500)
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/'/g, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
}
