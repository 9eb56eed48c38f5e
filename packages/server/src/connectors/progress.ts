import { createHash } from 'node:crypto'
import type { Row } from './connector.ts'
import { stated } from './members.ts'

export type Stage = 'advanced' | 'interview' | 'offer' | 'hired' | 'rejected' | 'withdrawn'

/** The stage that an applicant system's own words mean; undefined when they mean none of those that we tell apart. */
export function stageOf(words: string | undefined): Stage | undefined {
  if (!words) return undefined
  for (const [stage, form] of forms) if (form.test(words)) return stage
  return undefined
}

const forms: readonly [Stage, RegExp][] = [
  // before "rejected": the applicant's own refusal is none of the company's
  [
    'withdrawn',
    /withdr[ae]w|they rejected us|rejected ?by ?candidate|(?:candidate|offer) declined|declined by candidate|no longer interested/i,
  ],
  ['rejected', /\breject|\bdeclined?\b|\bdisposition|not selected|unqualified|not qualified|underqualified/i],
  ['hired', /\bhired?\b|offer accepted/i],
  ['offer', /\boffer/i],
  ['interview', /interview|on-?site|\bscreen(?:ing)?\b|\bpanel\b/i],
]

export interface Moved {
  stage: Stage
  at: number
  reason?: string
  by?: string
  requisition?: string
}

/** The row that says how an application moved. Its id holds what it says, so that a corrected reason is another row. */
export function progressRow(row: number, about: string, { at, ...moved }: Moved): Row {
  const data = stated(moved)
  const digest = createHash('sha256').update(JSON.stringify(data)).digest('base64url').slice(0, 8)
  return {
    row,
    value: { id: `${about}/${moved.stage}/${at}/${digest}`, kind: 'progress', at, about: [about], data },
  }
}
