import type { CoverageView, MeasuredShare } from '@telltale/core'
import { sharePercent } from '@telltale/core'
import { Command } from 'commander'
import { ask } from '../client.ts'
import { readConfig } from '../config.ts'
import { count, schemeSays } from '../outputs/sentences.ts'

export default new Command('coverage')
  .description(
    'Say of how many workers and applicants anything can be measured, what cannot, and what to connect next',
  )
  .option('--json', 'print it as one JSON object')
  .addHelpText(
    'after',
    `
Needs a running Telltale. Measured is who was judged at least once in the last 90 days. Hours are assumed.

Example:
  telltale coverage`,
  )
  .action(async ({ json }: { json?: boolean }) => {
    try {
      const found = await ask<CoverageView>(readConfig(process.env), 'GET', '/v1/coverage')
      process.stdout.write(json ? `${JSON.stringify(found)}\n` : coverageReport(found))
    } catch (error) {
      process.stderr.write(`telltale coverage: ${(error as Error).message}\n`)
      process.exitCode = 1
    }
  })

/** What is measured, what is not, what to connect, and what has gone silent. */
export function coverageReport(found: CoverageView): string {
  if (found.workers + found.applicants === 0)
    return 'Nobody is known yet: load an export, or connect the HR or the applicant system.\n'
  const parts = [
    [
      `${count(found.workers, 'worker')}, ${count(found.applicants, 'applicant')}; judged in the last ${found.days} days:`,
    ],
    ['Parts of the claim', ...found.cells.map((c) => share(c, c.name))],
    ['Schemes, where they would show', ...found.schemes.map((s) => share(s, schemeSays[s.name]))],
    [
      'Blind spots',
      ...found.blindSpots.map((b) => `  ${b.says}${b.often ? `; most often: ${b.often}` : ''}`),
    ],
    [
      'What to connect next (hours to connect are assumed; people are upper bounds)',
      ...found.next.map(
        (n) =>
          `  ${n.title}, ${n.hours} h: ${n.cells.join(', ')} of ${gains(n)}${n.detectors.length > 0 ? `; ${count(n.detectors.length, 'detector')} that read nothing yet` : ''}`,
      ),
    ],
    ['Gone silent', ...found.stale.map((s) => `  ${s.kind}: nothing for ${count(s.days, 'day')}`)],
  ]
  return `${parts
    .filter((lines, i) => i === 0 || lines.length > 1)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`
}

function share({ measured, population, of }: MeasuredShare, name: string): string {
  const many = `${measured.toLocaleString('en-US')} of ${population.toLocaleString('en-US')}`
  const blind = measured === 0 ? ': could not be seen at all' : ''
  return `  ${sharePercent(measured, population).padStart(6)}  ${name}, ${of} (${many})${blind}`
}

function gains({ workers, applicants }: CoverageView['next'][number]): string {
  return [
    workers > 0 ? count(workers, 'more worker') : '',
    applicants > 0 ? count(applicants, 'more applicant') : '',
  ]
    .filter(Boolean)
    .join(' and ')
}
