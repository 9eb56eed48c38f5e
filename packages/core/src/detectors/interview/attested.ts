import { answerRatios, checks } from '../../checks.ts'
import { type Data, defineAccumulator, defineDetector, type Ratios, type Scheme } from '../../types.ts'

const check = checks['live-interview']

/** The four questions of the checklist, in its order, with what an interviewer's "no" weighs. All assumed. */
const questions = {
  cameraOn: {
    no: 'the camera stayed off',
    weight: { 'identity-stolen': 0.2, 'identity-invented': 0.2, 'job-shared': 0.2, 'hands-elsewhere': 0.1 },
  },
  samePerson: {
    no: 'this was not the person of the round before',
    weight: { 'identity-stolen': 0.8, 'job-shared': 0.8 },
  },
  spokeFreely: {
    no: 'answers were read aloud',
    weight: { 'identity-stolen': 0.2, 'identity-invented': 0.2, 'job-shared': 0.2, 'hands-elsewhere': 0.1 },
  },
  knewPlace: {
    no: 'nothing plain could be said about the place where they say they live',
    weight: { 'identity-stolen': 0.1, 'identity-invented': 0.3, 'hands-elsewhere': 0.3 },
  },
} as const satisfies Record<string, { no: string; weight: Ratios }>
type Question = keyof typeof questions
const asked = Object.keys(questions) as Question[]

/** What a form may say of itself beside its questions. */
const ofTheForm =
  /^(?:answer|confirmed|round|requisition|interviewer|consent|offer|at|date|by|notes?|comments?)$/i

interface Form {
  at: number
  round: string
  by: string
  answers: Partial<Record<Question, boolean>>
  /** The whole checklist as one answer, where it was recorded as other checks are. */
  whole?: 'confirmed' | 'denied'
  /** Questions that are not of the checklist: how many, never which. */
  others: number
}

/** The newest form of each interviewer about each round. */
const forms = defineAccumulator({
  id: 'interview/forms',
  version: 1,
  reads: ['attestation'],
  empty: {} as Record<string, Form>,
  add(state, batch) {
    let next = state
    for (const { at, data } of batch) {
      const form = read(at, data)
      if (form) next = newest(next, { [`${form.round}\n${form.by}`]: form })
    }
    return next
  },
  merge: newest,
})

