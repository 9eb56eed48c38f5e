import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import type { BadRow, Row } from './connector.ts'
import { open } from './open.ts'

/** For tests: what becomes of a file. Good values and bad rows apart, in order. */
export interface ReadFile {
  connector?: string
  /** Why the file was not opened. */
  problem?: string
  unrecognised?: true
  rows: Extract<Row, { value: unknown }>[]
  values: Record<string, unknown>[]
  bad: BadRow[]
  /** Field and reason of each bad row, `2 data.ip: …`. */
  reasons: string[]
  skipped: Record<string, number>
}

/** Writes `content` under `name` to a temporary folder and reads it as `scan` would. */
export async function rowsOf(
  name: string,
  content: string | Uint8Array,
  limits?: { maxLine?: number },
): Promise<ReadFile> {
  const folder = mkdtempSync(join(tmpdir(), 'telltale-connectors-'))
  try {
    const path = join(folder, basename(name))
    writeFileSync(path, content)
    return await rowsIn(path, name, limits)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

export async function rowsIn(path: string, name: string, limits?: { maxLine?: number }): Promise<ReadFile> {
  const opened = await open(path, name, undefined, limits)
  const out: ReadFile = { rows: [], values: [], bad: [], reasons: [], skipped: {} }
  if ('problem' in opened) return { ...out, ...opened }
  for await (const row of opened.rows)
    if (row.problem) {
      out.bad.push(row)
      out.reasons.push(`${row.row} ${row.problem.field}: ${row.problem.reason}`)
    } else {
      out.rows.push(row)
      out.values.push(row.value as Record<string, unknown>)
    }
  return { ...out, connector: opened.connector.id, skipped: Object.fromEntries(opened.skipped) }
}
