import { hash } from 'node:crypto'
import { setImmediate } from 'node:timers/promises'
import {
  accept,
  type BlindIndex,
  type Enrich,
  isSimulated,
  lessons,
  type Millis,
  type Observation,
  type Problem,
  type SubjectRef,
  simulatedPrefix,
} from '@telltale/core'
import type { Quarantined, Row } from '../store/store.ts'

/** A row before it is checked: its number (line, or place in the list; from 1) and its value, or why it has none. */
export type RawRow =
  | { row: number; value: unknown; text?: string }
  | { row: number; problem: Problem; text?: string }

export interface RowProblem extends Problem {
  row: number
}

/** What became of the rows of one request. */
export interface Checked {
  rows: Row[]
  /** Each thing wrong with a row that can't be used. */
  problems: RowProblem[]
  badRows: number
  /** Fields that can't be used, of rows that can: to be quarantined while the row goes on. */
  remarks: RowProblem[]
  /** The rows and fields of `problems` and `remarks` as the store keeps them: one entry a row or field. */
  quarantined: Quarantined[]
}

/** The one source whose rows may carry the simulated company's ids. */
export const demoSource = 'demo'

const textKept = 300
const deepest = 64

/** Splits newline-delimited JSON. Empty lines count for the numbering and are otherwise left out. */
export function* ndjsonRows(body: string): Generator<RawRow> {
  let row = 0
  for (let from = 0; from < body.length; ) {
    let to = body.indexOf('\n', from)
    if (to < 0) to = body.length
    row++
    const text = body.slice(from, to).trim()
    from = to + 1
    if (text === '') continue
    const parsed = parse(text)
    yield parsed.problem ? { row, problem: parsed.problem, text } : { row, value: parsed.value, text }
  }
}

/** The entries of a JSON list, or one object. */
export function* jsonRows(value: unknown): Generator<RawRow> {
  const entries = Array.isArray(value) ? value : [value]
  for (let i = 0; i < entries.length; i++) yield { row: i + 1, value: entries[i] }
}

/** V8's own messages repeat the text around the error, which may be personal: only the place is told. */
export function parse(text: string): { value: unknown; problem?: undefined } | { problem: Problem } {
  try {
    return { value: JSON.parse(text) }
  } catch (error) {
    const { message } = error as Error
    const place = Number(/position (\d+)/.exec(message)?.[1] ?? Number.NaN)
    const reason =
      /end of JSON|Unterminated/.test(message) || place >= text.length
        ? 'is not JSON: it breaks off before its end'
        : `is not JSON${Number.isNaN(place) ? '' : `: it goes wrong at character ${place + 1}`}`
    return { problem: { field: '', reason } }
  }
}

/**
 * Checks every row at the one door into the engine. `digest` names the body: rows without an id get one from it
 * and their number, so that sending the same body twice changes nothing. Lets other work run between rows.
 */
export async function check(
  rows: Iterable<RawRow>,
  receipt: { source: string; receivedAt: Millis; digest: string },
  index: BlindIndex,
  enrich?: Enrich,
): Promise<Checked> {
  const { source, receivedAt } = receipt
  const out: Checked = { rows: [], problems: [], badRows: 0, remarks: [], quarantined: [] }
  let seen = 0
  for (const raw of rows) {
    if (++seen % 500 === 0) await setImmediate()
    const { row } = raw
    const found =
      'problem' in raw ? { problems: [raw.problem] } : judge(raw.value, row, receipt, index, enrich)
    if ('observation' in found) {
      const { observation, content, remarks } = found
      out.rows.push({ observation, digest: hash('sha256', content, 'base64url') })
      for (const { field, reason } of remarks) {
        out.remarks.push({ row, field, reason })
        out.quarantined.push({
          source,
          row,
          field,
          reason: `${reason}; the rest of the row was used`,
          receivedAt,
        })
      }
      continue
    }
    out.badRows++
    for (const { field, reason } of found.problems)
      out.problems.push({ row, field: field.toWellFormed(), reason: reason.toWellFormed() })
    const { field, reason } = out.problems.at(-found.problems.length)!
    const text = raw.text ?? ('problem' in raw ? undefined : shown(raw.value))
    out.quarantined.push({
      source,
      row,
      field,
      reason,
      receivedAt,
      text: text?.slice(0, textKept).toWellFormed(),
    })
  }
  return out
}

type Judged = { problems: Problem[] } | { observation: Observation; content: string; remarks: Problem[] }

function judge(
  value: unknown,
  row: number,
  receipt: { source: string; receivedAt: Millis; digest: string },
  index: BlindIndex,
  enrich: Enrich | undefined,
): Judged {
  const unfit = unstorable(value, '', 0)
  if (unfit) return { problems: [unfit] }
  const accepted = accept(
    value,
    { source: receipt.source, receivedAt: receipt.receivedAt, id: `${receipt.digest}:${row}` },
    index,
    enrich,
  )
  if (!accepted.observation) return accepted
  if (receipt.source !== demoSource) {
    const taken = subjectsOf(accepted.observation).find(isSimulated)
    if (taken)
      return {
        problems: [
          {
            field: 'about',
            reason: `${taken} begins with ${simulatedPrefix}, which belongs to the simulated demo company`,
          },
        ],
      }
  }
  return accepted
}

function subjectsOf(observation: Observation): SubjectRef[] {
  const learned = lessons(observation).flatMap((l) => (l.is === 'belongs' ? [l.subject, l.person] : []))
  return [...observation.about, ...learned]
}

/** What no SQL store can keep: the NUL character, half a surrogate pair, endless nesting. */
function unstorable(value: unknown, field: string, depth: number): Problem | undefined {
  if (typeof value === 'string') {
    if (value.includes('\0')) return { field, reason: 'holds the character NUL (\\u0000)' }
    if (!value.isWellFormed()) return { field, reason: 'holds half of a surrogate pair (\\ud800 to \\udfff)' }
    return undefined
  }
  if (value === null || typeof value !== 'object') return undefined
  if (depth >= deepest) return { field, reason: `is nested more than ${deepest} levels deep` }
  if (Array.isArray(value)) {
    for (let i = 0; i < value.length; i++) {
      const entry: unknown = value[i]
      if (typeof entry === 'number') continue
      const found = unstorable(entry, `${field}[${i}]`, depth + 1)
      if (found) return found
    }
    return undefined
  }
  for (const [name, member] of Object.entries(value)) {
    const path = field ? `${field}.${name}` : name
    const found = unstorable(name, field, depth) ?? unstorable(member, path, depth + 1)
    if (found) return found
  }
  return undefined
}

function shown(value: unknown): string | undefined {
  try {
    return JSON.stringify(value)
  } catch {
    return undefined // nested too deeply to be written
  }
}
