import { jsonOf, ListProblem, type Part, recordsOf, rowProblems } from './parts.ts'

/** How a cell is read. Gives the value, or why it is none in one clause. */
export type Cell = (text: string) => { value: unknown } | { problem: string }

export interface Column {
  cell: Cell
  required?: true
  /** Other headers that stand for it, as `headed` writes them. */
  or?: readonly string[]
}

const longest = 500

export const text: Cell = (cell) =>
  cell.length > longest ? { problem: `is longer than ${longest} characters` } : { value: cell }

/** Several in one cell, with semicolons or bars between them. */
export const several = (cell: string) => ({
  value: cell
    .split(/[;|]/)
    .map((part) => part.trim())
    .filter((part) => part !== ''),
})

export const year: Cell = (cell) =>
  /^[12]\d{3}$/.test(cell) ? { value: cell } : { problem: `${quoted(cell)} is not a year: write it as 1998` }

/** As exact as it is known. */
export const day: Cell = (cell) =>
  /^[12]\d{3}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?$/.test(cell)
    ? { value: cell }
    : { problem: `${quoted(cell)} is not a date: write it as 1998, 1998-04 or 1998-04-30` }

export const country: Cell = (cell) =>
  /^[A-Za-z]{2}$/.test(cell)
    ? { value: cell.toUpperCase() }
    : { problem: `${quoted(cell)} is not a country: write its two letters, such as US` }

export const domain: Cell = (cell) => {
  const name = cell.toLowerCase().replace(/^(?:\*\.|@|https?:\/\/|www\.)+/, '')
  return isDomain(name)
    ? { value: name }
    : { problem: `${quoted(cell)} is not a domain: write it as example.org` }
}

export const domains: Cell = (cell) => {
  const all: string[] = []
  for (const one of several(cell).value) {
    const read = domain(one)
    if ('problem' in read) return read
    all.push(read.value as string)
  }
  return { value: all }
}

export function isDomain(name: string): boolean {
  return (
    name.length <= 253 && /^(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]*[\p{L}\p{N}])?\.)+[\p{L}\p{N}-]{2,}$/u.test(name)
  )
}

export type Columns = Record<string, Column>

/**
 * A table as a company keeps it: CSV with a header, or JSON (an array of objects, alone or as a property). Headers
 * match without case, space and underscore; columns that are not asked for are left alone. Every bad cell is named
 * with file, row and field, and one bad cell is enough for nothing to be loaded.
 */
export async function readTable(part: Part, columns: Columns): Promise<Record<string, unknown>[]> {
  const rows: Record<string, unknown>[] = []
  const problems: string[] = []
  for await (const { row, value } of isJson(part) ? jsonRows(part) : csvRows(part, columns)) {
    const out: Record<string, unknown> = {}
    for (const [field, { cell, required, or = [] }] of Object.entries(columns)) {
      const key = [field, ...or].find((name) => value.get(headed(name)))
      const found = key === undefined ? '' : value.get(headed(key))!
      if (found === '') {
        if (required) problems.push(`${part.name} row ${row}, ${field}: is missing`)
        continue
      }
      const read = cell(found)
      if ('problem' in read) problems.push(`${part.name} row ${row}, ${field}: ${read.problem}`)
      else out[field] = read.value
    }
    rows.push(out)
  }
  if (problems.length > 0) throw rowProblems(problems)
  if (rows.length === 0)
    throw new ListProblem(
      `${part.name} has no rows: "telltale intel remove" empties a list. Nothing was loaded.`,
    )
  return rows
}

function isJson({ bytes }: Part): boolean {
  return /^\s*[[{]/.test(bytes.toString('utf8', 0, 64).replace('\uFEFF', ''))
}

async function* csvRows(
  part: Part,
  columns: Columns,
): AsyncGenerator<{ row: number; value: Map<string, string> }> {
  let header: string[] | undefined
  for await (const { row, cells } of recordsOf(part)) {
    if (!header) {
      header = cells.map(headed)
      const known = Object.entries(columns).filter(([, c]) => c.required)
      const missing = known.filter(
        ([field, { or = [] }]) => ![field, ...or].some((n) => header!.includes(headed(n))),
      )
      if (missing.length > 0)
        throw new ListProblem(
          `${part.name} has no column ${missing.map(([field]) => field).join(', ')}: the first row must name the columns ${Object.keys(columns).join(', ')}. Nothing was loaded.`,
        )
      continue
    }
    yield { row, value: new Map(header.map((name, i) => [name, cells[i]?.trim() ?? ''])) }
  }
}

async function* jsonRows(part: Part): AsyncGenerator<{ row: number; value: Map<string, string> }> {
  const whole = jsonOf(part)
  const entries = (value: unknown): value is unknown[] => Array.isArray(value) && typeof value[0] === 'object'
  const rows = Array.isArray(whole) ? whole : Object.values(whole as object).find(entries)
  if (!rows)
    throw new ListProblem(
      `${part.name} holds no array of entries: write them as [{…}, {…}]. Nothing was loaded.`,
    )
  for (const [i, entry] of rows.entries()) {
    const fields = typeof entry === 'object' && entry !== null ? Object.entries(entry) : []
    yield { row: i + 1, value: new Map(fields.map(([name, cell]) => [headed(name), plain(cell)])) }
  }
}

function plain(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (Array.isArray(value)) return value.map(plain).join(';')
  return typeof value === 'object' ? JSON.stringify(value) : String(value).trim()
}

function headed(name: string): string {
  return name
    .replace('\uFEFF', '')
    .toLowerCase()
    .replace(/[\s_-]/g, '')
}

function quoted(cell: string): string {
  return JSON.stringify(cell.length > 40 ? `${cell.slice(0, 40)}…` : cell)
}
