import { type Answer, answerRatios, type CheckId, checks } from '../checks.ts'
import { type SubjectRef, typeOf } from '../observations/kind.ts'
import {
  type Data,
  defineAccumulator,
  defineDetector,
  type ExampleRow,
  type Exhibit,
  type Observation,
  type Ratios,
  type Reference,
  type Scheme,
  type SubjectDetector,
} from '../types.ts'

/** One answer of one check; `unusable` says why it may not be read. */
interface Given {
  form: string
  /** What was asked about, where a check is made more than once: an employer, a job. */
  of: string
  by: string
  at: number
  answer: Answer
  unusable?: keyof typeof unusable
}

const unusable = {
  consent: 'an answer came without the applicant’s recorded consent (“consent”: true), and is not read',
  current: 'the current employer was asked, which is never done: the answer is not read',
  offer: 'an answer came without an offer on record (“offer”: true): this check is for after one',
}

/**
 * Every answer of a check that was ever given about the subject: the newest of each person who answered, by form and by
 * what was asked about. "Nobody" and answers that may not be read stand apart, so that they take nothing back.
 */
export const checkAnswers = defineAccumulator({
  id: 'signals/check-answers',
  version: 1,
  reads: ['attestation'],
  empty: {} as Record<string, Given>,
  add(state, batch) {
    let next = state
    for (const row of batch) {
      const given = read(row)
      if (!given) continue
      const { form, of, by, answer, unusable: why } = given
      next = newest(next, {
        [[form, of, by, why ?? (answer === 'nobody' ? 'nobody' : '')].join('\n')]: given,
      })
    }
    return next
  },
  merge: newest,
})

const checkOf = new Map(Object.values(checks).map((check) => [check.form, check]))

/** Forms are written by companies: anything but the three words is no answer. */
function read({ at, about, data }: Observation<'attestation'>): Given | undefined {
  const check = checkOf.get(data.form)
  if (!check || data.answers === null || typeof data.answers !== 'object') return undefined
  const { answer, of, employer, consent, current, offer } = data.answers as Record<string, unknown>
  if (answer !== 'confirmed' && answer !== 'denied' && answer !== 'nobody') return undefined
  const asked = typeof of === 'string' ? of : typeof employer === 'string' ? employer : ''
  const hired = about.some((ref) => typeOf(ref) === 'person')
  const why =
    check.needs === 'consent' && current === true
      ? 'current'
      : check.needs === 'consent' && consent !== true
        ? 'consent'
        : check.needs === 'offer' && offer !== true && !hired
          ? 'offer'
          : undefined
  return {
    form: data.form,
    of: line(asked),
    by: line(data.by ?? ''),
    at,
    answer,
    ...(why && { unusable: why }),
  }
}

function line(written: string): string {
  return written.replace(/\s+/g, ' ').trim().slice(0, 200)
}

function newest(a: Record<string, Given>, b: Record<string, Given>): Record<string, Given> {
  const out = { ...a }
  for (const [key, y] of Object.entries(b)) {
    const x = out[key]
    if (!x || y.at > x.at || (y.at === x.at && y.answer < x.answer)) out[key] = y
  }
  return out
}

/** What a detector says in its own words; everything else follows from the check's entry in the catalogue. */
export interface CheckWords {
  id: string
  check: CheckId
  title: string
  why: string
  benign: readonly [string, ...string[]]
  clears: readonly [string, ...string[]]
  references: readonly [Reference, ...Reference[]]
  tests: SubjectDetector['tests']
  stage?: SubjectDetector['stage']
  confirmed: string
  denied: string
  /** A "denied" of one person weighs at most `alone` until a second person says the same. */
  second?: { alone: number; says: string }
}

/**
 * A detector that judges the answers of one check: its ratios are those of the catalogue, P(answer | false in this way)
 * over P(answer | honest). Of several answers about one thing the newest counts; one "denied" about one thing is not
 * made good by a "confirmed" about another. An answer on a later day replaces this window's: see `newest` in caps.ts.
 */