export default defineDetector({
  id: 'interview/attested',
  version: 1,
  title: 'What did the interviewer note on the checklist?',
  why: 'Where one person interviews for another, the camera stays off, somebody else comes to the next round, answers are read from a screen, and the home town is a name. An interviewer notes it on four questions, which are the same for every candidate of a requisition: a form that asks other ones is not read at all, since an extra question for one candidate is the company’s fault and not theirs. No face, voice or accent is judged, by anybody.',
  benign: [
    'A weak line, an old computer, a shared room, or a wish for privacy: the camera stays off.',
    'Notes, a prepared answer, nerves, a stammer, a second language, a screen reader.',
    'Somebody who moved to the place last month.',
    'Another interviewer in the round before, who was told of another candidate.',
  ],
  clears: [
    'A second interview with the same four questions.',
    'The interviewer of the round before knows the person again.',
  ],
  check: 'hold a live interview with the checklist',
  settledBy: ['live-interview'],
  judgesForm: check.form,
  references: [
    {
      title:
        'FBI public service announcement PSA250123, January 2025: identity is verified in interviews, at the start and during work',
      url: 'https://www.ic3.gov/PSA/2025/PSA250123',
    },
    {
      title:
        'Levashina et al. 2014, The structured employment interview, Personnel Psychology 67(1): the same questions for everybody',
      url: 'https://doi.org/10.1111/peps.12052',
    },
  ],
  attack: ['T1656'],
  status: 'experimental',
  family: 'interview',
  stage: 'application',
  tests: 'identity',
  bears: Object.keys(check.false) as [Scheme, ...Scheme[]],
  calibration: {
    basis: 'assumed',
    on: 'Small per question, and together at most what the check catalogue gives a denied interview',
  },
  thresholds: {
    enough: { value: 3, unit: 'questions', says: 'Fewest answered with yes that say anything. Assumed.' },
  },
  about: ['application', 'person'],
  reads: ['attestation'],
  measures: [forms],
  detect(window) {
    const enough = window.threshold('enough')
    const all = Object.values(window.get(forms)).sort((a, b) => a.at - b.at || (a.by < b.by ? -1 : 1))
    const usable = all.filter((f) => f.others === 0 && (f.whole || Object.keys(f.answers).length > 0))
    if (usable.length === 0)
      return {
        is: 'abstain',
        because: all.some((f) => f.others > 0)
          ? 'the form asks other questions than the checklist, which is the same for every candidate of a requisition: the company should set this right, and nothing of it is read'
          : 'no interviewer has answered the checklist',
      }
    const no = asked.filter((q) => usable.some((f) => f.answers[q] === false))
    const yes = asked.filter((q) => !no.includes(q) && usable.some((f) => f.answers[q] === true))
    const exhibit = {
      type: 'table' as const,
      label: 'The checklist',
      columns: ['Round', 'Interviewer', 'Camera on', 'Same person', 'Spoke freely', 'Knew the place'],
      rows: usable.map((f) => [
        f.round || '—',
        f.by || 'not stated',
        ...asked.map((q) => word(f.answers[q])),
      ]),
    }
    const denied = answerRatios(check, 'denied')
    if (no.length > 0)
      return {
        is: 'evidence',
        weight: sum(no, denied),
        says: `The interviewer notes that ${no.map((q) => questions[q].no).join('; that ')}.`,
        exhibits: [exhibit],
      }
    const whole = usable.at(-1)!.whole
    if (whole === 'denied')
      return {
        is: 'evidence',
        weight: denied,
        says: 'The interviewer notes that the checklist as a whole does not fit.',
        exhibits: [exhibit],
      }
    if (whole === undefined && yes.length < enough)
      return {
        is: 'abstain',
        because: `${yes.length} of the four questions answered; at least ${enough} say something`,
      }
    return {
      is: 'clear',
      weight: answerRatios(check, 'confirmed'),
      says: 'The interviewer’s checklist checks out.',
      exhibits: [exhibit],
    }
  },
  examples: [
    {
      title: 'Another person than in the round before, and the camera off',
      gives: 'evidence',
      rows: [filled({ cameraOn: false, samePerson: false, spokeFreely: true, knewPlace: true })],
    },
    {
      title: 'All four with yes',
      gives: 'clear',
      rows: [filled({ cameraOn: true, samePerson: true, spokeFreely: true, knewPlace: true })],
    },
    {
      title: 'A first round: there is no round before',
      gives: 'clear',
      rows: [filled({ cameraOn: true, spokeFreely: true, knewPlace: true })],
    },
    { title: 'Only the camera was noted', gives: 'abstain', rows: [filled({ cameraOn: true })] },
    {
      title: 'A question that no other candidate was asked',
      gives: 'abstain',
      rows: [filled({ cameraOn: false, soundedForeign: true })],
    },
  ],
})

/** Forms are written by companies: anything but a plain yes or no is no answer. */
function read(at: number, { form, answers, by }: Data['attestation']): Form | undefined {
  if (form !== check.form || answers === null || typeof answers !== 'object') return undefined
  const given = answers as Record<string, unknown>
  const out: Form = {
    at,
    round:
      typeof given.round === 'string' || typeof given.round === 'number'
        ? String(given.round).slice(0, 100)
        : '',
    by: (by ?? '').slice(0, 200),
    answers: {},
    others: Object.keys(given).filter((name) => !Object.hasOwn(questions, name) && !ofTheForm.test(name))
      .length,
  }
  for (const q of asked) if (typeof given[q] === 'boolean') out.answers[q] = given[q]
  if (given.answer === 'confirmed' || given.answer === 'denied') out.whole = given.answer
  return out
}

function newest(a: Record<string, Form>, b: Record<string, Form>): Record<string, Form> {
  const out = { ...a }
  for (const [key, y] of Object.entries(b)) {
    const x = out[key]
    if (!x || rank(y) > rank(x)) out[key] = y
  }
  return out
}

function rank({ at, answers, whole, others }: Form): string {
  return `${String(Math.round(at)).padStart(16, '0')} ${asked.map((q) => word(answers[q])).join()} ${whole} ${others}`
}

function word(answer: boolean | undefined): string {
  return answer === undefined ? 'not noted' : answer ? 'yes' : 'no'
}

function sum(no: readonly Question[], most: Ratios): Ratios {
  const out: Ratios = {}
  for (const q of no)
    for (const [scheme, weight] of Object.entries(questions[q].weight) as [Scheme, number][])
      out[scheme] = Math.min((out[scheme] ?? 0) + weight, most[scheme] ?? 0)
  return out
}

function filled(answers: object) {
  return {
    kind: 'attestation' as const,
    at: 1_767_225_600_000,
    about: ['application:A-1' as const],
    data: { form: 'interview', answers, by: 'the interviewer' },
  }
}
