import { hash } from 'node:crypto'
import {
  type CountChange,
  canonical,
  type DecidedTrendsView,
  day,
  type MiddleHalf,
  type Millis,
  type TrendCasesView,
} from '@telltale/core'
import type { Block, CaseFile } from './case-file.ts'
import { count, isoDay, lastDay, percent, schemeSays } from './sentences.ts'

export interface TrendsPdfOptions {
  /** The month as it was asked for, such as `2026-10`. */
  month: string
  company: string
  madeAt: Millis
  madeBy: string
}

/**
 * The month's report, block by block, for `pdf.ts` to draw: every figure with its interval and with what it rests on, and the
 * cases behind the figures by pseudonym. Both views are those of the reader who makes it, so that what is sealed for them is
 * neither counted nor listed.
 */
export function trendsFile(
  view: DecidedTrendsView,
  behind: TrendCasesView,
  { month, company, madeAt, madeBy }: TrendsPdfOptions,
): CaseFile {
  const title = `Trends of ${month}`
  const blocks: Block[] = [
    {
      is: 'title',
      text: title,
      sub: [
        `${company}. ${isoDay(view.from)} to ${lastDay(view.to)}, UTC${view.to < endOf(month) ? '; the month is not over' : ''}.`,
        `Made on ${isoDay(madeAt)} by ${madeBy}: cases sealed for others than ${madeBy} are neither counted nor listed.`,
        'Planted cases are counted nowhere. Intervals are exact, at 95 %; of times, the middle half.',
        ...(view.simulated ? ['Simulated decisions are among these: figures of a demo company.'] : []),
      ],
    },
    { is: 'heading', text: 'Decided' },
    figures(view),
    { is: 'heading', text: 'Where applicants and cases came out' },
    {
      is: 'table',
      columns: [{ title: '', share: 3 }, { title: 'How many', share: 3 }, ...columnsOfChanges],
      rows: [
        ...(['screened', 'verified', 'held'] as const).map((name) => [
          capital(name),
          number(view.cameOut[name]),
          change(view.cameOutChanges[name].onBefore),
          change(view.cameOutChanges[name].onYear),
        ]),
        ['Cases', number(view.cameOut.cases), '–', '–'],
        ['Still open', number(view.open), '–', '–'],
      ],
    },
    { is: 'heading', text: 'Time' },
    {
      is: 'table',
      columns: [
        { title: '', share: 3 },
        { title: 'Median', share: 2 },
        { title: 'Middle half', share: 2 },
        { title: 'Rests on', share: 2 },
      ],
      rows: [
        time('First sign to the case', view.times.detect),
        time('The case to the decision', view.times.deciding),
        time('First sign to the decision', view.times.decide),
        time('First sign to the decision, a year before', view.times.decideYearBefore),
      ],
    },
    { is: 'heading', text: 'Precision: confirmed, of those decided in which a detector fired' },
    shares(view),
    { is: 'heading', text: 'By stage and by scheme' },
    {
      is: 'table',
      columns: [
        { title: '', share: 6 },
        { title: 'Confirmed', share: 2 },
        { title: 'Cleared', share: 2 },
      ],
      rows: [
        ...view.stages.map((s) => [capital(s.name), number(s.confirmed), number(s.cleared)]),
        ...view.schemes.map((s) => [capital(schemeSays[s.name]), number(s.confirmed), number(s.cleared)]),
      ],
    },
    ...pay(view),
    { is: 'heading', text: 'The cases behind these figures' },
    cases(behind),
    ...(behind.total > behind.cases.length
      ? [{ is: 'text' as const, look: 'dim' as const, text: `… and ${count(behind.total - behind.cases.length, 'more case')}.` }] // biome-ignore format: one block
      : []),
  ]
  return { title, blocks, sha256: hash('sha256', canonical(blocks)), madeAt }
}

const columnsOfChanges = [
  { title: 'On the time before', share: 3 },
  { title: 'On the year before', share: 3 },
]

