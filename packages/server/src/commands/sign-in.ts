import { type Role, roles } from '@telltale/core'
import { Command, Option } from 'commander'
import { ask } from '../client.ts'
import { readConfig } from '../config.ts'

export default new Command('sign-in')
  .description('Print a new sign-in link for the Telltale that runs; it is good once, for 15 minutes')
  .addOption(new Option('--as <role>', 'who the link is for').choices([...roles]).default('analyst'))
  .addOption(new Option('--account <id>', 'a link for this account, in place of a role').conflicts('as'))
  .addHelpText(
    'after',
    '\nExample:\n  telltale sign-in\n  telltale sign-in --as recruiter\n  telltale sign-in --account m.alder',
  )
  .action(async ({ as, account }: { as: Role; account?: string }) => {
    try {
      const { link } = await ask<{ link: string }>(
        readConfig(process.env),
        'POST',
        '/v1/sign-in-links',
        account === undefined ? { as } : { account },
      )
      process.stdout.write(`${link}\n`)
    } catch (error) {
      process.stderr.write(`telltale sign-in: ${(error as Error).message}\n`)
      process.exitCode = 1
    }
  })
