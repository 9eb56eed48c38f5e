import { isAscii, isUtf8 } from 'node:buffer'
import type { BadRow, FileSource } from './connector.ts'

/** A line of text without its line break, or why the line can't be used. */
export type Line = { row: number; text: string; problem?: undefined } | BadRow

/** Characters of a bad row that are kept beside the reason. */
const kept = 200

const mark = '\uFEFF'

/**
 * The lines of a file, a block at a time, blank ones left out but counted. Blocks are decoded at once and then cut,
 * which is several times faster than line by line. A line with NUL bytes, or longer than `maxLine`, becomes a problem;
 * all lines that are not UTF-8 become one problem together, at the end, because one setting of the export causes them.
 */
export async function* lines(file: FileSource): AsyncGenerator<Line[]> {
  let row = 0
  let carry: Buffer[] = []
  let carried = 0
  /** Set while a line is longer than `maxLine`: its beginning. Its bytes are counted and dropped. */
  let overlong: string | undefined
  let misencoded = 0
  let firstMisencoded = 0

  const cut = (block: Buffer): Line[] => {
    const out: Line[] = []
    const good = isUtf8(block) && !block.includes(0)
    const text = good ? decode(block) : ''
    const length = good ? text.length : block.length
    let start = 0
    while (start < length) {
      let end = good ? text.indexOf('\n', start) : block.indexOf(10, start)
      if (end < 0) end = length
      row++
      if (good) take(out, text.slice(start, end))
      else {
        const bytes = block.subarray(start, end)
        if (bytes.includes(0))
          out.push({
            row,
            problem: { field: '', reason: 'holds NUL bytes: the file was damaged or is not text' },
            text: bytes.subarray(0, kept).toString('latin1').replaceAll('\0', '␀'),
          })
        else if (isUtf8(bytes)) take(out, decode(bytes))
        else {
          if (misencoded === 0) firstMisencoded = row
          misencoded++
        }
      }
      start = end + 1
    }
    return out
  }
  const take = (out: Line[], line: string) => {
    let text = line.charCodeAt(line.length - 1) === 13 ? line.slice(0, -1) : line
    if (row === 1 && text.startsWith(mark)) text = text.slice(1)
    if (text.length > file.maxLine) out.push(tooLong(row, text.length, file.maxLine, text))
    else if (text.length > 0) out.push({ row, text })
  }

  for await (const chunk of file.bytes) {
    let from = 0
    if (overlong !== undefined) {
      const end = chunk.indexOf(10)
      carried += end < 0 ? chunk.length : end
      if (end < 0) continue
      row++
      yield [tooLong(row, carried, file.maxLine, overlong)]
      overlong = undefined
      carried = 0
      from = end + 1
    }
    const last = chunk.lastIndexOf(10)
    if (last >= from) {
      const whole = chunk.subarray(from, last + 1)
      const found = cut(carried > 0 ? Buffer.concat([...carry, whole]) : whole)
      if (found.length > 0) yield found
      carry = []
      carried = 0
      from = last + 1
    }
    if (from < chunk.length) {
      carry.push(chunk.subarray(from))
      carried += chunk.length - from
    }
    if (carried > file.maxLine) {
      overlong = Buffer.concat(carry).toString('latin1', 0, kept)
      carry = []
    }
  }

  const damage = file.damage()
  // what stands after the last line break of a damaged file is a part of a row, and part of that one problem
  if (overlong !== undefined) yield [tooLong(row + 1, carried, file.maxLine, overlong)]
  else if (carried > 0 && !damage) yield cut(Buffer.concat(carry))
  if (misencoded > 0) {
    const more = misencoded - 1
    const others = more === 0 ? '' : more === 1 ? ', nor is another line' : `, nor are ${more} other lines`
    const reason = `is not UTF-8${others}; the rest was used: export the file as UTF-8`
    yield [{ row: firstMisencoded, problem: { field: '', reason } }]
  }
  if (damage) yield [{ row: 0, problem: { field: '', reason: damage } }]
}

function decode(block: Buffer): string {
  return block.toString(isAscii(block) ? 'latin1' : 'utf8')
}

function tooLong(row: number, length: number, limit: number, text: string): BadRow {
  const reason = `is a line of ${megabytes(length)}; at most ${megabytes(limit)} are read`
  return { row, problem: { field: '', reason }, text: text.slice(0, kept) }
}

/**
 * The whole file as text, for formats that are one document; a problem past `limit` bytes, for bytes that are not
 * UTF-8 text, and for a file that is cut off (no part of a document can be trusted then).
 */
export async function wholeText(file: FileSource, limit: number): Promise<{ text: string } | BadRow> {
  const parts: Buffer[] = []
  let size = 0
  for await (const chunk of file.bytes) {
    size += chunk.length
    if (size > limit)
      return bad(
        `is longer than ${megabytes(limit)}: export it in parts, or as one JSON object a line (NDJSON)`,
      )
    parts.push(chunk)
  }
  const damage = file.damage()
  if (damage) return bad(damage.replace('what came before was used', 'nothing of it could be used'))
  const bytes = Buffer.concat(parts)
  if (!isUtf8(bytes)) return bad('is not UTF-8: export the file as UTF-8')
  if (bytes.includes(0)) return bad('holds NUL bytes: the file was damaged or is not text')
  const text = decode(bytes)
  return { text: text.startsWith(mark) ? text.slice(1) : text }
}

/** The whole file as one JSON value, with the problems of `wholeText` and one for text that is not JSON. */
export async function wholeJson(file: FileSource, limit: number): Promise<{ value: unknown } | BadRow> {
  const whole = await wholeText(file, limit)
  if ('problem' in whole) return whole
  try {
    return { value: JSON.parse(whole.text) }
  } catch (error) {
    return bad(jsonProblem(error))
  }
}

function bad(reason: string): BadRow {
  return { row: 0, problem: { field: '', reason } }
}

/** What is wrong with a text that is not JSON, in one clause and without the text. */
export function jsonProblem(error: unknown): string {
  const message = (error as Error).message
    .replace(/,? ?(?:\.\.\.)?".*" is not valid JSON$/s, '')
    .replace(/ \(line 1 column \d+\)$/, '')
  return `is not JSON: ${message}`
}

function megabytes(bytes: number): string {
  return bytes < 1_000_000 ? `${bytes} bytes` : `${(bytes / 1_000_000).toFixed(1)} MB`
}
