import { type Data, defineAccumulator, defineDetector } from '../../types.ts'

interface Answer {
  at: number
  confirmed: boolean
  by: string
}

/** What each school or registrar last answered in the window, by who answered about which school. */
const answers = defineAccumulator({
  id: 'identity/degree-answers',
  version: 1,
  reads: ['attestation'],
  empty: {} as Record<string, Answer>,
  add(state, batch) {
    let next = state
    for (const { at, data } of batch) {
      const read = answer(data)
      if (read) next = newest(next, { [read.about]: { at, confirmed: read.confirmed, by: data.by ?? '' } })
    }
    return next
  },
  merge: newest,
})

export default defineDetector({
  id: 'identity/degree-confirmed',
  version: 2,
  title: 'Does the school confirm the degree?',
  why: 'A degree checked at its source costs an invented life much of its ground. It says nothing where an identity is stolen: the degree is the victim’s, and real. So a confirmed degree clears one way of being false and leaves the others as they were.',
  benign: [
    'The degree stands under a former name, or at a school that merged or was renamed.',
    'The person asked the school to keep the record private: schools then answer that they have nothing to say.',
    'A degree not yet conferred, held back for unpaid fees, or one of a country without a register.',
    'The request carried a misspelt name or a wrong year.',
  ],
  clears: [
    'The school finds the record under a former name or another year.',
    'An original diploma is confirmed by the office that issued it.',
  ],
  check: 'ask the school again with every name and year the person has used',
  judgesForm: 'degree-verification',
  settledBy: ['verify-degree'],
  references: [
    {
      title: 'National Student Clearinghouse, degree verification on behalf of schools',
      url: 'https://www.studentclearinghouse.org/',
    },
    {
      title: '34 CFR 99.37: a student may forbid the school to confirm a degree',
      url: 'https://www.ecfr.gov/current/title-34/subtitle-A/part-99/subpart-D/section-99.37',
    },
  ],
  attack: ['T1656'],
  status: 'experimental',
  family: 'records',
  stage: 'application',
  tests: 'identity',
  bears: ['identity-invented'],
  calibration: {
    basis: 'assumed',
    on: 'Ten to one either way; no rate of wrong answers by schools is published',
  },
  about: ['application', 'person'],
  reads: ['attestation'],
  measures: [answers],
  detect(window) {
    const given = Object.entries(window.get(answers)).sort(([a], [b]) => (a < b ? -1 : 1))
    if (given.length === 0)
      return { is: 'abstain', because: 'no school has answered yes or no to a degree verification' }
    const table = {
      type: 'table' as const,
      label: 'What was answered',
      columns: ['Asked about', 'Answered by', 'Degree'],
      rows: given.map(([about, { by, confirmed }]) => [
        about || 'the degree',
        by || 'not stated',
        confirmed ? 'confirmed' : 'no such degree',
      ]),
    }
    const denied = given.filter(([, { confirmed }]) => !confirmed)
    if (denied.length === 0)
      return {
        is: 'clear',
        weight: { 'identity-invented': -1 },
        says: `${source(given)} confirmed the degree. That speaks against an invented life, not against a borrowed one.`,
        exhibits: [table],
      }
    return {
      is: 'evidence',
      weight: { 'identity-invented': 1 },
      says: `${source(denied)} has no such degree on record under the name and year that were asked for.`,
      exhibits: [table],
    }
  },
  examples: [
    {
      title: 'The school has no such degree',
      gives: 'evidence',
      rows: [asked({ confirmed: false, institution: 'Ohio State University' }, 'registrar')],
    },
    {
      title: 'The school confirms the degree',
      gives: 'clear',
      rows: [asked({ confirmed: true, institution: 'Ohio State University' }, 'registrar')],
    },
    {
      title: 'The record is private and the school says neither yes nor no',
      gives: 'abstain',
      rows: [asked({ confirmed: null, note: 'withheld at the student’s request' }, 'registrar')],
    },
    {
      title: 'First not found, then found under a former name',
      gives: 'clear',
      rows: [asked({ confirmed: false }, 'registrar'), asked({ confirmed: true }, 'registrar', 3_600_000)],
    },
  ],
})

/** Forms are written by companies: anything but a plain yes or no is no answer. */
function answer(data: Data['attestation']): { about: string; confirmed: boolean } | undefined {
  if (data.form !== 'degree-verification' || data.answers === null || typeof data.answers !== 'object')
    return undefined
  const { answer, institution, ...given } = data.answers as Record<string, unknown>
  // recorded as every other check is, or as a school's own form has it
  const confirmed = answer === 'confirmed' ? true : answer === 'denied' ? false : given.confirmed
  if (typeof confirmed !== 'boolean') return undefined
  return { about: typeof institution === 'string' ? institution.trim() : '', confirmed }
}

/** The later answer about a school replaces the earlier one; of two at one instant, the confirming one stands. */
function newest(a: Record<string, Answer>, b: Record<string, Answer>): Record<string, Answer> {
  const out = { ...a }
  for (const [about, y] of Object.entries(b)) {
    const x = out[about]
    if (!x || rank(y) > rank(x)) out[about] = y
  }
  return out
}

function rank({ at, confirmed, by }: Answer): string {
  return `${String(at).padStart(16, '0')}${confirmed ? 1 : 0}${by}`
}

function source(given: [string, Answer][]): string {
  const names = [...new Set(given.map(([about, { by }]) => about || by || 'the school'))].join(' and ')
  return names.slice(0, 1).toUpperCase() + names.slice(1)
}

function asked(answers: object, by: string, later = 0) {
  return {
    kind: 'attestation' as const,
    at: 1_767_225_600_000 + later,
    about: ['application:A-1' as const],
    data: { form: 'degree-verification', answers, by },
  }
}
