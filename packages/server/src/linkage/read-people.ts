import { basename } from 'node:path'
import { accept, type BlindIndex, type LinkRecord, recordOf } from '@telltale/core'
import { parseDate } from '../connectors/dates.ts'
import { open } from '../connectors/open.ts'
import { type Column, recordFrom, type TakenColumn } from './columns.ts'
import { type PeopleRow, peopleTable, positionOf } from './table.ts'

/** A row, or a part of one, that could not be used. */
export interface UnusedRow {
  file: string
  /** From 1; 0 is the file as a whole. */
  row: number
  field: string
  reason: string
}

/** What files of people said. */
export interface People {
  records: LinkRecord[]
  /** By position: who each record is, from the truth's column; absent when none was asked for. */
  truth?: string[]
  files: { name: string; rows: number; columns: readonly TakenColumn[] }[]
  /** The first of them. */
  unused: UnusedRow[]
  unusedCount: number
  /** Records whose id stood on an earlier row: they were given `#row`. */
  repeated: number
  /** Records with nothing that says who somebody is: kept, linked to nobody. */
  empty: number
}

export interface ReadPeopleOptions {
  mapped?: ReadonlyMap<string, Column | 'none'>
  /** The header of the column that says who a record is, for measuring. */
  truth?: string
  index: BlindIndex
  now: number
}

const kept = 1000

/**
 * Reads files of people into memory: tables (CSV, gzipped or not) and observations of applications and workers in any
 * form that connectors read. With several files a record is named FILE:ID, else by its id; a row without an id by its
 * number. A row that can't be used costs that row.
 */
export async function readPeople(paths: readonly string[], options: ReadPeopleOptions): Promise<People> {
  const out: People = { records: [], files: [], unused: [], unusedCount: 0, repeated: 0, empty: 0 }
  if (options.truth !== undefined) out.truth = []
  const seen = new Map<string, number>()
  const names = namesOf(paths)
  for (const [i, path] of paths.entries()) {
    const name = names[i]!
    const problem = (row: number, field: string, reason: string) => {
      out.unusedCount++
      if (out.unused.length < kept) out.unused.push({ file: name, row, field, reason })
    }
    const file: People['files'][number] = { name, rows: 0, columns: [] }
    const onHeader = (columns: readonly TakenColumn[]) => {
      file.columns = columns
    }
    const among = [peopleTable({ mapped: options.mapped ?? new Map(), onHeader })]
    let opened = await open(path, name, undefined, { among })
    const table = !('problem' in opened)
    if ('problem' in opened && opened.unrecognised) opened = await open(path, name)
    out.files.push(file)
    if ('problem' in opened) {
      const says = opened.unrecognised
        ? 'has no column that says who somebody is, and no connector recognises it: name its columns with --map "Column=given"'
        : opened.problem
      problem(0, '', says)
      continue
    }
    let at: number | undefined
    for await (const row of opened.rows) {
      if (row.problem) {
        problem(row.row, row.problem.field, row.problem.reason)
        continue
      }
      file.rows++
      if (!table) {
        const record = observed(row.value, row.row, name, options, problem)
        if (!record) continue
        record.id = paths.length > 1 ? `${name}:${record.id}` : record.id
        out.records.push(record)
        out.truth?.push('')
        continue
      }
      const { taken, cells } = row.value as PeopleRow
      const said = recordFrom(taken, cells)
      for (const header of said.tooLong) problem(row.row, header, 'is longer than anybody’s: it was left out')
      const bare = said.id === '' ? `row ${row.row}` : said.id
      let id = paths.length > 1 ? `${name}:${bare}` : bare
      if (seen.has(id)) {
        out.repeated++
        id = `${id}#${row.row}`
      }
      seen.set(id, row.row)
      if (Object.keys(said.record).length === 0) out.empty++
      const when = said.at === undefined ? undefined : parseDate(said.at)
      out.records.push({ id, ...said.record, ...(when !== undefined && { at: when }) })
      if (out.truth) {
        at ??= positionOf(taken, options.truth!) ?? -1
        out.truth.push(at < 0 ? '' : personOf(cells[at]?.trim() ?? ''))
      }
    }
    if (table && file.columns.length === 0) problem(0, '', 'is empty: it has no header and no rows')
    else if (!table && file.rows === 0) problem(0, '', 'is empty')
    if (table && out.truth && at === -1)
      problem(0, options.truth!, 'is no column of this file, so that nothing could be measured on it')
  }
  return out
}

/** In FEBRL's files the id says who it is: rec-12-org and rec-12-dup-0 are one person. */
function personOf(written: string): string {
  return /^(rec-\d+)-(?:org|dup-\d+)$/.exec(written)?.[1] ?? written
}

/** The file's own name, and as much of its path as tells files of one name apart. */
function namesOf(paths: readonly string[]): string[] {
  const own = paths.map((p) => basename(p))
  return own.map((name, i) => (own.filter((other) => other === name).length > 1 ? paths[i]! : name))
}

function observed(
  value: unknown,
  row: number,
  name: string,
  { index, now }: ReadPeopleOptions,
  problem: (row: number, field: string, reason: string) => void,
): LinkRecord | undefined {
  const receipt = { source: name, id: `${name}:${row}`, receivedAt: now }
  const accepted = accept(value, receipt, index)
  if (!accepted.observation) {
    for (const p of accepted.problems) problem(row, p.field, p.reason)
    return undefined
  }
  return recordOf(accepted.observation)
}
