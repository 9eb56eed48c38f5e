import type { BadRow, FileSource } from './connector.ts'
import { type Line, lines } from './lines.ts'

/**
 * CSV as RFC 4180 has it, read so that one broken quote costs one row. A library's parser keeps looking for the closing
 * quote and takes the rest of the file into one cell; here a record that does not end as it should (text after a
 * closing quote, no closing quote within reach, or another number of cells than the header) is given up at its first
 * line, and reading goes on at the next one. Quotes inside an unquoted cell (5" disk) stand for themselves.
 * The separator is the one that the header line holds most of: comma, semicolon or tab.
 */
export type CsvRecord = { row: number; cells: string[]; problem?: undefined } | BadRow

/** A résumé in a cell spans hundreds of lines; a quote that is still open after this many was never closed. */
const reach = 3000

export function separatorOf(header: string): string {
  const bare = header.replace(/"[^"]*"/g, '')
  const counts = [',', ';', '\t'].map((s) => [bare.split(s).length, s] as const)
  return counts.reduce((a, b) => (b[0] > a[0] ? b : a))[1]
}

/** The cells of the first line, for recognising a file. Empty when it has none or is not a proper record. */
export function headerOf(head: string): string[] {
  const line = head.slice(0, head.search(/[\r\n]|$/))
  const parsed = cellsOf(line, separatorOf(line))
  return Array.isArray(parsed) ? parsed.map((cell) => cell.trim()) : []
}

/** Yields the header record first. `row` is the number of the record's first line. */
export async function* records(file: FileSource): AsyncGenerator<CsvRecord> {
  let pending: Line[] = []
  let separator: string | undefined
  let width = 0
  const ahead = lines(file)
  let ended = false
  const pull = async (): Promise<boolean> => {
    if (ended) return false
    const block = await ahead.next()
    if (block.done) ended = true
    else pending = pending.length > 0 ? pending.concat(block.value) : block.value
    return !ended
  }
  try {
    for (let next = 0; ; ) {
      if (next > 0 && next >= pending.length) {
        pending = []
        next = 0
      }
      while (next >= pending.length) if (!(await pull())) return
      const line = pending[next]!
      if (line.problem) {
        next++
        yield line
        continue
      }
      separator ??= separatorOf(line.text)
      let text = line.text
      let parsed = cellsOf(text, separator)
      let used = 1
      while (parsed === 'open' && used < reach && text.length < file.maxLine) {
        if (next + used >= pending.length) {
          pending = pending.slice(next)
          next = 0
          if (!(await pull())) break
          if (used >= pending.length) break
        }
        const more = pending[next + used]!
        if (more.problem) break
        // blank lines are left out by `lines`; inside a cell they are put back
        const blank = '\n'.repeat(Math.max(1, more.row - (pending[next + used - 1]?.row ?? more.row)))
        text += blank + more.text
        used++
        // only a line with a quote can close the cell
        if (more.text.includes('"')) parsed = cellsOf(text, separator)
      }
      const broken = typeof parsed === 'string' || (used > 1 && width > 0 && parsed.length !== width)
      if (broken) {
        next++
        const reason =
          parsed === 'after' && used === 1
            ? 'a quoted cell goes on after its closing quote'
            : 'a quote is opened and not closed in this row'
        yield { row: line.row, problem: { field: '', reason }, text: line.text.slice(0, 200) }
        continue
      }
      const cells = parsed as string[]
      next += used
      if (cells.every((cell) => cell.trim() === '')) continue
      if (width === 0) width = cells.length
      else if (cells.length > width && cells.slice(width).some((cell) => cell.trim() !== '')) {
        const reason = `has ${cells.length} cells and the header ${width}: quote cells that hold a ${separator === '\t' ? 'tab' : separator}`
        yield { row: line.row, problem: { field: '', reason }, text: line.text.slice(0, 200) }
        continue
      }
      yield { row: line.row, cells }
    }
  } finally {
    await ahead.return(undefined)
  }
}

/** The cells of one record; 'open' when a quoted cell is not closed, 'after' when text follows a closing quote. */
function cellsOf(text: string, separator: string): string[] | 'open' | 'after' {
  if (!text.includes('"')) return text.split(separator)
  const cells: string[] = []
  let at = 0
  for (;;) {
    if (text[at] !== '"') {
      const end = text.indexOf(separator, at)
      cells.push(end < 0 ? text.slice(at) : text.slice(at, end))
      if (end < 0) return cells
      at = end + 1
      continue
    }
    let end = text.indexOf('"', at + 1)
    while (end >= 0 && text[end + 1] === '"') end = text.indexOf('"', end + 2)
    if (end < 0) return 'open'
    cells.push(text.slice(at + 1, end).replaceAll('""', '"'))
    const after = text.slice(end + 1, end + 64).match(/^[ ]*/)![0].length + end + 1
    if (after >= text.length) return cells
    if (text[after] !== separator) return 'after'
    at = after + 1
  }
}
