/**
 * A table as CSV, RFC 4180, with a header. A text that a spreadsheet would run as a formula is preceded by an
 * apostrophe (OWASP, CSV injection); numbers stay numbers. Nothing is written for undefined and null.
 */
export function csv<T>(columns: Readonly<Record<string, (row: T) => CsvCell>>, rows: Iterable<T>): string {
  const lines = [Object.keys(columns).map(cell).join(',')]
  const takes = Object.values(columns)
  for (const row of rows) lines.push(takes.map((take) => cell(take(row))).join(','))
  return `${lines.join('\r\n')}\r\n`
}

export type CsvCell = string | number | boolean | undefined | null

/** Characters that begin a formula, in their full-width forms too. */
const formula = /^[\s\0]*[=+\-@\t\r＝＋－＠]/

function cell(value: CsvCell): string {
  if (value === undefined || value === null) return ''
  if (typeof value !== 'string') return String(value)
  const safe = formula.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(safe) || safe !== safe.trim() ? `"${safe.replaceAll('"', '""')}"` : safe
}