function figures(view: DecidedTrendsView): Block {
  const { falseAccusations: wrong } = view
  return {
    is: 'table',
    columns: [{ title: '', share: 3 }, { title: 'How many', share: 3 }, ...columnsOfChanges],
    rows: [
      [
        'Confirmed by two people',
        number(view.confirmed),
        change(view.onBefore.confirmed),
        change(view.onYear.confirmed),
      ],
      ['Cleared', number(view.cleared), change(view.onBefore.cleared), change(view.onYear.cleared)],
      ['Cleared after having been confirmed', number(view.clearedOnAppeal), '–', '–'],
      [
        'False accusations',
        wrong.confirmed > 0 ? `${number(wrong.overturned)} of ${number(wrong.confirmed)}: a share of at most ${percent(wrong.high)}` : 'not known: nothing was confirmed', // biome-ignore format: one cell
        '–',
        '–',
      ],
    ],
  }
}

function shares({ detectors }: DecidedTrendsView): Block {
  if (detectors.length === 0)
    return { is: 'text', text: 'No case was decided in which a detector had fired: precision is not known.' }
  return {
    is: 'table',
    columns: [
      { title: 'Detector', share: 4 },
      { title: 'Rests on', share: 2 },
      { title: 'Share', share: 2 },
      { title: '95 % interval', share: 3 },
    ],
    rows: detectors.map((d) => [
      d.detector,
      `${number(d.confirmed)} of ${number(d.decided)}`,
      percent(d.confirmed / d.decided),
      `${percent(d.low)} to ${percent(d.high)}`,
    ]),
  }
}

function pay({ pay: found }: DecidedTrendsView): Block[] {
  const heading: Block = { is: 'heading', text: 'Pay at stake, stopped' }
  const unknown = `${count(found.unknown, 'confirmed case')} without pay on the claim card.`
  if (found.sums.length === 0)
    return [heading, { is: 'text', text: found.unknown > 0 ? `Not known: ${unknown}` : 'Nothing was confirmed.' }] // biome-ignore format: one list
  return [
    heading,
    {
      is: 'table',
      columns: [
        { title: 'Currency', share: 2 },
        { title: 'Least to most', share: 4 },
        { title: 'Rests on', share: 5 },
      ],
      rows: found.sums.map((s) => [
        s.currency,
        `${number(Math.round(s.low))} to ${number(Math.round(s.high))}`,
        `${count(s.people, 'worker')}, ${number(s.toContractEnd)} of them to the contract’s end`,
      ]),
    },
    { is: 'text', look: 'dim', text: found.unknown > 0 ? `${found.says} ${unknown}` : found.says },
  ]
}

function cases({ cases: found }: TrendCasesView): Block {
  if (found.length === 0) return { is: 'text', text: 'Nothing was decided.' }
  return {
    is: 'table',
    columns: [
      { title: 'Case', share: 2 },
      { title: 'Whom', share: 3 },
      { title: 'Came out', share: 3 },
      { title: 'On', share: 2 },
      { title: 'Fired', share: 5 },
    ],
    rows: found.map((c) => [
      c.case ?? 'no case',
      c.pseudonym,
      c.overturned ? `${c.outcome}, overturned` : c.outcome,
      isoDay(c.at),
      c.fired.join(', ') || '–',
    ]),
  }
}

function time(label: string, found: MiddleHalf | undefined): string[] {
  if (!found) return [label, 'not known', '–', 'no decision tells']
  const days = (ms: number) => (ms / day).toFixed(1)
  return [
    label,
    `${days(found.median)} days`,
    `${days(found.low)} to ${days(found.high)} days`,
    count(found.n, 'decision'),
  ]
}

/** "+9 (−2 to +20)": never without its interval. */
function change({ change: by, low, high }: CountChange): string {
  if (by === 0 && low === 0 && high === 0) return 'none then either'
  const plus = (n: number) => (n > 0 ? `+${number(n)}` : n < 0 ? `−${number(-n)}` : '0')
  return `${plus(Math.round(by))} (${plus(Math.round(low))} to ${plus(Math.round(high))})`
}

/** When a month such as `2026-10` ends in UTC. */
function endOf(month: string): Millis {
  const [year, ofYear] = month.split('-').map(Number) as [number, number]
  return Date.UTC(year, ofYear)
}

function number(n: number): string {
  return n.toLocaleString('en-US')
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
