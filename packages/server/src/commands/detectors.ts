import type { Detector } from '@telltale/core'
import { Command } from 'commander'
import { readConfig } from '../config.ts'
import { allDetectors } from '../engine/all-detectors.ts'

export default new Command('detectors')
  .description('List every detector: what it tests, at which stage, how far it is calibrated')
  .option('--json', 'print one JSON object a line')
  .addHelpText('after', '\nExample:\n  telltale detectors')
  .action(async ({ json }: { json?: boolean }) => {
    try {
      const detectors = await allDetectors(readConfig(process.env).detectors)
      process.stdout.write(json ? lines(detectors) : table(detectors))
    } catch (error) {
      process.stderr.write(`telltale detectors: ${(error as Error).message}\n`)
      process.exitCode = 1
    }
  })

function lines(detectors: readonly Detector[]): string {
  return detectors
    .map(({ id, version, title, status, stage, family, tests, calibration }) =>
      JSON.stringify({ id, version, title, status, stage, family, tests, calibration }),
    )
    .map((line) => `${line}\n`)
    .join('')
}

function table(detectors: readonly Detector[]): string {
  const rows = [
    ['DETECTOR', 'STATUS', 'STAGE', 'FAMILY', 'TESTS', 'RATIOS'],
    ...detectors.map((d) => {
      const { basis, n } = d.calibration
      return [d.id, d.status, d.stage, d.family, d.tests, n === undefined ? basis : `${basis} (n ${n})`]
    }),
  ]
  const widths = rows[0]!.map((_, i) => Math.max(...rows.map((row) => row[i]!.length)))
  const text = rows.map((row) =>
    row
      .map((cell, i) => cell.padEnd(widths[i]!))
      .join('  ')
      .trimEnd(),
  )
  return `${text.join('\n')}\n\n"telltale explain DETECTOR" says why, what else it could be, and what clears.\n`
}
