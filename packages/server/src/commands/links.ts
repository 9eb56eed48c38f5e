import type { LinkageState, ReviewView, WordsView } from '@telltale/core'
import { Command } from 'commander'
import { ask } from '../client.ts'
import { readConfig } from '../config.ts'
import { count, isoDay } from '../outputs/sentences.ts'

const links = new Command('links')
  .description('Say how far linkage is: how many records are one person, and by which model')
  .option('--json', 'print it as one JSON object')
  .addHelpText(
    'after',
    `
Needs a running Telltale. "telltale link FILES" links files without one.

Example:
  telltale links
  telltale links learn --by Ana
  telltale links words > words.ndjson    (for "telltale scan --words words.ndjson")`,
  )
  .action(({ json }: { json?: boolean }) =>
    trying(async () => {
      const { linkage } = await ask<ReviewView>(readConfig(process.env), 'GET', '/v1/entities?review=0')
      process.stdout.write(json ? `${JSON.stringify(linkage)}\n` : `${stated(linkage)}\n`)
    }),
  )

links
  .command('learn')
  .description('Learn the linkage model from the records in the store, freeze it, and link everything by it')
  .option('--by <name>', 'who has it learnt; kept with the model')
  .addHelpText(
    'after',
    '\nNever done by itself: equal records give equal entities until you do.\n\nExample:\n  telltale links learn --by Ana',
  )
  .action(({ by }: { by?: string }) =>
    trying(async () => {
      const state = await ask<LinkageState>(readConfig(process.env), 'POST', '/v1/linkage/learn', { by })
      process.stdout.write(`${stated(state)}\n`)
    }),
  )

links
  .command('words')
  .description('Print what people said of links, one JSON object a line, oldest first, undone or not')
  .addHelpText('after', '\nExample:\n  telltale links words > words.ndjson')
  .action(() =>
    trying(async () => {
      const { words } = await ask<WordsView>(readConfig(process.env), 'GET', '/v1/link-words')
      for (const word of words.reverse()) process.stdout.write(`${JSON.stringify(word)}\n`)
    }),
  )

export default links

function stated({ state, problem, records, entities, model }: LinkageState): string {
  const by = model.learned
    ? `the model learnt on ${isoDay(model.learned.at)} from ${count(model.learned.records, 'record')} (${model.learned.by})`
    : 'the model that comes with Telltale'
  const far = {
    reading: `Records are being read: ${records.toLocaleString('en-US')} so far.`,
    ready: `${count(records, 'record')}; ${count(entities, 'person has', 'people have')} more than one.`,
    failed: 'Records could not be read.',
  }
  return [far[state], `Linked by ${by}, version ${model.version}.`, ...(problem ? [problem] : [])].join('\n')
}

async function trying(work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    process.stderr.write(`telltale links: ${(error as Error).message}\n`)
    process.exitCode = 1
  }
}
