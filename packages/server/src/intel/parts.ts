import { isUtf8 } from 'node:buffer'
import type { BadRow, FileSource } from '../connectors/connector.ts'
import { records } from '../connectors/csv.ts'

/** One file that a list is read from, unpacked. */
export interface Part {
  /** What the list calls it, such as `sdn.csv`. */
  name: string
  bytes: Buffer
}

/** Why a list can't be used, in sentences that a person can act on: nothing of it was taken. */
export class ListProblem extends Error {
  override name = 'ListProblem'
}

/** Shown of a file that is full of bad rows. */
const shown = 10

/** One problem out of many: each names its file, row and field. */
export function rowProblems(problems: readonly string[]): ListProblem {
  const more = problems.length > shown ? `\n…and ${problems.length - shown} more` : ''
  return new ListProblem(`${problems.slice(0, shown).join('\n')}${more}\nNothing was loaded.`)
}

/** Large public lists have a slip here and there: at most this share of entries is left out, and counted. Assumed. */
const mostSlips = 0.001

/** How many entries are left out. Throws a `ListProblem` when they are too many for slips. */
export function slips(problems: readonly string[], of: number): number {
  if (problems.length > Math.max(1, of * mostSlips)) throw rowProblems(problems)
  return problems.length
}

/** Text of a part: UTF-8, or Windows-1252 where it is not (IPEDS, and what spreadsheets save). */
export function textOf({ bytes }: Part): string {
  const text = new TextDecoder(isUtf8(bytes) ? 'utf-8' : 'windows-1252').decode(bytes)
  // OFAC ends its files with the end-of-file mark of CP/M
  return text.endsWith('\u001a') ? text.slice(0, -1) : text
}

/** Longest record that is held in memory. */
const maxLine = 4_000_000

/** The records of a CSV part, the header first. Throws a `ListProblem` for the first record that is broken. */
export async function* recordsOf(part: Part): AsyncGenerator<{ row: number; cells: string[] }> {
  const file: FileSource = {
    name: part.name,
    bytes: (async function* () {
      yield Buffer.from(textOf(part))
    })(),
    damage: () => undefined,
    maxLine,
    modifiedAt: 0,
    skip: () => {},
  }
  for await (const record of records(file)) {
    if (record.problem) throw new ListProblem(`${part.name} ${problemOf(record)}`)
    yield record
  }
}

function problemOf({ row, problem }: BadRow): string {
  return `row ${row}: ${problem.reason}. Nothing was loaded.`
}

/** The part as one JSON value. Throws a `ListProblem` when it is not JSON. */
export function jsonOf(part: Part): unknown {
  try {
    return JSON.parse(textOf(part))
  } catch {
    throw new ListProblem(
      `${part.name} is not JSON, or it is cut off: download or export it again. Nothing was loaded.`,
    )
  }
}