export function defineCheckDetector(words: CheckWords): SubjectDetector<'attestation'> {
  const check = checks[words.check]
  const { id, title, why, benign, clears, references, tests } = words
  return defineDetector({
    id,
    version: 1,
    title,
    why,
    benign,
    clears,
    check: check.title.slice(0, 1).toLowerCase() + check.title.slice(1),
    settledBy: [words.check],
    judgesForm: check.form,
    references,
    attack: ['T1656'],
    status: 'experimental',
    family: 'checks',
    stage: words.stage ?? 'application',
    tests,
    bears: Object.keys(check.false) as [Scheme, ...Scheme[]],
    calibration: {
      basis: 'assumed',
      on: 'The likelihoods of the check catalogue; no rate of answers is published',
    },
    about: ['application', 'person'],
    reads: ['attestation'],
    measures: [checkAnswers],
    remembers: [checkAnswers],
    detect(window) {
      const all = Object.values(window.known(checkAnswers)).filter((g) => g.form === check.form)
      const answers = standing(all)
      if (answers.length === 0) return { is: 'abstain', because: nothing(all) }
      const exhibit = table(answers)
      const denied = answers.filter((a) => a.answer === 'denied')
      if (denied.length === 0)
        return {
          is: 'clear',
          weight: answerRatios(check, 'confirmed'),
          says: words.confirmed,
          exhibits: [exhibit],
        }
      const ratios = answerRatios(check, 'denied')
      const backed = denied.some((d) => sayingSo(all, d) > 1)
      if (words.second && !backed)
        return {
          is: 'evidence',
          weight: atMost(ratios, words.second.alone),
          says: words.second.says,
          exhibits: [exhibit],
        }
      return { is: 'evidence', weight: ratios, says: words.denied, exhibits: [exhibit] }
    },
    examples: [
      { title: 'The answer is no', gives: 'evidence', rows: answered(words, ['denied']) },
      { title: 'The answer is yes', gives: 'clear', rows: answered(words, ['confirmed']) },
      { title: 'Nobody could answer', gives: 'abstain', rows: answered(words, ['nobody']) },
      {
        title: 'First no, then yes by the same one',
        gives: 'clear',
        rows: answered(words, ['denied', 'confirmed']),
      },
    ],
  })
}

/** The newest usable answer about each thing. */
function standing(all: readonly Given[]): Given[] {
  const newestOf = new Map<string, Given>()
  for (const given of all) {
    if (given.unusable || given.answer === 'nobody') continue
    const known = newestOf.get(given.of)
    if (!known || given.at > known.at || (given.at === known.at && given.answer < known.answer))
      newestOf.set(given.of, given)
  }
  return [...newestOf.values()].sort((a, b) => (a.of < b.of ? -1 : 1))
}

/** How many people last said the same about the same thing. */
function sayingSo(all: readonly Given[], { of, answer }: Given): number {
  return new Set(
    all.filter((g) => !g.unusable && g.of === of && g.answer === answer && g.by !== '').map((g) => g.by),
  ).size
}

function nothing(all: readonly Given[]): string {
  const why = all.find((g) => g.unusable)?.unusable
  if (why) return unusable[why]
  return all.length > 0 ? 'nobody could answer the check yet' : 'this check has not been answered'
}

function table(answers: readonly Given[]): Exhibit {
  return {
    type: 'table',
    label: 'What was answered',
    columns: ['Asked about', 'Answered by', 'Answer'],
    rows: answers.map((a) => [a.of || 'the application', a.by || 'not stated', a.answer]),
  }
}

function atMost(ratios: Ratios, most: number): Ratios {
  return Object.fromEntries(Object.entries(ratios).map(([scheme, w]) => [scheme, Math.min(w, most)]))
}

function answered({ check }: CheckWords, given: readonly Answer[]): ExampleRow[] {
  const { form, needs } = checks[check]
  const data = (answer: Answer): Data['attestation'] => ({
    form,
    by: 'the recruiter',
    answers: {
      answer,
      ...(needs === 'consent' && { consent: true }),
      ...(needs === 'offer' && { offer: true }),
    },
  })
  return given.map((answer, i) => ({
    kind: 'attestation',
    at: 1_767_225_600_000 + i * 3_600_000,
    about: ['application:A-1' as SubjectRef],
    data: data(answer),
  }))
}
