import { styleText } from 'node:util'
import {
  type HuntedSubject,
  type HuntFound,
  type HuntMeasured,
  type HuntRows,
  type HuntRun,
  type HuntView,
  pseudonym,
  type SubjectRef,
  subjectTypes,
} from '@telltale/core'
import { percent, signed } from './sentences.ts'

/** Subjects printed in full; the rest are counted, and stand in --json. */
const shown = 20
const widestCell = 60

/** What a hunt found, for a person at a terminal. Colour only repeats what the words say. */
export function huntReport(run: HuntRun, { color }: { color: boolean }): string {
  const bold = (text: string) => (color ? styleText('bold', text, { validateStream: false }) : text)
  const lines = run.says ? [`${bold(run.name ?? '')}: ${run.says}`, ''] : []
  if (run.found) lines.push(...foundLines(run.found, bold))
  if (run.table) lines.push(...tableLines(run.table))
  const took = run.took < 1000 ? `${run.took} ms` : `${(run.took / 1000).toFixed(1)} s`
  lines.push('', `Took ${took}. Nothing of this was stored, and nobody's score has moved.`)
  return `${lines.join('\n')}\n`
}

function foundLines(found: HuntFound, bold: (text: string) => string): string[] {
  const { now, would, judged } = found
  const n = (count: number) => count.toLocaleString('en-US')
  const tried = found.thresholds.map((t) => `${t.name} ${t.value} ${t.unit} (stands at ${t.was})`)
  const lines = [
    `${found.detector}${tried.length > 0 ? ` with ${tried.join(', ')}` : ''}`,
    '',
    ...columns([
      ['', 'AS IT STANDS', 'BY THE HUNT'],
      ['Accused by the detector', n(now.accused), n(would.accused)],
      ['Listed', n(now.listed), n(would.listed)],
      ['Cases among them', n(now.cases), n(would.cases)],
      ['Cleared people accused (false alarms)', measured(now.cleared), measured(would.cleared)],
      ['Confirmed people accused', measured(now.confirmed), measured(would.confirmed)],
    ]),
  ]
  for (const [heading, subjects, count] of [
    ['would be raised', found.raised, found.counts.raised],
    ['would be dropped', found.dropped, found.counts.dropped],
  ] as const) {
    lines.push('', bold(count === 0 ? `Nobody ${heading}.` : `${n(count)} ${heading}:`))
    for (const s of subjects.slice(0, shown)) lines.push(...subjectLines(s))
    if (count > shown)
      lines.push(`  … and ${n(count - shown)} more${count > subjects.length ? '' : ' in --json'}`)
  }
  const parts = [
    ...(judged.windows > 0 ? [`${n(judged.windows)} windows`] : []),
    ...(judged.attributes > 0 ? [`${n(judged.attributes)} shared attributes`] : []),
  ]
  if (parts.length > 0) lines.push('', `Judged again: ${parts.join(' and ')}.`)
  for (const note of found.notes) lines.push(note)
  return lines
}

const levels = {
  nothing: 'nothing',
  evidence: 'evidence only',
  verify: 'to verify',
  listed: 'listed',
  case: 'a case',
} as const

function subjectLines(s: HuntedSubject): string[] {
  const from = levels[s.already]
  const to = levels[s.wouldBe]
  const change = from === to ? to : `${from} → ${to}`
  const decided = s.decided ? `, people decided: ${s.decided}` : ''
  const open = s.case ? `, case ${s.case} stays open` : ''
  return [
    `  ${s.pseudonym}  ${s.subject}  ${change} (${signed(s.weightNow)} → ${signed(s.weight)}${decided}${open})`,
    `    ${s.says}`,
  ]
}

function measured({ of, raised, low, high, listed }: HuntMeasured): string {
  if (of === 0) return 'none to measure on'
  return `${raised} of ${of} (${percent(low)} to ${percent(high)}; ${listed} listed)`
}

/** Cells at their widest; a subject's pseudonym stands beside it, so that people can speak of it. */
function tableLines({ columns: heads, rows, truncated }: HuntRows): string[] {
  if (rows.length === 0) return ['No rows.']
  const cells = rows.map((row) => row.map((cell) => spoken(cell)))
  const lines = columns([heads.map((head) => head.name.toUpperCase()), ...cells])
  lines.push(
    '',
    `${rows.length.toLocaleString('en-US')} rows${truncated ? '; there are more: only these are given' : ''}.`,
  )
  return lines
}

const subject = new RegExp(`^(?:${subjectTypes.join('|')}):\\S+$`)

function spoken(cell: string | number | boolean | null): string {
  if (cell === null) return '–'
  const text = String(cell).replace(/\s+/g, ' ')
  if (subject.test(text)) return `${text} (${pseudonym(text as SubjectRef)})`
  return text.length > widestCell ? `${text.slice(0, widestCell - 1)}…` : text
}

/** The saved hunts and what each tries. */
export function huntList(hunts: readonly HuntView[], problems: readonly string[]): string {
  const rows = hunts.map((hunt) => [
    hunt.name,
    hunt.sql !== undefined ? 'SQL' : hunt.detector!,
    Object.entries(hunt.thresholds ?? {})
      .map(([name, value]) => `${name}=${value}`)
      .join(' '),
    hunt.shipped ? 'shipped' : 'own',
    hunt.says,
  ])
  return [
    ...columns([['HUNT', 'WITH', 'THRESHOLDS', 'FROM', 'SUPPOSES'], ...rows]),
    ...(problems.length > 0 ? ['', ...problems] : []),
    '',
    '"telltale hunt NAME" runs one. Nothing that a hunt finds is stored.',
    '',
  ].join('\n')
}

function columns(rows: readonly (readonly string[])[]): string[] {
  const widths = rows[0]!.map((_, i) => Math.max(...rows.map((row) => row[i]!.length)))
  return rows.map((row) =>
    row
      .map((cell, i) => cell.padEnd(widths[i]!))
      .join('  ')
      .trimEnd(),
  )
}
