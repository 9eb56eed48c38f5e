import { type JsonSchema, kinds } from '@telltale/core'
import type { Connector } from './connector.ts'
import { headerOf, records } from './csv.ts'
import { dateProblem, parseDate } from './dates.ts'

/**
 * Observations as a table. Columns: `kind`, `at` (milliseconds since 1970, or a date as dates.ts reads it), `about`
 * (subjects separated by ;), `id` if there is one, and the data by dotted path:
 *
 *   data.ip                 a cell as the kind's schema wants it: text, number, or true/false
 *   data.transport          a list: entries separated by ;
 *   data.place.lat          a member of a member
 *   data.usb.0.vid          a member of the first entry of a list
 *   data.events             a cell that starts with [ or { is JSON
 *
 * Empty cells are left out. Other columns are not read.
 */
const canonicalCsv: Connector = {
  id: 'canonical-csv',
  title: 'Observations as CSV',
  takes: 'CSV with the columns kind, at and about, and the data by dotted path (data.ip, data.place.lat).',
  recognises({ head }) {
    const header = headerOf(head)
    return ['kind', 'at', 'about'].every((name) => header.includes(name)) ? 'certain' : false
  },
  async *read(file) {
    let header: string[] | undefined
    for await (const record of records(file)) {
      if (record.problem) {
        yield record
        continue
      }
      if (!header) {
        header = record.cells.map((cell) => cell.trim())
        continue
      }
      const made = observation(header, record.cells)
      if ('reason' in made)
        yield { row: record.row, problem: made, text: record.cells.join(',').slice(0, 200) }
      else yield { row: record.row, value: made.value }
    }
  },
}

export default canonicalCsv

type Made = { value: Record<string, unknown> } | { field: string; reason: string }

function observation(header: readonly string[], cells: readonly string[]): Made {
  const value: Record<string, unknown> = { data: {} }
  const kind = cells[header.indexOf('kind')]?.trim() ?? ''
  const schema = Object.hasOwn(kinds, kind) ? kinds[kind as keyof typeof kinds].schema.json : {}
  for (const [i, field] of header.entries()) {
    const cell = cells[i]?.trim() ?? ''
    if (cell === '') continue
    if (field === 'at') {
      // a plain number is milliseconds, whatever its size: `accept` checks the range
      const at = /^-?\d+(?:\.\d+)?$/.test(cell) ? Number(cell) : parseDate(cell)
      if (at === undefined) return { field, reason: dateProblem(cell) }
      value.at = at
    } else if (field === 'about') value.about = entries(cell)
    else if (field === 'kind' || field === 'id') value[field] = cell
    else if (field.startsWith('data.')) {
      const path = field.slice('data.'.length).split('.')
      const read = convert(cell, shapeAt(schema, path))
      if ('reason' in read) return { field, reason: read.reason }
      if (!put(value.data as Record<string, unknown>, path, read.value))
        return { field, reason: 'is not a column that data can have' }
    }
  }
  return { value }
}

function entries(cell: string): string[] {
  return cell
    .split(';')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '')
}

interface Shape {
  type?: string
  properties?: Record<string, JsonSchema>
  items?: JsonSchema
  anyOf?: JsonSchema[]
}

/** The part of a kind's schema that a path leads to; undefined for members that the kind does not name. */
function shapeAt(schema: JsonSchema, path: readonly string[]): Shape | undefined {
  let shape: Shape | undefined = schema
  for (const step of path) {
    const options: Shape[] = shape?.anyOf ?? (shape ? [shape] : [])
    shape = /^\d+$/.test(step)
      ? options.find((o) => o.items)?.items
      : options.find((o) => o.properties && Object.hasOwn(o.properties, step))?.properties?.[step]
  }
  return shape
}

function convert(cell: string, shape: Shape | undefined): { value: unknown } | { reason: string } {
  if (/^[[{]/.test(cell) && shape?.type !== 'string')
    try {
      return { value: JSON.parse(cell) }
    } catch {
      return { reason: 'starts like JSON and is not' }
    }
  if (shape?.type === 'array') {
    const items: unknown[] = []
    for (const entry of entries(cell)) {
      const item = convert(entry, shape.items)
      if ('reason' in item) return item
      items.push(item.value)
    }
    return { value: items }
  }
  if (shape?.type === 'number') {
    const value = Number(cell)
    return Number.isFinite(value)
      ? { value }
      : { reason: `${JSON.stringify(cell.slice(0, 40))} is not a number` }
  }
  if (shape?.type === 'boolean') {
    if (/^(?:true|yes|1)$/i.test(cell)) return { value: true }
    if (/^(?:false|no|0)$/i.test(cell)) return { value: false }
    return { reason: `${JSON.stringify(cell.slice(0, 40))} is neither true nor false` }
  }
  return { value: cell }
}

const step = /^(?!__proto__$).+$/
const index = /^\d{1,3}$/

/** False where the path can't be followed: a list wants a number, and not one that makes it huge. */
function put(into: Record<string, unknown>, path: readonly string[], value: unknown): boolean {
  let at = into
  for (const [i, name] of path.entries()) {
    if (!(Array.isArray(at) ? index : step).test(name)) return false
    const next = path[i + 1]
    if (next === undefined) {
      at[name] = value
      return true
    }
    const existing = Object.hasOwn(at, name) ? at[name] : undefined
    if (typeof existing !== 'object' || existing === null) at[name] = index.test(next) ? [] : {}
    at = at[name] as Record<string, unknown>
  }
  return false
}
