import {
  type ApplicantItem,
  type Finding,
  type Millis,
  type OfferedCheck,
  type Outcome,
  type Screening,
  simulatedPrefix,
} from '@telltale/core'
import { shortDate } from '../format.ts'

/** What an outcome is called, the mark that repeats it, and the tone of its tag. */
export const outcomes: Record<Outcome, { words: string; mark: string; tone: string }> = {
  proceed: { words: 'proceed', mark: '→', tone: 'clears' },
  verify: { words: 'verify', mark: '?', tone: 'accent' },
  hold: { words: 'hold for two people', mark: '■', tone: 'accuses' },
}

/** The requisition of applications that name none: the server's word for it is `none`. */
export function requisitionName({ id, title }: { id: string; title?: string }): string {
  if (id === 'none') return 'No requisition named'
  const known = id.startsWith(simulatedPrefix) ? id.slice(simulatedPrefix.length) : id
  return title ? `${known} ${title}` : known
}

/** How much of what does not fit one finding is: log10 weights are shares of their sum. */
export function weightWord(finding: Finding, all: readonly Finding[]): 'most' | 'some' | 'little' {
  const sum = all.reduce((total, f) => total + Math.max(0, f.weight), 0)
  const share = sum > 0 ? finding.weight / sum : 0
  return share >= 0.5 ? 'most' : share >= 0.15 ? 'some' : 'little'
}

/** When somebody has to have looked at it; undefined where nothing is asked for. Days are UTC, as the due date is. */
export function dueWords(
  { outcome, settled, dueAt, overdue }: Pick<ApplicantItem, 'outcome' | 'settled' | 'dueAt' | 'overdue'>,
  now: Millis,
): string | undefined {
  if (settled) return outcome === 'proceed' ? undefined : 'answered'
  if (outcome === 'proceed' || dueAt === undefined) return undefined
  // Due at the end of a working day: the instant itself is the next day's first.
  const last = dueAt - 1
  if (overdue) return `overdue since ${shortDate(last)}`
  const days = Math.floor(last / day) - Math.floor(now / day)
  if (days <= 0) return 'settle today'
  return days === 1 ? 'settle by tomorrow' : `settle by ${shortDate(last)}`
}

const day = 86_400_000

export function numberWord(n: number): string {
  const words = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine']
  return words[n] ?? String(n)
}

/** One sentence in three parts, the middle one bold: what does not fit, and what a recruiter can do about it. */
export function plainSentence(
  screening: Pick<Screening, 'outcome' | 'doesNotFit' | 'offered' | 'answered'>,
): [before: string, strong: string, after: string] {
  const { outcome, doesNotFit, offered, answered } = screening
  const n = doesNotFit.length
  const things = `${capitalNumber(n)} ${n === 1 ? 'thing does' : 'things do'} not fit yet`
  if (outcome === 'proceed') {
    if (n === 0) return ['Nothing asks for a check. ', 'You can go on', '.']
    return [
      `${things}, and ${n === 1 ? 'it is' : 'they are'} too little to ask for a check. `,
      'You can go on',
      '.',
    ]
  }
  const [best] = offered
  if (!best) {
    const said =
      answered.length > 0 ? 'What could be asked has been answered' : 'No check of ours would settle it'
    return [
      `${things}. `,
      said,
      outcome === 'hold' ? ': two people look at it now.' : '. Moving on is yours.',
    ]
  }
  const minutes = `${best.minutes}\u00a0minutes`
  const then = best.after.confirmed.outcome
  const after =
    then === 'proceed'
      ? ', and if it is confirmed you can go on.'
      : then === outcome
        ? ', not enough to go on by itself.'
        : `, and if it is confirmed the outcome is ${outcomes[then].words}.`
  return [
    `${things}. `,
    `A check of ${minutes} may settle ${then === 'proceed' ? 'it' : 'a part of it'}`,
    after,
  ]
}

function capitalNumber(n: number): string {
  const word = numberWord(n)
  return word.slice(0, 1).toUpperCase() + word.slice(1)
}

/** What follows from the answers to a check, as one clause for its card. */
export function afterWords({ confirmed, denied }: OfferedCheck['after']): string {
  return `if confirmed: ${outcomes[confirmed.outcome].words} · if denied: ${outcomes[denied.outcome].words}`
}
