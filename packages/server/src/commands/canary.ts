import { type CanariesView, schemes } from '@telltale/core'
import { Command, Option } from 'commander'
import { askAs } from '../client-as.ts'
import { readConfig } from '../config.ts'
import { isoDay } from '../outputs/sentences.ts'

const canary = new Command('canary')
  .description('Register known cases that are planted, and see which of them were found')
  .addHelpText(
    'after',
    `
Needs a running Telltale; signs in as a lead. Whoever works on cases learns of a canary once it has ended.

Example:
  telltale canary list`,
  )

canary
  .command('list')
  .description('Every canary, whether it was found, in what time, and the recall that follows')
  .option('--json', 'print it as one JSON object')
  .addHelpText('after', '\nExample:\n  telltale canary list')
  .action(({ json }: { json?: boolean }) =>
    trying(async () => {
      const found = await askAs<CanariesView>(readConfig(process.env), 'lead', 'GET', '/v1/canaries')
      process.stdout.write(json ? `${JSON.stringify(found)}\n` : canaryReport(found))
    }),
  )

canary
  .command('add')
  .description('Register a canary, before its first row: somebody who is in the data already may be a person')
  .argument('<id>', 'what it is called')
  .argument('<subject>', 'person:… or application:… under an id that nobody has')
  .addOption(new Option('--scheme <scheme>', 'what it is').choices([...schemes]).makeOptionMandatory())
  .addOption(new Option('--what <text>', 'what is planted').makeOptionMandatory())
  .addHelpText(
    'after',
    `
Example:
  telltale canary add K-7 person:LAB-7 --scheme hands-elsewhere --what "LT-LAB-7, driven over RDP through 200 ms"`,
  )
  .action((id: string, subject: string, given: { scheme: string; what: string }) =>
    trying(async () => {
      await askAs(readConfig(process.env), 'lead', 'POST', '/v1/canaries', { id, subject, ...given })
      process.stdout.write(
        `${id} is registered: plant it now. It is counted once its first row has come in.\n`,
      )
    }),
  )

canary
  .command('end')
  .description('End a canary: one that was not found counts as missed, and everybody may know of it')
  .argument('<id>', 'what it is called')
  .addHelpText('after', '\nExample:\n  telltale canary end K-7')
  .action((id: string) =>
    trying(async () => {
      await askAs(readConfig(process.env), 'lead', 'POST', `/v1/canaries/${encodeURIComponent(id)}/end`)
      process.stdout.write(`${id} has ended.\n`)
    }),
  )

export default canary

export function canaryReport({ canaries, recall, time, says }: CanariesView): string {
  const share = (p: number) => `${(100 * p).toFixed(0)} %`
  const lines = canaries.map((c) => {
    const came = c.found
      ? `found after ${days(c.found.at - c.plantedAt)} (${c.found.as})`
      : !c.arrived
        ? 'no row yet'
        : c.endedAt !== undefined
          ? 'missed'
          : 'not found so far'
    return `${c.id.padEnd(8)}  ${c.subject}, ${c.scheme}, planted ${isoDay(c.plantedAt)}: ${came}`
  })
  const counted =
    recall.of > 0
      ? `Recall on canaries ${share(recall.found / recall.of)}, ${share(recall.low)} to ${share(recall.high)} (95 %, exact).`
      : ''
  const took = time
    ? `Time to find: ${days(time.median)}, middle half ${days(time.low)} to ${days(time.high)}.`
    : ''
  return `${[...lines, says, counted, took].filter(Boolean).join('\n')}\n`
}

function days(ms: number): string {
  const value = ms / 86_400_000
  return value < 1 ? `${(24 * value).toFixed(1)} h` : `${value.toFixed(1)} d`
}

async function trying(work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    process.stderr.write(`telltale canary: ${(error as Error).message}\n`)
    process.exitCode = 1
  }
}
