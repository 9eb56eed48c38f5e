import { existsSync } from 'node:fs'
import { Command } from 'commander'
import { homeOf } from '../config.ts'
import { allDetectors } from '../engine/all-detectors.ts'
import { screenFolder } from '../engine/screen-folder.ts'
import { openBlindIndex } from '../ingest/blind-index.ts'
import { lookUp } from '../ingest/look-up.ts'
import { openLists } from '../intel/open.ts'
import { screeningLines, screeningReport } from '../outputs/screenings.ts'

interface Options {
  json?: boolean
  detectors?: string
}

const sortMemory = 64 * 1024 * 1024

export default new Command('screen')
  .description(
    'Screen the applications in a file or folder, offline: the outcome, why, and what would settle it',
  )
  .argument('<path>', 'a résumé (PDF, DOCX, text, JSON Resume), an export, or a folder of them')
  .option('--json', 'print NDJSON: one application a line, then a summary')
  .option('--detectors <folder>', 'also use the private detectors in this folder')
  .addHelpText(
    'after',
    '\nExit status: 0 done, 2 called wrongly, 3 done but some input is in quarantine. Nobody is rejected.\n\nExample:\n  telltale screen resume.pdf\n  telltale screen ./applicants --json',
  )
  .action(run)

async function run(path: string, options: Options): Promise<void> {
  if (!existsSync(path)) return usage(`there is no file or folder ${path}; name one that holds applications`)
  try {
    const { index, remark } = openBlindIndex(homeOf(process.env))
    if (remark) process.stderr.write(`${remark}\n`)
    const lists = openLists(homeOf(process.env))
    for (const problem of lists.problems) process.stderr.write(`${problem}\n`)
    const result = await screenFolder({
      folder: path,
      detectors: await allDetectors(options.detectors),
      index,
      lists: lists.lists,
      enrich: lookUp(lists),
      memory: sortMemory,
      receivedAt: Date.now(),
    })
    if (result.screened.length === 0) {
      const [first] = result.quarantined
      const unread = result.files.find((f) => f.problem)
      if (!first)
        return usage(
          unread
            ? `no application in ${path}: ${unread.name}: ${unread.problem}`
            : `no application in ${path}: docs/connectors.md lists what is read`,
        )
    }
    if (options.json) for (const line of screeningLines(result)) process.stdout.write(`${line}\n`)
    else
      process.stdout.write(screeningReport(result, { color: process.stdout.isTTY && !process.env.NO_COLOR }))
    if (result.quarantinedCount > 0) process.exitCode = 3
  } catch (error) {
    if (!(error instanceof Error) || (error as NodeJS.ErrnoException).syscall === undefined) throw error
    usage(error.message)
  }
}

function usage(message: string): void {
  process.stderr.write(`telltale screen: ${message}\n`)
  process.exitCode = 2
}
