import { createReadStream } from 'node:fs'
import { createGunzip } from 'node:zlib'
import { type Keystrokes, shellPackets } from '@telltale/core/observations/shell-packets'
import { Damaged, type Frame, frames } from './capture.ts'
import { segmentOf } from './headers.ts'

/** A canonical observation of the kind `ssh`, ready to be printed. */
export interface ShellRow {
  id: string
  kind: 'ssh'
  at: number
  about: string[]
  data: Keystrokes & { role?: 'client' | 'server' }
}

/** A device, and the addresses it has in the capture; without any, all sessions are about it. */
export interface Watched {
  device: string
  addresses: readonly string[]
}

/** What a capture came to. */
export interface Summary {
  packets: number
  sessions: number
  keystrokes: number
  /** Sessions between others than the watched devices. */
  strangers: number
  /** Sessions in which no key stands alone. */
  crowded: number
  /** Frames whose link layer is not read, by its number. */
  links: Set<number>
  /** Why the rest could not be read. */
  problem?: string
}

/** A session is given when nothing has passed for this long, or with this many keys, so that a pipe that never ends is told too. */
const idle = 10 * 60_000
const batch = 500

/** Reads one capture, `-` for standard input, gzip or not, and gives each session's keystrokes to `emit`. */
export async function sessions(
  path: string,
  watched: readonly Watched[],
  ports: readonly number[],
  emit: (row: ShellRow) => void,
): Promise<Summary> {
  const packets = shellPackets(ports)
  const summary: Summary = {
    packets: 0,
    sessions: 0,
    keystrokes: 0,
    strangers: 0,
    crowded: 0,
    links: new Set(),
  }
  const give = (found: Keystrokes[]) => {
    for (const keystrokes of found) {
      const rows = rowsOf(keystrokes, watched)
      if (rows.length === 0) summary.strangers++
      else {
        summary.sessions++
        summary.keystrokes += keystrokes.sent.length
        for (const row of rows) emit(row)
      }
    }
  }
  let looked = Number.NEGATIVE_INFINITY
  const take = (frame: Frame) => {
    summary.packets++
    const segment = segmentOf(frame)
    if (segment === 'link') summary.links.add(frame.link)
    if (typeof segment === 'string') return
    packets.add(segment)
    if (segment.at - looked < 10_000) return
    looked = segment.at
    give(packets.finished(segment.at - idle, batch))
  }
  try {
    for await (const frame of frames(await opened(path))) take(frame)
  } catch (error) {
    summary.problem = reasonOf(error)
  }
  summary.crowded = packets.counts().crowded
  give(packets.keystrokes())
  return summary
}

function rowsOf(data: Keystrokes, watched: readonly Watched[]): ShellRow[] {
  return watched.flatMap(({ device, addresses }) => {
    const role = addresses.includes(data.server)
      ? 'server'
      : addresses.includes(data.client)
        ? 'client'
        : undefined
    if (addresses.length > 0 && !role) return []
    const at = data.sent[0]!
    return [
      {
        id: `pcap:${device}:${data.client}>${data.server}:${at}`,
        kind: 'ssh',
        at: Math.floor(at),
        about: [`device:${device}`],
        data: { ...data, ...(role && { role }) },
      },
    ]
  })
}

async function opened(path: string): Promise<AsyncIterable<Buffer>> {
  const source: AsyncIterable<Buffer> = path === '-' ? process.stdin : createReadStream(path)
  const chunks = source[Symbol.asyncIterator]()
  const { value: first, done } = await chunks.next()
  const all = (async function* () {
    if (done) return
    yield first as Buffer
    yield* { [Symbol.asyncIterator]: () => chunks }
  })()
  const gzip = !done && first[0] === 0x1f && first[1] === 0x8b
  return gzip ? inflated(all) : all
}

async function* inflated(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const gunzip = createGunzip()
  const feeding = (async () => {
    for await (const chunk of source)
      if (!gunzip.write(chunk)) await new Promise((resolve) => gunzip.once('drain', resolve))
    gunzip.end()
  })()
  feeding.catch((error: Error) => gunzip.destroy(error))
  yield* gunzip as AsyncIterable<Buffer>
}

function reasonOf(error: unknown): string {
  if (error instanceof Damaged) return error.message
  const { code = '', message } = error as NodeJS.ErrnoException
  if (code === 'ENOENT') return 'does not exist'
  if (code === 'EACCES') return 'can’t be read: permission was refused'
  if (code === 'EISDIR') return 'is a folder'
  if (code.startsWith('Z_')) return 'is cut off or damaged within its compression; what came before was used'
  return `can’t be read: ${message}`
}
