import { createHash } from 'node:crypto'
import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { lockFolder } from '../store/folder-lock.ts'
import { diskProblem, StoreProblem } from '../store/problem.ts'
import { ListProblem } from './parts.ts'

/** What is known of a list that was loaded. */
export interface Loaded {
  /** File with the data, beside the index. Its name holds its digest, so that a new version never overwrites an old one. */
  file: string
  /** Of that file; checked whenever it is read. */
  sha256: string
  bytes: number
  entries: number
  leftOut?: number
  form: number
  /** The day it was published or, where that is not known, fetched; `YYYY-MM-DD`. */
  date: string
  /** Milliseconds since 1970. */
  loadedAt: number
  /** What it was made from. */
  inputs: { name: string; from: string; sha256: string; bytes: number }[]
}

export interface Index {
  version: 1
  lists: Record<string, Loaded>
}

const none: Index = { version: 1, lists: {} }

export function shelfOf(home: string): string {
  return join(home, 'intel')
}

export function indexFile(home: string): string {
  return join(shelfOf(home), 'index.json')
}

/** What was loaded. Nothing where there is no index; a `ListProblem` where it is damaged. */
export function readIndex(home: string): Index {
  let text: string
  try {
    text = readFileSync(indexFile(home), 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return none
    throw new ListProblem(`${indexFile(home)} can't be read (${(error as Error).message}).`)
  }
  try {
    const index = JSON.parse(text) as Index
    if (index.version === 1 && typeof index.lists === 'object') return index
  } catch {
    // said below
  }
  throw new ListProblem(
    `${indexFile(home)} is damaged: delete it and load your lists again. Until then the built-in ones are used.`,
  )
}

/** The data of a loaded list. Throws a `ListProblem` when it is not what was put away. */
export function readLoaded(home: string, id: string, { file, sha256 }: Loaded): unknown {
  const path = join(shelfOf(home), file)
  const again = `load it again with "telltale intel update ${id}" or "telltale intel load ${id} FILE"`
  let bytes: Buffer
  try {
    bytes = readFileSync(path)
  } catch (error) {
    throw new ListProblem(`The list ${id} can't be read (${(error as Error).message}): ${again}.`)
  }
  if (digest(bytes) !== sha256)
    throw new ListProblem(`The list ${id} in ${path} was changed or damaged since it was loaded: ${again}.`)
  return JSON.parse(bytes.toString('utf8'))
}

export function digest(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

/** What a write to the shelf may do; nobody else writes meanwhile. */
export interface Shelf {
  index: Index
  /** Puts the data of a list away; all or nothing, also when the power goes. */
  put(id: string, data: unknown, about: Omit<Loaded, 'file' | 'sha256' | 'bytes'>): Loaded
  /** False when the list was not loaded. */
  remove(id: string): boolean
}

/**
 * Opens the folder of lists for writing. The swap is one rename of the index: until then the old list stands, and
 * after it the new one. What a crash left behind is cleared away. Throws when another process writes.
 */
export async function writing<T>(home: string, work: (shelf: Shelf) => Promise<T> | T): Promise<T> {
  const folder = shelfOf(home)
  let unlock: () => void
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    unlock = lockFolder(folder)
  } catch (error) {
    if (error instanceof StoreProblem && /Another Telltale/.test(error.message))
      throw new ListProblem(
        `${error.message.split(':')[0]}: lists are being loaded there; try again when it is done.`,
      )
    throw diskProblem(error, folder)
  }
  try {
    let index = readIndex(home)
    clear(folder, index)
    const swap = (lists: Record<string, Loaded>) => {
      index = { version: 1, lists }
      write(folder, 'index.json', Buffer.from(`${JSON.stringify(index, null, 2)}\n`))
      clear(folder, index)
    }
    return await work({
      get index() {
        return index
      },
      put(id, data, about) {
        const bytes = Buffer.from(JSON.stringify(data))
        const sha256 = digest(bytes)
        const file = `${id}.${sha256.slice(0, 16)}.json`
        write(folder, file, bytes)
        const loaded = { file, sha256, bytes: bytes.length, ...about }
        swap({ ...index.lists, [id]: loaded })
        return loaded
      },
      remove(id) {
        const { [id]: gone, ...rest } = index.lists
        if (gone) swap(rest)
        return gone !== undefined
      },
    })
  } catch (error) {
    throw diskProblem(error, folder)
  } finally {
    unlock()
  }
}

/** Whole, on the disk, under its name: or not at all. */
function write(folder: string, name: string, bytes: Buffer): void {
  const temporary = join(folder, `${name}.${process.pid}.tmp`)
  try {
    const handle = openSync(temporary, 'w', 0o600)
    try {
      writeFileSync(handle, bytes)
      fsyncSync(handle)
    } finally {
      closeSync(handle)
    }
    renameSync(temporary, join(folder, name))
  } catch (error) {
    rmSync(temporary, { force: true })
    throw error
  }
  syncFolder(folder)
}

/** The rename itself reaches the disk with the folder. Windows has no such call and refuses to open one. */
function syncFolder(folder: string): void {
  if (process.platform === 'win32') return
  const handle = openSync(folder, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}

/** Removes data that the index does not name, and half-written files. */
function clear(folder: string, index: Index): void {
  const kept = new Set(Object.values(index.lists).map((loaded) => loaded.file))
  for (const name of readdirSync(folder))
    if (/\.tmp$|\.[0-9a-f]{16}\.json$/.test(name) && !kept.has(name))
      rmSync(join(folder, name), { force: true })
}

/** When the index last changed, in milliseconds; 0 where there is none. */
export function changedAt(home: string): number {
  try {
    return statSync(indexFile(home)).mtimeMs
  } catch {
    return 0
  }
}
