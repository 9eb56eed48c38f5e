import type { SubjectRef } from '@telltale/core'
import { fileBytes } from '../connectors/bytes.ts'
import { records } from '../connectors/csv.ts'
import type { Volunteered } from './volunteered.ts'

/** Columns that say whom a row is about, by what they are called in exports; the value is what a bare id becomes. */
const subjects: Record<string, 'person' | 'application' | 'any'> = {
  subject: 'any',
  'application id': 'application',
  'application number': 'application',
  'candidate id': 'application',
  'worker id': 'person',
  'employee id': 'person',
  'employee number': 'person',
  'personnel number': 'person',
}

/** Columns that say what somebody volunteered, by the trait that they are counted under. Others are not read. */
const traits: Record<string, string> = {
  group: 'group',
  race: 'group',
  ethnicity: 'group',
  'race/ethnicity': 'group',
  'ethnic group': 'group',
  'eeo category': 'group',
  sex: 'sex',
  gender: 'sex',
  'age band': 'age band',
  'age group': 'age band',
  age: 'age band',
  'assistive input': 'assistive input',
  'assistive technology': 'assistive input',
}

/** What people write where they decline: no group. */
const declined =
  /^(?:|-|n\/?a|unknown|not disclosed|(?:i )?(?:prefer|choose|decline|wish) not to .*|declined.*)$/i

export interface GroupsFile {
  rows: Volunteered[]
  problems: { row: number; field: string; reason: string }[]
  /** Columns that were not read. */
  unread: string[]
}

/**
 * Reads a CSV of groups: one column that says whom (worker id, application id, or subject), and any of group, sex, age
 * band and assistive input. An age becomes "under 40" or "40 and over" (29 USC 631) and is not kept. Rejects with a sentence
 * where there is no such column; a row that can't be used is a problem and costs no other.
 */
export async function readGroups(path: string): Promise<GroupsFile> {
  const { chunks: bytes, damage } = fileBytes(path)
  const source = { name: path, bytes, damage, maxLine: 1_000_000, modifiedAt: 0, skip: () => {} }
  const out: GroupsFile = { rows: [], problems: [], unread: [] }
  let header: string[] | undefined
  for await (const record of records(source)) {
    if (record.problem) {
      out.problems.push({ row: record.row, ...record.problem })
      continue
    }
    if (!header) {
      header = record.cells.map((c) => c.trim().toLowerCase().replaceAll('_', ' '))
      checkHeader(path, header, record.cells)
      out.unread = record.cells.filter((_, i) => !(header![i]! in subjects) && !(header![i]! in traits))
      continue
    }
    take(header, record.row, record.cells, out)
  }
  if (!header)
    throw new Error(`${path} is empty: expected a header with "worker id" or "application id" and "group"`)
  return out
}

function checkHeader(path: string, header: readonly string[], written: readonly string[]): void {
  if (!header.some((h) => h in subjects))
    throw new Error(
      `${path} has no column that says whom a row is about (its header: ${written.join(', ').slice(0, 200)}): name one "worker id", "application id" or "subject"`,
    )
  if (!header.some((h) => h in traits))
    throw new Error(
      `${path} has none of the columns group, sex, age band, assistive input (its header: ${written.join(', ').slice(0, 200)})`,
    )
}

function take(header: readonly string[], row: number, cells: readonly string[], out: GroupsFile): void {
  const at = header.findIndex((h) => h in subjects)
  const subject = subjectOf(cells[at]!.trim(), subjects[header[at]!]!)
  if (!subject) {
    out.problems.push({
      row,
      field: header[at]!,
      reason: 'names nobody: expected an id, or person:… or application:…',
    })
    return
  }
  for (const [i, name] of header.entries()) {
    const trait = traits[name]
    const written = cells[i]!.trim()
    if (!trait || declined.test(written)) continue
    const value = name === 'age' ? band(written) : written.slice(0, 120)
    if (value === undefined)
      out.problems.push({
        row,
        field: name,
        reason: `is ${JSON.stringify(written.slice(0, 20))}: expected whole years`,
      })
    else out.rows.push({ subject, trait, value })
  }
}

function subjectOf(id: string, type: 'person' | 'application' | 'any'): SubjectRef | undefined {
  if (/^(?:person|application):\S+$/.test(id)) return id as SubjectRef
  if (type === 'any' || id === '' || /\s/.test(id)) return undefined
  return `${type}:${id}`
}

function band(age: string): string | undefined {
  if (!/^\d{1,3}$/.test(age)) return undefined
  return Number(age) < 40 ? 'under 40' : '40 and over'
}
