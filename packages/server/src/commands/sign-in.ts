import { Command, Option } from 'commander'
import { type Role, roles } from '../api/access.ts'
import { ask } from '../client.ts'
import { readConfig } from '../config.ts'

export default new Command('sign-in')
  .description('Print a new sign-in link for the Telltale that runs; it is good once, for 15 minutes')
  .addOption(new Option('--as <role>', 'who the link is for').choices([...roles]).default('analyst'))
  .addHelpText('after', '\nExample:\n  telltale sign-in\n  telltale sign-in --as recruiter')
  .action(async ({ as }: { as: Role }) => {
    try {
      const { link } = await ask<{ link: string }>(readConfig(process.env), 'POST', '/v1/sign-in-links', {
        as,
      })
      process.stdout.write(`${link}\n`)
    } catch (error) {
      process.stderr.write(`telltale sign-in: ${(error as Error).message}\n`)
      process.exitCode = 1
    }
  })
