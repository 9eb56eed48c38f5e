import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { open } from '../connectors/open.ts'

/** A file of the scanned folder, and what became of it. */
export interface FoundFile {
  /** Path inside the folder, with forward slashes. */
  name: string
  path: string
  bytes: number
  /** The connector that read it; absent when none recognised it. */
  connector?: string
  /** Why it could not be read at all. */
  problem?: string
  rows: number
  /** Rows left out on purpose, by what they are. */
  skipped?: ReadonlyMap<string, number>
}

export type ReadRow =
  | { row: number; id: string; value: unknown; problem?: undefined }
  | { row: number; problem: { field: string; reason: string }; text?: string }

/** Every file below `folder` in order of name; hidden ones and node_modules are left out. A single file may be given. */
export async function findFiles(folder: string): Promise<FoundFile[]> {
  const root = await stat(folder)
  if (root.isFile()) return [{ name: folder.split('/').at(-1)!, path: folder, bytes: root.size, rows: 0 }]
  const out: FoundFile[] = []
  const walk = async (at: string): Promise<void> => {
    for (const entry of await readdir(at, { withFileTypes: true })) {
      if (entry.name.startsWith('.') || entry.name === 'node_modules') continue
      const path = join(at, entry.name)
      if (entry.isDirectory()) await walk(path)
      else {
        const found = await stat(path).catch(() => undefined) // a dangling link
        if (found?.isDirectory()) continue // links to folders are not followed: they may lead back
        out.push({
          name: relative(folder, path).replaceAll('\\', '/'),
          path,
          bytes: found?.size ?? 0,
          rows: 0,
        })
      }
    }
  }
  await walk(folder)
  return out.sort((a, b) => (a.name < b.name ? -1 : 1))
}

/** The rows of one file. A row without an id gets one from the file's digest and its number. */
export async function* readRows(
  file: FoundFile,
  progress?: (bytes: number) => void,
): AsyncGenerator<ReadRow> {
  let digest: string | undefined
  const opened = await open(file.path, file.name, progress)
  if ('problem' in opened) {
    if (!opened.unrecognised) yield { row: 0, problem: { field: '', reason: opened.problem } }
    file.problem = opened.problem
    return
  }
  file.connector = opened.connector.id
  file.skipped = opened.skipped
  for await (const row of opened.rows) {
    if (row.problem) {
      yield row
      continue
    }
    file.rows++
    const own = (row.value as { id?: unknown } | null)?.id
    if (own === undefined || own === null) digest ??= await fileDigest(file.path)
    yield { row: row.row, id: `${digest}:${row.row}`, value: row.value }
  }
}

async function fileDigest(path: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(path), hash)
  return hash.digest('base64url').slice(0, 22)
}
