import { stat } from 'node:fs/promises'
import { type FileBytes, fileBytes } from './bytes.ts'
import type { Connector, FileHead, Row } from './connector.ts'
import { connectors } from './index.ts'

/** Longest line that is held in memory unless the caller says otherwise. */
const maxLine = 8 * 1024 * 1024
const headSize = 64 * 1024

export interface Opened {
  connector: Connector
  rows: AsyncIterable<Row>
  /** What was left out on purpose, by what it is: `{'osquery table uptime': 12}`. Complete once the rows have ended. */
  skipped: ReadonlyMap<string, number>
}

export interface NotOpened {
  problem: string
  /** The file is in no format that we read: the caller counts it as skipped, not as quarantined. */
  unrecognised?: true
}

const empty: Connector = {
  id: 'empty',
  title: 'An empty file',
  takes: 'A file without content: nothing is read and nothing is wrong.',
  recognises: () => false,
  async *read() {},
}

/**
 * Opens a file for reading with the connector that recognises it. `name` is the path that people are shown, `progress`
 * gets the bytes read so far, compressed as they are. Never throws for what a file holds: a file that can't be opened
 * or read at all is a `problem`, anything less is a row with a problem.
 */
export async function open(
  path: string,
  name: string,
  progress?: (bytes: number) => void,
  limits: { maxLine?: number; among?: readonly Connector[] } = {},
): Promise<Opened | NotOpened> {
  const file = fileBytes(path, progress)
  let first: Buffer
  let modifiedAt: number
  try {
    const found = await stat(path)
    // a device or a pipe may never end
    if (!found.isFile()) return { problem: 'is not a file', unrecognised: true }
    modifiedAt = Math.floor(found.mtimeMs)
    first = await readHead(file)
  } catch (error) {
    return { problem: `can't be read: ${systemReason(error as NodeJS.ErrnoException)}` }
  }
  const skipped = new Map<string, number>()
  const refuse = async (problem: string, unrecognised?: true): Promise<NotOpened> => {
    await file.chunks.return()
    return { problem, ...(unrecognised && { unrecognised }) }
  }
  if (first.length === 0) {
    const damage = file.damage()
    return damage
      ? refuse(damage.replace('what came before was used', 'nothing of it could be used'))
      : blank()
  }
  if (isUtf16(first)) return refuse('is UTF-16 text: export or save the file as UTF-8')
  const head: FileHead = { name: name.replace(/\.gz$/i, ''), head: decodeHead(first) }
  if (head.head.trim() === '' && first.length < headSize) return blank()
  const connector = choose(head, limits.among ?? connectors)
  if (!connector) return refuse('no connector recognises this file', true)
  const rows = connector.read({
    name: head.name,
    bytes: chain(first, file.chunks),
    damage: file.damage,
    maxLine: limits.maxLine ?? maxLine,
    modifiedAt,
    skip: (what) => skipped.set(what, (skipped.get(what) ?? 0) + 1),
  })
  return { connector, rows, skipped }
}

/** The connector that is certain of a file, else one that finds it likely; of several, the first by id. */
export function choose(file: FileHead, among: readonly Connector[]): Connector | undefined {
  const opinions = among.map((connector) => ({ connector, sure: connector.recognises(file) }))
  return (opinions.find((o) => o.sure === 'certain') ?? opinions.find((o) => o.sure === 'likely'))?.connector
}

function blank(): Opened {
  return { connector: empty, rows: (async function* (): AsyncGenerator<Row> {})(), skipped: new Map() }
}

async function readHead(file: FileBytes): Promise<Buffer> {
  const parts: Buffer[] = []
  let size = 0
  while (size < headSize) {
    const next = await file.chunks.next()
    if (next.done) break
    parts.push(next.value)
    size += next.value.length
  }
  return parts.length === 1 ? parts[0]! : Buffer.concat(parts)
}

async function* chain(first: Buffer, rest: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  yield first
  yield* rest
}

function decodeHead(first: Buffer): string {
  const text = first.toString('utf8', 0, headSize)
  return text.startsWith('\uFEFF') ? text.slice(1) : text
}

/** A byte order mark, or a NUL in every other byte of what would be plain letters. */
function isUtf16(first: Buffer): boolean {
  const [a, b] = first
  if ((a === 0xff && b === 0xfe) || (a === 0xfe && b === 0xff)) return true
  const sample = first.subarray(0, 400)
  if (sample.length < 8) return false
  const nuls = [0, 0]
  for (let i = 0; i < sample.length; i++) if (sample[i] === 0) nuls[i % 2]!++
  const half = sample.length / 2
  return (nuls[0]! > 0.8 * half && nuls[1] === 0) || (nuls[1]! > 0.8 * half && nuls[0] === 0)
}

function systemReason(error: NodeJS.ErrnoException): string {
  if (error.code === 'EACCES' || error.code === 'EPERM') return 'this user may not read it'
  if (error.code === 'ENOENT') return 'it is not there (a link that leads nowhere, or it was just removed)'
  return error.message
}
