import { basename } from 'node:path'
import { Command, Option } from 'commander'
import { askAs } from '../client-as.ts'
import { readConfig } from '../config.ts'
import { readGroups } from '../fairness/groups-file.ts'
import { count } from '../outputs/sentences.ts'

interface Held {
  subjects: number
  traits: string[]
}
type Loader = 'counsel' | 'auditor'
const as = () => new Option('--as <role>', 'who loads it').choices(['counsel', 'auditor']).default('counsel')

const groups = new Command('groups')
  .description(
    'Load what people volunteered of themselves, for the adverse-impact report and for nothing else',
  )
  .addHelpText(
    'after',
    `
Needs a running Telltale. No detector can read it, and no row of it is ever shown again (docs/fairness.md).

Example:
  telltale groups load eeo.csv`,
  )

groups
  .command('load')
  .description('Load a CSV: worker id or application id, and any of group, sex, age band, assistive input')
  .argument('<file>', 'HR’s EEO export, or what people volunteered')
  .addOption(as())
  .addHelpText('after', '\nExample:\n  telltale groups load eeo.csv --as counsel')
  .action((file: string, given: { as: Loader }) =>
    trying(async () => {
      const { rows, problems, unread } = await readGroups(file)
      for (const p of problems) process.stderr.write(`${file}:${p.row}: ${p.field} ${p.reason}\n`)
      if (rows.length === 0) throw new Error(`${file} says nothing of anybody: nothing was loaded`)
      const body = { source: basename(file), rows }
      const held = await askAs<Held>(
        readConfig(process.env),
        given.as,
        'POST',
        '/v1/adverse-impact/groups',
        body,
      )
      if (unread.length > 0) process.stdout.write(`Not read: ${unread.join(', ')}.\n`)
      process.stdout.write(`${stated(held)}\n`)
    }),
  )

groups
  .command('forget')
  .description('Forget everything that was loaded')
  .addOption(as())
  .addHelpText('after', '\nExample:\n  telltale groups forget')
  .action((given: { as: Loader }) =>
    trying(async () => {
      const held = await askAs<Held>(readConfig(process.env), given.as, 'DELETE', '/v1/adverse-impact/groups')
      process.stdout.write(`${stated(held)}\n`)
    }),
  )

export default groups

function stated({ subjects, traits }: Held): string {
  return subjects === 0
    ? 'Nothing is held.'
    : `Held of ${count(subjects, 'person or application', 'people and applications')}: ${traits.join(', ')}.`
}

async function trying(work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    process.stderr.write(`telltale groups: ${(error as Error).message}\n`)
    process.exitCode = 1
  }
}
