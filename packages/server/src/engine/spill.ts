import { createReadStream, createWriteStream, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'

/**
 * Sorts more text than fits in memory: records are gathered up to a budget, sorted, written as a run, and the
 * runs are merged when read. Memory is a setting; the temporary folder is what grows.
 */
export interface Spill {
  /** `key` orders the records and holds no tab or line break; `payload` is JSON on one line. */
  add(key: string, payload: string): Promise<void> | undefined
  /** Every record in order of key; equal keys in order of payload. Ends the gathering. */
  sorted(): AsyncGenerator<[key: string, payload: string]>
  /** Records that share what stands before the first \u0001 of their keys, together. */
  groups(): AsyncGenerator<[group: string, payloads: AsyncGenerator<string>]>
}

/** Rough cost of a string in the heap beside its characters. */
const overhead = 64

type Line = [key: string, payload: string]

function byKey(a: Line, b: Line): number {
  return a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : a[1] < b[1] ? -1 : a[1] > b[1] ? 1 : 0
}

/** A folder for spilled runs that is gone when the process ends well. `dispose` removes it early. */
export function spillFolder(under = tmpdir()): { path: string; dispose(): void } {
  const path = mkdtempSync(join(under, 'telltale-scan-'))
  const dispose = () => rmSync(path, { recursive: true, force: true })
  process.once('exit', dispose)
  return { path, dispose }
}

/** `budget` in bytes of characters held before a run is written to `folder`. */
export function spill(folder: string, name: string, budget: number): Spill {
  let held: Line[] = []
  let size = 0
  const runs: string[] = []

  async function flush(): Promise<void> {
    const lines = held.sort(byKey)
    held = []
    size = 0
    const file = join(folder, `${name}-${runs.length}`)
    runs.push(file)
    await pipeline(
      Readable.from(
        (function* () {
          for (let i = 0; i < lines.length; i += 500)
            yield lines
              .slice(i, i + 500)
              .map(([key, payload]) => `${key}\t${payload}\n`)
              .join('')
        })(),
      ),
      createWriteStream(file),
    )
  }

  async function* sorted(): AsyncGenerator<Line> {
    if (runs.length === 0) {
      const lines = held.sort(byKey)
      held = []
      yield* lines
      return
    }
    if (held.length > 0) await flush()
    yield* merge(runs)
  }

  return {
    add(key, payload) {
      held.push([key, payload])
      size += key.length + payload.length + overhead
      return size >= budget ? flush() : undefined
    },
    sorted,
    async *groups() {
      const records = sorted()
      let next = await records.next()
      while (!next.done) {
        const group = groupOf(next.value[0])
        const members = (async function* () {
          while (!next.done && groupOf(next.value[0]) === group) {
            yield next.value[1]
            next = await records.next()
          }
        })()
        yield [group, members]
        // whatever the caller left of the group
        while (!next.done && groupOf(next.value[0]) === group) next = await records.next()
      }
    },
  }
}

function groupOf(key: string): string {
  const end = key.indexOf('\u0001')
  return end < 0 ? key : key.slice(0, end)
}

/** Merges sorted runs with a heap of their first lines. */
async function* merge(files: readonly string[]): AsyncGenerator<Line> {
  const readers = await Promise.all(files.map(openRun))
  const heap = readers.filter((r) => r.line !== undefined)
  const less = (a: Run, b: Run) => byKey(a.line!, b.line!) < 0
  const sink = (i: number) => {
    for (;;) {
      let smallest = i
      for (const child of [2 * i + 1, 2 * i + 2])
        if (child < heap.length && less(heap[child]!, heap[smallest]!)) smallest = child
      if (smallest === i) return
      ;[heap[i], heap[smallest]] = [heap[smallest]!, heap[i]!]
      i = smallest
    }
  }
  for (let i = heap.length >> 1; i >= 0; i--) sink(i)
  while (heap.length > 0) {
    const run = heap[0]!
    yield run.line!
    if (!run.step()) await run.refill()
    if (run.line === undefined) {
      const last = heap.pop()!
      if (heap.length > 0 && last !== run) heap[0] = last
    }
    if (heap.length > 0) sink(0)
  }
}

interface Run {
  line: Line | undefined
  /** Moves to the next line that is in memory; false when more must be read first. */
  step(): boolean
  refill(): Promise<void>
}

async function openRun(file: string): Promise<Run> {
  const chunks = createReadStream(file, { encoding: 'utf8', highWaterMark: 256 * 1024 })[
    Symbol.asyncIterator
  ]()
  let lines: string[] = []
  let at = 0
  let rest = ''
  const run: Run = {
    line: undefined,
    step() {
      const text = lines[at++]
      if (text === undefined) return false
      const tab = text.indexOf('\t')
      run.line = [text.slice(0, tab), text.slice(tab + 1)]
      return true
    },
    async refill() {
      for (;;) {
        const chunk = await chunks.next()
        if (chunk.done) {
          run.line = undefined
          return
        }
        lines = (rest + chunk.value).split('\n')
        rest = lines.pop()!
        at = 0
        if (run.step()) return
      }
    },
  }
  await run.refill()
  return run
}
