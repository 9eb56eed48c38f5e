import { Command } from 'commander'
import { ask } from '../client.ts'
import { readConfig } from '../config.ts'

export default new Command('sign-in')
  .description('Print a new sign-in link for the Telltale that runs; it is good once, for 15 minutes')
  .addHelpText('after', '\nExample:\n  telltale sign-in')
  .action(async () => {
    try {
      const { link } = await ask<{ link: string }>(readConfig(process.env), 'POST', '/v1/sign-in-links')
      process.stdout.write(`${link}\n`)
    } catch (error) {
      process.stderr.write(`telltale sign-in: ${(error as Error).message}\n`)
      process.exitCode = 1
    }
  })
