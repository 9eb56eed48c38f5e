import type { DegreeLevel, Institution } from '../../facts/institutions.ts'
import { application } from '../../signals/application.ts'
import { listedMonths, shownMonths } from '../../signals/dates-written.ts'
import { type Study, studiesOf } from '../../signals/studies.ts'
import { placeOf } from '../../signals/written-place.ts'
import { defineDetector, type Facts } from '../../types.ts'

/** Log10, assumed. What is impossible settles it unless the list is wrong; what records disagree about does not. */
const weights = { impossible: 1.35, longAfter: 0.6, degree: 0.6, unlisted: 0.3, oldName: 0.2 } as const
/** Months around a founding or closing in which nothing is held against anybody: predecessors, teaching out. */
const grace = 12
/** Students of a school that closes are taught to the end elsewhere, and often write the school that they began at. */
const teachOut = 36
/** Years for which people go on calling a renamed school by its old name. */
const oldNameYears = 6

interface Finding {
  weight: number
  says: string
}

export default defineDetector({
  id: 'education/institution-existed',
  version: 1,
  title: 'Did the school exist in those years, under that name, and grant such degrees?',
  why: 'Made-up lives name real schools at impossible times, schools that grant no degrees, and schools that are in no register. A school’s founding, closing and renaming are public facts.',
  benign: [
    'A mistyped year.',
    'A school that taught before it was founded in law, or whose predecessor is known by today’s name.',
    'A closed school whose students were taught to the end elsewhere.',
    'A renamed school that people go on calling by its old name.',
    'A transfer programme: begun at a college that grants no bachelor’s degree, finished at another.',
    'The list is wrong or out of date.',
  ],
  clears: [
    'The school or its successor confirms the degree.',
    'The applicant corrects the year or the name, and the school confirms that.',
  ],
  check: 'ask the school to confirm the degree',
  settledBy: ['verify-degree'],
  references: [
    {
      title: 'National Center for Education Statistics, IPEDS: institutions of the United States',
      url: 'https://nces.ed.gov/ipeds/use-the-data',
    },
    {
      title: 'US Department of Education, database of accredited institutions and programs',
      url: 'https://ope.ed.gov/dapip/',
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
    on: 'Founding and closing years are facts; how often honest applicants mistype a year by as much is not published',
  },
  about: ['application'],
  reads: ['application'],
  measures: [application],
  calendar: true,
  detect(window) {
    const data = window.get(application)?.data
    const list = window.facts('institutions')
    const studies = data ? studiesOf(data, list).filter((s) => s.school !== '' && s.level !== 'school') : []
    if (studies.length === 0)
      return { is: 'abstain', because: 'the application names no school, university or college' }
    const judged = studies.map((study) => judge(study, list))
    const known = judged.filter((j) => j !== undefined)
    if (known.length === 0)
      return {
        is: 'abstain',
        because: 'none of the schools can be looked up with a date: load a larger list of institutions',
      }
    const found = known.filter((j) => j.weight > 0).sort((a, b) => b.weight - a.weight)
    const table = {
      type: 'table' as const,
      label: 'Schools as written, and what the list says',
      columns: ['School', 'From', 'To', 'The list says'],
      rows: studies.map((study, i) => [
        study.school.slice(0, 200),
        study.start ? shownMonths(study.start) : 'not given',
        study.end ? shownMonths(study.end) : 'not given',
        judged[i]?.says ?? 'nothing that could be compared',
      ]),
    }
    if (found.length > 0)
      return {
        is: 'evidence',
        weight: { 'identity-invented': found[0]!.weight },
        says: found[0]!.says,
        exhibits: [table],
      }
    return {
      is: 'clear',
      says: known.length === 1 ? known[0]!.says : `${known.length} schools existed in the years given.`,
      exhibits: [table],
    }
  },
  examples: [
    {
      title: 'A degree from a university eleven years before it was founded',
      gives: 'evidence',
      rows: [studied('University of California, Merced', '1990', '1994')],
    },
    {
      title: 'A bachelor’s degree from a school that grants certificates only',
      gives: 'evidence',
      rows: [studied('Acme Trade Institute', '2010', '2014', 'Bachelor of Science')],
      lists: {
        institutions: {
          institutions: [
            { id: 'acme', names: ['Acme Trade Institute'], country: 'US', degrees: ['certificate'] },
          ],
        },
      },
    },
    {
      title: 'A misspelt university in ordinary years',
      gives: 'clear',
      rows: [studied('Univeristy of Michigan', '2010', '2014')],
    },
    {
      title: 'The year of its founding',
      gives: 'clear',
      rows: [studied('UC Merced', '2005', '2009')],
    },
    {
      title: 'Called by its old name two years after it was renamed',
      gives: 'clear',
      rows: [studied('Georgia Regents University', '2013', '2017')],
      lists: {
        institutions: {
          institutions: [
            {
              id: 'augusta',
              names: ['Augusta University'],
              country: 'US',
              from: '1828',
              was: [{ name: 'Georgia Regents University', until: '2015' }],
            },
          ],
        },
      },
    },
    {
      title: 'A school that is not on the list',
      gives: 'abstain',
      rows: [studied('Akademia Zmyślona w Nigdzie', '2010', '2014')],
    },
    { title: 'No education at all', gives: 'abstain', rows: [studied('', '', '')] },
  ],
})

/** Undefined where nothing could be compared. With namesakes, only what holds for all of them is held against anybody. */
function judge(study: Study, list: Facts['institutions']): Finding | undefined {
  const { found, school } = study
  if (!found) return unlisted(school, list.complete ?? [])
  if (!found.sure) return undefined
  const findings = [found.institution, ...found.namesakes].map((one) => compare(study, one))
  if (findings.some((f) => f === undefined)) return undefined
  return (findings as Finding[]).reduce((a, b) => (b.weight < a.weight ? b : a))
}

function compare(study: Study, institution: Institution): Finding | undefined {
  const { start, end, level, found } = study
  const name = institution.names[0]!
  const opened = listedMonths(institution.from)
  const closed = listedMonths(institution.to)
  const former = found?.former
  const until = former && found.institution === institution ? listedMonths(former.until) : undefined
  if (opened && end && end.to < opened.from - grace)
    return {
      weight: weights.impossible,
      says: `The résumé has ${name} until ${shownMonths(end)}; it was founded in ${institution.from}.`,
    }
  if (closed && start && start.from > closed.to + grace)
    return {
      weight: weights.impossible,
      says: `The résumé has ${name} from ${shownMonths(start)}; it closed in ${institution.to}.`,
    }
  if (closed && end && end.from > closed.to + teachOut)
    return {
      weight: weights.longAfter,
      says: `The résumé has ${name} until ${shownMonths(end)}; it closed in ${institution.to}.`,
    }
  if (tooHigh(level, institution.degrees))
    return {
      weight: weights.degree,
      says: `The résumé has a ${level}’s degree from ${name}, which grants ${institution.degrees!.join(' and ')} degrees only.`,
    }
  if (until && start && start.from > until.to + 12 * oldNameYears)
    return {
      weight: weights.oldName,
      says: `The résumé calls it ${former!.name} from ${shownMonths(start)}; it has been ${name} since ${former!.until}.`,
    }
  if ((opened || closed) && (start || end)) return { weight: 0, says: `${name} existed in the years given.` }
  return level && institution.degrees ? { weight: 0, says: `${name} grants such degrees.` } : undefined
}

/** Bachelor's, master's and doctor's degrees of a school that is known to grant none of them. */
function tooHigh(level: Study['level'], granted: readonly DegreeLevel[] | undefined): boolean {
  const high: readonly string[] = ['bachelor', 'master', 'doctorate']
  if (!level || !high.includes(level) || !granted || granted.length === 0) return false
  return !granted.some((degree) => high.includes(degree))
}

/** Not on the list, with the country written beside the name, and the list is complete for that country. */
function unlisted(school: string, complete: readonly string[]): Finding | undefined {
  if (complete.length === 0 || !school.includes(',')) return undefined
  const country = placeOf(school)?.country
  if (!country || !complete.includes(country)) return undefined
  return {
    weight: weights.unlisted,
    says: `No school like “${school.slice(0, 200)}” is on the list, which names every institution there that grants degrees.`,
  }
}

function studied(institution: string, startDate: string, endDate: string, studyType?: string) {
  return {
    kind: 'application' as const,
    at: 1_767_225_600_000,
    about: ['application:A-1' as const],
    data: { education: institution ? [{ institution, startDate, endDate, studyType }] : [] },
  }
}
