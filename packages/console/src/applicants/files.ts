/** Which files hold applicants, by the end of their name, and the type that each is sent as. */
const types: Record<string, string> = {
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  csv: 'text/csv',
  json: 'application/json',
  txt: 'text/plain',
  md: 'text/plain',
}

export const acceptedFiles = Object.keys(types)
  .map((end) => `.${end}`)
  .join(',')

/** The content type of a file, or undefined for one that holds no applicants that can be read. */
export function typeOfFile(name: string): string | undefined {
  const dot = name.lastIndexOf('.')
  return dot < 0 ? undefined : types[name.slice(dot + 1).toLowerCase()]
}

/** Where a problem of a file is, in words: a table's row, a résumé's field. */
export function problemPlace({ row, field }: { row: number; field: string }): string {
  return [row > 0 && `row ${row}`, field].filter(Boolean).join(', ')
}
