import { existsSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { detectors as builtIn, type Suppression, type Word } from '@telltale/core'
import { Command, InvalidArgumentError } from 'commander'
import { homeOf } from '../config.ts'
import { type Scanned, type ScanProgress, scan } from '../engine/scan.ts'
import { openBlindIndex } from '../ingest/blind-index.ts'
import { lookUp } from '../ingest/look-up.ts'
import { openLists } from '../intel/open.ts'
import { htmlReport } from '../outputs/html.ts'
import { evidenceLine, resultLines } from '../outputs/ndjson.ts'
import { terminalReport } from '../outputs/terminal.ts'

interface Options {
  json?: boolean
  html?: string
  detectors?: string
  words?: string
  suppressions?: string
  memory: number
  temporary?: string
}

const mebibyte = 1024 * 1024

export default new Command('scan')
  .description('Judge every export in a folder, offline, and print who stands out and why')
  .argument(
    '<folder>',
    'a folder of exports, or one file (NDJSON, CSV, JSON, each also as .gz; more in docs/connectors.md)',
  )
  .option('--json', 'print NDJSON: evidence, cases, farms and a summary, one a line')
  .option('--html <file>', 'also write a report that opens offline')
  .option('--detectors <folder>', 'also use the private detectors in this folder')
  .option('--words <file>', 'heed what people said of links, as "telltale links words" prints it')
  .option('--suppressions <file>', 'set aside what people did, as "telltale suppressions --json" prints it')
  .option('--memory <MB>', 'sort in this much memory before spilling to disk', megabytes, 192)
  .option('--temporary <folder>', 'spill to this folder instead of the system temporary one')
  .addHelpText(
    'after',
    '\nExit status: 0 done, 2 called wrongly, 3 done but some input is in quarantine.\n\nExample:\n  telltale scan ./exports --html report.html',
  )
  .action(run)

function megabytes(text: string): number {
  const value = Number(text)
  if (!Number.isFinite(value) || value < 8)
    throw new InvalidArgumentError('expected a number of megabytes, 8 or more.')
  return value
}

function usage(message: string): void {
  process.stderr.write(`telltale scan: ${message}\n`)
  process.exitCode = 2
}

async function run(folder: string, options: Options): Promise<void> {
  if (!existsSync(folder)) return usage(`there is no folder or file ${folder}; name one that holds exports`)
  let detectors = builtIn
  if (options.detectors) {
    try {
      const { loadPrivate } = await import('../engine/private-detectors.ts')
      detectors = [...builtIn, ...(await loadPrivate(options.detectors))]
    } catch (error) {
      return usage((error as Error).message)
    }
  }
  let words: Word[] = []
  if (options.words !== undefined)
    try {
      const { readWords } = await import('../engine/words-file.ts')
      words = readWords(options.words)
    } catch (error) {
      return usage((error as Error).message)
    }
  let suppressions: Suppression[] = []
  if (options.suppressions !== undefined)
    try {
      const { readSuppressions } = await import('../tuning/suppressions-file.ts')
      suppressions = readSuppressions(options.suppressions)
    } catch (error) {
      return usage((error as Error).message)
    }
  const started = performance.now()
  const show = progressLine()
  const out = lineWriter()
  const { index, remark } = openBlindIndex(homeOf(process.env))
  if (remark) process.stderr.write(`${remark}\n`)
  const lists = openLists(homeOf(process.env))
  for (const problem of lists.problems) process.stderr.write(`${problem}\n`)
  const result = await trying(options, {
    folder,
    detectors,
    index,
    words,
    suppressions,
    lists: lists.lists,
    enrich: lookUp(lists),
    memory: (options.memory * mebibyte) / 3,
    receivedAt: Date.now(),
    temporary: options.temporary,
    progress: show.progress,
    found: options.json ? (e) => out.line(evidenceLine(e)) : undefined,
  })
  show.end()
  if (!result) return
  const seconds = (performance.now() - started) / 1000
  const byId = new Map(detectors.map((d) => [d.id, d]))
  if (!result.files.some((f) => f.connector)) {
    const unreadable = result.quarantined[0]
    return usage(
      unreadable
        ? `no file in ${folder} could be read; the first one: ${unreadable.source}: ${unreadable.reason}`
        : `no file in ${folder} is in a format that Telltale reads; docs/connectors.md lists them`,
    )
  }
  if (options.json) {
    for (const line of resultLines(result, seconds)) out.line(line)
    out.end()
  } else {
    const color = process.stdout.isTTY && !process.env.NO_COLOR
    process.stdout.write(terminalReport(result, byId, { color, columns: process.stdout.columns ?? 100 }))
  }
  if (options.html) {
    try {
      writeFileSync(options.html, htmlReport(result, byId, { folder, at: Date.now() }))
    } catch (error) {
      return usage(`the report could not be written to ${options.html}: ${(error as Error).message}`)
    }
    process.stderr.write(`Report written to ${options.html}\n`)
  }
  if (result.quarantinedCount > 0) process.exitCode = 3
}

/** What the disk can refuse, in a sentence; anything else is a mistake of ours and keeps its trace. */
async function trying(options: Options, how: Parameters<typeof scan>[0]): Promise<Scanned | undefined> {
  try {
    return await scan(how)
  } catch (error) {
    const { code, message, syscall } = error as NodeJS.ErrnoException
    if (!code || !syscall) throw error
    const where = options.temporary ?? tmpdir()
    const why = code === 'ENOSPC' ? `${where} is full` : message
    usage(`${why}. It sorts in a temporary folder below ${where}; name another one with --temporary.`)
    return undefined
  }
}

/** Gathers lines, because a write for each would cost more than the line. */
function lineWriter() {
  let held = ''
  return {
    line(text: string) {
      held += `${text}\n`
      if (held.length > 65_536) {
        process.stdout.write(held)
        held = ''
      }
    },
    end() {
      process.stdout.write(held)
    },
  }
}

/** One line on the error stream, rewritten in a terminal, repeated every ten seconds elsewhere; none in the first second. */
function progressLine() {
  const terminal = process.stderr.isTTY
  const every = terminal ? 200 : 10_000
  let next = performance.now() + 1000
  let shown = false
  return {
    progress({ step, done, of, unit }: ScanProgress) {
      const now = performance.now()
      if (now < next) return
      next = now + every
      const amount =
        unit === 'bytes'
          ? `${(done / mebibyte).toFixed(0)} of ${((of ?? 0) / mebibyte).toFixed(0)} MB`
          : `${done.toLocaleString('en-US')} subjects`
      process.stderr.write(terminal ? `\r\x1b[K${step} ${amount}` : `${step} ${amount}\n`)
      shown = terminal
    },
    end() {
      if (shown) process.stderr.write('\r\x1b[K')
    },
  }
}
