import { Command } from 'commander'
import { ask } from '../client.ts'
import { readConfig } from '../config.ts'

async function tell(method: 'POST' | 'DELETE', done: string): Promise<void> {
  try {
    await ask(readConfig(process.env), method, '/v1/demo')
    process.stdout.write(`${done}\n`)
  } catch (error) {
    process.stderr.write(`telltale demo: ${(error as Error).message}\n`)
    process.exitCode = 1
  }
}

export default new Command('demo')
  .description('Load or remove the demo company (simulated) in the Telltale that runs')
  .addCommand(
    new Command('load')
      .description('Load it anew, with dates up to today; takes some seconds')
      .addHelpText('after', '\nExample:\n  telltale demo load')
      .action(() => tell('POST', 'The demo company is loaded; everything about it is marked as simulated.')),
  )
  .addCommand(
    new Command('remove')
      .description('Remove it and everything that was found about it')
      .addHelpText('after', '\nExample:\n  telltale demo remove')
      .action(() => tell('DELETE', 'The demo company is gone. Your own observations are untouched.')),
  )
  .addHelpText('after', '\nExample:\n  telltale demo remove')
