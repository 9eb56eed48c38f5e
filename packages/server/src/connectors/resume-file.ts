import { createHash } from 'node:crypto'
import type { BadRow, FileSource, Row } from './connector.ts'
import { statedDate } from './dates.ts'
import type { Extracted } from './resume-extract.ts'
import { looksLikeResume, parseResume } from './resume-parse.ts'

/** Ten times what application forms take. */
const limit = 20 * 1024 * 1024
/** What people call the file. */
const called =
  /r[eé]sum[eé]|(?:^|[^\p{L}])c\.?v(?:[^\p{L}]|$)|curriculum|lebenslauf|applicant|candidate|application/iu

/** The subject of a résumé file: the same bytes are the same application, whatever the file is called. */
export function resumeSubject(content: string | Uint8Array): string {
  return `application:resume-${createHash('sha256').update(content).digest('hex').slice(0, 12)}`
}

export function namedAsResume(name: string): boolean {
  return called.test(name)
}

/** The file's bytes, or why they can't be used. */
export async function resumeBytes(file: FileSource): Promise<Buffer | BadRow> {
  const parts: Buffer[] = []
  let size = 0
  for await (const chunk of file.bytes) {
    size += chunk.length
    if (size > limit) return bad(`is longer than ${limit / 1024 / 1024} MB: ask for a smaller file`)
    parts.push(chunk)
  }
  const damage = file.damage()
  return damage
    ? bad(damage.replace('what came before was used', 'nothing of it could be used'))
    : Buffer.concat(parts)
}

/**
 * One application from a résumé's text. It does not say when somebody applied: a date in the file's name does; else it
 * is placed where the file was last written, and `appliedAt` is left out. A document that reads like no résumé and is
 * not called one is left alone with a remark: an invoice is no application.
 */
export function resumeRow(file: FileSource, content: Uint8Array, extracted: Extracted): Row {
  if (extracted.problem !== undefined) return bad(extracted.problem)
  if (!namedAsResume(file.name) && !looksLikeResume(extracted.text))
    return bad('does not read like a résumé: if it is one, put "resume" into the file’s name')
  const about = resumeSubject(content)
  const dated = statedDate(file.name)
  const at = dated ?? file.modifiedAt
  const data = {
    ...parseResume(extracted.text, extracted.links),
    ...(dated !== undefined && { appliedAt: dated }),
  }
  return { row: 1, value: { id: about, kind: 'application', at, about: [about], data } }
}

function bad(reason: string): BadRow {
  return { row: 0, problem: { field: '', reason } }
}
